"""The vault, open: loading and saving records and drafts, beside other processes.

Here belongs what is promised: a save is on disk when a method returns, under the lock and on top of
the newest state. The practice is told in ``saving_vault``; how a file is sealed, replaced or listed,
by the modules around.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from coachtui.domain.client import code_for, number_of
from coachtui.domain.draft import Draft
from coachtui.domain.practice import Practice
from coachtui.domain.record import Card, ClientRecord
from coachtui.errors import Damaged, KeysChanged, NotFound, VaultBusy
from coachtui.language import _
from coachtui.vault import (
    adding,
    erased_here,
    erasing,
    lock,
    making,
    mirrors,
    private_files,
    snapshots,
)
from coachtui.vault.adding import Build
from coachtui.vault.failures import reading
from coachtui.vault.info import VaultInfo, describe
from coachtui.vault.place import LOCK, exists, is_id
from coachtui.vault.records import Stored
from coachtui.vault.rooms import Progress, Rooms, silent
from coachtui.vault.saving_vault import SavingVault
from coachtui.vault.slots import Cost, Secret
from coachtui.vault.snapshots import Clock

__all__ = ["Cost", "Vault", "VaultInfo", "describe", "exists"]


class Vault(SavingVault):
    """An open vault by what a coach does in it every day."""

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        practice: Practice,
        cost: Cost = Cost.DEFAULT,
        clock: Clock | None = None,
    ) -> Vault:
        """A new vault, open.

        Raises:
            InvalidValue: the passphrase is too short, or the practice holds what it cannot hold.
            NotAllowed: something is at ``path`` already.
            NotSaved: the disk refuses.
        """
        return cls(path, making.create(path, passphrase, practice, cost), clock)

    @classmethod
    def unlock(cls, path: Path, secret: Secret, clock: Clock | None = None) -> Vault:
        """The vault at ``path``, open, and what a crash left behind put right.

        Raises:
            NotFound: there is none.
            WrongPassphrase: it does not open with that; nothing was changed.
            Damaged: no copy of its header will do.
            NotAllowed: other users can reach it, or too little memory is free.
        """
        with reading():
            _genuine, keys = making.unlock(path, secret)
        vault = cls(path, keys, clock)
        # Whoever holds the lock just now will do it at the next opening, as will a disk that
        # can be written to.
        rooms = vault.rooms
        busy = (VaultBusy, KeysChanged, OSError)
        with suppress(*busy), lock.held(path / LOCK, rooms.state, patience=0):
            mirrors.repair(path, keys)
            for folder in (path, rooms.records.folder, rooms.drafts.folder):
                private_files.sweep(folder)
            snapshots.sweep(path)
            erasing.finish_what_was_cut_off(rooms)
        return vault

    def cards(self) -> tuple[Card, ...]:
        """The cards of all clients, by code, as all processes have saved them by now.

        A record that cannot be used keeps the last card known of it, if any; see ``damaged``.
        """
        rooms = self.rooms
        with reading(), self._guard:
            self._know(rooms)
            behind = rooms.follow()
            if not self._settled:
                self._settle(rooms, behind)
            if rooms.index.damaged:
                rooms.header.check()
            return rooms.index.cards()

    def _settle(self, rooms: Rooms, behind: bool) -> None:
        """Write down once what opening the vault has found out."""
        with suppress(VaultBusy, OSError), lock.held(self.path / LOCK, rooms.state, patience=0):
            # Since the cards were looked at, somebody may have been erased.
            rooms.forget_erased()
            if behind:
                rooms.index.write()
            rooms.seen.learn(rooms.index.generations())
        self._settled = True

    @property
    def damaged(self) -> frozenset[str]:
        """The ids of the records that could not be used when the cards were last asked for."""
        return self.rooms.index.damaged

    @property
    def damaged_drafts(self) -> frozenset[str]:
        """The ids of the drafts that could not be used when the drafts were last asked for."""
        return self.rooms.drafts.damaged

    def load(self, record_id: str) -> ClientRecord:
        """The record as it stands on disk.

        Raises:
            NotFound: there is none with that id.
            Damaged: its file is not what was written.
        """
        with reading():
            return self._load(self.rooms, record_id).record

    def _load(self, rooms: Rooms, record_id: str) -> Stored:
        if not is_id(record_id) or self._is_erased(rooms, record_id):
            raise _no_such_client()
        # Asked before the file is read: somebody may save a newer one right after.
        known = self.known(record_id)
        try:
            return rooms.records.read(record_id, known)
        except Damaged:
            # Another session may be sealing everything anew under keys that are not known here.
            rooms.header.check()
            raise
        except FileNotFoundError:
            there = known or record_id in rooms.records.scan()
            if there and not self._is_erased(rooms, record_id):
                raise rooms.records.file(record_id).refused(_("it is missing")) from None
            raise _no_such_client() from None

    def add(self, build: Callable[[str, str], ClientRecord]) -> ClientRecord:
        """The new record that ``build`` makes of an id and a code, saved; the code is used up.

        Raises:
            NotSaved: the disk refuses.
            VaultBusy: another process holds the vault.
        """
        with self._saving() as rooms:
            stored = rooms.read_practice()
            number = max(stored.practice.next_number, self._lowest_free(rooms))
            record = build(secrets.token_hex(16), code_for(number))
            used_up = replace(stored.practice, next_number=number + 1)
            rooms.save_practice(stored._replace(practice=used_up))
            self._note(rooms, rooms.records.save(record, None))
        return record

    def add_all(
        self, choose: Callable[[tuple[Card, ...]], Sequence[Build]], progress: Progress = silent
    ) -> tuple[ClientRecord, ...]:
        """The new records that ``choose`` builds, knowing the cards of all clients; saved all or none.

        Only a crash at the very end can leave some of them without the others.

        Raises:
            InvalidValue: a record holds what it cannot hold; none was saved.
            NotSaved: the disk refuses.
            VaultBusy: another process holds the vault.
        """
        with self.holding() as rooms:
            rooms.follow()
            builds = choose(rooms.index.cards())
            if not builds:
                return ()
            self._snapshots.before_a_save(rooms)
            next_number = rooms.read_practice().practice.next_number
            number = max(next_number, self._lowest_free(rooms))
            return adding.add_all(rooms, builds, number, progress)

    def _lowest_free(self, rooms: Rooms) -> int:
        """The lowest number that nobody is known to have had, in case an older practice was put back.

        A code stays that of its client, so that a card which is behind will do. One that is missing
        would not.
        """
        with reading(), self._guard:
            rooms.index.refresh()
            if not rooms.records.ids() <= rooms.index.generations().keys():
                rooms.follow()
            highest = max((number_of(card.code) for card in rooms.index.cards()), default=0)
        return max(highest + 1, erased_here.known(rooms.keys.vault_id).next_number)

    def update(
        self, record_id: str, change: Callable[[ClientRecord], ClientRecord]
    ) -> ClientRecord:
        """What ``change`` makes of the newest state of a record, saved; no write if that is the same.

        Raises:
            NotFound: there is none with that id.
            Damaged: its file is not what was written.
            InvalidValue: a changed row holds what it cannot hold; nothing was saved.
            NotSaved: the disk refuses.
            VaultBusy: another process holds the vault.
        """
        with self._saving() as rooms:
            stored = self._load(rooms, record_id)
            record = change(stored.record)
            if record != stored.record:
                self._note(rooms, rooms.records.save(record, stored))
            else:
                # An earlier save may have failed in its very last step, and this be the retry.
                private_files.sync_folder(rooms.records.folder)
        return record

    def _note(self, rooms: Rooms, stored: Stored) -> None:
        with self._guard:
            rooms.note(stored)

    def drafts(self) -> tuple[Draft, ...]:
        """All drafts that can be read, the one saved last at the end; see ``damaged_drafts``."""
        rooms = self.rooms
        with reading():
            drafts = rooms.drafts.all()
            if rooms.drafts.damaged:
                rooms.header.check()
            return tuple(each for each in drafts if not self._is_erased(rooms, each.record))

    def save_draft(self, draft: Draft) -> None:
        """Seal ``draft`` in the place of an earlier state of it; on disk when this returns.

        Raises:
            NotFound: the client it is for was erased.
            NotSaved: the disk refuses.
            VaultBusy: another process holds the vault.
        """
        with self.writing() as rooms:
            if self._is_erased(rooms, draft.record):
                raise _no_such_client()
            rooms.drafts.save(draft)

    def drop_draft(self, draft_id: str) -> None:
        """Remove a draft, if it is there.

        Raises:
            NotSaved: the disk refuses.
            VaultBusy: another process holds the vault.
        """
        with self.writing() as rooms:
            rooms.drafts.drop(draft_id)

    def info(self) -> VaultInfo:
        """What there is in the vault, in numbers; nothing secret."""
        self.cards()
        self.drafts()
        return describe(self.path, damaged=len(self.damaged) + len(self.damaged_drafts))


def _no_such_client() -> NotFound:
    return NotFound(_("That client is not in this vault."), "clients")
