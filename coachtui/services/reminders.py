"""What the coach is to be reminded of when the vault is opened, if anything.

Each function in :data:`REMINDERS` looks at one thing and gives a sentence, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from coachtui.language import _, ngettext
from coachtui.services import keys, snapshots
from coachtui.vault.vault import Vault

A_WEEK, A_YEAR = timedelta(days=7), timedelta(days=365)

OLD_BACKUP_DAYS = 30
"""After this many days a backup no longer counts, if clients have changed since."""


def due(vault: Vault, today: date) -> tuple[str, ...]:
    """The sentences that are due ``today``, the most urgent first."""
    found = (reminder(vault, today) for reminder in REMINDERS)
    return tuple(sentence for sentence in found if sentence)


def unfinished_rekeying(vault: Vault, today: date) -> str:  # noqa: ARG001 - it is always urgent
    """That new keys were begun and something stopped that."""
    if not keys.rekey_unfinished(vault):
        return ""
    return _("Re-keying was stopped on the way. “coachtui vault rekey” goes on.")


def recovery_key(vault: Vault, today: date) -> str:
    """That there is no recovery key, or that it was last in the coach's hands a year ago."""
    known = vault.upkeep().recovery_known
    if known is not None and today - known < A_YEAR:
        return ""
    if not keys.has_recovery_key(vault):
        return _("There is no recovery key yet. “coachtui vault recovery” makes one.")
    return _(
        "Is the recovery key still where you laid it? “coachtui vault recovery test” tries it."
    )


def backup(vault: Vault, today: date) -> str:
    """That a backup is due: clients changed, and the last one is old, or there is none after a week."""
    changed = vault.last_change()
    if changed is None:
        return ""
    made = vault.upkeep().backups
    if not made:
        return _never_backed_up(vault, today)
    last = max(each.at for each in made)
    days = (today - last.astimezone().date()).days
    if days <= OLD_BACKUP_DAYS or changed <= last:
        return ""
    return ngettext(
        "The last backup is {days} day old, and clients have changed since.",
        "The last backup is {days} days old, and clients have changed since.",
        days,
    ).format(days=days)


def _never_backed_up(vault: Vault, today: date) -> str:
    # The oldest snapshot tells how long there has been something to lose.
    begun = min((each.at.date() for each in snapshots.listed(vault)), default=today)
    if today - begun < A_WEEK:
        return ""
    return _("There is no backup yet: a disk that fails would take everything with it.")


REMINDERS: list[Callable[[Vault, date], str]] = [unfinished_rekeying, recovery_key, backup]
