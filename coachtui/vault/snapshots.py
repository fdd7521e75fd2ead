"""Snapshots: how the practice and all records stood at one moment, under second names.

They guard against mistakes, not against disks: an unchanged record is the same file as in the
vault and costs nothing. Here belongs making, listing and removing them; what is brought back from
them is told in ``copies``.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from coachtui.domain.snapshots import kept
from coachtui.errors import CoachError, Damaged, NotFound
from coachtui.language import _
from coachtui.vault import private_files
from coachtui.vault.place import PRACTICE, RECORDS, SNAPSHOTS, TEMPORARY, is_id, moment_of, stamp
from coachtui.vault.rooms import Rooms

Clock = Callable[[], datetime]


class Snapshot(NamedTuple):
    """One snapshot: its folder, whose name tells nothing but the moment, which is in UTC."""

    folder: Path
    at: datetime

    @property
    def name(self) -> str:
        """What it is called on disk and on the command line."""
        return self.folder.name

    def record_ids(self) -> tuple[str, ...]:
        """The ids of the records in it.

        Raises:
            OSError: it is gone.
        """
        names = (each.name for each in (self.folder / RECORDS).iterdir())
        return tuple(sorted(filter(is_id, names)))


def listed(path: Path) -> tuple[Snapshot, ...]:
    """The snapshots of the vault at ``path``, newest first.

    Raises:
        Damaged: something else stands in the place of their folder.
        OSError: they cannot be listed.
    """
    found = []
    with suppress(FileNotFoundError), _entries(path) as entries:
        for entry in entries:
            at = moment_of(entry.name)
            if at and entry.is_dir(follow_symlinks=False):
                found.append(Snapshot(Path(entry.path), at))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


@contextmanager
def _entries(path: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
    """What is in the folder of the snapshots; one that leads elsewhere is never followed."""
    private_files.check_folder(path / SNAPSHOTS, anyones=True)
    with os.scandir(path / SNAPSHOTS) as entries:
        yield entries


def named(path: Path, name: str) -> Snapshot:
    """The snapshot of that name.

    Raises:
        NotFound: there is none.
        OSError: they cannot be listed.
    """
    for each in listed(path):
        if each.name == name:
            return each
    raise NotFound(_("There is no such snapshot. “coachtui vault snapshot list” shows them."))


def take(rooms: Rooms, now: datetime) -> Snapshot:
    """A new snapshot of how everything stands; for the holder of the lock.

    It is there whole or not at all. The second of two in one second is named after the next one.

    Raises:
        Damaged: something else stands in the place of their folder.
        NotAllowed: that folder is open to other users.
        OSError: it cannot be made.
    """
    folder = rooms.path / SNAPSHOTS
    private_files.make_folder(folder)
    private_files.check_folder(folder)
    private_files.sync_folder(rooms.path)
    at = now.astimezone(UTC).replace(microsecond=0)
    while os.path.lexists(folder / stamp(at)):
        at += timedelta(seconds=1)
    temporary = folder / (TEMPORARY + secrets.token_hex(8))
    with rooms.index.relinking(rooms.records):
        try:
            _link_all(rooms, temporary)
            temporary.rename(folder / stamp(at))
        except BaseException:
            with suppress(OSError):
                private_files.remove_folder(temporary)
            raise
        private_files.sync_folder(folder)
    return Snapshot(folder / stamp(at), at)


def _link_all(rooms: Rooms, folder: Path) -> None:
    """Fill a new ``folder`` with second names; what is no plain file is nothing to keep."""
    records = folder / RECORDS
    folder.mkdir(mode=0o700)
    records.mkdir(mode=0o700)
    with suppress(FileNotFoundError):
        private_files.link(rooms.path / PRACTICE, folder / PRACTICE)
    with os.scandir(rooms.records.folder) as entries:
        for entry in entries:
            if is_id(entry.name) and entry.is_file(follow_symlinks=False):
                private_files.link(Path(entry.path), records / entry.name)
    private_files.sync_folder(records)
    private_files.sync_folder(folder)


def prune(rooms: Rooms, now: datetime) -> None:
    """Remove the snapshots that have had their time; for the holder of the lock.

    Raises:
        OSError: one cannot be removed.
    """
    found = listed(rooms.path)
    staying = kept((each.at for each in found), now)
    if going := [each for each in found if each.at not in staying]:
        with rooms.index.relinking(rooms.records):
            for each in going:
                _remove(each.folder)


def remove_all(rooms: Rooms) -> None:
    """Remove every snapshot, and their folder with whatever else is in it; for the holder of the lock.

    Raises:
        Damaged: something else stands in the place of their folder.
        OSError: one cannot be removed.
    """
    for each in listed(rooms.path):
        _remove(each.folder)
    private_files.remove_folder(rooms.path / SNAPSHOTS)
    private_files.sync_folder(rooms.path)


def _remove(folder: Path) -> None:
    """Remove a snapshot: as a left-over first, so that half of one never passes for a whole one."""
    left_over = folder.with_name(TEMPORARY + secrets.token_hex(8))
    folder.rename(left_over)
    private_files.sync_folder(folder.parent)
    private_files.remove_folder(left_over)


def sweep(path: Path) -> None:
    """Remove what a crash left of making or removing one. Only for the holder of the lock.

    Raises:
        OSError: it cannot be removed.
    """
    with suppress(FileNotFoundError, Damaged), _entries(path) as entries:
        for entry in [each for each in entries if each.name.startswith(TEMPORARY)]:
            if entry.is_dir(follow_symlinks=False):
                private_files.remove_folder(Path(entry.path))
            else:
                Path(entry.path).unlink(missing_ok=True)


class Automatic:
    """Takes the snapshots that nobody asks for, as long as there is a ``clock`` to tell the day."""

    def __init__(self, clock: Clock | None) -> None:
        self._clock = clock
        self._day: date | None = None

    def before_a_save(self, rooms: Rooms) -> None:
        """Take the one of the day, if it is not there; what the disk refuses must not stop a save."""
        if self._clock is None or (now := self._clock()).date() == self._day:
            return
        with suppress(OSError, CoachError):
            if not _there_is_one_of(now, rooms.path):
                if not rooms.records.scan():
                    return
                take(rooms, now)
                prune(rooms, now)
            self._day = now.date()

    def before_taking_away(self, rooms: Rooms) -> None:
        """Take one more, if the disk lets one."""
        if self._clock is not None:
            with suppress(OSError, CoachError):
                take(rooms, self._clock())


def _there_is_one_of(now: datetime, path: Path) -> bool:
    """Whether there is a snapshot of the day that ``now`` is on where the coach is."""
    return any(each.at.astimezone(now.tzinfo).date() == now.date() for each in listed(path))
