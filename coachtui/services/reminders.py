"""What the coach should be reminded of: one function for each thing, a sentence or nothing."""

from __future__ import annotations

from datetime import date

from coachtui.language import _, ngettext
from coachtui.vault.vault import Vault

OLD_BACKUP_DAYS = 30
"""After this many days a backup no longer counts, if clients have changed since."""


def backup(vault: Vault, today: date) -> str | None:
    """That a backup is due: clients changed, and the last one is old, or there is none.

    Raises:
        Damaged: the practice or the folder of the records cannot be read.
    """
    changed = vault.last_change()
    if changed is None:
        return None
    made = vault.upkeep().backups
    if not made:
        return _("There is no backup yet: a disk that fails would take everything with it.")
    last = max(each.at for each in made)
    days = (today - last.astimezone().date()).days
    if days <= OLD_BACKUP_DAYS or changed <= last:
        return None
    return ngettext(
        "The last backup is {days} day old, and clients have changed since.",
        "The last backup is {days} days old, and clients have changed since.",
        days,
    ).format(days=days)
