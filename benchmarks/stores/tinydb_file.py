"""One TinyDB JSON file with a table of clients and one of notes, as TinyDB comes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where
from tinydb.table import Table

from benchmarks.stores.practice import ONE_MORE, MadeUp, code

Tables = dict[str, dict[str, dict[str, Any]]]


class Store:
    """The file, open; see ``store.Store``. There is nothing to unlock."""

    def __init__(self, folder: Path, practice: MadeUp) -> None:
        self.path = folder / "practice.json"
        self.fill(tables(practice))
        self._base = self.base()

    def fill(self, content: Tables) -> None:
        """Write all tables at once."""
        with self.base() as base:
            base.storage.write(content)

    def base(self) -> TinyDB:
        """The file, opened afresh."""
        return TinyDB(self.path)

    def _table(self, name: str) -> Table:
        # Without its cache, which would answer a question asked twice without looking.
        return self._base.table(name, cache_size=0)

    def add(self, number: int) -> None:
        """A row more in the table of clients; the whole file is written."""
        self._table("clients").insert({"code": code(number), "name": "Demo", "email": ""})

    def save(self, client: int) -> None:
        """A row more in the table of notes; the whole file is written."""
        row = {"client": code(client), "day": f"{ONE_MORE.day}", "note": ONE_MORE.text}
        self._table("notes").insert(row)

    def open(self) -> int:
        """The file, opened afresh: every client with the number of notes."""
        with self.base() as base:
            held = Counter(row["client"] for row in base.table("notes"))
            return len([(row["code"], held[row["code"]]) for row in base.table("clients")])

    def read(self, client: int) -> int:
        """The rows of one client, every row looked at."""
        return len(self._table("notes").search(where("client") == code(client)))

    def search(self, word: str) -> int:
        """The rows whose note holds the word, in any letters."""
        found = where("note").test(lambda note: word in note.casefold())
        return len(self._table("notes").search(found))

    def check(self) -> None:
        """The file read: nothing proves it whole but that it is JSON."""
        assert self._base.storage.read()


def tables(practice: MadeUp) -> Tables:
    """The practice as TinyDB lays it down."""
    clients, notes = {}, {}
    for person in practice.people():
        row = {"code": person.code, "name": person.name, "email": person.email}
        clients[str(person.number)] = row
        for note in person.notes:
            row = {"client": person.code, "day": f"{note.day}", "note": note.text}
            notes[str(note.number + 1)] = row
    return {"clients": clients, "notes": notes}
