"""Making a vault and opening one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from coachtui import clock
from coachtui.domain.practice import Practice
from coachtui.services.entry import entered
from coachtui.vault.rooms import Progress, silent
from coachtui.vault.slots import Secret
from coachtui.vault.vault import Cost, Vault, VaultInfo

__all__ = ["Cost", "Progress", "Vault", "VaultInfo", "create", "silent", "unlock", "unlock_again"]


def create(
    path: Path, passphrase: str, fields: Mapping[str, Any], cost: Cost = Cost.DEFAULT
) -> Vault:
    """A new vault at ``path`` for the practice that ``fields`` describe, open.

    Raises:
        InvalidValue: a field of the practice, or a passphrase too short.
        NotAllowed: something is there already.
    """
    practice = entered(Practice(name="-"), {"name": "", **fields})
    return Vault.create(path, passphrase, practice, cost, _clock)


def unlock(path: Path, secret: Secret) -> Vault:
    """The vault at ``path``, open.

    Raises:
        NotFound: there is none.
        WrongPassphrase: it does not open with that; nothing was changed.
        Damaged: both copies of its header are unreadable.
    """
    return Vault.unlock(path, secret, _clock)


def unlock_again(vault: Vault, secret: Secret) -> None:
    """Open a vault where it stands, after another session gave it new keys.

    Raises:
        WrongPassphrase: it does not open with that; nothing was changed.
        NotAllowed: it was closed, or another vault lies in its place.
    """
    vault.unlock_again(secret)


def _clock() -> datetime:
    """What an open vault tells the days by, for the snapshot that precedes the first save of each."""
    return clock.now()
