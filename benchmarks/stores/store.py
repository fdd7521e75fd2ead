"""What is asked of every store, and which of them are there."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

from benchmarks.stores.practice import MadeUp


class Store(Protocol):
    """A practice in a folder. Each act reads and writes what it does in the program's own use."""

    def __init__(self, folder: Path, practice: MadeUp) -> None:
        """Build it in bulk, from a passphrase where the store has one."""

    def add(self, number: int) -> None:
        """One more client, without notes."""

    def save(self, client: int) -> None:
        """One more note about a client; what the store promises of it is done on return."""

    def open(self) -> int:
        """Open it afresh with the key at hand and list all clients: how many there are."""

    def unlock(self) -> int:
        """The same from the passphrase; missing where there is none."""

    def read(self, client: int) -> int:
        """All notes about one client: how many there are."""

    def search(self, word: str) -> int:
        """All notes with a word, small letters or capitals: how many there are."""

    def check(self) -> None:
        """Everything read and held against what proves it whole, as far as the store has that."""

    def rekey(self) -> None:
        """Everything under a new key, with which it is open from then on; missing where it has none."""


class Peer(NamedTuple):
    """A store beside ours: its short name, what it is, and the module that has it."""

    name: str
    what: str
    module: str

    def store(self) -> type[Store]:
        """The store.

        Raises:
            ModuleNotFoundError: what it needs is not installed.
        """
        store: type[Store] = import_module(f"benchmarks.stores.{self.module}").Store
        return store


DISK = Peer("write + fsync", "raw write + fsync of the same bytes", "")
"""The least that a durable save can cost; it can do nothing else."""

PEERS = (
    Peer("TinyDB", "one TinyDB JSON file, not encrypted", "tinydb_file"),
    Peer("Fernet", "one TinyDB file, whole in Fernet", "fernet_file"),
    Peer("SQLCipher", "SQLite, encrypted by pages", "sqlcipher_file"),
    Peer("jrnl", "jrnl's encrypted journal", "jrnl_file"),
)
