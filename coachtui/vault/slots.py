"""Key slots: what turns a passphrase into the vault key, and the code that proves a header.

Here belong Argon2id, its limits, and the wrapping of keys. The header's text does not.
"""

from __future__ import annotations

import hmac
import os
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

SHORTEST_PASSPHRASE = 12

_FLOOR = Argon2Cost(passes=2, memory_kib=19 * 1024, lanes=1)
_CEILING = Argon2Cost(passes=16, memory_kib=1024 * 1024, lanes=16)
_SALT = 16
_NONCE = bytes(12)
_WRAP = "coachtui wrap 1\n"
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
    vault_id, vault_key = os.urandom(16), os.urandom(32)
    blank = Slot(cost.value, os.urandom(_SALT), b"")
    header = Header(vault_id=vault_id, counter=1, epoch=1, slots=())
    wrapped = _wrap(_from_passphrase(passphrase, blank), header, blank, vault_key)
    header = replace(header, slots=(replace(blank, wrapped=wrapped),))
    return replace(header, mac=_code(vault_key, header)), Keys(vault_id, 1, {1: vault_key})


def open_header(header: Header, passphrase: str) -> Keys:
    """The keys of the vault, once ``passphrase`` opens a slot and the header proves genuine.

    Raises:
        WrongPassphrase: it opens no slot.
        Damaged: the header was changed by someone who does not know the keys, or asks for an
            amount of work that is refused; the message is the bare reason.
    """
    for slot in _passphrase_slots(header):
        vault_key = _unwrap(_from_passphrase(passphrase, slot), header, slot)
        if vault_key is None:
            continue
        if not hmac.compare_digest(_code(vault_key, header), header.mac):
            raise Damaged(_("it was changed without its key"))
        return Keys(header.vault_id, header.epoch, _all_epochs(header, vault_key))
    raise WrongPassphrase(
        _("That passphrase does not open this vault. Nothing was changed; try again.")
    )


def proves(header: Header, keys: Keys) -> bool:
    """Whether ``header`` was written by somebody who knows the present keys of the vault."""
    if (header.vault_id, header.epoch) != (keys.vault_id, keys.epoch):
        return False
    return hmac.compare_digest(_code(keys.by_epoch[keys.epoch], header), header.mac)


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


def _bound(header: Header, line: Slot | Former) -> bytes:
    return f"{_WRAP}{header.vault_id.hex()} {header.epoch}\n{line.bound}".encode()


def _wrap(key: bytes, header: Header, line: Slot | Former, vault_key: bytes) -> bytes:
    return ChaCha20Poly1305(key).encrypt(_NONCE, vault_key, _bound(header, line))


def _unwrap(key: bytes, header: Header, line: Slot | Former) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(_NONCE, line.wrapped, _bound(header, line))
    except InvalidTag:
        return None


def _all_epochs(header: Header, vault_key: bytes) -> dict[int, bytes]:
    by_epoch = {header.epoch: vault_key}
    for line in header.former:
        key = HKDF(SHA256(), 32, salt=line.salt, info=_FORMER_KEY).derive(vault_key)
        former = _unwrap(key, header, line)
        if former is None:
            raise Damaged(_("a key of an earlier time in it cannot be unwrapped"))
        by_epoch[line.epoch] = former
    return by_epoch


def _code(vault_key: bytes, header: Header) -> bytes:
    key = HKDF(SHA256(), 32, salt=header.vault_id, info=_HEADER_KEY).derive(vault_key)
    return hmac.digest(key, covered(header), "sha256")
