"""Making a vault out of a backup, in a new place, whole or not at all.

What was erased on this machine since the backup was made stays erased. What this machine has seen
of the vault in that place is not taken for newer: each file is a new generation.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from coachtui.domain.draft import Draft
from coachtui.domain.upkeep import Backup, with_backup, with_erasures
from coachtui.errors import Damaged, NotAllowed, NotFound, NotSaved
from coachtui.language import _
from coachtui.vault import backup_file, erased_here, header, private_files, slots
from coachtui.vault.backup_file import Content, Manifest, Reader, sealed_name
from coachtui.vault.envelope import Keys, seal
from coachtui.vault.failures import in_words
from coachtui.vault.place import DRAFTS, HEADER, LOCK, MIRROR, PRACTICE, RECORDS, state_folder
from coachtui.vault.practice_file import Content as Practice
from coachtui.vault.rooms import Progress, silent
from coachtui.vault.seen import Seen
from coachtui.vault.slots import Secret


class Restored(NamedTuple):
    """A vault made of a backup; ``erased`` counts the clients that were left out, being erased since."""

    path: Path
    made: datetime
    clients: int
    drafts: int
    erased: int


def restore(
    file: Path, secret: Secret, folder: Path, today: date, progress: Progress = silent
) -> Restored:
    """The vault that the backup ``file`` holds, made at ``folder``, where nothing may be yet.

    Raises:
        NotFound: there is no such file.
        NotAllowed: something is at ``folder`` already.
        WrongPassphrase: the backup does not open with that.
        Damaged: it is not what was written.
        NotSaved: the disk refuses. In all of these cases nothing is left of it.
    """
    file, folder = file.absolute(), folder.absolute()
    if folder.is_symlink() or folder.exists():
        raise NotAllowed(
            _(
                "There is something at {path} already. It was left as it is; give a new place."
            ).format(path=folder)
        )
    with _explained(file), backup_file.opened(file) as reader:
        keys = slots.open_header(header.parse(reader.header), secret)
        manifest = reader.manifest(keys)
        making = _Making(file, folder, keys, reader.header, manifest, today)
        return making.make(reader, progress)


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Say of whatever is wrong with the backup that nothing was made of it."""
    try:
        yield
    except FileNotFoundError:
        raise NotFound(
            _("There is no file {path}. Nothing was changed; give another.").format(path=file)
        ) from None
    except OSError as error:
        reason = in_words(error)
    except Damaged as error:
        reason = str(error)
    else:
        return
    raise Damaged(
        _(
            "The backup cannot be used: {reason}. It was left as it is, and nothing was made of it. "
            "Use another backup."
        ).format(reason=reason)
    )


class _Making:
    """One vault in the making, beside its place."""

    def __init__(
        self, file: Path, folder: Path, keys: Keys, header: bytes, manifest: Manifest, today: date
    ) -> None:
        self._file, self._folder, self._keys, self._header = file, folder, keys, header
        self._manifest, self._today = manifest, today
        self._seen = Seen(state_folder(keys.vault_id, folder), keys)
        self._seen.refresh()
        self._gone = erased_here.known(keys.vault_id)
        self._erased = frozenset(each for each in self._ids(RECORDS) if each in self._gone)
        self._generations: dict[str, int] = {}

    def _ids(self, room: str) -> list[str]:
        names = (each.name.partition("/") for each in self._manifest.files)
        return [name for where, _slash, name in names if where == room]

    def make(self, reader: Reader, progress: Progress) -> Restored:
        """Fill a folder beside, then give it its name."""
        try:
            drafts = self._make(reader, progress)
        except OSError as error:
            raise NotSaved(
                _("The vault could not be made: {reason}. Nothing is left of it.").format(
                    reason=in_words(error)
                )
            ) from None
        self._seen.write(anew=True)
        self._seen.learn(self._generations, self._seen.names - self._generations.keys())
        clients = len(self._generations) - 1
        return Restored(self._folder, self._manifest.made, clients, drafts, len(self._erased))

    def _make(self, reader: Reader, progress: Progress) -> int:
        """The number of drafts in the folder that has its name now."""
        self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self._folder.with_name(f".{self._folder.name}.{secrets.token_hex(4)}")
        beside.mkdir(mode=0o700)
        try:
            drafts = self._fill(beside, reader, progress)
            beside.rename(self._folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        private_files.sync_folder(self._folder.parent)
        return drafts

    def _fill(self, beside: Path, reader: Reader, progress: Progress) -> int:
        """Write everything, synced; the number of drafts."""
        drafts = 0
        for name in (RECORDS, DRAFTS):
            (beside / name).mkdir(mode=0o700)
        for name in (HEADER, MIRROR):
            _write(beside / name, self._header)
        _write(beside / LOCK, b"")
        for done, each in enumerate(reader.contents(self._keys, self._manifest), 1):
            if not self._is_erased(each):
                drafts += each.name.startswith(DRAFTS)
                _write(beside / each.name, self._sealed(each))
            progress(done, len(self._manifest.files) - 1)
        for folder in (beside / RECORDS, beside / DRAFTS, beside):
            private_files.sync_folder(folder)
        return drafts

    def _is_erased(self, file: Content) -> bool:
        where, _slash, name = file.name.partition("/")
        if where == DRAFTS:
            draft: Draft = _decoded(file.content, Draft)
            return draft.record is not None and draft.record in self._gone
        return where == RECORDS and name in self._gone

    def _sealed(self, file: Content) -> bytes:
        """The file as it is to lie in the new vault; a draft has no generations."""
        name = sealed_name(file.name)
        if file.name.startswith(DRAFTS):
            return seal(self._keys, name, file.generation, file.content)
        known_as = file.name.rpartition("/")[2]
        generation = max(file.generation, self._seen.generation(known_as)) + 1
        self._generations[known_as] = generation
        content = self._with_the_erasures(file.content) if known_as == PRACTICE else file.content
        return seal(self._keys, name, generation, content)

    def _with_the_erasures(self, content: bytes) -> bytes:
        """The practice, knowing what was erased since and that there is this backup."""
        practice: Practice = _decoded(content, Practice)
        upkeep = with_erasures(practice.upkeep, self._erased, self._today)
        upkeep = with_backup(upkeep, Backup(self._manifest.made, str(self._file)))
        return msgspec.json.encode(msgspec.structs.replace(practice, upkeep=upkeep))


def _decoded(content: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError:
        raise Damaged(_("its content does not fit this version of coachtui")) from None


def _write(path: Path, content: bytes) -> None:
    with private_files.new(path) as descriptor:
        private_files.write(descriptor, content)
        os.fsync(descriptor)
