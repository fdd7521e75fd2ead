"""Working through a login: the connection that drops, two at once, tmux, and the clipboard."""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services.opening import Vault
from tests.hands import CTRL_Q, ENTER, assert_offered, unlock, write_a_note
from tests.ssh.conftest import CTRL_S, wait_until
from tests.ssh.server import Server
from tests.terminal import SOON, Terminal

F7, CTRL_C = "\x1b[18~", "\x03"


@pytest.fixture(autouse=True)
def _one_client(vault: Vault, aase: ClientRecord) -> None:
    """Åse is in the vault, and the test itself has it open no more."""
    vault.close()


def kill_the_client(terminal: Terminal, server: Server) -> None:
    os.kill(terminal.pid, signal.SIGKILL)


def kill_the_connection(terminal: Terminal, server: Server) -> None:
    """The half of sshd that serves this connection."""
    os.kill(server.sessions()[0], signal.SIGKILL)


@pytest.mark.parametrize("drop", [kill_the_client, kill_the_connection])
def test_a_connection_that_drops_in_the_middle_of_a_note_loses_nothing(
    server: Server, drop: Callable[[Terminal, Server], None]
) -> None:
    terminal = server.login("coachtui")
    unlock(terminal)
    write_a_note(terminal)
    program = server.sessions()[-1]
    assert "coachtui" in Path(f"/proc/{program}/cmdline").read_text()
    drop(terminal, server)
    wait_until(lambda: not Path(f"/proc/{program}").exists(), "the program is gone")
    terminal = server.login("coachtui")
    unlock(terminal)
    assert_offered(terminal)


def test_two_logins_see_what_the_other_saves(server: Server) -> None:
    one, other = server.login("coachtui"), server.login("coachtui")
    unlock(one)
    unlock(other)
    one.type("a")
    one.wait_for("New client")
    one.type("Berit Bø" + CTRL_S)
    other.wait_for("Berit Bø")
    other.wait_for("2 clients")
    other.type("n")
    other.wait_for("Preview")
    other.type("møte med Åse" + CTRL_S)
    one.wait_for(" 1 ")
    for terminal in (one, other):
        terminal.type(CTRL_Q)
        assert terminal.end(SOON) == 0


def test_a_login_shell_stands_as_before_when_the_program_ends(server: Server) -> None:
    terminal = server.login("PS1='shell ready ' bash --norc --noprofile -i")
    terminal.wait_for("shell ready")
    terminal.type("coachtui" + ENTER)
    unlock(terminal)
    terminal.type(CTRL_Q)
    terminal.wait_for("shell ready")
    assert "Ødegård" not in terminal.text
    terminal.type("echo fine again" + ENTER)
    terminal.wait_for("\nfine again ")
    terminal.type("exit" + ENTER)
    assert terminal.end(SOON) == 0


def test_what_is_copied_reaches_the_terminal_at_home_and_only_then(server: Server) -> None:
    terminal = server.login("coachtui")
    unlock(terminal)
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("blåbær")
    terminal.wait_for("blåbær")
    assert b"\x1b]52" not in terminal.output
    terminal.type(F7 + CTRL_C)
    terminal.wait_for("Copied to the clipboard")
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0
    # Once, and nothing ever asks what the clipboard holds.
    (copied,) = re.findall(rb"\x1b\]52;([^\x07\x1b]*)", terminal.output)
    assert copied == b"c;" + base64.b64encode("blåbær".encode())


# -- tmux


@pytest.fixture
def _tmux() -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")


@pytest.mark.usefixtures("_tmux")
def test_in_tmux_the_session_outlives_the_connection_and_is_found_locked(server: Server) -> None:
    begin = "tmux -u new-session -A -s coach coachtui"
    terminal = server.login(begin)
    unlock(terminal)
    write_a_note(terminal)
    terminal.read(3)  # until it has looked once who is there
    kill_the_client(terminal, server)
    seen = "tmux capture-pane -p -t coach"
    wait_until(lambda: "coachtui is locked" in server.run(seen).stdout, "it is locked")
    terminal = server.login(begin)
    terminal.wait_for("coachtui is locked")
    assert "uferdig" not in terminal.text
    unlock(terminal)
    assert_offered(terminal)


@pytest.mark.usefixtures("_tmux")
def test_ssh_from_inside_tmux(server: Server) -> None:
    command = " ".join([*server.ssh("-t"), "coachtui"])
    tmux = ("tmux", "-u", "-S", str(server.sockets / "local"), "-f", "/dev/null")
    terminal = Terminal(server.home, program=tmux, *("new-session", command))  # noqa: B026
    unlock(terminal)
    terminal.wait_for("Åse Ødegård")
    terminal.resize(60, 21)
    terminal.wait_gone("State")
    write_a_note(terminal)
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0
