"""A day's work in real terminals, and then a search for any trace of it: nothing secret is anywhere.

Nothing secret is given as an argument; all of it is typed.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hands import CTRL_Q, ENTER, ESCAPE
from tests.terminal import Terminal
from tests.test_main_job_in_a_terminal import (
    CTRL_S,
    CTRL_U,
    PASSPHRASE,
    first_run,
    unlocked,
)
from tests.vault.test_canaries import as_it_might_lie_there

CTRL_G = "\x07"
NAME, EMAIL = "Kanarifugl Gulfjaer", "gulfjaer@example.org"
NOTED, COMMENTED, LATER = "sangstemme", "burlengsel", "fjaerskifte"
CANARIES = ("Kanarifugl", "Gulfjaer", EMAIL, NOTED, COMMENTED, LATER, PASSPHRASE)

LEFT = b"\x1b[?1049l"
ENTERED = b"\x1b[?1049h"


def forms() -> Iterator[tuple[str, bytes]]:
    """Every canary in every form that something forgotten would have."""
    for word in CANARIES:
        for form in as_it_might_lie_there(word):
            yield word, form


def found_in(content: bytes) -> list[str]:
    return [word for word, form in forms() if form in content]


def around(pid: int) -> bytes:
    """Arguments and environment of a process and of all that it has started."""
    seen = b""
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and (int(process.name) == pid or parent(process) == pid):
            for name in ("cmdline", "environ"):
                with suppress(FileNotFoundError, ProcessLookupError):  # it may be gone by now
                    seen += (process / name).read_bytes()
    return seen


def parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def outside_the_screens(terminal: Terminal) -> bytes:
    """What stands in the terminal's own scroll-back: all that was not drawn on the other screen."""
    before, _entered, rest = terminal.output.partition(ENTERED)
    return before + rest.rpartition(LEFT)[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def test_a_day_of_work_leaves_no_trace_of_anybody(home: Path) -> None:
    if os.geteuid() or not Path("/proc/self/environ").exists():
        pytest.skip("only the administrator of a Linux machine may look into the processes")
    terminals = []
    terminal = first_run(home)
    terminal.type("a")
    terminal.wait_for("New client")
    terminal.type(NAME + ENTER + EMAIL + CTRL_S)
    terminal.wait_for("1 client")
    terminal.type("v")
    terminal.wait_for("New agreement")
    terminal.type(CTRL_S)
    terminal.wait_for("0/14")
    terminal.type("c")
    terminal.wait_for("Comment")
    terminal.type(COMMENTED + CTRL_S)
    terminal.wait_for(COMMENTED)
    terminal.type(ESCAPE)
    terminal.wait_for("1 client")

    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type(f"# {NOTED}" + ENTER)
    terminal.wait_for("draft sealed")
    assert not found_in(around(terminal.pid))

    second = unlocked(home)
    terminals.append(second)
    second.wait_for("Not saved yet")
    second.type(ESCAPE)
    second.wait_for("Gulfjaer")
    second.type("/" + "gulf")
    second.wait_for("1 client")
    assert not found_in(around(second.pid))
    second.type(ESCAPE + CTRL_Q)
    assert second.end() == 0

    # Its terminal is gone with it, and nobody looks there any more.
    os.kill(terminal.pid, signal.SIGHUP)
    assert terminal.end() == 128 + signal.SIGHUP

    terminal = unlocked(home)
    terminals.append(terminal)
    terminal.wait_for("Not saved yet")
    terminal.type(ENTER)
    terminal.wait_for("Preview")
    terminal.type(LATER)
    terminal.wait_for(LATER)
    terminal.type(CTRL_G)
    terminal.wait_for("is locked")
    assert not [word for word in CANARIES if word in terminal.text]
    terminal.type(PASSPHRASE + ENTER)
    terminal.wait_for("Not saved yet")
    terminal.type(ENTER)
    terminal.wait_for(LATER)
    terminal.type(CTRL_S)
    terminal.wait_for("Saved for K-001.")
    terminal.type(ENTER)
    terminal.wait_for("Sessions")
    terminal.type("x")
    terminal.wait_for("Export the agreement")
    terminal.type(CTRL_U + str(home / "outbox") + CTRL_S)
    terminal.wait_for("Written to")
    terminal.type(CTRL_Q)
    assert terminal.end() == 0

    outbox = home / "outbox"
    assert NAME in (outbox / "K-001.md").read_text()
    files = [path for path in home.rglob("*") if outbox not in (path, *path.parents)]
    assert len(files) > 10
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        assert not found_in(content + str(path.relative_to(home)).encode()), path
    for each in terminals:
        assert ENTERED in each.output
        assert not found_in(outside_the_screens(each))


def test_the_search_would_find_what_is_forgotten(home: Path) -> None:
    for word, form in forms():
        assert word in found_in(b"\0junk" + form + b"junk")
