"""A home with a vault in its usual place, and an sshd in front of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coachtui.services import keys, opening
from coachtui.services.opening import Cost, Vault
from tests.conftest import DAY, PASSPHRASE
from tests.ssh.server import Server, missing
from tests.terminal import PATIENCE

CTRL_S, CTRL_Z = "\x13", "\x1a"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """An empty vault, where the program looks for it unless told otherwise."""
    practice = {"name": "Kari Coach", "email": "kari@example.org", "place": "Testby"}
    place = tmp_path / ".local" / "share" / "coachtui" / "vault"
    made = opening.create(place, PASSPHRASE, practice, Cost.MINIMAL)
    keys.tried(made, DAY)
    return made


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that lets the client in, with whatever command it asks for."""
    if why := missing():
        pytest.skip(why)
    server = Server(tmp_path)
    yield server
    server.close()


def wait_until(done: Callable[[], bool], what: str) -> None:
    """Wait until something is so that no terminal shows."""
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, f"waited until {what}"
        time.sleep(0.02)
