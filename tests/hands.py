"""What hands do at a real terminal in many tests: make the practice, unlock, begin a note and find it."""

from __future__ import annotations

from tests.conftest import PASSPHRASE
from tests.terminal import SOON, Terminal

ENTER, ESCAPE, CTRL_Q = "\r", "\x1b", "\x11"


def make_the_practice(terminal: Terminal, passphrase: str = PASSPHRASE) -> None:
    """Go through the first run, and stand in the empty list; the recovery key is left for later."""
    terminal.wait_for("Once more")
    for text in ("Kari Coach", "kari@example.org", "", passphrase, passphrase):
        terminal.type(text + ENTER)
        terminal.read(0.2)
    terminal.wait_for("Your recovery key")
    terminal.type(ESCAPE)
    terminal.wait_for("Go on without it?")
    terminal.type("y")
    terminal.wait_gone("Your recovery key")
    terminal.wait_for("No clients yet")


def unlock(terminal: Terminal, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase, and wait for the clients."""
    terminal.wait_for("Passphrase")
    terminal.type(passphrase + ENTER)
    terminal.wait_for("Clients")


def write_a_note(terminal: Terminal) -> None:
    """Begin a note, and leave it open and unsaved."""
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("uferdig til siste tegn")
    terminal.wait_for("siste tegn")


def assert_offered(terminal: Terminal) -> None:
    """The note that was begun is offered, and the program leaves."""
    terminal.wait_for("Not saved yet")
    terminal.wait_for("uferdig til siste")
    terminal.type(ESCAPE + CTRL_Q)
    assert terminal.end(SOON) == 0
