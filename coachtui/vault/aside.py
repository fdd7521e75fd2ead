"""What cannot be used and is replaced is laid aside: nothing is ever thrown away for being damaged."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coachtui.vault import private_files
from coachtui.vault.place import ASIDE, stamp


def keep(vault: Path, file: Path, now: datetime) -> Path:
    """Where ``file`` of the vault lies as well from now on; for the holder of the lock.

    What is no plain file is moved there instead.

    Raises:
        Damaged: something else stands in the place of the folder.
        NotAllowed: that folder is open to other users.
        OSError: it cannot be done; the file is as it was.
    """
    private_files.make_folder(vault / ASIDE)
    private_files.check_folder(vault / ASIDE)
    name = "-".join(file.relative_to(vault).parts)
    at = now.astimezone(UTC)
    while os.path.lexists(target := vault / ASIDE / stamp(at) / name):
        at += timedelta(seconds=1)
    private_files.make_folder(target.parent)
    if stat.S_ISREG(file.lstat().st_mode):
        private_files.link(file, target)
    else:
        file.rename(target)
    for folder in (target.parent, vault / ASIDE, vault):
        private_files.sync_folder(folder)
    return target
