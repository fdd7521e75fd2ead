"""A vault on disk, made with the cheapest cost, and records to put in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coachtui.vault.vault import Cost, Vault
from tests.vault.people import PASSPHRASE, PRACTICE, newcomer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    """A new vault with one client, open."""
    opened = Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL)
    opened.add(newcomer)
    yield opened
    opened.close()


@pytest.fixture
def only(vault: Vault) -> str:
    """The id of that client's record."""
    return vault.cards()[0].id
