"""coachtui's vault, through the door that the services use."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

from benchmarks.stores.practice import ONE_MORE, PASSPHRASE, MadeUp, Note, Person
from coachtui.domain.client import Client
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord, with_session
from coachtui.domain.session import Session
from coachtui.vault import checking, making, rekeying
from coachtui.vault.envelope import Keys
from coachtui.vault.records import Records
from coachtui.vault.vault import Cost, Vault


class Store:
    """The vault, open; see ``store.Store``."""

    def __init__(self, folder: Path, practice: MadeUp) -> None:
        self.path = folder / "vault"
        profile = Practice(name="Demo", next_number=practice.clients + 1)
        keys = making.create(self.path, PASSPHRASE, profile, Cost.DEFAULT)
        # The vault's own way of adding writes the whole index each time: the first list makes it.
        records = Records(self.path, keys)
        for person in practice.people():
            records.save(_record(person), None)
        self.vault = Vault(self.path, keys)
        self._ids = [card.id for card in self.vault.cards()]

    @property
    def keys(self) -> Keys:
        """The keys of now."""
        return self.vault.rooms.keys

    def file(self, client: int) -> Path:
        """The record of a client."""
        return self.path / "records" / self._ids[client - 1]

    def add(self, number: int) -> None:  # noqa: ARG002 # the vault counts for itself
        """One record more, with the next code that is free."""
        self.vault.add(
            lambda record_id, code: ClientRecord(
                id=record_id, client=Client(code=code, name="Demo", since=date(2025, 1, 1))
            )
        )

    def save(self, client: int) -> None:
        """The record of that client with a session more: sealed anew, on disk."""
        session = Session(id=secrets.token_hex(8), date=ONE_MORE.day, note=ONE_MORE.text)
        self.vault.update(self._ids[client - 1], lambda record: with_session(record, session))

    def open(self) -> int:
        """The vault with the keys at hand, and its list from the index."""
        return len(Vault(self.path, self.keys).cards())

    def unlock(self) -> int:
        """The vault from the passphrase, by Argon2, and its list."""
        return len(Vault.unlock(self.path, PASSPHRASE).cards())

    def read(self, client: int) -> int:
        """The one record, opened and decoded."""
        return len(self.vault.load(self._ids[client - 1]).sessions)

    def search(self, word: str) -> int:
        """Every note read and searched: there is no search in the vault itself."""
        return sum(
            word in session.note.casefold()
            for card in self.vault.cards()
            for session in self.vault.load(card.id).sessions
        )

    def check(self) -> None:
        """The vault's own check, which opens every file."""
        assert not checking.check(self.vault).problems

    def rekey(self) -> None:
        """New keys for the header, and every file sealed anew."""
        rekeying.rekey(self.vault, PASSPHRASE)


def _record(person: Person) -> ClientRecord:
    client = Client(code=person.code, name=person.name, since=date(2025, 1, 1), email=person.email)
    sessions = tuple(_session(note) for note in person.notes)
    return ClientRecord(id=secrets.token_hex(16), client=client, sessions=sessions)


def _session(note: Note) -> Session:
    return Session(id=f"s{note.number}", date=note.day, note=note.text)
