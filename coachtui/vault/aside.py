"""The folder aside: what a repair replaces is kept there, under a neutral name, and never read again.

One folder for each repair, named after its moment. Whoever is sure that it is not needed may remove
it; erasing a client removes what is theirs.
"""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

from coachtui.vault import private_files
from coachtui.vault.place import ASIDE, stamp


class Aside:
    """Where one repair of the vault at ``vault`` puts things; the folder is made when it is needed."""

    def __init__(self, vault: Path, now: datetime) -> None:
        self._vault = vault
        self._folder = vault / ASIDE / stamp(now)

    def keep(self, file: str) -> None:
        """Have a second name here for a plain file of the vault; anything else is moved here.

        Nothing is there any more only where something else than a plain file was.

        Raises:
            OSError: it cannot be done; the file is where it was.
            Damaged: something else stands in the place of the folder aside.
        """
        path = self._vault / file
        try:
            status = path.lstat()
        except FileNotFoundError:
            return
        second = self._free(file)
        if stat.S_ISREG(status.st_mode):
            self._link(path, second)
        else:
            path.rename(second)
            private_files.sync_folder(path.parent)
        private_files.sync_folder(self._folder)

    def take(self, file: str) -> None:
        """Move a file of the vault here; there is a moment in which it has both names, none without.

        Raises:
            OSError: it cannot be done; the file is where it was.
        """
        self.keep(file)
        path = self._vault / file
        path.unlink(missing_ok=True)
        private_files.sync_folder(path.parent)

    def _link(self, path: Path, second: Path) -> None:
        private_files.link(path, second)
        second.chmod(0o600)

    def _free(self, file: str) -> Path:
        """A name that is not taken, and the folder for it."""
        if self._folder.parent.is_symlink() or not self._folder.is_dir():
            private_files.make_folder(self._folder.parent)
            private_files.check_folder(self._folder.parent)
            private_files.make_folder(self._folder)
            private_files.sync_folder(self._folder.parent)
            private_files.sync_folder(self._vault)
        private_files.check_folder(self._folder)
        name = file.replace("/", "-")
        free, number = name, 1
        while os.path.lexists(self._folder / free):
            number += 1
            free = f"{name}-{number}"
        return self._folder / free
