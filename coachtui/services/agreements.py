"""Making an agreement from a template, reviewing it clause by clause, signing it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date

from coachtui.documents import fill, shipped
from coachtui.documents.clean import clean_line, clean_text
from coachtui.domain import agreement as rules
from coachtui.domain import record as records
from coachtui.domain.agreement import (
    Agreement,
    Clause,
    ClauseState,
    Decision,
    How,
    Parties,
    Party,
    Role,
    Signature,
)
from coachtui.domain.client import Client
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.errors import InvalidValue, NotFound
from coachtui.language import Language, _
from coachtui.services import engagements
from coachtui.vault.vault import Vault


def begin(
    vault: Vault,
    record_id: str,
    today: date,
    template_id: str = "core",
    language: Language | None = None,
    replace_draft: bool = False,
) -> ClientRecord:
    """The record with a new agreement in the client's language, every clause open, saved.

    A client without an engagement gets one that starts today. ``replace_draft`` throws away an
    agreement that is under way, never one that was signed.

    Raises:
        NotFound: there is no such template in that language.
        NotAllowed: there is an agreement already.
    """

    def change(record: ClientRecord) -> ClientRecord:
        if replace_draft and record.agreement:
            record = records.without_draft_agreement(record, record.agreement.id)
        engagement = record.engagement or engagements.blank(today)
        made = drawn_up(template_id, language or record.client.language, engagement, today)
        record = records.with_engagement(record, engagement)
        return records.with_new_agreement(record, made)

    return vault.update(record_id, change)


def drawn_up(
    template_id: str, language: Language, engagement: Engagement, today: date
) -> Agreement:
    """A new agreement on the terms of ``engagement``, every clause open.

    Raises:
        NotFound: there is no such template in that language.
    """
    template = shipped.load(template_id, language)
    values = {
        "cadence_weeks": str(engagement.cadence_weeks),
        "session_minutes": str(engagement.minutes),
    }
    filled = fill.fill(template, values)
    return Agreement(
        id=secrets.token_hex(8),
        engagement=engagement.id,
        template=template.id,
        template_version=template.version,
        language=language,
        title=filled.title,
        created=today,
        introduction=filled.introduction,
        clauses=filled.clauses,
    )


def current(record: ClientRecord) -> Agreement:
    """The agreement under way or in force.

    Raises:
        NotFound: there is none.
    """
    if record.agreement is None:
        raise NotFound(_("This client has no agreement yet."))
    return record.agreement


def decide(
    vault: Vault, record_id: str, decision: Decision | None, *clause_ids: str
) -> ClientRecord:
    """The record with those clauses answered, or open again where ``decision`` is None; saved.

    Raises:
        NotFound: there is no agreement, or no such clause in it; none was answered.
        NotAllowed: it is signed, or a clause cannot be answered so; none was answered.
    """

    def change(agreement: Agreement) -> Agreement:
        for clause_id in clause_ids:
            agreement = rules.decide(agreement, clause_id, decision)
        return agreement

    return _change(vault, record_id, change)


def accept_all(vault: Vault, record_id: str, decision: Decision) -> ClientRecord:
    """The record with every open information and term accepted, never a consent; saved."""
    return _change(vault, record_id, lambda it: rules.accept_all(it, decision))


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
        return rules.comment(agreement, clause_id, "\n\n".join([*kept, text]))

    return _change(vault, record_id, change)


def put_back(vault: Vault, record_id: str, before: Clause) -> ClientRecord:
    """The record with answer and comment of one clause as they were; saved."""

    def change(agreement: Agreement) -> Agreement:
        agreement = rules.decide(agreement, before.id, before.decision)
        return rules.comment(agreement, before.id, before.comment)

    return _change(vault, record_id, change)


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


def sign(
    vault: Vault, record_id: str, name: str, how: How, on: date, today: date, place: str = ""
) -> ClientRecord:
    """The record with its agreement signed by the client as ``name`` and by the coach; saved.

    Raises:
        InvalidValue: no name, or a day that is still to come.
        NotAllowed: something is open or still to discuss; nothing was signed.
    """
    name = clean_line(name)
    if not name:
        raise InvalidValue("signature.name", _("must not be empty"))
    if on > today:
        raise InvalidValue("signature.on", _("is still to come"))
    practice = vault.practice()
    place = clean_line(place) or practice.place
    signatures = tuple(
        Signature(role=role, name=who, on=on, place=place, how=how)
        for role, who in ((Role.CLIENT, name), (Role.COACH, practice.name))
    )
    return vault.update(
        record_id,
        lambda record: records.signed(
            record, current(record).id, parties(practice, record.client), signatures
        ),
    )


def parties(practice: Practice, client: Client) -> Parties:
    """Both sides as they are today; the signature freezes them."""
    coach = Party(
        name=practice.name,
        email=practice.email,
        phone=practice.phone,
        organisation=practice.organisation,
    )
    return Parties(
        coach=coach, client=Party(name=client.name, email=client.email, phone=client.phone)
    )
