"""A real terminal for tests: the program on a pseudo-terminal, and the screen it draws."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pexpect
import pyte
from pyte.screens import Char

COACHTUI = (sys.executable, "-m", "coachtui")

PATIENCE = 60
"""Seconds after which something will not come any more, on a machine that has much else to do."""

SOON = 20
"""Seconds after which a program that was told to go must be gone: undisturbed it needs less than one."""


class Terminal:
    """``coachtui`` in a terminal of its own, with its folders under ``home``; or another program.

    ``variables`` is what its environment holds besides.
    """

    def __init__(
        self,
        home: Path,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        program: Sequence[str] = COACHTUI,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        columns, rows = size
        environment = {
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "TMPDIR": str(home),
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            **(variables or {}),
        }
        self.output = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            program[0],
            [*program[1:], *arguments],
            env=environment,
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        return "\n".join(self._screen.display)

    @property
    def cells(self) -> list[list[Char]]:
        """The screen now, row by row, each sign with its colours."""
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        return [[buffer[row][column] for column in columns] for row in range(self._screen.lines)]

    def ground(self, row: int) -> str:
        """The background, and whether it is exchanged for the foreground, that a row begins with."""
        cell = self._screen.buffer[row][2]
        return f"{cell.bg} {cell.reverse}"

    @property
    def pid(self) -> int:
        """The process in it."""
        return int(self._child.pid)

    def read(self, seconds: float = 0.05) -> None:
        """Draw what has come within ``seconds``."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                new = self._child.read_nonblocking(65536, timeout=left)
            except pexpect.TIMEOUT:
                return
            except pexpect.EOF:
                return
            self.output += new
            self._stream.feed(new)

    def wait_for(self, text: str) -> None:
        """Wait until ``text`` stands on the screen."""
        self.wait(lambda: text in self.text, text)

    def wait_gone(self, text: str) -> None:
        """Wait until ``text`` stands there no more."""
        self.wait(lambda: text not in self.text, f"no {text}")

    def wait(self, done: Callable[[], bool], what: str) -> None:
        """Wait until something is so that what comes from the program may bring about."""
        until = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < until, f"waited for “{what}” and saw\n{self.text}"
            self.read()

    def rest(self, seconds: float = 0.7) -> None:
        """Wait until the program has sent nothing, and has had nothing to do, for ``seconds``."""
        until = time.monotonic() + PATIENCE
        rested = time.monotonic() + seconds
        while time.monotonic() < rested:
            assert time.monotonic() < until, f"never rests, and shows\n{self.text}"
            before = len(self.output)
            self.read()
            if len(self.output) > before or not asleep(self.pid):
                rested = time.monotonic() + seconds

    def type(self, keys: str) -> None:
        """Press ``keys``, as the bytes that a terminal sends."""
        self._child.send(keys)

    def send(self, sent: bytes) -> None:
        """Let the terminal send bytes that need not be text."""
        self._child.send(sent)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window larger or smaller."""
        self._child.setwinsize(rows, columns)
        self._screen.resize(rows, columns)

    def hang_up(self) -> None:
        """Close the terminal, as a window that is closed or a connection that is dropped does."""
        self._child.ptyproc.fileobj.close()
        self._child.closed = self._child.ptyproc.closed = True

    def end(self, seconds: float = PATIENCE) -> int:
        """Wait until the program has ended; gives its exit code, negative for a signal."""
        until = time.monotonic() + seconds
        while self._child.isalive():
            assert time.monotonic() < until, f"did not end, and shows\n{self.text}"
            if self._child.closed:
                time.sleep(0.05)
            else:
                self.read()
        self._child.close()
        if self._child.signalstatus:
            return -int(self._child.signalstatus)
        return int(self._child.exitstatus or 0)


def asleep(pid: int) -> bool:
    """Whether every thread of a process waits for something: none has work, or waits for its turn.

    Where that cannot be told, it is taken to be so.
    """
    states = []
    for status in Path(f"/proc/{pid}/task").glob("*/stat"):
        with suppress(OSError):
            states.append(status.read_text().rpartition(")")[2].split()[0])
    return set(states) <= set("SIZ")


def catches(pid: int, number: signal.Signals) -> bool:
    """Whether a process has said what it does on a signal."""
    caught = re.search(r"^SigCgt:\s*(\w+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return bool(caught and int(caught[1], 16) >> (number - 1) & 1)
