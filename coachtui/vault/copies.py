"""The copies of a record that lie in the vault, listed and opened.

There are up to three sorts: the present file, the generation before it, and those in snapshots.
Bringing one back is the matter of ``bringing_back``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from coachtui.domain.record import ClientRecord
from coachtui.errors import CoachError, Damaged, NotFound
from coachtui.language import _
from coachtui.vault import private_files, snapshots
from coachtui.vault.envelope import Kind, Name, unseal
from coachtui.vault.failures import reading
from coachtui.vault.place import PREVIOUS as PREVIOUS_SUFFIX
from coachtui.vault.place import RECORDS, is_id
from coachtui.vault.records import decoded
from coachtui.vault.rooms import Rooms
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


class Opened(NamedTuple):
    """What a copy held: its generation, the content as it was sealed, and the record in it."""

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
                opened = opened_copy(rooms, record_id, path)
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
                copy = opened_or_none(rooms, record_id, snapshot.folder / RECORDS / record_id)
                changed = not same_state(copy, present_copy(rooms, record_id))
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
        raise no_such_copy()
    with reading():
        present = present_copy(vault.rooms, record_id)
        return present and present.record, wanted_copy(vault.rooms, record_id, source).record


def wanted_copy(rooms: Rooms, record_id: str, source: str) -> Opened:
    """The copy that lies at ``source``.

    Raises:
        NotFound: there is none.
        Damaged: it cannot be used; nothing was changed.
    """
    for each, path in _places(rooms, record_id):
        if each == source:
            try:
                return opened_copy(rooms, record_id, path)
            except FileNotFoundError:
                break
            except Damaged as error:
                raise Damaged(
                    _(
                        "That state cannot be used: {reason}. Nothing was changed; take another."
                    ).format(reason=error)
                ) from None
    raise no_such_copy()


def no_such_copy() -> NotFound:
    """What is said where a copy is not there."""
    message = _("There is no such earlier state of that client. Nothing was changed.")
    return NotFound(message, "states")


def _places(rooms: Rooms, record_id: str) -> Iterator[tuple[str, Path]]:
    """Where copies of a record may lie, by their source."""
    path = rooms.records.file(record_id).path
    yield PRESENT, path
    yield PREVIOUS, previous_path(path)
    for snapshot in snapshots.listed(rooms.path):
        yield snapshot.name, snapshot.folder / RECORDS / record_id


def previous_path(path: Path) -> Path:
    """Where the generation before that of ``path`` lies."""
    return path.with_name(path.name + PREVIOUS_SUFFIX)


def present_copy(rooms: Rooms, record_id: str) -> Opened | None:
    """The record as its own file has it, None where that cannot be used."""
    return opened_or_none(rooms, record_id, rooms.records.file(record_id).path)


def opened_or_none(rooms: Rooms, record_id: str, path: Path) -> Opened | None:
    """A copy of a record, None where it cannot be used."""
    try:
        return opened_copy(rooms, record_id, path)
    except (Damaged, FileNotFoundError):
        return None


def opened_copy(rooms: Rooms, record_id: str, path: Path) -> Opened:
    """A copy of a record, whatever its generation.

    Raises:
        FileNotFoundError: there is none.
        Damaged: it cannot be used; the message is the bare reason.
    """
    file, _identity = private_files.read(path)
    name = Name(Kind.RECORD, bytes.fromhex(record_id))
    generation, content = unseal(rooms.keys, name, file)
    return Opened(generation, content, decoded(record_id, content))


def same_state(copy: Opened | None, present: Opened | None) -> bool:
    """Whether both are there and say the same."""
    return copy is not None and present is not None and copy.content == present.content
