"""A real sshd on loopback, with keys made for it, whose home is a folder of the test."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.terminal import PATIENCE, Terminal

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
PRIVILEGES = Path("/run/sshd")
"""Where an sshd of root's keeps its unprivileged half; Debian's own start script makes it."""

_LISTENS, _IN_USE = "Server listening on", "Address already in use"

HOST = "home"
"""What the server is called on the command line."""


def missing() -> str:
    """Why no server can be started here; empty if one can."""
    if SSHD is None or shutil.which("ssh") is None:
        return "OpenSSH's server and client are not installed (Debian: openssh-server)"
    if os.geteuid() == 0 and not PRIVILEGES.is_dir():
        return f"{PRIVILEGES} is missing, without which root cannot start sshd"
    return ""


class Server:
    """sshd for one user, the one who runs the tests; ``home`` is taken for that user's home.

    It passes on what Debian's does of the client's environment: the language.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.user = pwd.getpwuid(os.getuid()).pw_name
        self._etc = home / "etc-ssh"
        self._etc.mkdir()
        (home / "bin").mkdir()
        # The name of a socket may not be long, as that of a test's folder is.
        self.sockets = Path(tempfile.mkdtemp(prefix="coachtui-ssh-", dir="/tmp"))
        for key in ("host", "own"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self._etc / key)]
            subprocess.run(command, check=True)
        self.allow("")
        self._write_program()
        self._begin("")

    def allow(self, options: str) -> None:
        """Let the client's key in, with ``options`` as they stand in ``authorized_keys``."""
        key = (self._etc / "own.pub").read_text()
        (self._etc / "authorized_keys").write_text(f"{options} {key}")

    def accept(self, names: str) -> None:
        """Begin anew and pass on variables of these ``names``, too."""
        self._end()
        self._begin(names)

    def close(self) -> None:
        """End, with all that logins have left running in tmux."""
        self._end()
        for found in self.sockets.glob("**/*"):
            if found.is_socket():
                subprocess.run(
                    ["tmux", "-S", str(found), "kill-server"], capture_output=True, check=False
                )
        shutil.rmtree(self.sockets)

    def sessions(self) -> list[int]:
        """The processes below the server's, a session's own program last."""
        return _below(self._process.pid)

    def ssh(self, *options: str, port: int | None = None) -> list[str]:
        """The client's command line up to the host, with ``options`` before it."""
        to = () if port is None else ("-p", str(port))
        return ["ssh", "-F", str(self._etc / "client"), *to, *options, HOST]

    def login(
        self,
        *command: str,
        options: tuple[str, ...] = ("-t",),
        size: tuple[int, int] = (80, 24),
        variables: Mapping[str, str] | None = None,
        port: int | None = None,
    ) -> Terminal:
        """The client in a terminal, having logged in and asked for ``command``."""
        program = self.ssh(*options, port=port)
        return Terminal(self.home, *command, size=size, program=program, variables=variables)

    def run(self, *command: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """What ``command`` does there without a terminal."""
        return subprocess.run(
            [*self.ssh(*options), *command],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    def _begin(self, accepted: str) -> None:
        assert SSHD is not None
        log = self._etc / "log"
        said = _IN_USE
        while _IN_USE in said:
            # Somebody else may take it before sshd does, and then there is another.
            self.port = _free_port()
            self._write_client()
            self._write_config(accepted)
            log.unlink(missing_ok=True)
            self._process = subprocess.Popen(
                [SSHD, "-D", "-f", str(self._etc / "sshd_config"), "-E", str(log)],
                stdin=subprocess.DEVNULL,
            )
            said = self._said_at_first(log)
        assert _LISTENS in said, said

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait()

    def _write_client(self) -> None:
        host = (self._etc / "host.pub").read_text()
        (self._etc / "known_hosts").write_text(f"{HOST} {host}")
        (self._etc / "client").write_text(
            f"HostName 127.0.0.1\nHostKeyAlias {HOST}\nPort {self.port}\nUser {self.user}\n"
            f"IdentityFile {self._etc}/own\nIdentitiesOnly yes\n"
            f"UserKnownHostsFile {self._etc}/known_hosts\nLogLevel ERROR\n"
            "SendEnv LANG LC_*\n"
        )

    def _write_config(self, accepted: str) -> None:
        path = f"{self.home}/bin:{os.environ['PATH']}"
        (self._etc / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {self._etc}/host\nPidFile none\n"
            f"AuthorizedKeysFile {self._etc}/authorized_keys\nPasswordAuthentication no\n"
            # The folders of tests lie in one that everybody may write to.
            "StrictModes no\nUsePAM no\nPrintMotd no\nPrintLastLog no\n"
            f"AcceptEnv LANG LC_* {accepted}\nSubsystem sftp internal-sftp\n"
            f"SetEnv HOME={self.home} PATH={path} TMPDIR={self.home} TMUX_TMPDIR={self.sockets}\n"
        )

    def _write_program(self) -> None:
        program = self.home / "bin" / "coachtui"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coachtui "$@"\n')
        program.chmod(0o755)

    def _said_at_first(self, log: Path) -> str:
        """What it has written into its log once it listens, or has ended: it alone writes there."""
        until = time.monotonic() + PATIENCE
        ended = False
        while True:
            said = log.read_text() if log.exists() else ""
            if ended or _LISTENS in said:
                return said
            assert time.monotonic() < until, said
            ended = self._process.poll() is not None
            time.sleep(0.02)


def _below(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [each for child in children for each in (int(child), *_below(int(child)))]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
