"""The file of a backup: header, manifest and sealed files, one after the other.

``docs/vault-format.md`` says what each byte is. Here belongs reading and writing it in one go,
never more than one sealed file in memory. What goes into one, and what is made of it, does not.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from coachtui.domain.value import Value
from coachtui.errors import Damaged
from coachtui.language import _
from coachtui.vault import private_files
from coachtui.vault.envelope import FLOOR, Keys, Kind, Name, seal, unseal
from coachtui.vault.place import DRAFTS, HEADER, PRACTICE, RECORDS
from coachtui.vault.sealed_file import SINGLE

_FIRST = b"coachtui backup 1\n"
_LARGEST_HEADER = 65_536
_LENGTH = 4
_KINDS = {RECORDS: Kind.RECORD, DRAFTS: Kind.DRAFT}
_NAME = re.compile(rf"({RECORDS}|{DRAFTS})/([0-9a-f]{{32}})")
_MANIFEST = Name(Kind.BACKUP, SINGLE)


class Entry(Value, frozen=True):
    """One file of the vault as it stands in the backup."""

    name: str
    size: int
    sha256: str


class Manifest(Value, frozen=True):
    """Every file in the backup, in order: the header first, then the practice, then the others."""

    made: datetime
    files: tuple[Entry, ...]


class Content(NamedTuple):
    """One sealed file of a backup, opened."""

    name: str
    generation: int
    content: bytes


def entry_of(name: str, file: bytes) -> Entry:
    """What the manifest says of ``file``."""
    return Entry(name, len(file), hashlib.sha256(file).hexdigest())


def sealed_name(name: str) -> Name:
    """What the sealed file of that name in the vault is expected to be.

    Raises:
        Damaged: no file of a backup is called that; the message is the bare reason.
    """
    if name == PRACTICE:
        return Name(Kind.PRACTICE, SINGLE)
    if found := _NAME.fullmatch(name):
        return Name(_KINDS[found[1]], bytes.fromhex(found[2]))
    raise Damaged(_("it names a file that no backup has"))


def write(
    descriptor: int, keys: Keys, header: bytes, manifest: Manifest, files: Iterable[bytes]
) -> None:
    """Write a backup; ``files`` are the bytes of those after the header, in the manifest's order.

    Raises:
        OSError: it could not be written.
    """
    sealed = seal(keys, _MANIFEST, 1, msgspec.json.encode(manifest))
    for part in (_FIRST, _measured(header), _measured(sealed)):
        private_files.write(descriptor, part)
    for file in files:
        private_files.write(descriptor, file)


def _measured(part: bytes) -> bytes:
    return len(part).to_bytes(_LENGTH, "big") + part


class Reader:
    """A backup being read, from its beginning to its end; ``header`` are the bytes of the header."""

    def __init__(self, file: BinaryIO) -> None:
        """Read up to the header.

        Raises:
            Damaged: it is no backup; as for all that follows, the message is the bare reason.
        """
        self._file = file
        first = file.read(len(_FIRST))
        if first[:-2] != _FIRST[:-2]:
            raise Damaged(_("it is no backup of coachtui"))
        if first != _FIRST:
            raise Damaged(_("it was written by a newer coachtui"))
        self.header = self._measured(_LARGEST_HEADER)

    def manifest(self, keys: Keys) -> Manifest:
        """What is in the backup.

        Raises:
            Damaged: it is not what was written.
        """
        _generation, content = unseal(keys, _MANIFEST, self._measured(private_files.LARGEST))
        try:
            manifest = msgspec.json.decode(content, type=Manifest)
        except msgspec.DecodeError:
            raise Damaged(_("its content does not fit this version of coachtui")) from None
        names = [each.name for each in manifest.files]
        if names[:2] != [HEADER, PRACTICE] or len(set(names)) != len(names):
            raise Damaged(_("its list of files is not as it should be"))
        if manifest.files[0] != entry_of(HEADER, self.header):
            raise Damaged(_("its header is not the one that it was made with"))
        return manifest

    def contents(self, keys: Keys, manifest: Manifest) -> Iterator[Content]:
        """Each sealed file, checked and opened, up to the very end.

        Raises:
            Damaged: one is not what was written, or more follows.
        """
        for entry in manifest.files[1:]:
            name = sealed_name(entry.name)
            if not FLOOR <= entry.size <= private_files.LARGEST:
                raise Damaged(_("its list of files is not as it should be"))
            file = self._exactly(entry.size)
            if entry_of(entry.name, file) != entry:
                raise Damaged(_("one of its files was changed or exchanged"))
            yield Content(entry.name, *unseal(keys, name, file))
        if self._file.read(1):
            raise Damaged(_("more follows after its end"))

    def _measured(self, most: int) -> bytes:
        length = int.from_bytes(self._exactly(_LENGTH), "big")
        if length > most:
            raise Damaged(_("its first bytes were changed"))
        return self._exactly(length)

    def _exactly(self, size: int) -> bytes:
        try:
            part = self._file.read(size)
        except OSError:
            raise Damaged(_("it cannot be read, the disk reports an error")) from None
        if len(part) != size:
            raise Damaged(_("it is cut short"))
        return part


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """The backup at ``path``; never waits for a pipe. It may be anybody's: its seals are what counts.

    Raises:
        FileNotFoundError: nothing is there.
        OSError: it cannot be opened.
        Damaged: it is no backup.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Damaged(_("it is not a plain file"))
    with os.fdopen(descriptor, "rb") as file:
        yield Reader(file)
