"""A program on a pseudo-terminal of 80x24, watched from outside: when it draws what, and its size.

Every chunk is stamped when it is read and only later drawn on the emulated screen, so that the
emulator's own time is in no figure.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

import pyte
from ptyprocess import PtyProcess

QUIET = 0.15
"""Seconds without output after which a key is taken to be through."""

PATIENCE = 30.0
"""Seconds after which a program that does not answer is given up."""

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # whole frames at a time: yes
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # reports of its size: no
}


class Answer(NamedTuple):
    """What came of a key: milliseconds to the last byte, and how many bytes."""

    ms: float
    size: float


class Program:
    """``arguments`` as a process on a terminal of its own, with its folders under ``home``."""

    def __init__(self, home: Path, arguments: Sequence[str | Path]) -> None:
        environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": "",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._undrawn: list[tuple[float, bytes]] = []
        self._began = time.perf_counter()
        self._child = PtyProcess.spawn(
            [str(each) for each in arguments], cwd=str(home), env=environment, dimensions=(24, 80)
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    def ended(self) -> float:
        """Milliseconds from the start until the program has ended.

        Raises:
            RuntimeError: it ended with an error.
        """
        while self._read(PATIENCE):
            pass
        moment = time.perf_counter()
        if self._child.wait():
            raise RuntimeError(f"ended with an error:\n{self.text}")
        return self._since(self._began, moment)

    def shows(self, text: str, since: float | None = None) -> float:
        """Milliseconds from the start, or from ``since``, until ``text`` stood on the screen.

        Raises:
            TimeoutError: it does not come.
        """
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until:
            while self._undrawn:
                moment, chunk = self._undrawn.pop(0)
                self._stream.feed(chunk)
                if text in "\n".join(self._screen.display):
                    return self._since(since or self._began, moment)
            self._settle()
        raise TimeoutError(f"“{text}” does not come; there stands\n{self.text}")

    def without(self, text: str) -> None:
        """Wait until ``text`` stands on the screen no more.

        Raises:
            TimeoutError: it does not go.
        """
        until = time.perf_counter() + PATIENCE
        while text in self.text:
            if time.perf_counter() > until:
                raise TimeoutError(f"“{text}” does not go; there stands\n{self.text}")
            self._settle()

    @property
    def text(self) -> str:
        """What stands on the emulated screen."""
        for _moment, chunk in self._undrawn:
            self._stream.feed(chunk)
        self._undrawn.clear()
        return "\n".join(self._screen.display)

    def press(self, keys: str, quiet: float = QUIET) -> Answer:
        """Send ``keys`` at once and wait until nothing more comes for ``quiet`` seconds.

        Raises:
            TimeoutError: nothing comes at all.
        """
        self._settle(0)
        seen = len(self._undrawn)
        sent = time.perf_counter()
        self._child.write(keys.encode())
        if not self._read(PATIENCE):
            raise TimeoutError(f"no answer to {keys!r}; there stands\n{self.text}")
        self._settle(quiet)
        drawn = self._undrawn[seen:]
        return Answer(self._since(sent, drawn[-1][0]), sum(len(chunk) for _, chunk in drawn))

    def press_each(self, keys: Sequence[str], mean: bool = False) -> Answer:
        """The median (or the mean) of one key after the other."""
        answers = [self.press(key) for key in keys]
        middle = fmean if mean else median
        return Answer(middle(each.ms for each in answers), middle(each.size for each in answers))

    def enter_and_show(self, keys: str, text: str) -> float:
        """Milliseconds from the last of ``keys`` until ``text`` stands on the screen."""
        self._child.write(keys[:-1].encode())
        time.sleep(QUIET)
        sent = time.perf_counter()
        self._child.write(keys[-1:].encode())
        return self.shows(text, sent)

    def idle(self, seconds: float) -> tuple[float, float]:
        """Bytes that come, and CPU milliseconds that go, while nobody types."""
        self.rest()
        self._undrawn.clear()
        before = self._cpu()
        self._settle(seconds, for_good=True)
        return sum(len(chunk) for _, chunk in self._undrawn), self._cpu() - before

    def rest(self) -> None:
        """Wait until the program has nothing more to do but, at most, let a cursor blink."""
        before = -1.0
        while (now := self._cpu()) - before > 20:
            before = now
            self._settle(0.5, for_good=True)

    def memory(self) -> tuple[float, float]:
        """MiB that it holds (RSS), and its share of them where others hold them too (PSS)."""
        rollup = Path(f"/proc/{self._child.pid}/smaps_rollup").read_text()
        sizes = dict(line.split(":") for line in rollup.splitlines()[1:])
        return _mebibytes(sizes["Rss"]), _mebibytes(sizes["Pss"])

    def _cpu(self) -> float:
        """CPU milliseconds that its threads have used so far."""
        threads = Path(f"/proc/{self._child.pid}/task").iterdir()
        spent = ((thread / "schedstat").read_text().split()[0] for thread in threads)
        return sum(map(int, spent)) / 1e6

    def _settle(self, quiet: float = QUIET, for_good: bool = False) -> None:
        """Read until nothing came for ``quiet`` seconds, or ``for_good`` for as long as that."""
        until = time.perf_counter() + quiet
        while self._read(max(0.0, until - time.perf_counter())):
            if not for_good:
                until = time.perf_counter() + quiet

    def _read(self, seconds: float) -> bool:
        """Take one chunk, if one comes within ``seconds``."""
        if not select.select([self._child.fd], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self._child.fd, 1 << 16)
        except OSError:
            return False
        self._undrawn.append((time.perf_counter(), chunk))
        for question, answer in _ANSWERS.items():
            if question in chunk:
                self._child.write(answer)
        return bool(chunk)

    @staticmethod
    def _since(begin: float, end: float) -> float:
        return (end - begin) * 1000


def _mebibytes(text: str) -> float:
    return int(text.split()[0]) / 1024
