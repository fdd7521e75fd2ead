"""What the coach is to be reminded of when the vault is opened, if anything.

Each function in :data:`REMINDERS` looks at one thing and gives a sentence, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from coachtui.language import _
from coachtui.services import keys
from coachtui.vault.vault import Vault

A_YEAR = timedelta(days=365)


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


REMINDERS: list[Callable[[Vault, date], str]] = [unfinished_rekeying, recovery_key]
