"""Being stopped, hung up on, closed or detached from, in a real terminal: soon gone, nothing lost or left."""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services.opening import Vault
from tests.hands import CTRL_Q, ENTER, ESCAPE, assert_offered, unlock, write_a_note
from tests.terminal import COACHTUI, PATIENCE, SOON, Terminal

CTRL_Z = "\x1a"

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path, vault: Vault, aase: ClientRecord) -> Start:
    """Starts the program on a vault with one client, and unlocks it."""

    def start(**how: object) -> Terminal:
        terminal = Terminal(tmp_path, "--vault", str(vault.path), **how)  # type: ignore[arg-type]
        unlock(terminal)
        return terminal

    return start


def state(pid: int) -> str:
    """The state of a process as ``ps`` shows it; empty once it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0].strip("Z")
    except OSError:
        return ""


def wait_until(done: Callable[[], bool], what: str, terminal: Terminal | None = None) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, f"waited until {what}"
        if terminal:
            terminal.read(0.05)
        else:
            time.sleep(0.05)


def test_a_closed_terminal_ends_the_program_soon_and_the_draft_is_offered(start: Start) -> None:
    terminal = start()
    write_a_note(terminal)
    terminal.hang_up()
    assert terminal.end(SOON) == 128 + signal.SIGHUP
    assert_offered(start())


def test_a_terminal_closed_over_a_form_loses_nothing_of_it(start: Start) -> None:
    terminal = start()
    terminal.type("a")
    terminal.wait_for("New client")
    terminal.type("Halvferdig Navn")
    terminal.wait_for("Halvferdig Navn")
    terminal.hang_up()
    assert terminal.end(SOON) == 128 + signal.SIGHUP
    terminal = start()
    terminal.wait_for("Not saved yet")
    terminal.type(ENTER)
    terminal.wait_for("New client")
    terminal.wait_for("Halvferdig Navn")
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0


def test_where_no_shell_could_go_on_ctrl_z_locks_and_does_not_stop(start: Start) -> None:
    terminal = start()
    write_a_note(terminal)
    terminal.type(CTRL_Z)
    terminal.wait_for("coachtui is locked")
    # It gives the terminal back and takes it again; a key that comes in between is lost.
    terminal.rest()
    unlock(terminal)
    assert_offered(terminal)


# -- under a shell


@pytest.fixture
def shell(tmp_path: Path, vault: Vault, aase: ClientRecord) -> tuple[Terminal, int]:
    """A shell that has started the program, with a note half written, and the program's process."""
    terminal = Terminal(tmp_path, program=("bash", "--norc", "--noprofile", "-i"))
    terminal.type("PS1='shell ready'" + ENTER)
    terminal.wait_for("shell ready")
    terminal.type(shlex.join([*COACHTUI, "--vault", str(vault.path)]) + ENTER)
    unlock(terminal)
    write_a_note(terminal)
    children = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text()
    return terminal, int(children)


@pytest.mark.parametrize("how", ["key", "signal"])
def test_ctrl_z_locks_and_stops_and_fg_finds_it_locked(
    shell: tuple[Terminal, int], how: str
) -> None:
    terminal, pid = shell
    if how == "key":
        terminal.type(CTRL_Z)
    else:
        os.kill(pid, signal.SIGTSTP)
    terminal.wait_for("Stopped")
    assert state(pid) == "T"
    for name in ("Ødegård", "uferdig"):
        assert name not in terminal.text
    terminal.type("fg" + ENTER)
    terminal.wait_for("coachtui is locked")
    assert "Ødegård" not in terminal.text
    unlock(terminal)
    terminal.wait_for("uferdig til siste")
    terminal.type(ESCAPE + CTRL_Q)
    terminal.wait_for("shell ready")
    wait_until(lambda: not state(pid), "the program is gone", terminal)
    terminal.type("exit" + ENTER)
    assert terminal.end(SOON) == 0


@pytest.mark.parametrize("stopped", [True, False])
def test_a_shell_whose_terminal_closes_leaves_no_program_behind(
    shell: tuple[Terminal, int], start: Start, stopped: bool
) -> None:
    terminal, pid = shell
    if stopped:
        terminal.type(CTRL_Z)
        terminal.wait_for("Stopped")
    terminal.hang_up()
    wait_until(lambda: not state(pid), "the program is gone")
    assert_offered(start())


# -- in tmux


class TmuxServer:
    """A tmux server of its own."""

    def __init__(self, socket: str, home: Path) -> None:
        self._home, self._program = home, ("tmux", "-S", socket, "-f", "/dev/null")

    def run(self, *arguments: str) -> str:
        environment = {"HOME": str(self._home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        command = [*self._program, *arguments]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return ran.stdout

    def attach(self, session: str) -> Terminal:
        return Terminal(self._home, "attach", "-t", session, program=(*self._program, "-u"))

    def everything(self, session: str) -> str:
        """What the window shows, and what it has scrolled away."""
        return self.run("capture-pane", "-p", "-S", "-", "-t", session)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[TmuxServer]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    # The name of a socket may not be long.
    server = TmuxServer(f"/tmp/coachtui-test-{secrets.token_hex(8)}", tmp_path)
    yield server
    server.run("kill-server")


OFTEN = """
import sys
from pathlib import Path
import coachtui.start, coachtui.tui.tmux as tmux
looked, ask = Path(sys.argv.pop(1)), tmux.Tmux._ask
async def ask_and_tell(self):
    await ask(self)
    if self._seen:
        looked.touch()
tmux.SELDOM, tmux.Tmux._ask = 0.5, ask_and_tell
sys.exit(coachtui.start.main())
"""
"""The program, asking tmux more often than a person would want, and telling that somebody was there."""


@pytest.mark.parametrize("others", [False, True])
def test_detaching_from_tmux_locks(
    tmux: TmuxServer,
    vault: Vault,
    aase: ClientRecord,
    tmp_path: Path,
    others: bool,
) -> None:
    looked = tmp_path / "looked"
    command = shlex.join([COACHTUI[0], "-c", OFTEN, str(looked), "--vault", str(vault.path)])
    tmux.run("new-session", "-d", "-s", "coach", "-x", "80", "-y", "24", command)
    if others:
        tmux.run("new-session", "-d", "-s", "other", "-x", "80", "-y", "24")
        tmux.attach("other").read(0.5)
    terminal = tmux.attach("coach")
    unlock(terminal)
    write_a_note(terminal)
    wait_until(looked.exists, "it has looked who is there", terminal)
    assert "uferdig" in tmux.everything("coach")
    tmux.run("detach-client", "-s", "coach")
    wait_until(lambda: "coachtui is locked" in tmux.everything("coach"), "it is locked")
    for secret in ("Ødegård", "uferdig"):
        assert secret not in tmux.everything("coach")
    terminal = tmux.attach("coach")
    unlock(terminal)
    terminal.wait_for("uferdig til siste")
