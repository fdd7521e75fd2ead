"""Who holds the vault for a long operation: told in the state folder, so that others can say it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from coachtui.errors import CoachError
from coachtui.vault import private_files

_FILE = "holder"


class Holder(NamedTuple):
    """A process, its terminal (empty for none), and the moment since which it holds the vault."""

    pid: int
    terminal: str
    since: datetime


@contextmanager
def announced(folder: Path) -> Iterator[None]:
    """Say in ``folder`` that this process holds the vault, as long as it does."""
    file = folder / _FILE
    with suppress(OSError):
        private_files.make_folder(folder)
        content = json.dumps({"pid": os.getpid(), "terminal": _terminal()})
        private_files.replace(file, content.encode(), durable=False)
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def holder(folder: Path) -> Holder | None:
    """Who holds the vault for long; None if nobody says so, or only a process that is no more."""
    file = folder / _FILE
    try:
        content, identity = private_files.read(file)
        said = json.loads(content)
        os.kill(int(said["pid"]), 0)
        since = datetime.fromtimestamp(identity[2] / 1e9).replace(microsecond=0)
        return Holder(int(said["pid"]), str(said["terminal"]), since)
    except (OSError, CoachError, ValueError, KeyError, TypeError, OverflowError):
        return None


def _terminal() -> str:
    for descriptor in (0, 1, 2):
        with suppress(OSError):
            return os.ttyname(descriptor)
    return ""
