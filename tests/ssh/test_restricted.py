"""A forced command with ``--restricted``, and every way out that the holder of the key has."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services import agreements
from coachtui.services.opening import Vault
from tests.conftest import DAY, PASSPHRASE
from tests.hands import CTRL_Q, ENTER, ESCAPE, unlock
from tests.ssh.conftest import CTRL_S, CTRL_Z
from tests.ssh.server import Server
from tests.terminal import SOON, Terminal

FORCED = 'restrict,pty,command="coachtui --restricted"'
CTRL_BACKSLASH, CTRL_C, CTRL_P = "\x1c", "\x03", "\x10"


@pytest.fixture
def restricted(server: Server, vault: Vault, aase: ClientRecord) -> Server:
    """The server, where the client's key opens nothing but the screens."""
    agreements.begin(vault, aase.id, DAY)
    vault.close()
    server.allow(FORCED)
    return server


def alone(server: Server) -> bool:
    """Whether the program is the last process of its login: it has started none."""
    last = server.sessions()[-1]
    return "--restricted" in Path(f"/proc/{last}/cmdline").read_text().split("\0")


def leave(terminal: Terminal) -> None:
    """Quit, and nothing is behind it: no shell, the connection ends."""
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0


@pytest.mark.parametrize("wanted", [("sh", "-i"), ("coachtui", "client", "list")], ids=str)
def test_whatever_was_asked_for_the_screens_open(
    restricted: Server, wanted: tuple[str, ...]
) -> None:
    terminal = restricted.login(*wanted)
    unlock(terminal)
    assert alone(restricted)
    leave(terminal)


def test_without_a_terminal_nothing_is_to_be_had(restricted: Server) -> None:
    for wanted in (("cat", "/etc/passwd"), ("coachtui", "client", "list")):
        done = restricted.run(*wanted)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
    files = restricted.run("sftp", options=("-s",))
    assert (files.returncode, files.stdout) == (2, "")
    through = restricted.run(options=("-W", f"127.0.0.1:{restricted.port}"))
    assert (through.returncode, through.stdout) == (255, "")
    assert "forwarding failed" in through.stderr


def test_no_key_stops_it_or_leads_to_a_shell_before_the_passphrase(restricted: Server) -> None:
    terminal = restricted.login()
    while not terminal.text.strip():
        terminal.type(CTRL_Z)
        terminal.read()
    terminal.wait_for("Passphrase")
    assert alone(restricted)
    terminal.type(CTRL_Z + CTRL_BACKSLASH + "!sh" + ENTER)
    terminal.wait_for("That does not open it")
    assert alone(restricted)
    terminal.type(CTRL_C)
    assert terminal.end(SOON) == 130


def test_no_key_stops_it_or_leads_to_a_shell_after_it(restricted: Server) -> None:
    terminal = restricted.login(size=(80, 50))
    unlock(terminal)
    terminal.type(CTRL_Z + CTRL_BACKSLASH + "!:|?")
    terminal.wait_for("Save drafts and quit")
    for word in ("^Z", "shell", "Stop"):
        assert word not in terminal.text
    terminal.type(ESCAPE)
    terminal.wait_gone("Save drafts and quit")
    for word in ("give the terminal back", "screenshot", "shell"):
        terminal.type(CTRL_P)
        terminal.wait_for("Part of a name")
        terminal.type(word)
        terminal.wait_for("Nothing fits.")
        terminal.type(ESCAPE)
        terminal.wait_gone("Nothing fits.")
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("!ls" + ENTER + CTRL_Z * 3 + "ferdig")
    terminal.wait_for("ferdig")
    assert alone(restricted)
    state = Path(f"/proc/{restricted.sessions()[-1]}/stat").read_text()
    assert state.rpartition(") ")[2][0] != "T"
    leave(terminal)


def test_what_leaves_lies_in_one_folder_and_no_path_is_typed(
    restricted: Server, tmp_path: Path
) -> None:
    before = set(tmp_path.iterdir())
    terminal = restricted.login()
    unlock(terminal)
    terminal.type("x")
    terminal.wait_for("Export the agreement")
    assert "Folder" not in terminal.text
    terminal.type(CTRL_S)
    terminal.wait_for("Written to")
    terminal.type("V")
    terminal.wait_for("Snapshots")
    terminal.type("b")
    terminal.wait_for("Back everything up")
    assert "File" not in terminal.text
    terminal.type(CTRL_S)
    terminal.wait_for("read back whole")
    leave(terminal)
    folder = tmp_path / "coachtui-files"
    assert set(tmp_path.iterdir()) - before <= {folder, tmp_path / ".cache"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    paper, sealed = sorted(folder.iterdir())
    assert paper.name == "K-001.md"
    assert re.fullmatch(r"coachtui-[\d-]+\.backup", sealed.name)


# -- the environment


HOSTILE = {
    "COACHTUI_PASSPHRASE_COMMAND": "touch {home}/ran",
    "COACHTUI_PASSPHRASE_FILE": "{home}/passphrase",
    "COACHTUI_VAULT": "{home}/elsewhere",
    "COACHTUI_CONFIG": "{home}/hostile.toml",
    "XDG_CONFIG_HOME": "{home}/elsewhere",
    "XDG_DATA_HOME": "{home}/elsewhere",
    "XDG_STATE_HOME": "{home}/elsewhere",
    "EDITOR": "{home}/run",
    "VISUAL": "{home}/run",
    "PAGER": "{home}/run",
    "BROWSER": "{home}/run",
    "TEXTUAL_LOG": "{home}/ran",
    "TEXTUAL_DRIVER": "run:Run",
    "TEXTUAL_SCREENSHOT": "0",
}
BEFORE_IT_BEGINS = ("LD_PRELOAD", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONSTARTUP", "BASH_ENV")


def sent(home: Path) -> tuple[str, ...]:
    values = (f"{name}={value.format(home=home)}" for name, value in HOSTILE.items())
    others = (f"{name}={home}/run" for name in BEFORE_IT_BEGINS)
    return ("-t", "-o", "SetEnv=" + " ".join(f'"{each}"' for each in (*values, *others)))


def named(environment: str) -> set[str]:
    """The names in what ``env`` prints."""
    return set(re.findall(r"^(\w+)=", environment, re.MULTILINE))


def test_sshd_lets_nothing_through_but_the_language(restricted: Server, tmp_path: Path) -> None:
    restricted.allow('restrict,pty,command="env"')
    names = named(restricted.run(options=sent(tmp_path)).stdout)
    assert "HOME" in names
    assert not names & {*HOSTILE, *BEFORE_IT_BEGINS}


def test_an_sshd_that_lets_more_through_does_not_make_it_obey(
    server: Server, restricted: Server, tmp_path: Path
) -> None:
    (tmp_path / "hostile.toml").write_text('theme = "hostile"\n')
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    (tmp_path / "run").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    (tmp_path / "run").chmod(0o755)
    server.accept(" ".join(HOSTILE))
    server.allow('restrict,pty,command="env"')
    assert set(HOSTILE) <= named(server.run(options=sent(tmp_path)).stdout)
    server.allow(FORCED)
    terminal = server.login(options=sent(tmp_path))
    unlock(terminal)
    terminal.wait_for("K-001")
    terminal.type("n")
    terminal.wait_for("Preview")
    assert alone(server)
    leave(terminal)
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "elsewhere").exists()
