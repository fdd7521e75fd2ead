"""What can be told of a vault, most of it without its passphrase. Nothing secret is in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.value import Value
from coachtui.errors import Damaged
from coachtui.vault import mirrors
from coachtui.vault.contents import PRACTICE_NAME, Contents, Unusable, record_name
from coachtui.vault.envelope import Name
from coachtui.vault.failures import reading
from coachtui.vault.place import DRAFTS, PRACTICE, PREVIOUS, RECORDS, is_id

if TYPE_CHECKING:
    from coachtui.vault.rooms import Rooms
    from coachtui.vault.vault import Vault


class SlotInfo(Value, frozen=True):
    """One secret that opens the vault; ``memory_mib``, ``passes`` and ``lanes`` are what a guess costs."""

    kind: str
    memory_mib: int | None = None
    passes: int | None = None
    lanes: int | None = None


class VaultInfo(Value, frozen=True):
    """``bytes`` is the size of all files. ``rekeying`` tells that new keys were begun and the old ones
    are not gone yet. ``damaged`` counts records and drafts that cannot be used,
    None as long as nobody with the keys has looked."""

    path: str
    id: str
    epoch: int
    slots: tuple[SlotInfo, ...]
    clients: int
    drafts: int
    bytes: int
    rekeying: bool = False
    damaged: int | None = None


def describe(path: Path, damaged: int | None = None) -> VaultInfo:
    """What anybody with the disk can tell of the vault at ``path``.

    Raises:
        NotFound: there is none.
        Damaged: no copy of its header is whole.
    """
    with reading():
        return _described(path, damaged)


def _described(path: Path, damaged: int | None) -> VaultInfo:
    header = next(iter(mirrors.readable(path).values()))
    slots = tuple(
        SlotInfo(slot.kind, slot.cost.memory_kib // 1024, slot.cost.passes, slot.cost.lanes)
        if slot.cost
        else SlotInfo(slot.kind)
        for slot in header.slots
    )
    return VaultInfo(
        path=str(path),
        id=header.vault_id.hex(),
        epoch=header.epoch,
        slots=slots,
        clients=_count(path / RECORDS),
        drafts=_count(path / DRAFTS),
        bytes=sum(_sizes(path)),
        rekeying=bool(header.former),
        damaged=damaged,
    )


def damaged_beside(vault: Vault) -> int:
    """How many files cannot be used that no list of clients or drafts reads: the practice, and the
    states before the present ones.

    Raises:
        NotAllowed: the practice is open to other users.
    """
    rooms = vault.rooms
    with reading():
        contents = Contents(rooms.keys)
        before = [
            (path, record_name(path.stem))
            for path in (rooms.path / RECORDS).iterdir()
            if path.suffix == PREVIOUS and is_id(path.stem)
        ]
        before.append((rooms.path / f"{PRACTICE}{PREVIOUS}", PRACTICE_NAME))
        return _is_practice_damaged(rooms) + sum(
            _is_damaged(contents, path, name) for path, name in before
        )


def _is_practice_damaged(rooms: Rooms) -> bool:
    try:
        rooms.read_practice()
    except Damaged:
        return True
    return False


def _is_damaged(contents: Contents, path: Path, name: Name) -> bool:
    try:
        return isinstance(contents.facts(path, name), Unusable)
    except FileNotFoundError:
        # A save made another of it meanwhile, or there never was one.
        return False


def _sizes(path: Path) -> Iterable[int]:
    """The size of every file, once for each that has several names, such as one in snapshots."""
    found = (each.lstat() for each in path.rglob("*") if not each.is_dir())
    return {status.st_ino: status.st_size for status in found}.values()


def _count(folder: Path) -> int:
    return sum(is_id(each.name) for each in folder.iterdir()) if folder.is_dir() else 0
