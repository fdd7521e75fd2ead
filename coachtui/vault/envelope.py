"""The sealed file: bytes in, bytes out. ``docs/vault-format.md`` says what each byte is.

Here belongs the layout, its keys and the order of the checks. Files and folders do not.
"""

from __future__ import annotations

import hmac
import os
import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coachtui.errors import Damaged
from coachtui.language import _

MAGIC = b"coachtui"
VERSION = 1
SUITE = 1
FLOOR = 4096

_FIXED = struct.Struct(">8sBBBxI16s16s")
_SALT = 32
_COMMITMENT = 32
_SALTED = _FIXED.size + _SALT
HEAD = _SALTED + _COMMITMENT
"""The length of what comes before the ciphertext; no two files ever share it."""

_TAG = 16
_INNER = struct.Struct(">QQ")
ROOM = _INNER.size
"""The length of what is sealed before the content."""

_LABEL = b"coachtui sealed file 1\n"
# A key seals one file once, so that every nonce is as good as any other.
_NONCE = bytes(12)


class Kind(IntEnum):
    """What a sealed file holds."""

    RECORD = 1
    PRACTICE = 2
    DRAFT = 3
    INDEX = 4
    SEEN = 5
    BACKUP = 6


@dataclass(frozen=True)
class Keys:
    """The vault keys by epoch, 32 bytes each; ``epoch`` is the one that writing uses."""

    vault_id: bytes
    epoch: int
    by_epoch: dict[int, bytes] = field(repr=False)

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not to leave the process")


@dataclass(frozen=True)
class Name:
    """What a sealed file is expected to be: its kind and its own id of 16 bytes."""

    kind: Kind
    file_id: bytes


def sealed_size(content: int) -> int:
    """The size of the file that seals ``content`` bytes: Padmé, and never under 4 KiB."""
    size = HEAD + ROOM + content + _TAG
    if size <= FLOOR:
        return FLOOR
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def seal(keys: Keys, name: Name, generation: int, content: bytes) -> bytes:
    """The sealed file of ``content`` under a key of its own."""
    return b"".join(seal_in_place(keys, name, generation, bytearray(ROOM) + content))


def seal_in_place(keys: Keys, name: Name, generation: int, roomy: bytearray) -> tuple[bytes, bytes]:
    """The same as head and ciphertext, of content that has ``ROOM`` before it and is not used again.

    For what is long, and saved often: each copy of it takes as long as the cipher.
    """
    length = len(roomy) - ROOM
    _INNER.pack_into(roomy, 0, generation, length)
    roomy += bytes(sealed_size(length) - HEAD - _TAG - len(roomy))
    salted = _fixed(keys, name, keys.epoch) + os.urandom(_SALT)
    key, commitment = _derive(keys.by_epoch[keys.epoch], salted)
    head = salted + commitment
    return head, ChaCha20Poly1305(key).encrypt(_NONCE, roomy, head)


def unseal(keys: Keys, name: Name, file: bytes) -> tuple[int, bytes]:
    """Generation and content of a sealed file.

    Raises:
        Damaged: it is not what was sealed under that name; the message is the bare reason.
    """
    if len(file) < FLOOR:
        raise Damaged(_("it is cut short"))
    salted, commitment = file[:_SALTED], file[_SALTED:HEAD]
    epoch = _check_fixed(keys, name, file[: _FIXED.size])
    key, expected = _derive(keys.by_epoch[epoch], salted)
    if not hmac.compare_digest(commitment, expected):
        raise Damaged(_("its first bytes were changed, or it was sealed under another key"))
    try:
        padded = ChaCha20Poly1305(key).decrypt(_NONCE, memoryview(file)[HEAD:], file[:HEAD])
    except InvalidTag:
        raise Damaged(_("its bytes were changed or cut short after it was written")) from None
    generation, length = _INNER.unpack_from(padded)
    content = padded[ROOM : ROOM + length]
    rest = padded[ROOM + length :]
    if len(content) != length or len(file) != sealed_size(length) or rest.count(0) != len(rest):
        raise Damaged(_("it is not filled up as it should be"))
    return generation, content


def epoch_of(file: bytes) -> int:
    """The epoch of the key that a sealed file states to be sealed under."""
    return int(_FIXED.unpack(file[: _FIXED.size])[4])


def claimed(file: bytes) -> Name | None:
    """What a sealed file says that it is, not yet proven; None if it is nothing known."""
    try:
        magic, _version, kind, _suite, _epoch, _vault_id, file_id = _FIXED.unpack_from(file)
        return Name(Kind(kind), file_id) if magic == MAGIC else None
    except (struct.error, ValueError):
        return None


def _fixed(keys: Keys, name: Name, epoch: int) -> bytes:
    return _FIXED.pack(MAGIC, VERSION, name.kind, SUITE, epoch, keys.vault_id, name.file_id)


def _check_fixed(keys: Keys, name: Name, fixed: bytes) -> int:
    """The key epoch of a file whose fixed fields are what was expected to be opened."""
    magic, version, kind, suite, epoch, vault_id, file_id = _FIXED.unpack(fixed)
    if magic != MAGIC:
        raise Damaged(_("it is no sealed file of coachtui, or its first bytes were changed"))
    if (version, suite) != (VERSION, SUITE):
        raise Damaged(_("it was written by a newer coachtui, or its first bytes were changed"))
    if kind != name.kind:
        raise Damaged(_("it holds another kind of thing than its name says"))
    if vault_id != keys.vault_id:
        raise Damaged(_("it belongs to another vault"))
    if file_id != name.file_id:
        raise Damaged(_("it holds the content of another file"))
    if epoch not in keys.by_epoch:
        raise Damaged(_("the key that it was sealed under is not in this vault"))
    if fixed != _fixed(keys, name, epoch):
        raise Damaged(_("its first bytes were changed"))
    return int(epoch)


def _derive(vault_key: bytes, salted: bytes) -> tuple[bytes, bytes]:
    """The key of one file and the commitment to it."""
    hkdf = HKDF(SHA256(), 64, salt=salted[-_SALT:], info=_LABEL + salted)
    both = hkdf.derive(vault_key)
    return both[:32], both[32:]
