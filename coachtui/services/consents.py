"""Withdrawing a consent, giving it after all, and saying what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coachtui import spelling
from coachtui.domain import record as records
from coachtui.domain.agreement import Clause, ClauseState, Decision, How
from coachtui.domain.consents import (
    ICF_LOG,
    allows,
    coached_minutes,
    consents,
    countable_minutes,
)
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _
from coachtui.services.entry import not_to_come
from coachtui.vault.vault import Vault

__all__ = ["allows", "consents", "effects", "foretold", "give", "withdraw"]

_WITHDRAWN = {
    "recording": N_("From now on no sound or video of a session may be recorded."),
    "reference": N_("Take the name, quote or logo down wherever you have used it."),
    "ai-use": N_("From now on no AI tool may touch this client's notes."),
    "supervision": N_("From now on this client may not be talked about in supervision."),
    "sensitive-data": N_(
        "Write no more notes on health and the like; look through those there are."
    ),
    "continuity": N_("Nobody may open this client's contact sheet in your place any more."),
}
_GIVEN = {
    "recording": N_("Sessions may be recorded, each time it is agreed."),
    "reference": N_("You may use what was agreed as a reference."),
}


def withdraw(
    vault: Vault, record_id: str, clause_id: str, on: date, today: date, how: How = How.ON_SCREEN
) -> ClientRecord:
    """The record with the client's yes to a consent withdrawn on that day; saved.

    Raises:
        InvalidValue: the day is still to come.
        NotAllowed: nothing was signed, or there is no yes to withdraw.
        NotFound: there is no such clause.
    """
    return _decided(
        vault, record_id, clause_id, Decision(ClauseState.WITHDRAWN, on, how=how), today
    )


def give(
    vault: Vault, record_id: str, clause_id: str, on: date, today: date, how: How = How.ON_SCREEN
) -> ClientRecord:
    """The record with a yes to a consent that was declined or withdrawn before; saved.

    Raises:
        InvalidValue: the day is still to come.
        NotAllowed: nothing was signed, or there is a yes already.
        NotFound: there is no such clause.
    """
    return _decided(vault, record_id, clause_id, Decision(ClauseState.ACCEPTED, on, how=how), today)


def _decided(
    vault: Vault, record_id: str, clause_id: str, decision: Decision, today: date
) -> ClientRecord:
    not_to_come("decision.on", decision.on, today)
    return vault.update(record_id, lambda record: records.with_consent(record, clause_id, decision))


def effects(record: ClientRecord, clause: Clause) -> tuple[str, ...]:
    """What follows from the answer to a consent of ``record``, in sentences; each topic has its own."""
    given = clause.state is ClauseState.ACCEPTED
    return tuple(_effects(record, sorted(clause.topics), given))


def foretold(record: ClientRecord, clause: Clause, given: bool) -> tuple[str, ...]:
    """What would follow if that consent of the agreement signed last were given, or withdrawn."""
    state = ClauseState.ACCEPTED if given else ClauseState.WITHDRAWN
    day = clause.decided or date.max
    changed = records.with_consent(record, clause.id, Decision(state, day))
    signed = changed.agreement_signed_last
    assert signed is not None, "a consent is changed in what was signed"
    return effects(changed, signed.clause(clause.id))


def _effects(record: ClientRecord, topics: Iterable[str], given: bool) -> Iterable[str]:
    for topic in topics:
        if topic == ICF_LOG:
            yield _in_the_log(record)
        elif sentence := (_GIVEN if given else _WITHDRAWN).get(topic):
            yield _(sentence)


def _in_the_log(record: ClientRecord) -> str:
    hours = spelling.hours(coached_minutes(record))
    if countable_minutes(record):
        return _("In the coaching log: all {hours} hours are countable.").format(hours=hours)
    if allows(record, ICF_LOG):
        return _("In the coaching log from the first session on.")
    return _("Not in the coaching log: none of {hours} hours is countable.").format(hours=hours)
