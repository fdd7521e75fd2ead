"""The rooms of an open vault: all that needs its keys, for the modules of this package.

Whoever is outside the package goes through :class:`coachtui.vault.vault.Vault`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from coachtui.errors import CoachError
from coachtui.vault import erased_here, mirrors
from coachtui.vault.drafts import Drafts
from coachtui.vault.envelope import Keys
from coachtui.vault.index import Index
from coachtui.vault.place import PRACTICE, state_folder
from coachtui.vault.practice_file import PracticeFile, StoredPractice
from coachtui.vault.private_files import Identity
from coachtui.vault.records import Records, Stored
from coachtui.vault.seen import Seen

Progress = Callable[[int, int], None]
"""Called with the number of steps that are done, and of all, while something long goes on."""


def silent(done: int, of: int) -> None:
    """Show no progress."""


class Rooms:
    """Everything in the vault at ``path``; letting go of it is letting go of the keys."""

    def __init__(self, path: Path, keys: Keys) -> None:
        self.path, self.keys = path, keys
        self.state = state_folder(keys.vault_id, path)
        self.header = mirrors.Watch(path, keys.epoch)
        self.records = Records(path, keys)
        self.practice = PracticeFile(path, keys)
        self.drafts = Drafts(path, keys)
        self.index = Index(path, keys)
        self.seen = Seen(self.state, keys)
        self._erased: frozenset[str] = frozenset()
        self._erased_as_of: Identity | None = None

    def known(self, record_id: str) -> int:
        """The newest generation of a record that was ever seen, 0 for none."""
        return max(self.index.generation(record_id), self.seen.generation(record_id))

    def is_erased(self, record_id: str) -> bool:
        """Whether that client was erased, here or by another process."""
        self.forget_erased()
        return record_id in self._erased

    def read_practice(self) -> StoredPractice:
        """The practice as it stands on disk.

        Raises:
            Damaged: its file is not what was written, or older than one that was seen.
        """
        return self.practice.read(self.seen.generation(PRACTICE))

    def save_practice(self, stored: StoredPractice) -> None:
        """Save what ``stored`` holds; for the holder of the lock.

        Raises:
            InvalidValue: it holds what it cannot hold.
            OSError: it could not be written.
        """
        self.seen.learn({PRACTICE: self.practice.save(stored)})

    def follow(self) -> bool:
        """Bring the index up to what lies on disk; whether it was behind.

        Raises:
            OSError: the records cannot be listed.
        """
        self.seen.refresh()
        self.forget_erased()
        known = {name: self.seen.generation(name) for name in self.seen.names}
        for name in (PRACTICE, *self._erased):
            known.pop(name, None)
        return self.index.follow(self.records, known, self._erased)

    def note(self, *saved: Stored) -> None:
        """Have index and memory know records that were just saved; for the holder of the lock."""
        self.index.refresh()
        self.forget_erased()
        for stored in saved:
            self.index.adopt(stored)
        self.index.write()
        self.seen.learn({each.record.id: each.opened.generation for each in saved}, self._erased)

    def forget_erased(self) -> None:
        """Let the index know nothing of those who were erased, here or by another process.

        Whoever has taken the lock does this first: the index may be written before anything else
        is asked, and would show them again.
        """
        with suppress(OSError):
            try:
                identity = self.practice.identity()
                if identity != self._erased_as_of:
                    self._erased = self.read_practice().upkeep.erased
                    self._erased_as_of = identity
            except (OSError, CoachError):
                # Damaged, or from before an erasure: what this machine knows of them has to do.
                known = erased_here.known(self.keys.vault_id)
                self._erased |= known.among(self.records.scan())
        self.index.forget(self._erased)
