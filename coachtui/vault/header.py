"""The header of a vault as text: parsed strictly, so that one header has one form only.

Here belong its lines and the checksum that tells damage from a wrong passphrase. Keys do not.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from coachtui.errors import Damaged
from coachtui.language import _

_FIRST = "coachtui vault 1"
_LARGEST = 65_536
_NUMBER = r"(0|[1-9][0-9]{0,8})"
_SLOT = re.compile(
    rf"slot (passphrase argon2id {_NUMBER} {_NUMBER} {_NUMBER}|recovery hkdf-sha256)"
    r" ([0-9a-f]{32}) ([0-9a-f]{96})"
)
_FORMER = re.compile(rf"former {_NUMBER} ([0-9a-f]{{32}}) ([0-9a-f]{{96}})")
_CHECKSUM = re.compile(rb"sha256 ([0-9a-f]{64})\n")
_CHECKSUM_LENGTH = 72


@dataclass(frozen=True)
class Argon2Cost:
    """What one guess costs: passes over the memory, its size in KiB, lanes."""

    passes: int
    memory_kib: int
    lanes: int


@dataclass(frozen=True)
class Slot:
    """One secret that opens the vault; a recovery slot has no cost, its secret being random."""

    cost: Argon2Cost | None
    salt: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)

    @property
    def kind(self) -> str:
        """``passphrase`` or ``recovery``."""
        return "passphrase" if self.cost else "recovery"

    @property
    def bound(self) -> str:
        """Its line up to the wrapped key, which is bound to it."""
        if self.cost is None:
            return f"slot recovery hkdf-sha256 {self.salt.hex()}"
        cost = self.cost
        costs = f"{cost.passes} {cost.memory_kib} {cost.lanes}"
        return f"slot passphrase argon2id {costs} {self.salt.hex()}"


@dataclass(frozen=True)
class Former:
    """The vault key of an earlier epoch, wrapped under the present one while both are in use."""

    epoch: int
    salt: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)

    @property
    def bound(self) -> str:
        """Its line up to the wrapped key, which is bound to it."""
        return f"former {self.epoch} {self.salt.hex()}"


@dataclass(frozen=True)
class Header:
    """What stands in the header; ``counter`` grows with every change of it."""

    vault_id: bytes
    counter: int
    epoch: int
    slots: tuple[Slot, ...]
    former: tuple[Former, ...] = ()
    mac: bytes = field(default=bytes(32), repr=False)


def covered(header: Header) -> bytes:
    """The bytes that the authentication code is made over."""
    wrapped: tuple[Slot | Former, ...] = (*header.slots, *header.former)
    lines = [
        _FIRST,
        f"vault {header.vault_id.hex()}",
        f"counter {header.counter}",
        f"epoch {header.epoch}",
        *(f"{line.bound} {line.wrapped.hex()}" for line in wrapped),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def serialise(header: Header) -> bytes:
    """The bytes of the file."""
    body = covered(header) + f"hmac {header.mac.hex()}\n".encode()
    return body + f"sha256 {hashlib.sha256(body).hexdigest()}\n".encode()


def parse(file: bytes) -> Header:
    """The header that ``file`` is the only form of.

    Raises:
        Damaged: it is not; the message is the bare reason.
    """
    body, checksum = file[:-_CHECKSUM_LENGTH], file[-_CHECKSUM_LENGTH:]
    stated = _CHECKSUM.fullmatch(checksum)
    if len(file) > _LARGEST or not stated:
        raise Damaged(_("it is no header of a vault, or it was cut short"))
    if hashlib.sha256(body).hexdigest().encode() != stated[1]:
        raise Damaged(_("its bytes were changed after it was written"))
    if not body.startswith(f"{_FIRST}\n".encode()):
        raise Damaged(_("it was written by a newer coachtui"))
    try:
        header = _read(body.decode("ascii").split("\n"))
    except (ValueError, IndexError):
        header = None
    if header is None or not _coherent(header) or serialise(header) != file:
        raise Damaged(_("its lines are not in the one form that a header has"))
    return header


def _read(lines: list[str]) -> Header | None:
    slots: list[Slot] = []
    former: list[Former] = []
    for line in lines[4:-2]:
        if found := _SLOT.fullmatch(line):
            cost = Argon2Cost(*map(int, found.group(2, 3, 4))) if found[2] else None
            slots.append(Slot(cost, bytes.fromhex(found[5]), bytes.fromhex(found[6])))
        elif found := _FORMER.fullmatch(line):
            salt, wrapped = bytes.fromhex(found[2]), bytes.fromhex(found[3])
            former.append(Former(int(found[1]), salt, wrapped))
        else:
            return None
    return Header(
        vault_id=_exactly(16, lines[1].removeprefix("vault ")),
        counter=_number(lines[2].removeprefix("counter ")),
        epoch=_number(lines[3].removeprefix("epoch ")),
        slots=tuple(slots),
        former=tuple(former),
        mac=_exactly(32, lines[-2].removeprefix("hmac ")),
    )


def _coherent(header: Header) -> bool:
    """Whether something may open it, and no epoch has two keys."""
    epochs = [header.epoch, *(line.epoch for line in header.former)]
    return bool(header.slots) and len(epochs) == len(set(epochs))


def _number(text: str) -> int:
    if not re.fullmatch(_NUMBER, text):
        raise ValueError
    return int(text)


def _exactly(size: int, text: str) -> bytes:
    read = bytes.fromhex(text)
    if len(read) != size:
        raise ValueError
    return read
