"""A vault that is open: its rooms, who may write in them now, and what is known of them.

Here belongs the lock, the keys in use and letting go of them, and seeing that something changed. What
is loaded and saved is told in ``saving_vault`` and ``vault``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from coachtui.errors import NotAllowed
from coachtui.language import _
from coachtui.vault import lock, making, private_files
from coachtui.vault.envelope import Keys
from coachtui.vault.failures import reading, saving
from coachtui.vault.holder import announced
from coachtui.vault.place import INDEX, LOCK
from coachtui.vault.private_files import Identity
from coachtui.vault.rooms import Rooms
from coachtui.vault.slots import Secret


class OpenVault:
    """The vault at ``path``, open until it is closed. Any thread may use it."""

    def __init__(self, path: Path, keys: Keys) -> None:
        """Take over a vault whose header is known to be genuine."""
        self.path = path.absolute()
        self._open: Rooms | None = Rooms(self.path, keys)
        self._guard = threading.RLock()
        self._settled = False

    @property
    def rooms(self) -> Rooms:
        """What is in the vault, for the modules of this package alone.

        Raises:
            NotAllowed: it is closed.
            KeysChanged: another session has given it new keys.
        """
        if self._open is None:
            raise _locked()
        self._open.header.check()
        return self._open

    def unlock_again(self, secret: Secret) -> None:
        """Open it where it stands, after another session gave it new keys; errors as for ``unlock``.

        Raises:
            NotAllowed: it was closed, or another vault lies in its place.
        """
        if self._open is None:
            raise _locked()
        with reading():
            _genuine, keys = making.unlock(self.path, secret)
        if keys.vault_id != self._open.keys.vault_id:
            raise NotAllowed(
                _(
                    "Another vault lies in the place of the one that was open. Nothing was "
                    "changed; copy what you typed, then quit and start again."
                )
            )
        self.go_on_with(keys)

    def go_on_with(self, keys: Keys) -> Rooms:
        """Use ``keys`` from now on; for the module that has just written the header they prove."""
        self._open, self._settled = Rooms(self.path, keys), False
        return self._open

    @contextmanager
    def writing(self) -> Iterator[Rooms]:
        """Hold the lock for one save; what the system refuses inside becomes NotSaved.

        Raises:
            VaultBusy: another process holds the vault.
            NotSaved: the disk refuses.
        """
        rooms = self.rooms
        with saving(), lock.held(self.path / LOCK, rooms.state):
            # Asked again: whoever held it before may have changed the keys, or erased somebody.
            rooms = self.rooms
            with self._guard:
                self._know(rooms)
                rooms.forget_erased()
            yield rooms

    @contextmanager
    def holding(self) -> Iterator[Rooms]:
        """Hold the lock for a long operation, so that others can say who it is they wait for.

        Other threads of this process wait as well, as its index changes.

        Raises:
            VaultBusy: another process holds the vault.
            NotSaved: the disk refuses.
        """
        with self.writing() as rooms, announced(rooms.state), self._guard:
            yield rooms

    def known(self, record_id: str) -> int:
        """The newest generation of a record that was ever seen, 0 for none."""
        rooms = self.rooms
        with self._guard:
            self._know(rooms)
            return rooms.known(record_id)

    def _is_erased(self, rooms: Rooms, record_id: str | None) -> bool:
        with self._guard:
            self._know(rooms)
            return record_id is not None and rooms.is_erased(record_id)

    def _know(self, rooms: Rooms) -> None:
        if not self._settled:
            rooms.index.refresh()
            rooms.seen.refresh()

    def pulse(self, record_id: str = "") -> tuple[Identity | None, ...]:
        """What becomes another when that record is saved by whomever, or any where none is named.

        Looks at one file or two and reads none, so it may be asked every second.
        """
        records = self.rooms.records.folder
        looked_at = (records / record_id,) if record_id else (records, self.path / INDEX)
        return tuple(_identity(path) for path in looked_at)

    def last_change(self) -> datetime | None:
        """The moment at which a client was last saved, None without any."""
        with reading():
            times = [each[2] for each in self.rooms.records.scan().values() if each]
        return datetime.fromtimestamp(max(times) // 10**9, UTC) if times else None

    def close(self) -> None:
        """Let go of the keys and of everything read with them; any later use raises NotAllowed."""
        self._open = None


def _locked() -> NotAllowed:
    return NotAllowed(_("The vault is locked. Unlock it first."))


def _identity(path: Path) -> Identity | None:
    try:
        return private_files.identity(path.lstat())
    except OSError:
        return None
