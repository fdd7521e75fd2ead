"""What the sealed files of a vault hold, as far as a check has to remember it: facts, no content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from coachtui.domain.draft import Draft
from coachtui.domain.record import Card, card_of
from coachtui.domain.soundness import Flaw, flaws
from coachtui.errors import Damaged
from coachtui.language import _
from coachtui.vault import practice_file, private_files, records
from coachtui.vault.envelope import Keys, Kind, Name, claimed, unseal
from coachtui.vault.practice_file import StoredPractice
from coachtui.vault.private_files import Identity
from coachtui.vault.sealed_file import SINGLE


class Facts(NamedTuple):
    """Of a file that is whole: its generation, and what its kind has of the rest."""

    generation: int
    card: Card | None = None
    rows: frozenset[str] = frozenset()
    flaws: frozenset[Flaw] = frozenset()
    sessions: int | None = None
    practice: StoredPractice | None = None
    record: str | None = None
    """The id of the record that a draft is for; None for one that is about no client yet."""


class Unusable(NamedTuple):
    """Why a file is not whole; ``swapped`` with what it says that it is, if that is another file."""

    reason: str
    swapped: Name | None = None


def record_name(record_id: str) -> Name:
    """What the file of a record is expected to be."""
    return Name(Kind.RECORD, bytes.fromhex(record_id))


def draft_name(draft_id: str) -> Name:
    """What the file of a draft is expected to be."""
    return Name(Kind.DRAFT, bytes.fromhex(draft_id))


PRACTICE_NAME = Name(Kind.PRACTICE, SINGLE)


class Contents:
    """Reads the sealed files of a vault, each once as long as it stays the same file."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._known: dict[tuple[Identity, Name], Facts | Unusable] = {}

    def facts(self, path: Path, name: Name) -> Facts | Unusable:
        """What there is to know of the file at ``path``, expected to be what ``name`` says.

        Raises:
            FileNotFoundError: nothing is there.
        """
        key = private_files.identity(path.lstat()), name
        if key not in self._known:
            self._known[key] = self._read(path, name)
        return self._known[key]

    def _read(self, path: Path, name: Name) -> Facts | Unusable:
        try:
            file, _identity = private_files.read(path, anyones=True)
        except Damaged as error:
            return Unusable(str(error))
        try:
            generation, content = unseal(self._keys, name, file)
        except Damaged as error:
            return self._unusable(file, name, str(error))
        try:
            return _DECODERS[name.kind](name.file_id.hex(), content, generation)
        except (msgspec.DecodeError, LookupError):
            return Unusable(_("its content does not fit this version of coachtui"))

    def _unusable(self, file: bytes, name: Name, reason: str) -> Unusable:
        """Tell another file's content from first bytes that were changed to say so."""
        said = claimed(file)
        if said is None or said == name:
            return Unusable(reason)
        try:
            unseal(self._keys, said, file)
        except Damaged as error:
            return Unusable(str(error))
        return Unusable(reason, said)


def _record(record_id: str, content: bytes, generation: int) -> Facts:
    record = records.decoded(record_id, content)
    rows = {each.id for each in record.sessions} | {each.id for each in record.agreements}
    card, count = card_of(record), len(record.sessions)
    return Facts(generation, card, frozenset(rows), flaws(record), count)


def _practice(_file_id: str, content: bytes, generation: int) -> Facts:
    return Facts(generation, practice=practice_file.decoded(content, generation))


def _draft(draft_id: str, content: bytes, generation: int) -> Facts:
    draft = msgspec.json.decode(content, type=Draft)
    if draft.id != draft_id:
        raise LookupError
    return Facts(generation, record=draft.record)


_DECODERS: dict[Kind, Callable[[str, bytes, int], Facts]] = {
    Kind.RECORD: _record,
    Kind.PRACTICE: _practice,
    Kind.DRAFT: _draft,
}
