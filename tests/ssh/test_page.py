"""The page on SSH: what it tells to type and to write is so."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services.opening import Vault
from tests.hands import CTRL_Q, unlock
from tests.ssh import test_restricted
from tests.ssh.server import SSHD, Server
from tests.terminal import SOON
from tests.tui.test_clipboard import CTRL_C, F7

PAGE = (Path(__file__).parents[2] / "docs" / "ssh.md").read_text("utf-8")


def block(kind: str) -> str:
    """The one block of that kind."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_line_for_a_key_is_the_one_whose_ways_out_are_tried() -> None:
    assert block("authorized-keys").startswith(f"{test_restricted.FORCED} ssh-ed25519 ")


def test_sshd_and_ssh_can_read_what_is_to_be_written(server: Server, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.write_text(f"HostKey {tmp_path}/etc-ssh/host\n{block('sshd-config')}")
    assert SSHD is not None
    assert subprocess.run([SSHD, "-t", "-f", str(given)], check=False).returncode == 0
    given.write_text(block("ssh-config"))
    for host, tmux in (("home", False), ("coach", True)):
        asked = subprocess.run(
            ["ssh", "-G", "-F", str(given), host], capture_output=True, text=True, check=True
        ).stdout
        assert "\nhostname home.example.org\n" in asked
        assert "\ncompression yes\n" in asked
        assert ("\nremotecommand tmux" in asked) is tmux


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_with_its_lines_tmux_has_colours_letters_and_the_clipboard(
    server: Server, vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    vault.close()
    (tmp_path / ".tmux.conf").write_text(block("tmux"))
    command = block("ssh-config").partition("RemoteCommand ")[2].strip()
    terminal = server.login(command, variables={"LANG": "C"})
    unlock(terminal)
    terminal.type("n")
    terminal.wait_for("Preview")
    terminal.type("blåbær")
    terminal.wait_for("blåbær")
    terminal.type(F7 + CTRL_C)
    terminal.wait_for("Copied to the clipboard")
    terminal.type(CTRL_Q)
    assert terminal.end(SOON) == 0
    assert b"\x1b[38;5;" in terminal.output or b";38;5;" in terminal.output
    assert len(re.findall(rb"\x1b\]52;", terminal.output)) == 1
