"""What opens the vault: changing the passphrase, making and trying the recovery key."""

from __future__ import annotations

import os
import random
from datetime import date
from errno import ENOENT
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from coachtui import refusal
from coachtui.errors import InvalidValue, NotAllowed, NotSaved, WrongPassphrase
from coachtui.language import _
from coachtui.services.entry import place
from coachtui.vault import keyring, recovery_key, rekeying
from coachtui.vault.recovery_key import GROUPS, RecoveryKey
from coachtui.vault.rooms import Progress, silent
from coachtui.vault.slots import Cost, Secret, check_new
from coachtui.vault.vault import Vault, describe

__all__ = [
    "GROUPS",
    "RecoveryKey",
    "Rekeyed",
    "Secret",
    "asked_back",
    "change_passphrase",
    "check",
    "check_group",
    "check_new",
    "has_recovery_key",
    "keep",
    "opens",
    "read",
    "recovered",
    "rekey",
    "rekey_unfinished",
    "seconds_to_open",
    "tried",
    "write_down",
]

read = recovery_key.read


def check(vault: Vault, secret: Secret) -> None:
    """Make sure that ``secret`` opens the vault as it is now, before something that needs it.

    Raises:
        WrongPassphrase: it does not.
    """
    keyring.check(vault, secret)


def opens(vault: Vault, secret: Secret) -> bool:
    """Whether ``secret`` opens the vault as it is now."""
    try:
        keyring.check(vault, secret)
    except WrongPassphrase:
        return False
    return True


def change_passphrase(vault: Vault, proof: Secret, new: str, cost: Cost | None = None) -> None:
    """Let ``new`` open the vault instead of the passphrase that ``proof`` is, or stands in for.

    Raises:
        InvalidValue: the new one is too short.
        WrongPassphrase: ``proof`` does not open the vault.
    """
    keyring.change_passphrase(vault, proof, new, cost)


def recovered(vault: Vault, key: RecoveryKey, new: str, today: date) -> None:
    """Let ``new`` open the vault in the place of the passphrase that was forgotten.

    Raises:
        InvalidValue: the new one is too short.
        WrongPassphrase: ``key`` does not open the vault any more.
    """
    keyring.change_passphrase(vault, key, new)
    tried(vault, today)


def asked_back() -> tuple[int, int]:
    """The numbers of the two groups to ask back, so that the key is known to be written down."""
    first, second = sorted(random.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


def check_group(key: RecoveryKey, number: int, typed: str) -> None:
    """Make sure that ``typed`` is that group of ``key``.

    Raises:
        InvalidValue: it is not; the field is ``group`` with the number.
    """
    if not recovery_key.same_group(typed, key.groups[number - 1]):
        raise InvalidValue(f"group{number}", _("is not what stands in the key"))


def keep(vault: Vault, key: RecoveryKey, today: date) -> None:
    """Let ``key``, which was written down, open the vault, and none that was made before.

    Raises:
        NotSaved: the disk refuses.
        VaultBusy: another process holds the vault.
    """
    keyring.make_recovery(vault, key)
    tried(vault, today)


def tried(vault: Vault, today: date) -> None:
    """Note that the recovery key was in the coach's hands ``today`` and is right."""
    vault.update_upkeep(lambda upkeep: replace(upkeep, recovery_known=today))


def refuse_taken(path: Path) -> None:
    """Refuse a file that no key could be written to, before anything is changed that needs it.

    Raises:
        InvalidValue: there is no such home folder.
        NotAllowed: something is there already, or the session is restricted.
        NotSaved: there is no such folder.
    """
    path = place("file", path)
    if os.path.lexists(path):
        raise _taken(path)
    if not path.parent.is_dir():
        raise _not_written(path, FileNotFoundError(ENOENT, os.strerror(ENOENT)))


def write_down(key: RecoveryKey, path: Path) -> None:
    """Write ``key`` to a new file that only its owner can read.

    Raises:
        InvalidValue: there is no such home folder.
        NotAllowed: something is there already; it is left as it is. Or the session is restricted,
            and it is no place for files.
        NotSaved: the file cannot be written.
    """
    path = place("file", path)
    content = f"{'-'.join(key.groups)}\n".encode()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise _not_written(path, error) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _not_written(path, error) from None


class Rekeyed(NamedTuple):
    """What became of it: the kinds of the secrets that went, or that an earlier one was finished."""

    dropped: tuple[str, ...]
    continued: bool
    lacks_recovery_key: bool


def rekey_unfinished(vault: Vault) -> bool:
    """Whether a re-keying was begun that something stopped; :func:`rekey` goes on with it."""
    return rekeying.unfinished(vault)


def rekey(
    vault: Vault, passphrase: str, progress: Progress = silent, *, delete_snapshots: bool = False
) -> Rekeyed:
    """Give the vault a new key that ``passphrase``, that of now, alone opens; or finish that.

    Raises:
        WrongPassphrase: it does not open the vault. Nothing was changed.
        Damaged: a file cannot be opened; it is named. Nothing was changed.
        NotSaved: the disk refuses. Everything opens, and the next call goes on.
        VaultBusy: another process holds the vault.
    """
    if rekeying.unfinished(vault):
        rekeying.go_on(vault, progress, delete_snapshots=delete_snapshots)
        return Rekeyed((), True, not has_recovery_key(vault))
    dropped = rekeying.rekey(vault, passphrase, None, progress, delete_snapshots=delete_snapshots)
    return Rekeyed(dropped, False, not has_recovery_key(vault))


def has_recovery_key(vault: Vault) -> bool:
    """Whether a recovery key opens the vault."""
    return any(slot.kind == "recovery" for slot in describe(vault.path).slots)


def seconds_to_open(vault: Vault) -> float:
    """How long one guess at the passphrase takes on this machine."""
    return keyring.seconds_to_open(vault)


def _taken(path: Path) -> NotAllowed:
    return NotAllowed(
        _("{path} exists already and was left as it is. Name another file.").format(path=path)
    )


def _not_written(path: Path, error: OSError) -> NotSaved:
    return NotSaved(
        _("{path} could not be written: {reason}. No key was changed.").format(
            path=path, reason=refusal.in_words(error)
        )
    )
