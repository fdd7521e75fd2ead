"""Erasing a client: first that it is done is written down, then every file about them is removed.

The records themselves go last: as long as one of somebody who was erased lies there, the next
unlock knows that it was cut off, and does all of it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from coachtui.domain.client import number_of
from coachtui.domain.draft import Draft, FormDraft, FormKind
from coachtui.domain.upkeep import Erasure
from coachtui.errors import CoachError, NotFound
from coachtui.language import _
from coachtui.vault import erased_here, private_files
from coachtui.vault.envelope import Keys, Kind, Name, claimed, unseal
from coachtui.vault.failures import reading
from coachtui.vault.place import ASIDE, DRAFTS, INDEX, PREVIOUS, RECORDS, SNAPSHOTS
from coachtui.vault.rooms import Progress, Rooms, silent

if TYPE_CHECKING:
    from coachtui.vault.vault import Vault


def erase(vault: Vault, record_id: str, on: date, progress: Progress = silent) -> None:
    """Erase a client for good, from the vault and all that lies in it.

    Raises:
        NotFound: there is no such client.
        Damaged: the practice cannot be read, so that the erasure cannot be written down.
        NotSaved: the disk refuses; what is removed by then stays so, and the next unlock goes on.
        VaultBusy: another process holds the vault.
    """
    with vault.holding() as rooms:
        rooms.follow()
        _write_down(rooms, record_id, on)
        finish(rooms, progress)


def _write_down(rooms: Rooms, record_id: str, on: date) -> None:
    """Have the practice know of the erasure, and never give out the code again."""
    stored = rooms.read_practice()
    if record_id in stored.upkeep.erased:
        return
    if not rooms.known(record_id) and record_id not in rooms.records.scan():
        raise NotFound(_("That client is not in this vault."), "clients")
    highest = max((number_of(card.code) for card in rooms.index.cards()), default=0)
    number = max(stored.practice.next_number, highest + 1)
    erasures = (*stored.upkeep.erasures, Erasure(record_id, on))
    rooms.save_practice(
        stored._replace(
            practice=replace(stored.practice, next_number=number),
            upkeep=replace(stored.upkeep, erasures=erasures),
        )
    )


def finish_what_was_cut_off(rooms: Rooms) -> None:
    """Go on with an erasure that a crash cut off, if there is one; for the holder of the lock.

    What cannot be read or removed now is for a check to tell.
    """
    with suppress(OSError, CoachError):
        erased = rooms.read_practice().upkeep.erased
        if erased and not erased.isdisjoint(rooms.records.scan()):
            finish(rooms)


def finish(rooms: Rooms, progress: Progress = silent) -> None:
    """Remove whatever lies there of those who were erased; for the holder of the lock.

    Raises:
        Damaged: the practice cannot be read.
        OSError: something cannot be removed.
    """
    stored = rooms.read_practice()
    erased = stored.upkeep.erased
    copies = list(belongings(rooms, erased))
    left = sorted(erased.intersection(rooms.records.scan()))
    records = [
        rooms.records.folder / name
        for record_id in left
        for name in (record_id + PREVIOUS, record_id)
    ]
    with suppress(OSError):
        # For the day on which a backup from before is restored; no reason to leave anything here.
        for record_id in left:
            erased_here.add(rooms.keys.vault_id, record_id, stored.practice.next_number)
    for folder in _all_folders(rooms):
        private_files.sweep(folder)
    _remove(copies, progress, len(copies) + 2)
    progress(len(copies) + 1, len(copies) + 2)
    _forget(rooms, erased)
    _remove(records, silent, 0)
    # Also where nothing was left to remove: an earlier try may have failed in its very last step.
    private_files.sync_folder(rooms.records.folder)
    progress(len(copies) + 2, len(copies) + 2)


def _all_folders(rooms: Rooms) -> Iterator[Path]:
    """Every folder in which a crash may have left something of theirs under a temporary name."""
    yield from (rooms.path, rooms.records.folder, rooms.drafts.folder)
    for folder in _folders_in(rooms.path / SNAPSHOTS):
        yield from (folder, *_folders_in(folder))
    yield from _folders_in(rooms.path / ASIDE)


def belongings(rooms: Rooms, erased: frozenset[str]) -> Iterator[Path]:
    """The drafts of those who were ``erased``, and all copies of their records besides the two in
    the folder of the records.

    Raises:
        OSError: a folder cannot be read.
    """
    names = _names_of(rooms, erased)
    for draft in rooms.drafts.all():
        if draft.record in erased or _name_in(draft) in names:
            yield rooms.drafts.folder / draft.id
    for folder in _folders_in(rooms.path / SNAPSHOTS):
        for record_id in erased:
            file = folder / RECORDS / record_id
            if file.is_symlink() or file.exists():
                yield file
    for folder in _folders_in(rooms.path / ASIDE):
        yield from (file for file in folder.iterdir() if _tells_of(file, erased, rooms.keys))


def _names_of(rooms: Rooms, erased: frozenset[str]) -> frozenset[str]:
    """The names of those who were erased, as far as their records are still there to tell them."""
    names = set()
    for record_id in erased.intersection(rooms.records.scan()):
        with suppress(OSError, CoachError):
            names.add(_plain(rooms.records.read(record_id).record.client.name))
    return frozenset(names)


def _name_in(draft: Draft) -> str | None:
    """The name in the form of a new client: one that was added, and whose form was not dropped any more."""
    if isinstance(draft, FormDraft) and draft.form is FormKind.CLIENT and draft.record is None:
        return _plain(str(draft.values.get("name", "")))
    return None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def unreadable_drafts(vault: Vault) -> int:
    """How many drafts there are, in their folder and put aside, of which nobody can tell whose they are.

    Raises:
        Damaged: a folder cannot be read.
    """
    rooms = vault.rooms
    with reading():
        vault.drafts()
        aside = [each for folder in _folders_in(rooms.path / ASIDE) for each in folder.iterdir()]
    return len(vault.damaged_drafts) + sum(each.name.startswith(DRAFTS) for each in aside)


def _folders_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        yield from (each for each in folder.iterdir() if each.is_dir() and not each.is_symlink())


def _tells_of(aside: Path, erased: frozenset[str], keys: Keys) -> bool:
    """Whether a file that was put aside may hold something of those who were erased.

    It may be damaged, so its name counts as well as what it says that it is. An index tells of
    everybody.
    """
    if aside.name == INDEX or any(record_id in aside.name for record_id in erased):
        return True
    try:
        file, _identity = private_files.read(aside, anyones=True)
        said = claimed(file)
    except (OSError, CoachError):
        return False
    if said is None:
        return False
    if said.kind is Kind.DRAFT:
        return _drafted_for(file, said, keys) in erased
    return said.kind is Kind.INDEX or said.file_id.hex() in erased


def _drafted_for(file: bytes, name: Name, keys: Keys) -> str:
    """The id of the record that a draft is for; empty if the draft cannot be read."""
    try:
        _generation, content = unseal(keys, name, file)
        draft: Draft = msgspec.json.decode(content, type=Draft)
    except (CoachError, msgspec.DecodeError):
        return ""
    return draft.record or ""


def _remove(files: Iterable[Path], progress: Progress, of: int) -> None:
    """Remove ``files`` for good, also through a loss of power."""
    folders = set()
    for done, file in enumerate(files):
        progress(done, of)
        if file.is_dir() and not file.is_symlink():
            private_files.remove_folder(file)
        else:
            file.unlink(missing_ok=True)
        folders.add(file.parent)
    for folder in folders:
        private_files.sync_folder(folder)


def _forget(rooms: Rooms, erased: frozenset[str]) -> None:
    """Let index and memory know nothing of those who were erased.

    The index is removed before it is made anew: a rename alone might not survive a loss of power,
    and the index from before with its cards would be back.
    """
    rooms.follow()
    rooms.seen.learn(rooms.index.generations(), erased)
    _remove([rooms.path / INDEX], silent, 0)
    rooms.index.write()
