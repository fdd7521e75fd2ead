"""A command on a pseudo-terminal of any size, and every byte that came out there."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

PATIENCE = 60
"""Seconds after which a command that does not end is killed; its exit code tells then."""


_SIZES = ("COLUMNS", "LINES")


class Shown(NamedTuple):
    """What a terminal got, and the exit code of what wrote it."""

    output: bytes
    code: int


def run(
    *arguments: str | bytes,
    size: tuple[int, int] = (80, 24),
    env: Mapping[str, str] | None = None,
    piped: int | None = None,
    cwd: Path | None = None,
) -> Shown:
    """Run Python with ``arguments`` on a terminal of ``size``, standard input a file if ``piped``."""
    ours, theirs = os.openpty()
    columns, rows = size
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    # Whoever runs the tests at once tells them a size of their own.
    inherited = {name: text for name, text in os.environ.items() if name not in _SIZES}
    child = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=theirs if piped is None else piped,
        stdout=theirs,
        stderr=theirs,
        env={**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
        start_new_session=True,
        cwd=cwd,
    )
    os.close(theirs)
    patience = threading.Timer(PATIENCE, child.kill)
    patience.start()
    output = _everything(ours)
    patience.cancel()
    os.close(ours)
    return Shown(output, child.wait())


def _everything(terminal: int) -> bytes:
    got = bytearray()
    try:
        while new := os.read(terminal, 1 << 20):
            got += new
    except OSError:  # how Linux says that nobody holds the other side any more
        pass
    return bytes(got)
