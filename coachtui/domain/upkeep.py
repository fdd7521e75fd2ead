"""Upkeep: what was done for the safety of the vault as a whole, and must be known later.

It is kept beside the practice and sealed like it. Nothing in it tells who a client is or was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec.structs import replace

from coachtui.domain.value import Value


class Backup(Value, frozen=True):
    """One backup that was made. ``file`` is where it was written; it may have moved since."""

    at: datetime
    file: str


class Erasure(Value, frozen=True):
    """One client who was erased: the random id of the record that is no more, and the day."""

    record: str
    on: date


class Upkeep(Value, frozen=True):
    """``recovery_known`` is the day on which the recovery key was last shown or tried, None for never."""

    backups: tuple[Backup, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    recovery_known: date | None = None

    @property
    def erased(self) -> frozenset[str]:
        """The ids of all records that were erased; none of them may ever come back."""
        return frozenset(each.record for each in self.erasures)


def with_backup(upkeep: Upkeep, backup: Backup) -> Upkeep:
    """``upkeep`` with ``backup`` as the latest; an earlier one that it has overwritten is no more."""
    rest = tuple(each for each in upkeep.backups if each.file != backup.file)
    return replace(upkeep, backups=(*rest, backup))


def with_erasures(upkeep: Upkeep, records: Iterable[str], on: date) -> Upkeep:
    """``upkeep`` with the ids of more ``records`` that were erased."""
    new = sorted(frozenset(records) - upkeep.erased)
    return replace(upkeep, erasures=(*upkeep.erasures, *(Erasure(each, on) for each in new)))
