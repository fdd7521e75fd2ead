"""What a client's consents allow now, and what depends on them.

The word that counts is the last one signed, with what was withdrawn or given since; a yes in a
draft allows nothing yet.
"""

from __future__ import annotations

from coachtui.domain.agreement import Clause, ClauseKind, ClauseState
from coachtui.domain.record import ClientRecord

ICF_LOG = "icf-log"


def consents(record: ClientRecord) -> tuple[Clause, ...]:
    """The consents of the agreement that was signed last; empty where none was."""
    agreement = record.agreement_signed_last
    clauses = agreement.clauses if agreement else ()
    return tuple(clause for clause in clauses if clause.kind is ClauseKind.CONSENT)


def allows(record: ClientRecord, topic: str) -> bool:
    """Whether the client's yes to ``topic``, a clause id such as ``icf-log``, holds now."""
    return any(
        topic in clause.topics and clause.state is ClauseState.ACCEPTED
        for clause in consents(record)
    )


def coached_minutes(record: ClientRecord) -> int:
    """The minutes of all coaching sessions held."""
    return sum(each.minutes for each in record.sessions if each.coached)


def countable_minutes(record: ClientRecord) -> int:
    """Of the minutes coached, those that may stand in the log for ICF: all, or none without a yes."""
    return coached_minutes(record) if allows(record, ICF_LOG) else 0
