"""Earlier states: taking snapshots, looking into them, and bringing one client back or all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from coachtui.domain.record import ClientRecord, card_of
from coachtui.domain.session import Session
from coachtui.language import _, ngettext
from coachtui.services import clients
from coachtui.vault import bringing_back, copies, snapshots
from coachtui.vault.bringing_back import BroughtBack
from coachtui.vault.copies import PRESENT, PREVIOUS, Copy, Kept
from coachtui.vault.failures import reading
from coachtui.vault.rooms import Progress, silent
from coachtui.vault.vault import Vault

__all__ = [
    "PRESENT", "PREVIOUS", "BroughtBack", "Copy", "Kept", "Snapshot", "contents", "differences",
    "find", "listed", "restore", "restore_all", "states", "take",
]  # fmt: skip


class Snapshot(NamedTuple):
    """One snapshot: its name, the moment where the coach is, and how many clients are in it."""

    name: str
    at: datetime
    clients: int


def listed(vault: Vault) -> tuple[Snapshot, ...]:
    """All snapshots, newest first.

    Raises:
        Damaged: they cannot be listed.
    """
    with reading():
        return tuple(map(_snapshot, snapshots.listed(vault.path)))


def _snapshot(found: snapshots.Snapshot) -> Snapshot:
    return Snapshot(found.name, found.at.astimezone(), len(found.record_ids()))


def take(vault: Vault, now: datetime) -> Snapshot:
    """A snapshot of how everything stands.

    Raises:
        NotSaved: the disk refuses.
        VaultBusy: another session holds the vault.
    """
    with vault.holding() as rooms:
        return _snapshot(snapshots.take(rooms, now))


def contents(vault: Vault, name: str) -> tuple[Kept, ...]:
    """The clients in a snapshot, by code.

    Raises:
        NotFound: there is no such snapshot.
    """
    return copies.contents(vault, name)


def find(vault: Vault, name: str, who: str) -> str:
    """The id of the one client that ``who`` names in a snapshot, or in the vault itself for others.

    An id is taken as it is: a client whose file is damaged may have no name.

    Raises:
        NotFound: nobody fits, or there is no such snapshot.
        UsageError: several do.
    """
    if re.fullmatch("[0-9a-f]{32}", who):
        return who
    if name in (PRESENT, PREVIOUS):
        return clients.find(vault, who).id
    kept = [each.record for each in contents(vault, name) if each.record]
    return clients.find_among(tuple(map(card_of, kept)), who).id


def states(vault: Vault, record_id: str) -> tuple[Copy, ...]:
    """Each state of a client that lies in the vault, the present one first, then the newest.

    Raises:
        Damaged: the snapshots cannot be listed.
    """
    return copies.copies(vault, record_id)


def restore(vault: Vault, record_id: str, source: str, now: datetime) -> ClientRecord:
    """The client as ``source`` has them: ``previous``, ``present`` or the name of a snapshot.

    What it takes the place of stays as an earlier state.

    Raises:
        NotFound: there is no such state.
        Damaged: that state cannot be used; nothing was changed.
        NotAllowed: the client was erased.
        NotSaved: the disk refuses.
    """
    return bringing_back.restore(vault, record_id, source, now)


def restore_all(vault: Vault, name: str, now: datetime, progress: Progress = silent) -> BroughtBack:
    """Every client of a snapshot as it has them. Who was added since stays, as does the practice.

    Raises:
        NotFound: there is no such snapshot.
        NotSaved: the disk refuses.
    """
    return bringing_back.restore_all(vault, name, now, progress)


class Told(NamedTuple):
    """A sentence about a state, and the words of a note that belong behind it."""

    sentence: str
    words: str = ""

    def __str__(self) -> str:
        return "  ".join(filter(None, self))


def differences(vault: Vault, record_id: str, source: str) -> tuple[Told, ...]:
    """What is another in the state from ``source`` than at present, one line each.

    Raises:
        NotFound: there is no such state.
        Damaged: it cannot be used.
    """
    # Markdown takes memory that no list of clients needs, and that list asks for the snapshots.
    from coachtui.services.reading import first_line

    before, after = copies.compared(vault, record_id, source)
    told = [Told(_sessions(before, after))]
    if after.sessions:
        last = after.sessions[-1]
        sentence = _("The last one: {day}").format(day=last.date.isoformat())
        told.append(Told(sentence, first_line(last.note)))
    if before is not None:
        told += map(Told, _other(before, after))
    return tuple(told)


def _sessions(before: ClientRecord | None, after: ClientRecord) -> str:
    count = _counted(after.sessions)
    if before is None or len(before.sessions) == len(after.sessions):
        return count
    return _("{sessions}, now {now}").format(sessions=count, now=_counted(before.sessions))


def _counted(sessions: Sequence[Session]) -> str:
    return ngettext("{count} session", "{count} sessions", len(sessions)).format(
        count=len(sessions)
    )


def _other(before: ClientRecord, after: ClientRecord) -> list[str]:
    here = {each.id: each for each in before.sessions}
    notes = sum(each.id in here and here[each.id] != each for each in after.sessions)
    told = []
    if notes:
        changed = ngettext("{count} session differs", "{count} sessions differ", notes)
        told.append(changed.format(count=notes))
    for name, differs in (
        (_("What is known of the client differs"), before.client != after.client),
        (_("The engagements differ"), before.engagements != after.engagements),
        (_("The agreements differ"), before.agreements != after.agreements),
        (_("The disclosure log differs"), before.disclosures != after.disclosures),
    ):
        if differs:
            told.append(name)
    return told
