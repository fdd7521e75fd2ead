"""What ``--json`` says of an agreement. Its names are a promise to scripts."""

from __future__ import annotations

from typing import Any

from coachtui.cli.plain import of_tally
from coachtui.domain.agreement import Agreement, Clause, tally
from coachtui.domain.value import to_plain


def of_agreement(agreement: Agreement) -> dict[str, Any]:
    """All of an agreement, and how far it is."""
    return {
        **to_plain(agreement),
        "clauses": [_of_clause(clause) for clause in agreement.clauses],
        "progress": of_tally(tally(agreement)),
    }


def _of_clause(clause: Clause) -> dict[str, Any]:
    """A clause; ``decided`` is the day of the answer that counts, ``null`` while there is none."""
    return {
        **to_plain(clause),
        "state": clause.state.value,
        "decided": clause.decided.isoformat() if clause.decided else None,
        "amended": clause.amended,
    }


def of_version(agreement: Agreement) -> dict[str, Any]:
    """An agreement in the list of versions; ``signed`` is the day of the last signature."""
    return {
        "version": agreement.version,
        "state": agreement.state.value,
        "created": agreement.created.isoformat(),
        "signed": _signed(agreement),
        "language": agreement.language,
        "template": agreement.template,
        "template_version": agreement.template_version,
        "fingerprint": agreement.fingerprint,
        "previous": agreement.previous,
        "engagement": agreement.engagement,
    }


def _signed(agreement: Agreement) -> str | None:
    days = [each.on for each in agreement.signatures]
    return max(days).isoformat() if days else None
