"""A TinyDB whose file is sealed: decoded afresh for each reading, sealed once for each batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from coachtui.vault.sealed_file import Opened, SealedFile

Tables = dict[str, dict[str, Any]]


class Saved(NamedTuple):
    """What lies on disk after a save, and its tables with every row folded, that is, encoded.

    They are None where it was read, for most of what is read is not saved.
    """

    opened: Opened
    folded: Tables | None = None

    def tables(self) -> Tables:
        """The tables, their rows left as they were encoded."""
        return _FOLDED.decode(self.opened.content) if self.folded is None else self.folded


class SealedStorage(Storage):
    """Reads and writes all tables of one client.

    TinyDB hands out and changes what a storage gave it, so nothing here is kept but the batch
    under way, and that is thrown away when it fails.
    """

    def __init__(self, file: SealedFile) -> None:
        self._file = file
        self._batch: Tables | None = None
        self.saved: Saved | None = None

    def read(self) -> Tables | None:
        """All tables as they stand on disk, or in the batch under way; None before the first save."""
        if self._batch is not None:
            return self._batch
        opened = self._stored()
        return msgspec.json.decode(opened.content, type=Tables) if opened else None

    def write(self, data: Tables) -> None:
        """Save all tables durably, or leave that to the end of the batch under way.

        Raises:
            OSError: they could not be written.
        """
        if self._batch is not None:
            self._batch = data
        else:
            self._save(data, self._stored())

    @contextmanager
    def batch(self, before: Saved | None) -> Iterator[None]:
        """Gather all writing inside into one save that follows ``before``, what is on disk now.

        Within a batch rows stay folded until ``unfold`` is asked for them: taking apart and putting
        together hundreds of notes would be most of the work of saving one.

        Raises:
            OSError: the save failed; what is on disk is as it was.
        """
        tables = before.tables() if before else {}
        self._batch = {name: dict(rows) for name, rows in tables.items()}
        try:
            yield
            self._save(self._batch, before.opened if before else None)
        finally:
            self._batch = None

    def unfold(self, table: str, row_ids: Iterable[str]) -> None:
        """Make rows of the batch under way such that TinyDB can change them."""
        assert self._batch is not None
        for row_id in row_ids:
            self._batch[table][row_id] = msgspec.json.decode(self._batch[table][row_id])

    def _stored(self) -> Opened | None:
        try:
            return self._file.read()
        except FileNotFoundError:
            return None

    def _save(self, tables: Tables, follows: Opened | None) -> None:
        generation = follows.generation + 1 if follows else 1
        _fold(tables)
        self.saved = Saved(self._file.write(tables, generation, keep_previous=True), tables)


def _fold(tables: Tables) -> None:
    """Encode those rows of ``tables`` that are not."""
    for rows in tables.values():
        for row_id, row in rows.items():
            if not isinstance(row, msgspec.Raw):
                rows[row_id] = msgspec.Raw(msgspec.json.encode(row))


_FOLDED: msgspec.json.Decoder[Tables] = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])


class RowTable(Table):
    """A table whose rows are known by their own ids instead of numbers."""

    document_id_class = str  # type: ignore[assignment] # TinyDB lets it be any type, and says int


class SealedTinyDB(TinyDB):
    """``SealedTinyDB(file)`` is the database in a sealed file."""

    table_class = RowTable
    default_storage_class = SealedStorage  # type: ignore[assignment] # inferred from its default

    @property
    def sealed(self) -> SealedStorage:
        """Its storage."""
        assert isinstance(self.storage, SealedStorage)
        return self.storage

    def rows(self, name: str) -> Table:
        """The table ``name``, without a cache: another process may have saved in between."""
        return self.table(name, cache_size=0)
