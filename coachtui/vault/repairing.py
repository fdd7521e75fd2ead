"""Putting right what a check finds, where nothing is lost by it; and taking older files as they are.

Whatever is replaced or taken away is kept in the folder aside first. A state that is put in the
place of another is sealed as a new generation above everything that was ever known, and each is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from coachtui.language import _
from coachtui.vault import private_files
from coachtui.vault.aside import Aside
from coachtui.vault.checking import check
from coachtui.vault.failures import saving
from coachtui.vault.findings import Done, Fault, Report
from coachtui.vault.judging import findings
from coachtui.vault.mending import Mending
from coachtui.vault.place import LOCK
from coachtui.vault.rooms import Progress, Rooms, silent
from coachtui.vault.vault import Vault

_ROUNDS = 4
"""What is put right can bring to light what was hidden behind it, so it is looked again."""


class Outcome(NamedTuple):
    """What was done, and what a new check says afterwards."""

    done: tuple[Done, ...]
    report: Report


def repair(vault: Vault, now: datetime, progress: Progress = silent) -> Outcome:
    """Put right whatever can be without losing anything.

    Raises:
        NotSaved: the disk refuses; what is put right by then stays so, the rest is as it was.
        VaultBusy: another process holds the vault.
        Damaged: something stands in the way of the folder aside.
    """
    with saving():
        done = list(_unblocked(vault, now))
    with vault.holding() as rooms:
        for _round in range(_ROUNDS):
            mending = Mending(rooms, now, progress)
            mending.mend(findings(mending.look, rooms))
            done += mending.done
            if not mending.done:
                break
        done += _swept(rooms)
    return Outcome(tuple(done), check(vault, progress))


def accept(vault: Vault, now: datetime, progress: Progress = silent) -> Outcome:
    """Take older files as they are, and go on without those that are missing.

    For a coach who put an older copy of the vault in its place on purpose. A record whose
    generation before is still there is no missing one; a repair brings it back.

    Raises:
        NotSaved: the disk refuses; what is taken by then stays so, the rest is as it was.
        VaultBusy: another process holds the vault.
    """
    with vault.holding() as rooms:
        mending = Mending(rooms, now, progress)
        faults = findings(mending.look, rooms)
        mending.take_former_keys([each for each in faults if each.fault is Fault.FORMER_KEYS])
        mending.take_as_it_is([each for each in faults if each.fault is Fault.OLDER])
        mending.go_on_without([each for each in faults if each.fault is Fault.MISSING])
    return Outcome(tuple(mending.done), check(vault, progress))


def _unblocked(vault: Vault, now: datetime) -> Iterator[Done]:
    """Put aside what stands in the place of the lock, for no lock can be had before that."""
    lock = vault.path / LOCK
    if lock.is_symlink() or (lock.exists() and not lock.is_file()):
        Aside(vault.path, now).keep(LOCK)
        yield Done(LOCK, _("what stood in its place was put aside"))


def _swept(rooms: Rooms) -> Iterator[Done]:
    for folder in (rooms.path, rooms.records.folder, rooms.drafts.folder):
        if folder.is_dir() and private_files.sweep(folder):
            yield Done(folder.name, _("left-overs of a crash were removed"))
