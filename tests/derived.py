"""Argon2id for tests: as slow as ever, but not again where the same vault is opened anew."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from coachtui.vault import slots

_KNOWN: dict[object, bytes] = {}


class RememberingArgon2id:
    """Derives what Argon2id derives, and at once what it derived before in this process.

    Passphrases are not kept, only what they hash to. Nothing is remembered of a salt of zeros, with
    which the vault measures how long it takes.
    """

    def __init__(self, **parameters: Any) -> None:
        self._parameters = parameters

    def derive(self, secret: bytes) -> bytes:
        """The key that belongs to ``secret``."""
        which = (sha256(secret).digest(), *self._parameters.items())
        if which in _KNOWN:
            return _KNOWN[which]
        key = Argon2id(**self._parameters).derive(secret)
        if any(self._parameters["salt"]):
            _KNOWN[which] = key
        return key


def remember() -> None:
    """Let the vault derive its keys so, from now on."""
    slots.Argon2id = RememberingArgon2id  # type: ignore[misc,assignment]
