"""Headers made by hand, as ``docs/vault-format.md`` tells, for what the program does not write yet."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tests.vault import reader


class Handmade:
    """Lines and whole headers of one vault for the epoch whose key is ``key``."""

    def __init__(self, vault_id: bytes, epoch: int, key: bytes) -> None:
        self.vault_id = vault_id
        self.epoch = epoch
        self.key = key

    def slot(self, passphrase: str) -> str:
        salt = os.urandom(16)
        key = Argon2id(salt=salt, length=32, iterations=2, lanes=1, memory_cost=19_456)
        bound = f"slot passphrase argon2id 2 19456 1 {salt.hex()}"
        return self._wrapped(bound, key.derive(passphrase.encode()), self.key)

    def recovery(self) -> str:
        return f"slot recovery hkdf-sha256 {os.urandom(16).hex()} {'0' * 96}"

    def former(self, epoch: int, key: bytes) -> str:
        salt = os.urandom(16)
        wrapping = reader.hkdf(self.key, salt, b"coachtui former key 1\n")
        return self._wrapped(f"former {epoch} {salt.hex()}", wrapping, key)

    def _wrapped(self, bound: str, key: bytes, secret: bytes) -> str:
        associated = f"coachtui wrap 1\n{self.vault_id.hex()} {self.epoch}\n{bound}".encode()
        return f"{bound} {ChaCha20Poly1305(key).encrypt(bytes(12), secret, associated).hex()}"

    def header(self, counter: int, *lines: str) -> bytes:
        top = f"coachtui vault 1\nvault {self.vault_id.hex()}\n"
        top += f"counter {counter}\nepoch {self.epoch}\n"
        covered = (top + "".join(f"{line}\n" for line in lines)).encode()
        mac_key = reader.hkdf(self.key, self.vault_id, b"coachtui header key 1\n")
        body = covered + f"hmac {hmac.digest(mac_key, covered, 'sha256').hex()}\n".encode()
        return body + f"sha256 {hashlib.sha256(body).hexdigest()}\n".encode()
