"""Answering the clauses of an agreement: read, accepted, yes and no, comments and other wording.

Accepting is per clause and dated. A consent stands apart: it may be declined without harm to the
rest, it never counts as answered by anything but a yes or a no of its own, and it can be withdrawn
and given again as long as the agreement lasts.
"""

from __future__ import annotations

from msgspec.structs import replace

from coachtui import spelling
from coachtui.domain.agreement import (
    UNSIGNED,
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    ClauseState,
    Decision,
)
from coachtui.errors import NotAllowed
from coachtui.language import _

_REFUSALS = (ClauseState.DECLINED, ClauseState.WITHDRAWN)


def decide(agreement: Agreement, clause_id: str, decision: Decision | None) -> Agreement:
    """``agreement`` with one clause answered, or open again where ``decision`` is None.

    A paper that is out for signing comes back with answers on it, so it takes them as a draft does.

    Raises:
        NotAllowed: it is signed, or a clause of that kind has no such answer.
        NotFound: there is no such clause.
    """
    clause = agreement.clause(clause_id)
    if clause.kind is ClauseKind.INFORMATION and decision and decision.state in _REFUSALS:
        message = _("“{clause}” is information: it is read, not declined. A comment can say more.")
        raise NotAllowed(message.format(clause=clause.title))
    _need(agreement, *UNSIGNED)
    return _with(agreement, replace(clause, decision=decision))


def accept_all(agreement: Agreement, decision: Decision) -> Agreement:
    """``agreement`` with every open information and term answered by ``decision``; never a consent.

    Raises:
        NotAllowed: it is signed.
    """
    _need(agreement, *UNSIGNED)
    for clause in agreement.clauses:
        if clause.kind is not ClauseKind.CONSENT and not clause.settled:
            agreement = decide(agreement, clause.id, decision)
    return agreement


def comment(agreement: Agreement, clause_id: str, text: str) -> Agreement:
    """``agreement`` with ``text`` as the comment on one clause; an empty text removes it.

    Raises:
        NotAllowed: it is signed.
        NotFound: there is no such clause.
    """
    _need(agreement, *UNSIGNED)
    return _with(agreement, replace(agreement.clause(clause_id), comment=text))


def amend(agreement: Agreement, clause_id: str, text: str) -> Agreement:
    """``agreement`` with another wording of one clause for this client, which nobody answered yet.

    The template's wording is kept beside it; giving that one again takes the amendment back.

    Raises:
        NotAllowed: the text is frozen, or would be empty.
        NotFound: there is no such clause.
    """
    _need(agreement, AgreementState.DRAFT)
    clause = agreement.clause(clause_id)
    if not text.strip():
        raise NotAllowed(_("A clause cannot be without a text. It was left as it is."))
    if text == clause.text:
        return agreement
    template_text = clause.template_text or clause.text
    amended = replace(
        clause,
        text=text,
        template_text="" if text == template_text else template_text,
        decision=None,
    )
    return _with(agreement, amended)


def put_back(agreement: Agreement, before: Clause) -> Agreement:
    """``agreement`` with one clause as it was ``before``: its answer, its comment and its wording.

    Raises:
        NotAllowed: the text is frozen, or the agreement is signed.
        NotFound: there is no such clause any more.
    """
    _need(agreement, *UNSIGNED)
    if agreement.clause(before.id).text != before.text:
        _need(agreement, AgreementState.DRAFT)
    return _with(agreement, before)


def decide_consent(agreement: Agreement, clause_id: str, decision: Decision) -> Agreement:
    """A signed ``agreement`` with a consent withdrawn, or given after all; what held before is kept.

    One that has ended is no exception: a consent can be withdrawn as long as anybody relies on it.

    Raises:
        NotAllowed: it was not signed, that is no consent, or the answer would change nothing.
        NotFound: there is no such clause.
    """
    _need(agreement, AgreementState.SIGNED, AgreementState.ENDED)
    clause = agreement.clause(clause_id)
    if clause.kind is not ClauseKind.CONSENT:
        message = _("“{clause}” is no consent. What was signed is changed by a new version.")
        raise NotAllowed(message.format(clause=clause.id))
    given = clause.state is ClauseState.ACCEPTED
    if decision.state is ClauseState.WITHDRAWN and not given:
        message = _("There is no yes to “{clause}” that could be withdrawn. Nothing was changed.")
        raise NotAllowed(message.format(clause=clause.id))
    if decision.state is ClauseState.ACCEPTED and given:
        raise NotAllowed(
            _("There is a yes to “{clause}” already. Nothing was changed.").format(clause=clause.id)
        )
    if clause.decided and decision.on < clause.decided:
        message = _("“{clause}” was answered on {day}; this cannot be before it.")
        raise NotAllowed(message.format(clause=clause.id, day=spelling.day(clause.decided)))
    return _with(agreement, replace(clause, decision=decision, earlier=clause.decisions))


def carried(draft: Agreement, clause: Clause) -> Agreement:
    """A version under way with what the one in force now says to a consent of the same wording."""
    mine = next((each for each in draft.clauses if each.id == clause.id), None)
    if mine is None or mine.text != clause.text:
        return draft
    return _with(draft, replace(mine, decision=clause.decision, earlier=clause.earlier))


def _need(agreement: Agreement, *states: AgreementState) -> None:
    if agreement.state not in states:
        if AgreementState.SIGNED in states:
            raise NotAllowed(_("A consent is withdrawn or given again once it has been signed."))
        if agreement.state is AgreementState.AWAITING:
            message = _("The text is frozen while it awaits its signature. Take it back first.")
            raise NotAllowed(message)
        message = _("This agreement is {state} and its text is frozen. A new version changes it.")
        raise NotAllowed(message.format(state=_(agreement.state)))


def _with(agreement: Agreement, new: Clause) -> Agreement:
    clauses = tuple(new if clause.id == new.id else clause for clause in agreement.clauses)
    return replace(agreement, clauses=clauses)
