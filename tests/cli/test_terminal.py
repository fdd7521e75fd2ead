"""What is asked for on a terminal: names in sight, passphrases not, and leaving leaves everything."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

import pexpect

from tests.cli.conftest import PASSPHRASE, Line, Terminal, ended


def test_init_asks_for_the_passphrase_twice_and_never_shows_it(
    terminal: Terminal, vault: Path
) -> None:
    child = terminal("init", "--kdf", "minimal")
    seen = []
    for question, typed in (
        ("Your name: ", "Kari Coach"),
        ("Your e-mail: ", "kari@example.org"),
        ("Choose a passphrase: ", PASSPHRASE),
        ("Once more: ", PASSPHRASE),
        ("[Y/n]: ", "n"),
    ):
        child.expect_exact(question)
        seen.append(child.before)
        child.sendline(typed)
    rest, code = ended(child)
    assert code == 0
    assert re.search(r"takes \d+\.\d+ s", "".join(seen))
    assert "coachtui vault recovery" in rest
    assert (vault / "header").exists()
    assert "Kari Coach" in "".join(seen)
    assert "setning" not in "".join(seen) + rest


def test_a_passphrase_that_is_too_short_is_told_before_it_is_asked_for_again(
    terminal: Terminal, vault: Path
) -> None:
    child = terminal("init", "--name", "Kari", "--kdf", "minimal")
    child.expect_exact("Choose a passphrase: ")
    child.sendline("kort")
    child.expect_exact("It must have at least 12 characters. Choose a passphrase: ")
    assert "Once more" not in child.before
    for question, typed in (("", PASSPHRASE), ("Once more: ", PASSPHRASE), ("[Y/n]: ", "n")):
        child.expect_exact(question)
        child.sendline(typed)
    assert ended(child)[1] == 0
    assert (vault / "header").exists()


def test_a_passphrase_that_is_too_short_three_times_makes_nothing(
    terminal: Terminal, vault: Path
) -> None:
    child = terminal("init", "--name", "Kari")
    for _try in range(3):
        child.expect_exact("Choose a passphrase: ")
        child.sendline("kort")
    assert ended(child)[1] == 2
    assert not vault.exists()


def test_passphrases_that_differ_make_nothing(terminal: Terminal, vault: Path) -> None:
    child = terminal("init", "--name", "Kari")
    child.expect_exact("Choose a passphrase: ")
    child.sendline(PASSPHRASE)
    child.expect_exact("Once more: ")
    child.sendline("noe helt annet enn det")
    rest, code = ended(child)
    assert code == 2
    assert "differ" in rest
    assert not vault.exists()


def test_a_client_is_asked_for_field_by_field(practice: Line, terminal: Terminal) -> None:
    child = terminal("client", "add")
    for question, typed in (
        ("Passphrase: ", "feil passfrase her"),
        ("Passphrase: ", PASSPHRASE),
        ("Name: ", "Åse Ødegård"),
        ("E-mail: ", ""),
        ("Phone: ", ""),
    ):
        child.expect_exact(question)
        child.sendline(typed)
    rest, code = ended(child)
    assert (rest.strip(), code) == ("K-001", 0)


def test_no_passphrase_is_asked_for_in_vain(line: Line, terminal: Terminal, vault: Path) -> None:
    shown, code = ended(terminal("client", "list"))
    assert code == 6
    assert "coachtui init" in shown
    assert line("init", "--name", "Kari", "--kdf", "minimal").code == 0
    shown, code = ended(terminal("init"))
    assert code == 1
    assert "already" in shown


def test_three_wrong_passphrases_end_it(practice: Line, terminal: Terminal) -> None:
    child = terminal("client", "list")
    for _try in range(3):
        child.expect_exact("Passphrase: ")
        child.sendline("feil passfrase her")
    assert ended(child)[1] == 3


def test_deleting_asks_first_and_enter_is_no(one_client: Line, terminal: Terminal) -> None:
    one_client("note", "K-001", "-", typed="Notat.")
    for typed, left in (("", 1), ("y", 0)):
        child = terminal("session", "delete", "K-001", "1")
        child.expect_exact("Passphrase: ")
        child.sendline(PASSPHRASE)
        child.expect_exact("[y/N]: ")
        child.sendline(typed)
        assert ended(child)[1] == 0
        assert one_client("session", "list", "K-001", "--json").out.count('"id"') == left


def test_leaving_a_question_leaves_everything(one_client: Line, terminal: Terminal) -> None:
    for key in ("\x03", "\x04"):
        child = terminal("client", "edit", "K-001")
        child.expect_exact("Passphrase: ")
        child.sendline(PASSPHRASE)
        child.expect_exact("Name (Enter keeps it): ")
        child.send(key)
        # One that comes just before the answer is read is lost; a person presses it again.
        while child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=2):
            child.send(key)
        shown = str(child.before)
        child.close()
        assert child.exitstatus == 130
        assert "Traceback" not in shown
    assert "Åse Ødegård" in one_client("client", "list").out


def test_the_demo_is_shown_and_gone_at_exit(terminal: Terminal, vault: Path) -> None:
    before = _demo_folders()
    child = terminal("demo")
    child.expect_exact("K-001")
    made = _demo_folders() - before
    assert made
    child.send("\x11")
    assert ended(child)[1] == 0
    # Tests beside this one may have a demo of their own for a while.
    end = time.monotonic() + 60
    while made & _demo_folders() and time.monotonic() < end:
        time.sleep(0.05)
    assert not made & _demo_folders()
    assert not vault.exists()


def _demo_folders() -> set[Path]:
    places = (Path(tempfile.gettempdir()), Path("/dev/shm"))
    return {each for place in places for each in place.glob("coachtui-demo-*")}
