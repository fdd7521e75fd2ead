"""Bringing back a copy of a record, or all that a snapshot holds.

What is brought back is saved as a new generation, so that it is never taken for an older file, and
what it takes the place of stays. Nothing is ever brought back that nobody chose.
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import NamedTuple

import msgspec

from coachtui.domain.record import ClientRecord
from coachtui.errors import NotAllowed
from coachtui.language import _
from coachtui.vault import snapshots
from coachtui.vault.aside import Aside
from coachtui.vault.copies import (
    Opened,
    no_such_copy,
    opened_copy,
    opened_or_none,
    present_copy,
    previous_path,
    same_state,
    wanted_copy,
)
from coachtui.vault.place import PREVIOUS as PREVIOUS_SUFFIX
from coachtui.vault.place import RECORDS, is_id
from coachtui.vault.records import Stored
from coachtui.vault.rooms import Progress, Rooms, silent
from coachtui.vault.snapshots import Snapshot
from coachtui.vault.storage import Saved
from coachtui.vault.vault import Vault


class BroughtBack(NamedTuple):
    """What came of bringing back a whole snapshot, as ids of records.

    ``damaged`` are those whose copy cannot be used, ``erased`` those who must not come back.
    """

    restored: tuple[str, ...]
    unchanged: tuple[str, ...]
    damaged: tuple[str, ...]
    erased: tuple[str, ...]


def restore(vault: Vault, record_id: str, source: str, now: datetime) -> ClientRecord:
    """A record as the copy from ``source`` has it, saved as the newest generation.

    The present file stays as the generation before; a damaged one is laid aside. A snapshot of
    how everything stands is taken first.

    Raises:
        NotFound: there is no such copy.
        Damaged: that copy cannot be used; nothing was changed.
        NotAllowed: the client was erased.
        NotSaved: the disk refuses.
        VaultBusy: another process holds the vault.
    """
    with vault.holding() as rooms:
        if not is_id(record_id):
            raise no_such_copy()
        if record_id in rooms.read_practice().upkeep.erased:
            raise NotAllowed(_("That client was erased, and does not come back."))
        wanted = wanted_copy(rooms, record_id, source)
        if _stands_already(rooms, record_id, wanted):
            return wanted.record
        snapshots.take(rooms, now)
        stored = _put(rooms, record_id, wanted, now)
        rooms.note(stored)
        return stored.record


def restore_all(vault: Vault, name: str, now: datetime, progress: Progress = silent) -> BroughtBack:
    """Every record of a snapshot as it has it; clients added since stay, and so does the practice.

    Every copy is opened before the first one is brought back. A snapshot of how everything stands
    is taken first. Ended half-way, each record is either as it was or as the snapshot has it.

    Raises:
        NotFound: there is no such snapshot.
        NotSaved: the disk refuses.
        VaultBusy: another process holds the vault.
    """
    with vault.holding() as rooms:
        snapshot = snapshots.named(rooms.path, name)
        found = _sorted_out(rooms, snapshot, progress)
        if found.restored:
            snapshots.take(rooms, now)
            _bring_back(rooms, snapshot, found, now, progress)
        return found


def _sorted_out(rooms: Rooms, snapshot: Snapshot, progress: Progress) -> BroughtBack:
    """What is to be done with each record of a snapshot; changes nothing."""
    ids = snapshot.record_ids()
    gone = rooms.read_practice().upkeep.erased
    restored: list[str] = []
    unchanged: list[str] = []
    damaged: list[str] = []
    for done, record_id in enumerate(ids, 1):
        progress(done, 2 * len(ids))
        if record_id in gone:
            continue
        copy = opened_or_none(rooms, record_id, snapshot.folder / RECORDS / record_id)
        same = same_state(copy, present_copy(rooms, record_id))
        (damaged if copy is None else unchanged if same else restored).append(record_id)
    erased = tuple(each for each in ids if each in gone)
    return BroughtBack(tuple(restored), tuple(unchanged), tuple(damaged), erased)


def _bring_back(
    rooms: Rooms, snapshot: Snapshot, found: BroughtBack, now: datetime, progress: Progress
) -> None:
    rooms.index.refresh()
    generations: dict[str, int] = {}
    try:
        for done, record_id in enumerate(found.restored, 1):
            path = snapshot.folder / RECORDS / record_id
            stored = _put(rooms, record_id, opened_copy(rooms, record_id, path), now)
            rooms.index.adopt(stored)
            generations[record_id] = stored.opened.generation
            of = len(found.restored)
            progress(of + done, 2 * of)
    finally:
        rooms.index.write()
        rooms.seen.learn(generations)


def _put(rooms: Rooms, record_id: str, wanted: Opened, now: datetime) -> Stored:
    """Save ``wanted`` on top of whatever is in the record's place, which stays somewhere."""
    file = rooms.records.file(record_id)
    present = present_copy(rooms, record_id)
    previous = opened_or_none(rooms, record_id, previous_path(file.path))
    opened = (each.generation for each in (wanted, present, previous) if each)
    generation = max(_known(rooms, record_id), *opened) + 1
    if present is None and os.path.lexists(file.path):
        Aside(rooms.path, now).keep(f"{RECORDS}/{record_id}")
    elif present and previous and previous.generation > present.generation:
        # An older file was put in the place of the present one: the one before is the newest left.
        Aside(rooms.path, now).keep(f"{RECORDS}/{record_id}{PREVIOUS_SUFFIX}")
    # A damaged file must not push out the generation before it, which may be the only good one.
    content = msgspec.Raw(wanted.content)
    written = file.write(content, generation, keep_previous=present is not None)
    return Stored(wanted.record, Saved(written))


def _known(rooms: Rooms, record_id: str) -> int:
    rooms.index.refresh()
    rooms.seen.refresh()
    return rooms.known(record_id)


def _stands_already(rooms: Rooms, record_id: str, wanted: Opened) -> bool:
    """Whether the present file says the same, and is none that was put back."""
    present = present_copy(rooms, record_id)
    return (
        present is not None
        and same_state(wanted, present)
        and present.generation >= _known(rooms, record_id)
    )
