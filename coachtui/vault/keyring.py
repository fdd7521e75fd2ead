"""Changes of the header: another passphrase, a new recovery key.

Each is made under the vault's lock and on top of the newest header, so that of two sessions neither
loses the other's change. It is done when both copies are written. The vault key stays the same; a
new one is the matter of ``coachtui.vault.rekeying``.
"""

from __future__ import annotations

from collections.abc import Callable

from coachtui.errors import NotSaved
from coachtui.language import _
from coachtui.vault import header, mirrors, slots
from coachtui.vault.envelope import Keys
from coachtui.vault.failures import in_words
from coachtui.vault.header import Argon2Cost, Header, Slot
from coachtui.vault.recovery_key import RecoveryKey
from coachtui.vault.rooms import Rooms
from coachtui.vault.slots import Cost, Secret
from coachtui.vault.vault import Vault

Slots = tuple[Slot, ...]


def check(vault: Vault, secret: Secret) -> None:
    """Make sure that ``secret`` opens the vault as it is now.

    Raises:
        WrongPassphrase: it does not.
    """
    opened_by(mirrors.newest(vault.path, vault.rooms.keys), secret)


def change_passphrase(vault: Vault, proof: Secret, new: str, cost: Cost | None = None) -> None:
    """Let ``new`` open the vault in the place of the passphrase ``proof``.

    With the recovery key for ``proof``, ``new`` takes the place of all passphrases. Without ``cost``
    a guess costs what it did before.

    Raises:
        InvalidValue: the new one is too short.
        WrongPassphrase: ``proof`` does not open the vault.
        NotSaved: the disk refuses.
        VaultBusy: another process holds the vault.
    """
    slots.check_new(new)

    def changed(newest: Header, keys: Keys) -> Slots:
        opened = opened_by(newest, proof)
        gone = (opened,) if opened.cost else _passphrases(newest)
        made = slots.passphrase_slot(keys, new, cost.value if cost else _cost_of(gone))
        return (made, *(slot for slot in newest.slots if slot not in gone))

    _change(vault, changed)


def make_recovery(vault: Vault, key: RecoveryKey) -> None:
    """Let ``key`` open the vault, and no other recovery key any more.

    Raises:
        NotSaved: the disk refuses.
        VaultBusy: another process holds the vault.
    """
    _change(vault, lambda newest, keys: (*_passphrases(newest), slots.recovery_slot(keys, key)))


def opened_by(newest: Header, secret: Secret) -> Slot:
    """The slot of ``newest`` that ``secret`` opens.

    Raises:
        WrongPassphrase: it opens none.
        Damaged: a slot asks for an amount of work that is refused.
    """
    return slots.open_slot(newest, secret)[0]


def seconds_to_open(vault: Vault) -> float:
    """How long the dearest guess at a passphrase takes on this machine, now."""
    newest = mirrors.newest(vault.path, vault.rooms.keys)
    return slots.seconds(_cost_of(_passphrases(newest)))


def write(rooms: Rooms, new: Header) -> None:
    """Write both copies of ``new``; for the holder of the lock.

    Raises:
        OSError: nothing was changed.
        NotSaved: it is not certain which header holds.
    """
    file = header.serialise(new)
    try:
        mirrors.write(rooms.path, file)
    except OSError as error:
        if file not in mirrors.readable(rooms.path):
            raise
        raise NotSaved(
            _(
                "The change of the keys was written, but perhaps not for good: {reason}. No record "
                "is touched. The new passphrase or key opens the vault, or after a loss of power "
                "the one before. Put that right and make the change once more."
            ).format(reason=in_words(error))
        ) from None


def _change(vault: Vault, changed: Callable[[Header, Keys], Slots]) -> None:
    with vault.writing() as rooms:
        newest = mirrors.newest(vault.path, rooms.keys)
        kept = changed(newest, rooms.keys)
        write(rooms, slots.header_of(rooms.keys, newest.counter + 1, kept))


def _passphrases(newest: Header) -> Slots:
    return tuple(slot for slot in newest.slots if slot.cost)


def _cost_of(replaced: Slots) -> Argon2Cost:
    """What a guess is to cost where ``replaced`` go: as much as at the dearest of them."""
    costs = [slot.cost for slot in replaced if slot.cost]
    return max(costs, key=lambda cost: cost.passes * cost.memory_kib, default=Cost.DEFAULT.value)
