"""The copies of a record that lie in the vault, and bringing one back.

There are up to three sorts: the present file, the generation before it, and those in snapshots.
What is brought back is saved as a new generation, so that it is never taken for an older file, and
what it takes the place of stays. Nothing is ever brought back that nobody chose.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from coachtui.domain.record import ClientRecord
from coachtui.errors import CoachError, Damaged, NotAllowed, NotFound
from coachtui.language import _
from coachtui.vault import private_files, snapshots
from coachtui.vault.aside import Aside
from coachtui.vault.envelope import Kind, Name, unseal
from coachtui.vault.failures import reading
from coachtui.vault.place import PREVIOUS as PREVIOUS_SUFFIX
from coachtui.vault.place import RECORDS, is_id
from coachtui.vault.records import Stored, decoded
from coachtui.vault.rooms import Progress, Rooms, silent
from coachtui.vault.snapshots import Snapshot
from coachtui.vault.storage import Saved
from coachtui.vault.vault import Vault

PRESENT, PREVIOUS = "present", "previous"


class Copy(NamedTuple):
    """One state of a record; ``source`` is ``present``, ``previous`` or the name of a snapshot.

    ``saved`` is the moment at which that state was saved. ``record`` is None where the copy cannot
    be used, and ``problem`` the bare reason; an older file put back has both.
    """

    source: str
    saved: datetime
    generation: int = 0
    record: ClientRecord | None = None
    problem: str = ""


class Kept(NamedTuple):
    """One client in a snapshot; ``record`` is None where the copy cannot be used.

    ``changed`` tells whether the record is another now, or damaged, or not there at all.
    """

    record_id: str
    record: ClientRecord | None
    changed: bool


class BroughtBack(NamedTuple):
    """What came of bringing back a whole snapshot, as ids of records.

    ``damaged`` are those whose copy cannot be used, ``erased`` those who must not come back.
    """

    restored: tuple[str, ...]
    unchanged: tuple[str, ...]
    damaged: tuple[str, ...]
    erased: tuple[str, ...]


class _Opened(NamedTuple):
    generation: int
    content: bytes
    record: ClientRecord


def copies(vault: Vault, record_id: str) -> tuple[Copy, ...]:
    """Each state of a record once: the present one if it is there, then the others, newest first.

    Raises:
        Damaged: the snapshots cannot be listed.
    """
    rooms = vault.rooms
    if not is_id(record_id) or record_id in rooms.read_practice().upkeep.erased:
        return ()
    found: list[Copy] = []
    seen: set[object] = set()
    with reading():
        known = vault.known(record_id)
        for source, path in _places(rooms, record_id):
            try:
                status = path.lstat()
                # Most snapshots hold the same file: it is opened once.
                if (inode := (status.st_dev, status.st_ino)) in seen:
                    continue
                seen.add(inode)
                saved = datetime.fromtimestamp(status.st_mtime, UTC)
                opened = _open(rooms, record_id, path)
            except FileNotFoundError:
                continue
            except CoachError as error:
                found.append(Copy(source, saved, problem=str(error)))
                continue
            if (state := (opened.generation, opened.content)) in seen:
                continue
            seen.add(state)
            older = source == PRESENT and opened.generation < known
            problem = _("an older copy of it was put back") if older else ""
            found.append(Copy(source, saved, opened.generation, opened.record, problem))
    return tuple(sorted(found, key=lambda each: (each.source != PRESENT, -each.saved.timestamp())))


def contents(vault: Vault, name: str) -> tuple[Kept, ...]:
    """The clients in a snapshot by code, without those who were erased.

    Raises:
        NotFound: there is no such snapshot.
        Damaged: it cannot be listed.
    """
    rooms = vault.rooms
    erased = rooms.read_practice().upkeep.erased
    found = []
    with reading():
        snapshot = snapshots.named(rooms.path, name)
        for record_id in snapshot.record_ids():
            if record_id not in erased:
                copy = _opened_or_none(rooms, record_id, snapshot.folder / RECORDS / record_id)
                changed = not _same(copy, _present(rooms, record_id))
                found.append(Kept(record_id, copy.record if copy else None, changed))
    return tuple(sorted(found, key=_by_code))


def _by_code(kept: Kept) -> tuple[int, str]:
    code = kept.record.client.code if kept.record else ""
    return len(code), code


def compared(vault: Vault, record_id: str, source: str) -> tuple[ClientRecord | None, ClientRecord]:
    """The record as it stands, None where it cannot be used, and as the copy from ``source`` has it.

    Raises:
        NotFound: there is no such copy.
        Damaged: that copy cannot be used.
    """
    if not is_id(record_id):
        raise _no_such_copy()
    with reading():
        present = _present(vault.rooms, record_id)
        return present and present.record, _wanted(vault.rooms, record_id, source).record


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
            raise _no_such_copy()
        if record_id in rooms.read_practice().upkeep.erased:
            raise NotAllowed(_("That client was erased, and does not come back."))
        wanted = _wanted(rooms, record_id, source)
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
        copy = _opened_or_none(rooms, record_id, snapshot.folder / RECORDS / record_id)
        same = _same(copy, _present(rooms, record_id))
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
            stored = _put(rooms, record_id, _open(rooms, record_id, path), now)
            rooms.index.adopt(stored)
            generations[record_id] = stored.opened.generation
            of = len(found.restored)
            progress(of + done, 2 * of)
    finally:
        rooms.index.write()
        rooms.seen.learn(generations)


def _put(rooms: Rooms, record_id: str, wanted: _Opened, now: datetime) -> Stored:
    """Save ``wanted`` on top of whatever is in the record's place, which stays somewhere."""
    file = rooms.records.file(record_id)
    present = _present(rooms, record_id)
    previous = _opened_or_none(rooms, record_id, _previous(file.path))
    opened = (each.generation for each in (wanted, present, previous) if each)
    generation = max(_known(rooms, record_id), *opened) + 1
    if present is None and os.path.lexists(file.path):
        Aside(rooms.path, now).keep(f"{RECORDS}/{record_id}")
    elif present and previous and previous.generation > present.generation:
        # An older file was put in the place of the present one: the one before is the newest left.
        Aside(rooms.path, now).keep(f"{RECORDS}/{record_id}{PREVIOUS_SUFFIX}")
    # A damaged file must not push out the generation before it, which may be the only good one.
    written = file.write(wanted.content, generation, keep_previous=present is not None)
    return Stored(wanted.record, Saved(written))


def _known(rooms: Rooms, record_id: str) -> int:
    rooms.index.refresh()
    rooms.seen.refresh()
    return rooms.known(record_id)


def _stands_already(rooms: Rooms, record_id: str, wanted: _Opened) -> bool:
    """Whether the present file says the same, and is none that was put back."""
    present = _present(rooms, record_id)
    return (
        present is not None
        and _same(wanted, present)
        and present.generation >= _known(rooms, record_id)
    )


def _wanted(rooms: Rooms, record_id: str, source: str) -> _Opened:
    for each, path in _places(rooms, record_id):
        if each == source:
            try:
                return _open(rooms, record_id, path)
            except FileNotFoundError:
                break
            except Damaged as error:
                raise Damaged(
                    _(
                        "That state cannot be used: {reason}. Nothing was changed; take another."
                    ).format(reason=error)
                ) from None
    raise _no_such_copy()


def _no_such_copy() -> NotFound:
    return NotFound(_("There is no such earlier state of that client. Nothing was changed."))


def _places(rooms: Rooms, record_id: str) -> Iterator[tuple[str, Path]]:
    """Where copies of a record may lie, by their source."""
    path = rooms.records.file(record_id).path
    yield PRESENT, path
    yield PREVIOUS, _previous(path)
    for snapshot in snapshots.listed(rooms.path):
        yield snapshot.name, snapshot.folder / RECORDS / record_id


def _previous(path: Path) -> Path:
    return path.with_name(path.name + PREVIOUS_SUFFIX)


def _present(rooms: Rooms, record_id: str) -> _Opened | None:
    return _opened_or_none(rooms, record_id, rooms.records.file(record_id).path)


def _opened_or_none(rooms: Rooms, record_id: str, path: Path) -> _Opened | None:
    try:
        return _open(rooms, record_id, path)
    except (Damaged, FileNotFoundError):
        return None


def _open(rooms: Rooms, record_id: str, path: Path) -> _Opened:
    """A copy of a record, whatever its generation.

    Raises:
        FileNotFoundError: there is none.
        Damaged: it cannot be used; the message is the bare reason.
    """
    file, _identity = private_files.read(path)
    name = Name(Kind.RECORD, bytes.fromhex(record_id))
    generation, content = unseal(rooms.keys, name, file)
    return _Opened(generation, content, decoded(record_id, content))


def _same(copy: _Opened | None, present: _Opened | None) -> bool:
    return copy is not None and present is not None and copy.content == present.content
