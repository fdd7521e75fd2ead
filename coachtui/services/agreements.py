"""Making an agreement from a template and reviewing it clause by clause."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date

from coachtui.documents.clean import clean_text
from coachtui.documents.template.fill import fill
from coachtui.documents.template.parsing import Template
from coachtui.documents.wording import BrokenLine, check_wording
from coachtui.domain import answering
from coachtui.domain import record as records
from coachtui.domain.agreement import Agreement, Clause, ClauseState, Decision, How
from coachtui.domain.client import Client
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.errors import ChangedMeanwhile, InvalidValue, NotFound
from coachtui.language import Language, _
from coachtui.services import engagements, templates
from coachtui.vault.vault import Vault


def begin(
    vault: Vault,
    record_id: str,
    today: date,
    template_id: str = "core",
    language: Language | None = None,
    replace_draft: bool = False,
    values: Mapping[str, str] | None = None,
    title: str = "",
) -> ClientRecord:
    """The record with a new agreement in the client's language, every clause open, saved.

    A client without an engagement gets one that starts today. ``replace_draft`` throws away an
    agreement that is under way, never one that was signed. ``values`` fill the variables; what they
    leave out is known from practice, client and engagement, or is the template's default. What they
    say of the engagement, it takes over where it says nothing itself. ``title`` is one of those that
    the template offers; empty for its first.

    Raises:
        NotFound: there is no such template in that language.
        NotAllowed: there is an agreement already.
        TemplateError: a variable has no value or one that does not fit, or there is no such title.
    """
    practice = vault.practice()

    def change(record: ClientRecord) -> ClientRecord:
        if replace_draft and record.agreement:
            record = records.without_draft_agreement(record, record.agreement.id)
        engagement = record.engagement or engagements.blank(today)
        engagement = engagements.completed(engagement, values or {})
        template = templates.load(template_id, language or record.client.language)
        filled_in = {**known(practice, record.client, engagement), **(values or {})}
        made = drawn_up(template, filled_in, engagement, today, title)
        record = records.with_engagement(record, engagement)
        return records.with_new_agreement(record, made)

    return vault.update(record_id, change)


def known(practice: Practice, client: Client, engagement: Engagement) -> dict[str, str]:
    """What the vault knows already of the variables that templates share, by name."""
    said = {
        "coach_name": practice.name,
        "coach_email": practice.email,
        "coach_phone": practice.phone,
        "coach_organisation": practice.organisation,
        "place": practice.place,
        "client_name": client.name,
        "client_email": client.email,
        "client_phone": client.phone,
        "cadence_weeks": str(engagement.cadence_weeks),
        "session_minutes": str(engagement.minutes),
        "sessions_planned": str(engagement.planned or ""),
        "sponsor": engagement.sponsor,
        "start_date": engagement.start.isoformat(),
        "end_date": engagement.end.isoformat() if engagement.end else "",
    }
    return {name: value for name, value in said.items() if value}


def drawn_up(
    template: Template,
    values: Mapping[str, str],
    engagement: Engagement,
    today: date,
    title: str = "",
) -> Agreement:
    """A new agreement from ``template`` for ``engagement``, every clause open.

    Raises:
        TemplateError: a variable has no value or one that does not fit, or there is no such title.
    """
    filled = fill(template, values, title)
    return Agreement(
        id=secrets.token_hex(8),
        engagement=engagement.id,
        template=template.id,
        template_version=template.version,
        language=template.language,
        title=filled.title,
        created=today,
        introduction=filled.introduction,
        clauses=filled.clauses,
        values=filled.values,
    )


def current(record: ClientRecord) -> Agreement:
    """The agreement under way or in force.

    Raises:
        NotFound: there is none.
    """
    if record.agreement is None:
        raise NotFound(_("This client has no agreement yet."), "agreements")
    return record.agreement


def decide(
    vault: Vault,
    record_id: str,
    decision: Decision | None,
    *clause_ids: str,
    everything: bool = False,
) -> ClientRecord:
    """The record with those clauses answered, or open again where ``decision`` is None; saved.

    With ``everything`` each information and term that is not settled is answered so too, never a
    consent.

    Raises:
        NotFound: there is no agreement, or no such clause in it; none was answered.
        NotAllowed: it is signed, or a clause cannot be answered so; none was answered.
    """

    def change(agreement: Agreement) -> Agreement:
        for clause_id in clause_ids:
            agreement = answering.decide(agreement, clause_id, decision)
        return answering.accept_all(agreement, decision) if everything and decision else agreement

    return _change(vault, record_id, change)


def comment(
    vault: Vault, record_id: str, clause_id: str, text: str, before: str | None = None
) -> ClientRecord:
    """The record with a comment on one clause, or without where ``text`` is empty; saved.

    If the comment is not what it was ``before`` any more, that one is kept too, above this one.
    """
    text = clean_text(text)

    def change(agreement: Agreement) -> Agreement:
        stored = agreement.clause(clause_id).comment
        kept = [] if before is None or stored in ("", before, text) else [stored]
        return answering.comment(agreement, clause_id, "\n\n".join([*kept, text]))

    return _change(vault, record_id, change)


def amend(
    vault: Vault, record_id: str, clause_id: str, text: str, before: str | None = None
) -> ClientRecord:
    """The record with another wording of one clause for this client, open to be answered; saved.

    ``before`` is the wording that it is to replace; None replaces whatever stands there.

    Raises:
        ChangedMeanwhile: the clause has another wording than that by now; it was left so.
        InvalidValue: that wording cannot stand in an agreement.
        NotAllowed: the text is frozen, or would be empty.
        NotFound: there is no agreement, or no such clause in it.
    """
    text = decent_wording(text)

    def change(agreement: Agreement) -> Agreement:
        clause = agreement.clause(clause_id)
        if before is not None and clause.text not in (before, text):
            message = _(
                "Another session has worded “{clause}” anew. What you wrote still stands here: "
                "saved once more, it takes the place of that."
            )
            raise ChangedMeanwhile(message.format(clause=clause.title))
        return answering.amend(agreement, clause_id, text)

    return _change(vault, record_id, change)


def decent_wording(text: str) -> str:
    """``text`` cleaned, once it is known to be Markdown that an agreement may hold.

    Raises:
        InvalidValue: it is not, with the line and the reason.
    """
    text = clean_text(text).strip()
    try:
        check_wording(text)
    except BrokenLine as broken:
        reason = _("has something in line {line} that no agreement can hold: {reason}")
        told = reason.format(line=broken.line, reason=broken.reason)
        raise InvalidValue("agreement.text", told) from None
    return text


def put_back(vault: Vault, record_id: str, before: Clause) -> ClientRecord:
    """The record with answer, comment and wording of one clause as they were; saved."""
    return _change(vault, record_id, lambda it: answering.put_back(it, before))


def _change(vault: Vault, record_id: str, change: Callable[[Agreement], Agreement]) -> ClientRecord:
    return vault.update(
        record_id, lambda record: records.with_agreement(record, change(current(record)))
    )


def accepted(today: date, how: How = How.ON_SCREEN) -> Decision:
    """The client's yes of today."""
    return Decision(state=ClauseState.ACCEPTED, on=today, how=how)


def declined(today: date, how: How = How.ON_SCREEN) -> Decision:
    """The client's no of today: to a term, that it is still to be discussed."""
    return Decision(state=ClauseState.DECLINED, on=today, how=how)
