"""The agreement check, for the screens and the command line."""

from __future__ import annotations

from coachtui.domain.agreement_check import OPEN_CONSENT
from coachtui.domain.agreement_check import findings as found
from coachtui.domain.finding import Finding, Level
from coachtui.domain.record import ClientRecord
from coachtui.language import _
from coachtui.services.agreements import current

__all__ = ["OPEN_CONSENT", "Finding", "Level", "disclaimer", "findings"]


def findings(record: ClientRecord) -> tuple[Finding, ...]:
    """What is to be looked at in the client's current agreement, errors first.

    Raises:
        NotFound: there is no agreement.
    """
    return found(record, current(record))


def disclaimer() -> str:
    """What stands below every list of findings."""
    return _("This is a help and no legal advice.")
