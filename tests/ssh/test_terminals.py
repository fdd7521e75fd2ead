"""The terminals that people log in from: their kinds, character sets and sizes."""

from __future__ import annotations

import re
from functools import partial

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services.opening import Vault
from tests.conftest import PASSPHRASE
from tests.hands import CTRL_Q, ENTER, unlock
from tests.ssh.conftest import CTRL_S, wait_until
from tests.ssh.server import Server
from tests.terminal import SOON, Terminal

NOTE = "Blåbær «på» fjellet, €5"


@pytest.fixture(autouse=True)
def _one_client(vault: Vault, aase: ClientRecord) -> None:
    """Åse is in the vault."""


@pytest.mark.parametrize(
    ("kind", "locale", "size", "many"),
    [
        ("xterm-256color", {"LANG": "nb_NO.UTF-8"}, (300, 100), True),
        ("screen", {"LC_ALL": "C"}, (60, 20), False),
        ("tmux-256color", {"LANG": "C.UTF-8"}, (80, 24), True),
        ("linux", {"LANG": "C"}, (80, 24), False),
    ],
    ids=str,
)
def test_it_works_in_every_kind_of_terminal_locale_and_size(
    server: Server,
    vault: Vault,
    aase: ClientRecord,
    kind: str,
    locale: dict[str, str],
    size: tuple[int, int],
    many: bool,
) -> None:
    terminal = server.login("coachtui --lang en", size=size, variables={"TERM": kind, **locale})
    unlock(terminal)
    terminal.wait_for("Åse Ødegård")
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type(NOTE)
    terminal.wait_for(NOTE)
    terminal.type(CTRL_S)
    terminal.wait_for("Clients")
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0
    (session,) = vault.load(aase.id).sessions
    assert session.note.strip() == NOTE
    assert (b"38;5;" in terminal.output) == many, "256 colours where there are as many"
    assert many or re.search(rb"[\[;]3[0-7][;m]", terminal.output), "one of 16"


@pytest.mark.parametrize("kind", ["dumb", "vt100", ""])
def test_a_terminal_without_a_screen_is_refused_in_words(server: Server, kind: str) -> None:
    terminal = server.login("coachtui", variables={"TERM": kind})
    assert terminal.end(SOON) == 2
    said = terminal.output.decode().strip()
    assert said.startswith("coachtui: ")
    assert "xterm-256color" in said if kind else "ssh -t" in said
    assert "\x1b" not in said
    assert "\n" not in said


def test_without_a_terminal_it_is_told_how_to_ask_for_one(server: Server) -> None:
    done = server.run("coachtui")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ssh -t" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_character_set_that_lacks_letters_is_refused_before_the_passphrase(
    server: Server,
) -> None:
    terminal = server.login("PYTHONIOENCODING=iso-8859-1", "coachtui")
    assert terminal.end(SOON) == 2
    assert b"needs UTF-8" in terminal.output
    assert b"Passphrase" not in terminal.output


# -- sizes


def seen(terminal: Terminal) -> str:
    """What stands on the screen, what has come meanwhile included."""
    terminal.read()
    return terminal.text


def says(terminal: Terminal, sentence: str) -> bool:
    return sentence in " ".join(seen(terminal).split())


def test_the_window_is_resized_in_the_middle_of_a_note(
    server: Server, vault: Vault, aase: ClientRecord
) -> None:
    terminal = server.login("coachtui")
    unlock(terminal)
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("et ord og ett til")
    for columns, rows in ((60, 20), (140, 50), (300, 100), (80, 24)):
        terminal.resize(columns, rows)
        terminal.wait_for("et ord og ett til")
        wait_until(lambda: "Save" in seen(terminal).splitlines()[-1], "it is drawn anew")
    terminal.type(CTRL_S)
    terminal.wait_for("Clients")
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0
    assert [each.note.strip() for each in vault.load(aase.id).sessions] == ["et ord og ett til"]


def test_a_window_that_is_too_small_says_so_and_lets_no_key_through(
    server: Server, vault: Vault, aase: ClientRecord
) -> None:
    terminal = server.login("coachtui")
    unlock(terminal)
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("halvferdig")
    terminal.wait_for("halvferdig")
    for columns, rows in ((59, 24), (80, 19), (12, 6), (1, 1), (58, 24), (57, 24)):
        terminal.resize(columns, rows)
        sentence = f"has {columns} columns" if columns > 1 else "…"
        wait_until(partial(says, terminal, sentence), "it says so")
        assert "halv" not in terminal.text
        # Past these when the next sentence stands there, so before the window has room again.
        if columns > 57:
            terminal.type("usett" + CTRL_S)
    terminal.resize(80, 24)
    terminal.wait_for("halvferdig")
    terminal.type(" tekst")
    terminal.wait_for("halvferdig tekst")
    terminal.resize(40, 10)
    terminal.wait_for("Ctrl+Q leaves")
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0
    terminal = server.login("coachtui", size=(40, 10))
    terminal.wait_for("Passphrase")
    terminal.type(PASSPHRASE + ENTER)
    terminal.wait_for("Ctrl+Q leaves")
    terminal.resize(80, 24)
    terminal.wait_for("Not saved yet")
    terminal.wait_for("halvferdig tekst")
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0
