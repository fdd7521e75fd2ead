"""A link of 64 kbit/s: what counts there is how many bytes are sent, SSH's own included."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coachtui.services import clients
from coachtui.services.opening import Vault
from tests.conftest import DAY
from tests.hands import CTRL_Q, unlock
from tests.ssh.link import Link
from tests.ssh.server import Server
from tests.terminal import SOON, Terminal, asleep


@pytest.fixture
def link(server: Server, vault: Vault) -> Iterator[Link]:
    """A slow link to a server with more clients than one screen shows."""
    for number in range(30):
        clients.add(vault, {"name": f"Åse Nummer {number}"}, DAY)
    vault.close()
    link = Link(server.port, bits_per_second=64_000)
    yield link
    link.close()


def settle(terminal: Terminal, link: Link, program: int) -> None:
    """Read until the server has nothing more to say, and ``program`` behind it nothing to do."""
    before = -1
    while before != link.down or not asleep(program):
        before = link.down
        terminal.read(0.5)


def press(terminal: Terminal, link: Link, key: str, row: int) -> int:
    """How many bytes it takes until ``key`` has put the cursor on that row of the screen."""
    before, elsewhere = link.down, terminal.ground(row)
    terminal.type(key)
    while terminal.ground(row) == elsewhere:
        assert link.down - before < 20_000, "the cursor is not there"
        terminal.read()
    return link.down - before


def test_a_key_is_on_screen_within_a_packet_or_two(server: Server, link: Link) -> None:
    terminal = server.login("coachtui", port=link.port)
    unlock(terminal)
    terminal.wait_for("K-001")
    settle(terminal, link, server.sessions()[-1])
    assert link.down < 18_000
    assert press(terminal, link, "j", 3) < 600
    assert press(terminal, link, "j", 4) < 600
    assert press(terminal, link, "k", 3) < 600
    assert press(terminal, link, "G", 22) < 5_000
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0


def test_compressed_a_screen_is_a_few_packets(server: Server, link: Link) -> None:
    terminal = server.login("coachtui", options=("-C", "-t"), port=link.port)
    unlock(terminal)
    terminal.wait_for("K-001")
    before, drawn = link.down, len(terminal.output)
    terminal.type("\r")
    terminal.wait_for("No sessions yet")
    terminal.type("\x1b")
    terminal.wait_for("K-009")
    assert (link.down - before) * 8 < len(terminal.output) - drawn
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0
