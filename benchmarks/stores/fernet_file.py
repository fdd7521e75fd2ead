"""One TinyDB file that is one Fernet token, its key derived as cryptography's documentation does."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from tinydb import TinyDB
from tinydb.storages import Storage

from benchmarks.stores import tinydb_file
from benchmarks.stores.practice import PASSPHRASE, MadeUp
from benchmarks.stores.tinydb_file import Tables

_ITERATIONS = 1_200_000


class FernetStorage(Storage):
    """TinyDB's own storage with the bytes encrypted; like that, it syncs what it writes."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._fernet = path, Fernet(key)

    def read(self) -> Tables | None:
        """All tables, the token decrypted; None where there is no file yet."""
        if not self._path.exists():
            return None
        tables: Tables = json.loads(self._fernet.decrypt(self._path.read_bytes()))
        return tables

    def write(self, data: Tables) -> None:
        """All tables as one new token, synced."""
        with self._path.open("wb") as file:
            file.write(self._fernet.encrypt(json.dumps(data).encode()))
            file.flush()
            os.fsync(file.fileno())


class Store(tinydb_file.Store):
    """The file, open; see ``store.Store``."""

    def __init__(self, folder: Path, practice: MadeUp) -> None:
        self._renew()
        super().__init__(folder, practice)

    def _renew(self) -> None:
        self._salt = os.urandom(16)
        self._key = self._derived()

    def base(self) -> TinyDB:
        """The file, opened afresh with the key of now."""
        return TinyDB(self.path, self._key, storage=FernetStorage)

    def unlock(self) -> int:
        """The key derived from the passphrase, then as :meth:`open`."""
        self._key = self._derived()
        return self.open()

    def rekey(self) -> None:
        """Another salt, and so another key, and all tables encrypted with it."""
        content = self._base.storage.read()
        self._renew()
        self.fill(content)
        self._base = self.base()

    def _derived(self) -> bytes:
        derivation = PBKDF2HMAC(SHA256(), 32, self._salt, _ITERATIONS)
        return base64.urlsafe_b64encode(derivation.derive(PASSPHRASE.encode()))
