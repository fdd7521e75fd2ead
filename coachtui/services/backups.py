"""Backups: one sealed file of everything, and a vault made out of one again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from coachtui.domain.upkeep import Backup
from coachtui.services.entry import place
from coachtui.vault import backup, restoring
from coachtui.vault.backup import Made
from coachtui.vault.restoring import Restored
from coachtui.vault.rooms import Progress, silent
from coachtui.vault.slots import Secret
from coachtui.vault.vault import Vault

__all__ = ["Backup", "Made", "Restored", "last", "make", "place_for", "restore"]


def make(
    vault: Vault,
    file: str | Path,
    now: datetime,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Made:
    """The backup that was written to ``file``, read back, and noted in the vault.

    Raises:
        InvalidValue: there is no such home folder.
        NotAllowed: a file is there already and ``overwrite`` is not set, or it is no place for one.
        NotSaved: the disk refuses, or another session is at something that the backup must follow.
        Damaged: the practice is damaged, or what was written does not come back.
    """
    return backup.make(vault, place("file", file), now, overwrite, progress)


def place_for(vault: Vault, file: str | Path, overwrite: bool) -> Path:
    """Where a backup would be written, once it is known that it may be.

    Raises:
        InvalidValue: nothing was given, or there is no such home folder.
        NotAllowed: a file is there already and ``overwrite`` is not set, or it is no place for one.
    """
    path = place("file", file)
    backup.check_place(vault.path, path, overwrite)
    return path


def last(vault: Vault) -> Backup | None:
    """The backup that was made last, as far as the vault knows.

    Raises:
        Damaged: the file of the practice is not what was written.
    """
    return max(vault.upkeep().backups, key=lambda each: each.at, default=None)


def restore(
    file: str | Path,
    secret: Secret,
    folder: str | Path,
    today: date,
    progress: Progress = silent,
) -> Restored:
    """The vault at ``folder``, where nothing may be yet, made of the backup ``file``.

    Raises:
        InvalidValue: there is no such home folder.
        NotFound: there is no such backup.
        NotAllowed: something is at ``folder`` already.
        WrongPassphrase: the backup does not open with that.
        Damaged: the backup is not what was written.
        NotSaved: the disk refuses. In all of these cases nothing is left of the new vault.
    """
    return restoring.restore(place("file", file), secret, place("folder", folder), today, progress)
