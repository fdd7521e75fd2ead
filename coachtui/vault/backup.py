"""Making a backup: one sealed file with all that cannot be rebuilt, verified before it has its name.

The lock is held twice, each time for as long as a save: at the beginning for a snapshot, so that
what goes into the backup is of one moment and stays as it is while it is read, however slow the
disk it is written to; and at the end to note the backup in the upkeep, which whoever erases a client
reads. What was erased, or given another key, in between makes the backup fail: it would hold what is
to be gone.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from coachtui.domain.upkeep import Backup, with_backup
from coachtui.errors import Damaged, NotAllowed, NotSaved, OnlyIfAsked
from coachtui.language import _
from coachtui.vault import backup_file, mirrors, private_files, slots, snapshots
from coachtui.vault.backup_file import Manifest, entry_of, sealed_name
from coachtui.vault.envelope import Keys, unseal
from coachtui.vault.failures import in_words, reading
from coachtui.vault.place import DRAFTS, HEADER, PRACTICE, RECORDS, TEMPORARY, is_id
from coachtui.vault.rooms import Progress, Rooms, silent
from coachtui.vault.vault import Vault


class Made(NamedTuple):
    """A backup that was made; ``left_out`` counts the damaged records and drafts that are not in it."""

    file: Path
    clients: int
    drafts: int
    left_out: int


class _Source(NamedTuple):
    """What goes into a backup, as it stood at one moment; drafts, being few, are in memory."""

    header: bytes
    files: dict[str, Path]
    drafts: dict[str, bytes]
    damaged_drafts: int
    erased: frozenset[str]

    def read(self, name: str) -> bytes:
        """The bytes of the sealed file of that name.

        Raises:
            NotSaved: it is gone.
            Damaged: it cannot be read.
        """
        if name in self.drafts:
            return self.drafts[name]
        try:
            return private_files.read(self.files[name])[0]
        except FileNotFoundError:
            raise _changed() from None


def make(
    vault: Vault,
    file: Path,
    now: datetime,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Made:
    """Write a backup to ``file``, read it back whole, and only then give it that name.

    Raises:
        NotAllowed: something is there already and ``overwrite`` is not set, or it is no place for it.
        NotSaved: the disk refuses, or the vault was changed in a way that the backup must follow.
        Damaged: the practice is damaged, or what was written does not come back.
        VaultBusy: another process holds the vault.
    """
    file = file.absolute()
    check_place(vault.path, file, overwrite)
    with vault.holding() as rooms:
        keys, source = rooms.keys, _collect(rooms, now)
    names = [PRACTICE, *sorted({*source.files, *source.drafts} - {PRACTICE})]
    steps = _Steps(progress, 3 * len(names))
    with _written(file.parent):
        manifest, left_out = _surveyed(source, keys, names, now, steps)
        temporary = file.with_name(TEMPORARY + secrets.token_hex(8))
        with private_files.new(temporary) as descriptor:
            files = _again(source, manifest, steps)
            backup_file.write(descriptor, keys, source.header, manifest, files)
            os.fsync(descriptor)
            _let_go(descriptor)
            _verify(temporary, keys, manifest, steps)
            with vault.holding() as rooms:
                _conclude(rooms, source, Backup(now, str(file)), temporary, overwrite)
    kinds = [each.name.partition("/")[0] for each in manifest.files]
    left_out += source.damaged_drafts
    return Made(file, kinds.count(RECORDS), kinds.count(DRAFTS), left_out)


class _Steps:
    """Counts what is done, file by file."""

    def __init__(self, progress: Progress, of: int) -> None:
        self._progress, self._done, self._of = progress, 0, of

    def one(self) -> None:
        self._done += 1
        self._progress(self._done, self._of)


def _changed() -> NotSaved:
    return NotSaved(
        _(
            "Another session erased a client or changed what opens the vault while the backup was "
            "made, so it was removed again. Make another."
        )
    )


def check_place(vault: Path, file: Path, overwrite: bool) -> None:
    """Let a backup of the vault at ``vault`` be written to ``file``.

    Raises:
        NotAllowed: something is there already and ``overwrite`` is not set, or it is no place for it.
    """
    if file.is_dir():
        raise NotAllowed(_("{path} is a folder. Give the name of a file.").format(path=file))
    if vault.resolve() in file.resolve().parents:
        raise NotAllowed(
            _("A backup inside the vault itself would be lost with it. Give another place.")
        )
    if os.path.lexists(file) and not overwrite:
        raise _in_the_way(file)


def _in_the_way(file: Path) -> OnlyIfAsked:
    return OnlyIfAsked(_("There is a file {path} already. It was left as it is.").format(path=file))


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    """Turn what the system refuses inside into :class:`NotSaved`."""
    try:
        yield
    except OSError as error:
        reason = in_words(error) if folder.is_dir() else _("there is no folder {path}")
        raise NotSaved(
            _("The backup could not be made: {reason}. The vault is as it was.").format(
                reason=reason.format(path=folder)
            )
        ) from None


def _collect(rooms: Rooms, now: datetime) -> _Source:
    """What is to go in, kept by a snapshot; for the holder of the lock."""
    erased = rooms.read_practice().upkeep.erased
    snapshot = snapshots.take(rooms, now)
    files = {
        f"{RECORDS}/{each}": snapshot.folder / RECORDS / each for each in snapshot.record_ids()
    }
    files[PRACTICE] = snapshot.folder / PRACTICE
    drafts, damaged = {}, 0
    for each in rooms.drafts.folder.iterdir():
        if is_id(each.name):
            try:
                drafts[f"{DRAFTS}/{each.name}"] = private_files.read(each)[0]
            except Damaged:
                damaged += 1
    return _Source(_header(rooms), files, drafts, damaged, erased)


def _header(rooms: Rooms) -> bytes:
    """The bytes of the newest header that is genuine.

    Raises:
        Damaged: none is.
    """
    with reading():
        for file, header in mirrors.readable(rooms.path).items():
            if slots.genuine(header, rooms.keys):
                return file
    raise mirrors.refused(_("it was changed without its key"))


def _surveyed(
    source: _Source, keys: Keys, names: list[str], now: datetime, steps: _Steps
) -> tuple[Manifest, int]:
    """The manifest of all that can be opened, and how many files cannot."""
    entries = [entry_of(HEADER, source.header)]
    for name in names:
        steps.one()
        with suppress(Damaged):
            file = source.read(name)
            unseal(keys, sealed_name(name), file)
            entries.append(entry_of(name, file))
    return Manifest(now, tuple(entries)), len(names) + 1 - len(entries)


def _again(source: _Source, manifest: Manifest, steps: _Steps) -> Iterator[bytes]:
    """The bytes of each file of the manifest, as they were when it was made."""
    for entry in manifest.files[1:]:
        steps.one()
        file = source.read(entry.name)
        if entry_of(entry.name, file) != entry:
            raise _changed()
        yield file


def _let_go(descriptor: int) -> None:
    """Have the system forget what it remembers of a file, so that the disk is what is read back."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _verify(file: Path, keys: Keys, manifest: Manifest, steps: _Steps) -> None:
    """Read a backup back whole.

    Raises:
        Damaged: it is not what was to be written.
    """
    try:
        with backup_file.opened(file) as reader:
            read = reader.manifest(keys)
            for _each in reader.contents(keys, read):
                steps.one()
        if read != manifest:
            raise Damaged(_("it holds something else than was written"))
    except Damaged as error:
        raise Damaged(
            _(
                "What was written for a backup did not come back from that disk: {reason}. It was "
                "removed, and the vault is as it was. Use another disk."
            ).format(reason=error)
        ) from None


def _conclude(
    rooms: Rooms, source: _Source, backup: Backup, temporary: Path, overwrite: bool
) -> None:
    """Note the backup and give it its name; for the holder of the lock."""
    stored = rooms.read_practice()
    if stored.upkeep.erased != source.erased or _header(rooms) != source.header:
        raise _changed()
    # Noted first, as what leaves the vault always is: an erasure must never miss a backup.
    noted = stored._replace(upkeep=with_backup(stored.upkeep, backup))
    rooms.save_practice(noted)
    try:
        _name(temporary, Path(backup.file), overwrite)
    except BaseException:
        rooms.save_practice(stored._replace(generation=stored.generation + 1))
        raise
    private_files.sync_folder(temporary.parent)


def _name(temporary: Path, file: Path, overwrite: bool) -> None:
    """Give the finished file its name, over nothing that may not be overwritten."""
    if overwrite:
        temporary.replace(file)
    else:
        try:
            os.link(temporary, file)
            temporary.unlink()
        except FileExistsError:
            raise _in_the_way(file) from None
        except OSError as error:
            if error.errno not in private_files.NO_LINKS:
                raise
            if os.path.lexists(file):
                raise _in_the_way(file) from None
            temporary.replace(file)
