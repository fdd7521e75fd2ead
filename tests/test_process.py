"""What others on the machine can see of a coachtui that is running, and what it leaves when it falls."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services.opening import Vault
from tests.conftest import PASSPHRASE
from tests.terminal import Terminal

linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's own")
SECRETS = (PASSPHRASE, "Ødegård", "aase@example.org")
LOOK = "import sys; sys.stdout.write(str(len(open(sys.argv[1], 'rb').read(64))))"
LIKE_ANY_OTHER = """
import ctypes, os, sys
for capability in (19, 21, 38, 40):  # ptrace, sys_admin, perfmon, checkpoint_restore
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Runs Python without root's right to look everywhere, where root runs the tests."""


@pytest.fixture
def running(vault: Vault, aase: ClientRecord, tmp_path: Path) -> Iterator[Terminal]:
    """The app, unlocked by hand, with a client on the screen."""
    vault.close()
    program = (sys.executable, "-c", LIKE_ANY_OTHER, "-m", "coachtui")
    terminal = Terminal(tmp_path, "--vault", str(vault.path), program=program)
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    terminal.wait_for("Ødegård")
    yield terminal
    with contextlib.suppress(OSError):  # it may be gone
        terminal.type("\x11")
        terminal.end()


def looked_into(pid: int, file: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIKE_ANY_OTHER, "-c", LOOK, f"/proc/{pid}/{file}"],
        capture_output=True,
        text=True,
        check=False,
    )


@linux
@pytest.mark.parametrize("file", ["environ", "maps", "mem", "auxv", "io"])
def test_no_other_process_of_the_same_user_looks_inside(running: Terminal, file: str) -> None:
    looked = looked_into(running.pid, file)
    assert looked.returncode == 1
    assert "Permission" in looked.stderr


@linux
def test_others_that_do_not_forbid_it_are_looked_into() -> None:
    waiting = [sys.executable, "-c", LIKE_ANY_OTHER, "-c", "print(flush=True); input()"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        looked = [looked_into(other.pid, file) for file in ("environ", "maps", "auxv", "io")]
        other.communicate(b"\n")
    assert [each.returncode for each in looked] == [0, 0, 0, 0]


@linux
def test_no_core_is_left_whatever_kills_it(running: Terminal, tmp_path: Path) -> None:
    limits = Path(f"/proc/{running.pid}/limits").read_text()
    (core,) = (line.split() for line in limits.splitlines() if line.startswith("Max core file"))
    assert core[4:6] == ["0", "0"]
    os.kill(running.pid, signal.SIGQUIT)
    assert running.end() == -signal.SIGQUIT
    assert not list(tmp_path.rglob("core*"))


@linux
def test_neither_arguments_nor_environment_nor_open_files_tell_anything(
    running: Terminal, vault: Vault
) -> None:
    process = Path(f"/proc/{running.pid}")
    seen = process.joinpath("cmdline").read_bytes()
    if os.geteuid() == 0:
        seen += process.joinpath("environ").read_bytes()
    seen += b" ".join(os.fsencode(each) for each in _opened(process / "fd"))
    for secret in SECRETS:
        assert secret.encode() not in seen


def _opened(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(PermissionError):
        for each in folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # it may be closed by now
                yield each.readlink()


@linux
def test_it_makes_its_files_for_its_owner_alone(running: Terminal) -> None:
    status = Path(f"/proc/{running.pid}/status").read_text()
    assert "Umask:\t0077" in status


TRAPS = {
    "TEXTUAL": "devtools,debug,headless",
    "TEXTUAL_LOG": "{home}/log.txt",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_LOCATION": "{home}",
    "TEXTUAL_SCREENSHOT_FILENAME": "shot.svg",
    "TEXTUAL_PRESS": "a",
    "TEXTUAL_DRIVER": "no.such:Driver",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_ALLOW_SIGNALS": "1",
}


def test_no_setting_of_textual_takes_a_picture_or_keeps_a_log(
    vault: Vault, aase: ClientRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()
    before = set(tmp_path.rglob("*"))
    traps = {name: text.format(home=tmp_path) for name, text in TRAPS.items()}
    terminal = Terminal(tmp_path, "--vault", str(vault.path), variables=traps)
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    terminal.wait_for("Ødegård")
    terminal.read(0.5)
    assert "New client" not in terminal.text
    terminal.type("q")
    assert terminal.end() == 0
    made = set(tmp_path.rglob("*")) - before
    state = tmp_path / ".local"
    assert {each.name for each in made if state not in (each, *each.parents)} <= {"index", "lock"}
    assert {each.name for each in made if each.is_file()} <= {"index", "lock", "seen"}


CRASHES = {
    "an action": "app.CoachApp.action_redraw = lambda self: fall()",
    "drawing": "row_list.RowList.render_line = lambda self, y: fall()",
    "building a screen": "help.HelpScreen.compose = lambda self: fall()",
    "a timer": "app.CoachApp.action_redraw = lambda self: self.set_timer(0.01, fall)",
    "a worker": "app.CoachApp.action_redraw = lambda self: self.run_worker(asleep(), thread=False)",
    "a thread": "app.CoachApp.action_redraw = lambda self: self.run_worker(fall, thread=True)",
    "a message": "clients.ClientsScreen.key_z = lambda self: fall()",
}
KEYS = {"building a screen": "?", "a message": "z", "drawing": ""}
FALLING = """
import coachtui.tui.app as app
from coachtui.tui.screens import clients, help
from coachtui.tui.widgets import row_list
def fall():
    note = "hemmelig-notat"
    raise ValueError(note)
async def asleep():
    fall()
{crash}
from coachtui.start import main
main()
"""


@pytest.mark.parametrize("where", CRASHES)
def test_a_crash_says_one_sentence_and_nothing_of_a_client(
    vault: Vault, aase: ClientRecord, tmp_path: Path, where: str
) -> None:
    vault.close()
    script = tmp_path / "falling.py"
    script.write_text(FALLING.format(crash=CRASHES[where]))
    terminal = Terminal(tmp_path, "--vault", str(vault.path), program=(sys.executable, str(script)))
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    if where != "drawing":
        terminal.wait_for("Ødegård")
        terminal.type(KEYS.get(where, "\x0c"))
    assert terminal.end() == 1
    left, after = terminal.output.split(b"\x1b[?1049l")
    assert b"ValueError at " in after
    for secret in (b"hemmelig", b"Traceback", "Ødegård".encode()):
        assert secret not in after
    assert b"hemmelig" not in left
    assert b"Traceback" not in left


SILENT = """
import asyncio, threading
from coachtui.process import fall_silent
fall_silent()
class Falling:
    def __del__(self): raise ValueError("hemmelig-notat")
Falling()
def fall(): raise ValueError("hemmelig-notat")
thread = threading.Thread(target=fall); thread.start(); thread.join()
async def falling(): fall()
async def main():
    asyncio.ensure_future(falling())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(fall)
    await asyncio.sleep(0)
asyncio.run(main(), debug=True)
print("done")
"""


def test_an_exception_that_nobody_waits_for_prints_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SILENT], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("done\n", "")
