"""Key slots: what turns a passphrase or a recovery key into the vault key, and what proves a header.

Here belong Argon2id, its limits, and the wrapping of keys. The header's text does not.
"""

from __future__ import annotations

import hmac
import os
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coachtui.errors import Damaged, InvalidValue, NotAllowed, WrongPassphrase
from coachtui.language import _
from coachtui.vault.envelope import Keys
from coachtui.vault.header import Argon2Cost, Former, Header, Slot, covered
from coachtui.vault.recovery_key import RecoveryKey

Secret = str | RecoveryKey
"""What opens a vault: a passphrase, or the recovery key."""

SHORTEST_PASSPHRASE = 12

_FLOOR = Argon2Cost(passes=2, memory_kib=19 * 1024, lanes=1)
_CEILING = Argon2Cost(passes=16, memory_kib=1024 * 1024, lanes=16)
_SALT = 16
_NONCE = bytes(12)
_WRAP = "coachtui wrap 1\n"
_RECOVERY_KEY = b"coachtui recovery key 1\n"
_FORMER_KEY = b"coachtui former key 1\n"
_HEADER_KEY = b"coachtui header key 1\n"


class Cost(Enum):
    """How long one guess at a passphrase takes."""

    MINIMAL = _FLOOR
    DEFAULT = Argon2Cost(passes=3, memory_kib=64 * 1024, lanes=4)
    STRONG = Argon2Cost(passes=4, memory_kib=256 * 1024, lanes=4)


def check_new(passphrase: str) -> None:
    """Make sure that ``passphrase`` may protect a vault.

    Raises:
        InvalidValue: it is too short, or cannot be written as UTF-8.
    """
    # A terminal that does not speak UTF-8 makes the same U+FFFD of any letter with an accent: the
    # passphrase would open with every such letter here, and with none on another terminal.
    if "\ufffd" in passphrase or any("\ud800" <= sign <= "\udfff" for sign in passphrase):
        raise InvalidValue("passphrase", _("has a character that is not text"))
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
        raise InvalidValue(
            "passphrase",
            _("must have at least {0} characters").format(SHORTEST_PASSPHRASE),
        )


def _as_bytes(passphrase: str) -> bytes:
    return unicodedata.normalize("NFC", passphrase).encode()


def first_header(passphrase: str, cost: Cost) -> tuple[Header, Keys]:
    """The header of a new vault with one slot, and its fresh keys."""
    keys = Keys(os.urandom(16), 1, {1: new_vault_key()})
    return header_of(keys, 1, (passphrase_slot(keys, passphrase, cost.value),)), keys


def new_vault_key() -> bytes:
    """The random key of one epoch."""
    return os.urandom(32)


def header_of(keys: Keys, counter: int, slots: tuple[Slot, ...]) -> Header:
    """The header, proven, of the vault with ``keys``; those of earlier epochs stand in former lines."""
    former = tuple(_former(keys, epoch) for epoch in sorted(keys.by_epoch) if epoch != keys.epoch)
    header = Header(keys.vault_id, counter, keys.epoch, slots, former)
    return replace(header, mac=_code(keys.by_epoch[keys.epoch], header))


def passphrase_slot(keys: Keys, passphrase: str, cost: Argon2Cost) -> Slot:
    """A new slot that opens with ``passphrase``.

    Raises:
        NotAllowed: too little memory is free.
    """
    blank = Slot(cost, os.urandom(_SALT), b"")
    return _filled(keys, blank, _from_passphrase(passphrase, blank))


def recovery_slot(keys: Keys, key: RecoveryKey) -> Slot:
    """A new slot that opens with the recovery key ``key``."""
    blank = Slot(None, os.urandom(_SALT), b"")
    return _filled(keys, blank, _from_recovery_key(key, blank))


def open_header(header: Header, secret: Secret) -> Keys:
    """The keys of the vault, once ``secret`` opens a slot and the header proves genuine.

    Raises:
        WrongPassphrase: it opens no slot.
        Damaged: the header was changed by someone who does not know the keys, or asks for an
            amount of work that is refused; the message is the bare reason.
    """
    return open_slot(header, secret)[1]


def open_slot(header: Header, secret: Secret) -> tuple[Slot, Keys]:
    """The slot that ``secret`` opens, and the keys of the vault; errors as for ``open_header``."""
    slots = _passphrase_slots(header)
    if isinstance(secret, RecoveryKey):
        slots = (slot for slot in header.slots if slot.cost is None)
    for slot in slots:
        vault_key = _unwrap(_wrapping_key(secret, slot), header, slot)
        if vault_key is None:
            continue
        if not _proves(vault_key, header):
            raise Damaged(_("it was changed without its key"))
        return slot, Keys(header.vault_id, header.epoch, _all_epochs(header, vault_key))
    raise _wrong(secret)


def proven(header: Header, keys: Keys) -> bool:
    """Whether ``header`` is of the vault and the epoch of ``keys``, and was made by who knew them."""
    same = (header.vault_id, header.epoch) == (keys.vault_id, keys.epoch)
    return same and _proves(keys.by_epoch[keys.epoch], header)


def _proves(vault_key: bytes, header: Header) -> bool:
    return hmac.compare_digest(_code(vault_key, header), header.mac)


def _wrong(secret: Secret) -> WrongPassphrase:
    if isinstance(secret, RecoveryKey):
        return WrongPassphrase(
            _(
                "That recovery key does not open this vault: it belongs to another vault, or was "
                "revoked when a newer one was made. Nothing was changed; try the newest."
            )
        )
    return WrongPassphrase(
        _("That passphrase does not open this vault. Nothing was changed; try again.")
    )


def genuine(header: Header, keys: Keys) -> bool:
    """Whether whoever wrote ``header`` knew the vault key in ``keys``."""
    vault_key = keys.by_epoch.get(header.epoch)
    return (
        header.vault_id == keys.vault_id
        and vault_key is not None
        and hmac.compare_digest(_code(vault_key, header), header.mac)
    )


def _passphrase_slots(header: Header) -> Iterator[Slot]:
    """The slots to try, once all their costs are known to be bearable, also together."""
    costs = [slot.cost for slot in header.slots if slot.cost]
    # Whoever can write a header can write many slots, and a wrong passphrase is tried on each.
    work = sum(cost.passes * cost.memory_kib for cost in costs)
    if work > _CEILING.passes * _CEILING.memory_kib or not all(map(_bearable, costs)):
        raise Damaged(_("it asks for more or less work than a passphrase may cost"))
    return (slot for slot in header.slots if slot.cost)


def _bearable(cost: Argon2Cost) -> bool:
    return (
        _FLOOR.passes <= cost.passes <= _CEILING.passes
        and _FLOOR.memory_kib <= cost.memory_kib <= _CEILING.memory_kib
        and _FLOOR.lanes <= cost.lanes <= _CEILING.lanes
    )


def seconds(cost: Argon2Cost) -> float:
    """How long one guess at that cost takes on this machine, now.

    Raises:
        NotAllowed: too little memory is free.
    """
    start = time.perf_counter()
    _from_passphrase("", Slot(cost, bytes(_SALT), b""))
    return time.perf_counter() - start


def _wrapping_key(secret: Secret, slot: Slot) -> bytes:
    if isinstance(secret, RecoveryKey):
        return _from_recovery_key(secret, slot)
    return _from_passphrase(secret, slot)


def _from_recovery_key(key: RecoveryKey, slot: Slot) -> bytes:
    return HKDF(SHA256(), 32, salt=slot.salt, info=_RECOVERY_KEY).derive(key.secret)


def _from_passphrase(passphrase: str, slot: Slot) -> bytes:
    assert slot.cost is not None
    try:
        secret = _as_bytes(passphrase)
    except UnicodeEncodeError:
        # No vault was ever made with one that cannot be written.
        secret = os.urandom(32)
    argon2 = Argon2id(
        salt=slot.salt,
        length=32,
        iterations=slot.cost.passes,
        lanes=slot.cost.lanes,
        memory_cost=slot.cost.memory_kib,
    )
    try:
        return argon2.derive(secret)
    except MemoryError:
        raise NotAllowed(
            _(
                "Checking a passphrase takes {need} MiB of memory, and so much is not free. "
                "Nothing was changed; close something and try again."
            ).format(need=slot.cost.memory_kib // 1024)
        ) from None


def _bound(vault_id: bytes, epoch: int, line: Slot | Former) -> bytes:
    return f"{_WRAP}{vault_id.hex()} {epoch}\n{line.bound}".encode()


def _filled(keys: Keys, blank: Slot, key: bytes) -> Slot:
    return replace(blank, wrapped=_wrap(key, keys, blank, keys.by_epoch[keys.epoch]))


def _wrap(key: bytes, keys: Keys, line: Slot | Former, secret: bytes) -> bytes:
    bound = _bound(keys.vault_id, keys.epoch, line)
    return ChaCha20Poly1305(key).encrypt(_NONCE, secret, bound)


def _unwrap(key: bytes, header: Header, line: Slot | Former) -> bytes | None:
    bound = _bound(header.vault_id, header.epoch, line)
    try:
        return ChaCha20Poly1305(key).decrypt(_NONCE, line.wrapped, bound)
    except InvalidTag:
        return None


def _former(keys: Keys, epoch: int) -> Former:
    blank = Former(epoch, os.urandom(_SALT), b"")
    key = _former_key(keys.by_epoch[keys.epoch], blank)
    return replace(blank, wrapped=_wrap(key, keys, blank, keys.by_epoch[epoch]))


def _former_key(vault_key: bytes, line: Former) -> bytes:
    return HKDF(SHA256(), 32, salt=line.salt, info=_FORMER_KEY).derive(vault_key)


def _all_epochs(header: Header, vault_key: bytes) -> dict[int, bytes]:
    by_epoch = {header.epoch: vault_key}
    for line in header.former:
        former = _unwrap(_former_key(vault_key, line), header, line)
        if former is None:
            raise Damaged(_("a key of an earlier time in it cannot be unwrapped"))
        by_epoch[line.epoch] = former
    return by_epoch


def _code(vault_key: bytes, header: Header) -> bytes:
    key = HKDF(SHA256(), 32, salt=header.vault_id, info=_HEADER_KEY).derive(vault_key)
    return hmac.digest(key, covered(header), "sha256")
