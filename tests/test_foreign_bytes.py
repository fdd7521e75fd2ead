"""What a terminal sends that nobody typed: the app goes on, and shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services.opening import Vault
from tests.conftest import PASSPHRASE
from tests.terminal import Terminal


@pytest.fixture
def editor(vault: Vault, aase: ClientRecord, tmp_path: Path) -> Terminal:
    """The editor of a new note, in a real terminal."""
    vault.close()
    terminal = Terminal(tmp_path, "--vault", str(vault.path))
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    terminal.wait_for("K-001")
    terminal.type("n")
    terminal.wait_for("Preview")
    return terminal


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (b"caf\xe9 noir", "caf\ufffd noir"),
        (b"\x1b[200~caf\xe9 noir\x1b[201~", "caf\ufffd noir"),
        (b"\xff\xfe\xfd", "\ufffd\ufffd\ufffd"),
    ],
)
def test_bytes_that_are_no_text_become_visible(editor: Terminal, sent: bytes, shown: str) -> None:
    editor.send(sent)
    editor.wait_for(shown)


def test_a_sequence_that_no_terminal_sends_is_passed_over(editor: Terminal) -> None:
    for sequence in (b"\x1b[48;:1u", b"\x1b[999999999999P"):
        editor.send(sequence)
        editor.read(0.3)
    editor.send(b"still here")
    editor.wait_for("still here")


def test_esc_with_the_next_key_right_behind_it_does_both(editor: Terminal) -> None:
    editor.type("hei")
    editor.wait_for("hei")
    editor.type("\x1b/")
    editor.wait_for("Filter by name")
