"""One SQLCipher file as it comes, with an index for the list: a row for each client and each note."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from sqlcipher3 import dbapi2

from benchmarks.stores.practice import ONE_MORE, PASSPHRASE, MadeUp, Note, code

_ITERATIONS = 256_000
_ANOTHER = "another passphrase"
_TABLES = """
    CREATE TABLE clients (code TEXT PRIMARY KEY, name TEXT, email TEXT);
    CREATE TABLE notes (client TEXT, day TEXT, note TEXT);
    CREATE INDEX held ON notes (client, day);
"""
_LIST = """
    SELECT code, name, email, count(day), max(day) FROM clients
    LEFT JOIN notes ON client = code GROUP BY code ORDER BY code
"""


class Store:
    """The file, open; see ``store.Store``."""

    def __init__(self, folder: Path, practice: MadeUp) -> None:
        self._path = folder / "practice.db"
        self._passphrase = PASSPHRASE
        with self._unlocked() as base:
            base.executescript(_TABLES)
            for person in practice.people():
                row = (person.code, person.name, person.email)
                base.execute("INSERT INTO clients VALUES (?, ?, ?)", row)
                rows = (_row(person.code, note) for note in person.notes)
                base.executemany("INSERT INTO notes VALUES (?, ?, ?)", rows)

    @cached_property
    def _base(self) -> dbapi2.Connection:
        return self._opened()

    def _unlocked(self) -> dbapi2.Connection:
        """The file, opened with the passphrase."""
        return self._connected(self._passphrase)

    def _opened(self) -> dbapi2.Connection:
        """The file, opened with the key."""
        return self._connected(f"x''{self._key}''")

    def _connected(self, key: str) -> dbapi2.Connection:
        base = dbapi2.connect(str(self._path))
        base.execute(f"PRAGMA key = '{key}'")
        return base

    @cached_property
    def _key(self) -> str:
        return self._derived()

    def _derived(self) -> str:
        """Key and salt in hex, as SQLCipher itself derives them from the passphrase."""
        with self._path.open("rb") as file:
            salt = file.read(16)
        key = hashlib.pbkdf2_hmac("sha512", self._passphrase.encode(), salt, _ITERATIONS, 32)
        return key.hex() + salt.hex()

    def add(self, number: int) -> None:
        """A row more in the table of clients."""
        with self._base as base:
            row = (code(number), "Demo", "")
            base.execute("INSERT INTO clients VALUES (?, ?, ?)", row)

    def save(self, client: int) -> None:
        """A row more in the table of notes, in a transaction of its own."""
        with self._base as base:
            row = _row(code(client), ONE_MORE)
            base.execute("INSERT INTO notes VALUES (?, ?, ?)", row)

    def open(self) -> int:
        """A new connection with the key at hand, and the list."""
        return _listed(self._opened())

    def unlock(self) -> int:
        """A new connection with the passphrase, and the list."""
        return _listed(self._unlocked())

    def read(self, client: int) -> int:
        """The rows of one client, by the index."""
        question = "SELECT day, note FROM notes WHERE client = ?"
        return len(self._base.execute(question, (code(client),)).fetchall())

    def search(self, word: str) -> int:
        """The rows whose note holds the word; there is no index for that."""
        question = "SELECT client, day, note FROM notes WHERE note LIKE ?"
        return len(self._base.execute(question, (f"%{word}%",)).fetchall())

    def check(self) -> None:
        """SQLCipher's own check of the code of every page."""
        assert not self._base.execute("PRAGMA cipher_integrity_check").fetchall()

    def rekey(self) -> None:
        """SQLCipher's own new key, by which every page is written anew."""
        # The salt stays, so that a new key takes another passphrase; the two may take turns.
        self._passphrase = _ANOTHER if self._passphrase == PASSPHRASE else PASSPHRASE
        self._key = self._derived()
        self._base.execute(f"PRAGMA rekey = 'x''{self._key}'''")


def _listed(base: dbapi2.Connection) -> int:
    try:
        return len(base.execute(_LIST).fetchall())
    finally:
        base.close()


def _row(client: str, note: Note) -> tuple[str, str, str]:
    return client, f"{note.day}", note.text
