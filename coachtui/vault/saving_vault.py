"""An open vault that is saved in: the snapshot of the day before that, the practice and its upkeep.

Here belongs what every save has in common, and what is kept of the practice as a whole. What is kept
of its clients is told in ``vault``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coachtui.domain.practice import Practice
from coachtui.domain.upkeep import Upkeep
from coachtui.errors import Damaged
from coachtui.vault import private_files, snapshots
from coachtui.vault.envelope import Keys
from coachtui.vault.failures import reading
from coachtui.vault.open_vault import OpenVault
from coachtui.vault.practice_file import StoredPractice
from coachtui.vault.rooms import Rooms
from coachtui.vault.snapshots import Clock


class SavingVault(OpenVault):
    """An open vault by what is saved of the practice."""

    def __init__(self, path: Path, keys: Keys, clock: Clock | None = None) -> None:
        """Take over a vault whose header is known to be genuine.

        With a ``clock`` the first save of each day is preceded by a snapshot.
        """
        super().__init__(path, keys)
        self._snapshots = snapshots.Automatic(clock)

    @contextmanager
    def _saving(self) -> Iterator[Rooms]:
        """As :meth:`writing`, with the snapshot of the day taken first."""
        with self.writing() as rooms:
            with self._guard:
                self._snapshots.before_a_save(rooms)
            yield rooms

    def keep_snapshot(self) -> None:
        """Take a snapshot before something is taken away; a disk that refuses does not stop that.

        Raises:
            VaultBusy: another process holds the vault.
        """
        with self.writing() as rooms, self._guard:
            self._snapshots.before_taking_away(rooms)

    def practice(self) -> Practice:
        """The practice as it stands on disk.

        Raises:
            Damaged: its file is not what was written.
        """
        return self._stored_practice().practice

    def upkeep(self) -> Upkeep:
        """What was done for the safety of the vault as a whole.

        Raises:
            Damaged: the file of the practice is not what was written.
        """
        return self._stored_practice().upkeep

    def _stored_practice(self) -> StoredPractice:
        rooms = self.rooms
        with reading(), self._guard:
            self._know(rooms)
        try:
            return rooms.read_practice()
        except Damaged:
            rooms.header.check()
            raise

    def update_practice(self, change: Callable[[Practice], Practice]) -> Practice:
        """What ``change`` makes of the newest state of the practice, saved.

        Raises:
            InvalidValue: it holds what it cannot hold.
            NotSaved: the disk refuses.
            VaultBusy: another process holds the vault.
        """
        return self._update_practice(
            lambda stored: stored._replace(practice=change(stored.practice))
        ).practice

    def update_upkeep(self, change: Callable[[Upkeep], Upkeep]) -> Upkeep:
        """What ``change`` makes of the newest state of the upkeep, saved; errors as for the practice."""
        return self._update_practice(
            lambda stored: stored._replace(upkeep=change(stored.upkeep))
        ).upkeep

    def _update_practice(
        self, change: Callable[[StoredPractice], StoredPractice]
    ) -> StoredPractice:
        with self._saving() as rooms:
            stored = rooms.read_practice()
            changed = change(stored)
            if changed != stored:
                rooms.save_practice(changed)
            else:
                private_files.sync_folder(self.path)
        return changed
