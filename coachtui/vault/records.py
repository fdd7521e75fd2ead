"""The records on disk: one sealed TinyDB for each client, one table for each kind of thing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import msgspec
from tinydb.table import Document

from coachtui.domain.agreement import Agreement
from coachtui.domain.client import Client
from coachtui.domain.disclosure import Disclosure
from coachtui.domain.engagement import Engagement
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session
from coachtui.domain.value import Value, checked, to_plain
from coachtui.errors import Damaged, InvalidValue
from coachtui.language import _
from coachtui.vault import private_files
from coachtui.vault.envelope import Keys, Kind, Name
from coachtui.vault.place import PREVIOUS, RECORDS, TEMPORARY, is_id
from coachtui.vault.private_files import Identity
from coachtui.vault.sealed_file import Opened, SealedFile
from coachtui.vault.storage import Saved, SealedTinyDB

Row = Client | Engagement | Agreement | Session | Disclosure
Rows = dict[str, Row]

_MANY = ("engagements", "agreements", "sessions", "disclosures")


class _Tables(Value, frozen=True):
    """The content of a record's file; the order of the rows is the order of the record."""

    client: dict[str, Client]
    engagements: dict[str, Engagement] = msgspec.field(default_factory=dict)
    agreements: dict[str, Agreement] = msgspec.field(default_factory=dict)
    sessions: dict[str, Session] = msgspec.field(default_factory=dict)
    disclosures: dict[str, Disclosure] = msgspec.field(default_factory=dict)


class Stored(NamedTuple):
    """A record and what lies on disk of it."""

    record: ClientRecord
    saved: Saved

    @property
    def opened(self) -> Opened:
        """The file it was read from or written to."""
        return self.saved.opened


class Staged(NamedTuple):
    """A new record that lies complete at ``path``, beside its place."""

    path: Path
    stored: Stored


class Records:
    """The folder of the records of the vault at ``vault``."""

    def __init__(self, vault: Path, keys: Keys) -> None:
        self.folder = vault / RECORDS
        self._keys = keys
        # Whoever looks at a client saves to them next, so the last record is worth keeping.
        self._last: Stored | None = None

    def file(self, record_id: str) -> SealedFile:
        """The sealed file of a record, there or not."""
        return SealedFile(self.folder / record_id, _name_of(record_id), self._keys)

    def ids(self) -> set[str]:
        """The ids of all records that have a file: the quick part of :meth:`scan`.

        Raises:
            OSError: the folder cannot be read.
        """
        with os.scandir(self.folder) as entries:
            return {entry.name for entry in entries if is_id(entry.name)}

    def scan(self) -> dict[str, Identity | None]:
        """The ids of all records with the identity of the file; None if only its ``.prev`` is left.

        Raises:
            OSError: the folder cannot be read.
        """
        found: dict[str, Identity | None] = {}
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if is_id(entry.name):
                    found[entry.name] = private_files.identity(entry.stat(follow_symlinks=False))
                elif is_id(record_id := entry.name.removesuffix(PREVIOUS)):
                    found.setdefault(record_id, None)
        return found

    def read(self, record_id: str, known: int = 0) -> Stored:
        """The record as it stands on disk; ``known`` is its newest generation that was ever seen.

        Raises:
            FileNotFoundError: nothing is there.
            Damaged: its file is not what was written.
        """
        file = self.file(record_id)
        last = self._last
        if last and last.record.id == record_id and file.holds(last.opened):
            return last
        opened = file.read(known)
        try:
            record = decoded(record_id, opened.content)
        except Damaged as error:
            raise file.refused(str(error)) from None
        self._last = Stored(record, Saved(opened))
        return self._last

    def save(self, new: ClientRecord, before: Stored | None) -> Stored:
        """Save what makes ``new`` differ from ``before``, the record as it stands on disk.

        Raises:
            InvalidValue: a changed row holds what it cannot hold.
            OSError: it could not be written.
        """
        self._last = None
        self._last = _saved(self.file(new.id), new, before)
        return self._last

    def stage(self, new: ClientRecord) -> Staged:
        """A new record written beside its place, complete, where nobody takes it for one.

        Raises:
            InvalidValue: a row holds what it cannot hold.
            OSError: it could not be written; nothing is left of it.
        """
        path = self.folder / (TEMPORARY + new.id)
        file = SealedFile(path, _name_of(new.id), self._keys)
        try:
            return Staged(path, _saved(file, new, None))
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def put(self, staged: Staged) -> Stored:
        """Give a staged record its name. The folder is left to be synced.

        Raises:
            OSError: it could not be done.
        """
        record, saved = staged.stored
        file = self.file(record.id)
        staged.path.replace(file.path)
        # A new name changes what a file is known by.
        opened = saved.opened._replace(identity=file.identity())
        return Stored(record, saved._replace(opened=opened))


def _name_of(record_id: str) -> Name:
    return Name(Kind.RECORD, bytes.fromhex(record_id))


def _saved(file: SealedFile, new: ClientRecord, before: Stored | None) -> Stored:
    old_rows, new_rows = _rows(before.record) if before else {}, _rows(new)
    with SealedTinyDB(file) as base:
        with base.sealed.batch(before.saved if before else None):
            for name, rows in new_rows.items():
                _save_rows(base, name, old_rows.get(name, {}), rows)
        assert base.sealed.saved is not None
        return Stored(new, base.sealed.saved)


def decoded(record_id: str, content: bytes) -> ClientRecord:
    """The record in the content of its file.

    Raises:
        Damaged: there is none in it that this version knows; the message is the bare reason.
    """
    try:
        return _record(record_id, msgspec.json.decode(content, type=_Tables))
    except (msgspec.DecodeError, LookupError):
        raise Damaged(_("its content does not fit this version of coachtui")) from None


def _record(record_id: str, tables: _Tables) -> ClientRecord:
    """The record in ``tables``; a LookupError means that the rows are not under their own ids."""
    if list(tables.client) != [record_id]:
        raise LookupError
    for name in _MANY:
        if any(row_id != row.id for row_id, row in getattr(tables, name).items()):
            raise LookupError
    many = {name: tuple(getattr(tables, name).values()) for name in _MANY}
    return ClientRecord(id=record_id, client=tables.client[record_id], **many)


def _rows(record: ClientRecord) -> dict[str, Rows]:
    tables: dict[str, Rows] = {"client": {record.id: record.client}}
    for name in _MANY:
        rows = getattr(record, name)
        tables[name] = {row.id: row for row in rows}
        if len(tables[name]) != len(rows):
            raise InvalidValue(name, _("must not have the same id twice"))
    return tables


def _save_rows(base: SealedTinyDB, name: str, old: Rows, new: Rows) -> None:
    """Make the table ``name`` hold ``new`` in that order, touching only what differs from ``old``."""
    table = base.rows(name)
    staying = [row_id for row_id in old if row_id in new]
    order = list(new)
    settled = next((at for at, row_id in enumerate(staying) if order[at] != row_id), len(staying))
    # A row can only be added at the end, so whatever comes after a change of order goes and returns.
    gone = [row_id for row_id in old if row_id not in new] + staying[settled:]
    if gone:
        table.remove(doc_ids=gone)  # type: ignore[arg-type] # see RowTable
    changed = [row_id for row_id in order[:settled] if new[row_id] != old[row_id]]
    base.sealed.unfold(name, changed)
    for row_id in changed:
        table.upsert(_document(row_id, new[row_id]))
    if order[settled:]:
        table.insert_multiple(_document(row_id, new[row_id]) for row_id in order[settled:])


def _document(row_id: str, row: Row) -> Document:
    return Document(to_plain(checked(row)), doc_id=row_id)  # type: ignore[arg-type] # see RowTable
