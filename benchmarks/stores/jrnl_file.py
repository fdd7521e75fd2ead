"""jrnl's encrypted journal, through jrnl's own classes, without the start of its interpreter.

jrnl ends after each command, so every act here opens the whole journal, as it does. A client is a
tag, as jrnl's documentation has it for people; jrnl does not sync what it writes.
"""

from __future__ import annotations

from datetime import datetime, time
from functools import cache
from pathlib import Path

from jrnl.encryption.Jrnlv3Encryption import Jrnlv3Encryption
from jrnl.journals.Journal import Journal

from benchmarks.stores.practice import ONE_MORE, PASSPHRASE, MadeUp, Note, code

_NINE = time(9)
_ANOTHER = "another passphrase"


class Store:
    """The file; see ``store.Store``."""

    def __init__(self, folder: Path, practice: MadeUp) -> None:
        self._path = folder / "journal.txt"
        # For reading, its key is at hand. For writing it takes a new salt, and so a new key, each time.
        self._derivation = _encryption("practice", {})
        self._key = cache(self._derivation._make_key)
        text = "\n".join(
            f"[{note.day} {_NINE:%H:%M}] {_text(person.code, note)}\n"
            for person in practice.people()
            for note in person.notes
        )
        journal = self._closed()
        journal.import_(text)
        journal.write()

    def _closed(self) -> Journal:
        journal = Journal("practice", journal=str(self._path), encrypt=True)
        journal.encryption_method = _encryption(journal.name, journal.config)
        journal.encryption_method._make_key = self._key
        return journal

    def add(self, number: int) -> None:
        """An entry that has the client's tag and nothing else."""
        self._append(f"@{code(number)} Demo")

    def save(self, client: int) -> None:
        """An entry more; the whole journal is written."""
        self._append(_text(code(client), ONE_MORE))

    def _append(self, text: str) -> None:
        journal = self._closed().open()
        journal.new_entry(text, date=datetime.combine(ONE_MORE.day, _NINE))
        journal.write()

    def open(self) -> int:
        """The journal with the key at hand, and how many tags it has."""
        journal = self._closed().open()
        return len({tag for entry in journal for tag in entry.tags})

    def unlock(self) -> int:
        """The same with the key derived anew."""
        self._key.cache_clear()
        return self.open()

    def read(self, client: int) -> int:
        """The entries with the client's tag."""
        journal = self._closed().open()
        journal.filter(tags=[f"@{code(client)}"])
        return len(journal)

    def search(self, word: str) -> int:
        """The entries that hold the word, in any letters."""
        journal = self._closed().open()
        journal.filter(contains=[word])
        return len(journal)

    def check(self) -> None:
        """The journal opened: its token proves that it is whole."""
        assert len(self._closed().open())

    def rekey(self) -> None:
        """The journal written under the other of two passphrases."""
        journal = self._closed().open()
        # The salt is a new one anyway, so that two passphrases may take turns.
        before = self._derivation.password
        self._derivation.password = _ANOTHER if before == PASSPHRASE else PASSPHRASE
        journal.write()


def _encryption(name: str, config: dict[str, object]) -> Jrnlv3Encryption:
    method = Jrnlv3Encryption(name, config)
    method.password = PASSPHRASE
    return method


def _text(client: str, note: Note) -> str:
    return f"@{client} Økt\n{note.text}"
