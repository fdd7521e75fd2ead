"""Which records were erased on this machine, so that no older state can bring them back.

The list lies in the state folder, outside every vault, one for all copies of a vault. It holds
hashes of random ids, and the number that the next client was to have: it tells how many were erased,
and nothing of whom.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from coachtui.errors import CoachError
from coachtui.vault import private_files
from coachtui.vault.place import state_folder

_NUMBER = re.compile("next ([0-9]{1,9})")


def add(vault_id: bytes, record_id: str, next_number: int) -> None:
    """Know for good that a record was erased, and that no code under ``next_number`` is free.

    On disk when this returns.

    Raises:
        OSError: it could not be written.
    """
    file = _file(vault_id)
    private_files.make_folder(file.parent)
    # Without waiting: a pipe may stand in its place.
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(file, flags, 0o600)
    try:
        # One write at the end: another process may add at the same time. The empty line before
        # it keeps it whole where a crash has cut short the one before.
        line = f"\n{_hash(vault_id, record_id)}\nnext {next_number}\n"
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    private_files.sync_folder(file.parent)


class Known:
    """What this machine knows of the erasures in one vault; a list that cannot be read knows none."""

    def __init__(self, vault_id: bytes) -> None:
        self._vault_id = vault_id
        try:
            content, _identity = private_files.read(_file(vault_id))
        except (OSError, CoachError):
            content = b""
        self._lines = frozenset(content.decode("ascii", "replace").splitlines())

    def __contains__(self, record_id: str) -> bool:
        return _hash(self._vault_id, record_id) in self._lines

    def among(self, record_ids: Iterable[str]) -> frozenset[str]:
        """Those of ``record_ids`` who were erased."""
        return frozenset(each for each in record_ids if each in self)

    @property
    def next_number(self) -> int:
        """The lowest number that no client who was erased can have had."""
        told = filter(None, map(_NUMBER.fullmatch, self._lines))
        return max((int(number[1]) for number in told), default=1)


def known(vault_id: bytes) -> Known:
    """The erasures that were made on this machine in any copy of the vault; ask with ``in``."""
    return Known(vault_id)


def _file(vault_id: bytes) -> Path:
    return state_folder(vault_id, Path()).parent / f"{vault_id.hex()}-erased"


def _hash(vault_id: bytes, record_id: str) -> str:
    return hashlib.sha256(vault_id + bytes.fromhex(record_id)).hexdigest()
