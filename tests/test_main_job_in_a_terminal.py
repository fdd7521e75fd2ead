"""The main job in a real terminal of 80x24, by keys alone, from an empty folder."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hands import CTRL_Q, ENTER, ESCAPE, make_the_practice, unlock
from tests.terminal import SOON, Terminal

PASSPHRASE = "seks gode norske ord her"
CTRL_S, CTRL_U = "\x13", "\x15"
SECRETS = ("ødegård", "aase@example", "første møte", "uferdig", PASSPHRASE)
"""None so short that it could stand by chance in what is sealed."""


def everything_under(folder: Path) -> Iterator[bytes]:
    """The names and contents of all files there; the program may be putting new ones in their place."""
    for path in folder.rglob("*"):
        yield str(path).encode()
        with suppress(FileNotFoundError):
            if path.is_file():
                yield path.read_bytes()


def assert_sealed(folder: Path) -> None:
    """No secret stands anywhere in ``folder``, whatever its case."""
    for content in everything_under(folder):
        text = content.decode(errors="ignore").lower()
        assert not any(secret in text for secret in SECRETS)


def first_run(home: Path) -> Terminal:
    """Make the practice and stand in the empty list."""
    terminal = Terminal(home)
    make_the_practice(terminal, PASSPHRASE)
    return terminal


def add_aase(terminal: Terminal) -> None:
    terminal.type("a")
    terminal.wait_for("New client")
    terminal.type("Åse Ødegård" + ENTER + "aase@example.org" + CTRL_S)
    terminal.wait_for("1 client")


def unlocked(home: Path) -> Terminal:
    """Start the program once more, and unlock it."""
    terminal = Terminal(home)
    unlock(terminal, PASSPHRASE)
    return terminal


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def test_a_new_coach_gets_from_nothing_to_a_signed_agreement_and_finds_it_again(home: Path) -> None:
    terminal = first_run(home)
    add_aase(terminal)

    terminal.type("v")
    terminal.wait_for("New agreement")
    terminal.type(CTRL_S)
    terminal.wait_for("0/14")
    for answered in range(1, 14):
        terminal.type(" ")
        terminal.wait_for(f"{answered}/14")
    terminal.type("d")
    terminal.wait_for("14/14")
    terminal.type("s")
    terminal.wait_for("Client signs as")
    terminal.type(CTRL_S)
    terminal.wait_for("Signed.")
    terminal.type("x")
    terminal.wait_for("Export the agreement")
    terminal.type(CTRL_U + str(home / "out") + CTRL_S)
    terminal.wait_for("Written to")
    terminal.type(ESCAPE)
    terminal.wait_for("1 client")

    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("# Første møte" + ENTER + "Vil bli tryggere.")
    terminal.type(CTRL_S)
    terminal.wait_for("Saved for K-001.")
    terminal.type(CTRL_Q)
    assert terminal.end() == 0
    assert_sealed(home / "data")
    assert "- [ ] Ja\n- [x] Nei" in (home / "out" / "K-001.md").read_text()

    terminal = unlocked(home)
    terminal.wait_for("signed")
    terminal.type(ENTER)
    terminal.wait_for("Første møte")
    terminal.type(ENTER)
    terminal.wait_for("Vil bli tryggere.")
    terminal.type("q")
    assert terminal.end() == 0


def test_a_killed_editor_costs_at_most_two_seconds_and_the_draft_is_offered(home: Path) -> None:
    terminal = first_run(home)
    add_aase(terminal)
    terminal.type("n")
    terminal.wait_for("Preview")
    seen: list[tuple[float, str]] = []
    started, slow = time.monotonic(), 0.0
    while len(seen) < 30 or time.monotonic() - started < 5:
        word = f"uferdig{len(seen):02d}"
        typed = time.monotonic()
        terminal.type(word + " ")
        terminal.wait_for(word)
        seen.append((time.monotonic(), word))
        slow = max(slow, time.monotonic() - typed)
        terminal.read(0.1)
    assert_sealed(home / "data")
    died = time.monotonic()
    os.kill(terminal.pid, signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL

    terminal = unlocked(home)
    terminal.wait_for("Not saved yet")
    terminal.type(ENTER)
    terminal.wait_for("Preview")
    # As late as a word appears where the machine has much else to do, as late it may be sealed.
    due = [word for when, word in seen if died - when > 2.0 + slow]
    assert len(due) > 5
    for word in due:
        terminal.wait_for(word)
    terminal.type(CTRL_S)
    terminal.wait_for("Saved for K-001.")
    terminal.type(CTRL_Q)
    assert terminal.end() == 0


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_connection_loses_nothing_typed(home: Path, number: signal.Signals) -> None:
    terminal = first_run(home)
    add_aase(terminal)
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("uferdig til siste tegn")
    terminal.wait_for("siste tegn")
    os.kill(terminal.pid, number)
    assert terminal.end(SOON) == 128 + number
    assert_sealed(home / "data")
    terminal = unlocked(home)
    terminal.wait_for("uferdig til siste")
    terminal.type(ESCAPE + CTRL_Q)
    assert terminal.end() == 0


def test_a_closed_window_ends_the_program_though_it_is_told_to_continue_too(home: Path) -> None:
    terminal = first_run(home)
    add_aase(terminal)
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("uferdig")
    terminal.wait_for("uferdig")
    # What the kernel sends when a window closes.
    os.kill(terminal.pid, signal.SIGHUP)
    os.kill(terminal.pid, signal.SIGCONT)
    assert terminal.end(5) == 128 + signal.SIGHUP
    terminal = unlocked(home)
    terminal.wait_for("uferdig")
    terminal.type(ESCAPE + CTRL_Q)
    assert terminal.end() == 0


def test_note_on_the_command_line_opens_the_editor_and_ends_with_it(home: Path) -> None:
    terminal = first_run(home)
    add_aase(terminal)
    terminal.type(CTRL_Q)
    assert terminal.end() == 0
    terminal = Terminal(home, "note", "K-001")
    terminal.wait_for("Passphrase")
    terminal.type(PASSPHRASE + ENTER)
    terminal.wait_for("Preview")
    terminal.type("Kort og godt." + CTRL_S)
    terminal.wait_for("Saved for K-001.")
    assert terminal.end() == 0
    terminal = unlocked(home)
    terminal.type(ENTER)
    terminal.wait_for("Kort og godt.")
    terminal.type(CTRL_Q)
    assert terminal.end() == 0
    for left in (CTRL_Q, ESCAPE):
        terminal = Terminal(home, "note", "K-001")
        terminal.wait_for("Passphrase")
        terminal.type(PASSPHRASE + ENTER)
        terminal.wait_for("Preview")
        terminal.type("Uferdig.")
        terminal.wait_for("Uferdig.")
        terminal.type(left)
        terminal.wait_for("Kept as a draft for K-001; “coachtui note K-001” goes on writing it.")
        assert terminal.end() == 0


def test_the_demo_says_how_it_unlocks(home: Path) -> None:
    terminal = Terminal(home, "demo")
    terminal.wait_for("coachtui demo")
    terminal.type("\x07")
    terminal.wait_for("coachtui is locked")
    terminal.type("coachtui demo" + ENTER)
    terminal.wait_for("K-001")
    terminal.type("q")
    assert terminal.end() == 0


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(home: Path) -> None:
    terminal = first_run(home)
    terminal.type("q")
    assert terminal.end() == 0
    before = list(everything_under(home / "data"))
    terminal = Terminal(home)
    for _attempt in range(3):
        terminal.wait_for("Passphrase:")
        terminal.type("wrong from the start" + ENTER)
        terminal.read(0.8)
    assert terminal.end() == 3
    assert list(everything_under(home / "data")) == before
    assert b"wrong from" not in terminal.output


def test_what_one_login_saves_appears_at_the_other_by_itself(home: Path) -> None:
    first = first_run(home)
    second = unlocked(home)
    second.wait_for("No clients yet")
    add_aase(first)
    second.wait_for("Åse Ødegård")
    for terminal in (first, second):
        terminal.type(CTRL_Q)
        assert terminal.end() == 0
