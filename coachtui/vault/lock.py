"""The lock that one save holds, or one long operation: among processes and among the threads of one."""

from __future__ import annotations

import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coachtui.errors import Damaged, VaultBusy
from coachtui.language import _
from coachtui.vault.holder import Holder, holder

PATIENCE = 10.0
"""Seconds after which whoever waits for the lock gives up."""

PATIENCE_WITH_LONG_OPERATIONS = 2.0
"""The same, where the holder says that it is in a long operation."""

_SHORTEST_NAP = 0.0005
_LONGEST_NAP = 0.02


@contextmanager
def held(path: Path, state: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the lock file at ``path``, which is made if it is missing and never removed.

    Raises:
        VaultBusy: somebody else held it for ``patience`` seconds, by default ``PATIENCE``, or for
            less if a long operation announces itself in the folder ``state``.
        Damaged: something else than a plain file stands in its place.
        OSError: the file cannot be made.
    """
    descriptor = _open(path)
    try:
        _wait(descriptor, state, PATIENCE if patience is None else patience)
        yield
    finally:
        # Closing gives the lock back: no other descriptor of this process shares it.
        os.close(descriptor)


def _open(path: Path) -> int:
    # For writing, although nothing is written: a network disk locks for one alone only then.
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Damaged(
                _("The file lock of the vault is not a plain file. Nothing was changed; remove it.")
            )
    except FileNotFoundError:
        pass
    return os.open(path, flags, 0o600)


def _wait(descriptor: int, state: Path, patience: float) -> None:
    start = time.monotonic()
    nap = _SHORTEST_NAP
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waited = time.monotonic() - start
            long = holder(state) if waited >= min(patience, PATIENCE_WITH_LONG_OPERATIONS) else None
            if long or waited >= patience:
                raise _busy(long) from None
        time.sleep(nap)
        nap = min(nap * 2, _LONGEST_NAP)


def _busy(long: Holder | None) -> VaultBusy:
    if long is None:
        return VaultBusy(
            _("Another session holds this vault. Nothing was changed; try again in a moment.")
        )
    return VaultBusy(
        _(
            "Another session is in a long operation on this vault: process {process}, terminal "
            "{terminal}, since {since}. Nothing was changed; try again when it is done."
        ).format(
            process=long.pid, terminal=long.terminal or "–", since=long.since.strftime("%H:%M:%S")
        )
    )
