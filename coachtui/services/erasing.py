"""Erasing a client, and being honest about what that cannot reach."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from coachtui.domain.disclosure import Disclosure
from coachtui.domain.record import Card
from coachtui.domain.upkeep import Backup
from coachtui.errors import Damaged, InvalidValue
from coachtui.language import _, ngettext
from coachtui.services import exports
from coachtui.vault import erasing
from coachtui.vault.rooms import Progress, silent
from coachtui.vault.vault import Vault


class Reach(NamedTuple):
    """What an erasure cannot reach: backups that were made, files that lie in clear, drafts that
    nobody can read. ``exports`` is None where the log of the client cannot be read."""

    backups: tuple[Backup, ...]
    exports: tuple[Disclosure, ...] | None
    drafts: int


def reach(vault: Vault, record_id: str) -> Reach:
    """What erasing that client would not reach, as it stands now.

    Raises:
        NotFound: there is no such client.
        Damaged: the practice cannot be read.
    """
    lying: tuple[Disclosure, ...] | None
    try:
        lying = exports.still_there(vault.load(record_id))
    except Damaged:
        lying = None
    return Reach(vault.upkeep().backups, lying, erasing.unreadable_drafts(vault))


def check_code(card: Card, code: str) -> None:
    """Make sure that whoever typed ``code`` means the client of ``card``.

    Raises:
        InvalidValue: it is another one.
    """
    if code.strip().upper() != card.code:
        raise InvalidValue("code", _("is not the code of this client; nothing was erased"))


def erase(
    vault: Vault,
    card: Card,
    code: str,
    now: datetime,
    *,
    remove_exports: bool = False,
    progress: Progress = silent,
) -> Reach:
    """Erase the client of ``card`` for good, once ``code`` was typed rightly; what was not reached.

    With ``remove_exports`` the files that lie in clear are removed first.

    Raises:
        InvalidValue: ``code`` is not that of the client; nothing was changed.
        NotFound: there is no such client any more.
        NotSaved: an export cannot be removed, and nothing was erased; or the disk refuses, and
            what is not gone yet goes at the next unlock.
        VaultBusy: another process holds the vault.
    """
    check_code(card, code)
    before = reach(vault, card.id)
    if remove_exports:
        for disclosure in before.exports or ():
            exports.remove_export(vault, card.id, disclosure.id, now)
    erasing.erase(vault, card.id, now.date(), progress)
    still = before.exports and tuple(each for each in before.exports if os.path.lexists(each.file))
    return before._replace(exports=still, drafts=erasing.unreadable_drafts(vault))


def told(reach: Reach) -> Iterator[str]:
    """What was not reached, and what can be done about it, a sentence each."""
    for backup in reach.backups:
        yield _("The backup of {day}: {file}").format(
            day=backup.at.date().isoformat(), file=backup.file
        )
    if reach.backups:
        yield _("Remove those that you can do without; restored here, they leave this client out.")
    for disclosure in reach.exports or ():
        yield _("In clear, to be removed by you: {file}").format(file=disclosure.file)
    if reach.exports is None:
        yield _("Files that left in clear: the log of them could not be read.")
    if reach.drafts:
        message = ngettext(
            "{count} damaged draft, which nobody can read or tell whose it is.",
            "{count} damaged drafts, which nobody can read or tell whose they are.",
            reach.drafts,
        )
        yield message.format(count=reach.drafts)
    yield _(
        "Copies of the disk made by other programs, and what disk, SSD and swap keep of removed files: "
        "all sealed. “coachtui vault rekey” gives the vault new keys, which do not open them."
    )
