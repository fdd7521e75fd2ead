"""Taking in an agreement that was signed before the app knew of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from coachtui.domain import answering
from coachtui.domain import record as records
from coachtui.domain.agreement import Agreement, ClauseKind, ClauseState, Decision, How
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.domain.value import Value
from coachtui.errors import InvalidValue, NotAllowed
from coachtui.language import Language, _
from coachtui.services import agreements, engagements, questions, signing, templates
from coachtui.services.entry import not_to_come
from coachtui.vault.vault import Vault


class SignedBefore(Value, frozen=True):
    """What is known of such an agreement. All parties signed it ``on`` one day.

    What ``values`` leave out is known, was answered last, or is the template's own word.
    ``answers`` are those that differ from a yes of that day, by clause; where ``others_declined``,
    a consent without an answer is a no. ``name`` is how the client signed, the known one if empty.
    """

    on: date
    template: str = "core"
    language: Language | None = None
    title: str = ""
    values: Mapping[str, str] = {}
    answers: Mapping[str, tuple[ClauseState, date]] = {}
    others_declined: bool = False
    how: How = How.PAPER
    name: str = ""
    place: str = ""
    paper: str = ""


def record(vault: Vault, record_id: str, before: SignedBefore, today: date) -> ClientRecord:
    """The record with that agreement in force, saved; a client without an engagement gets one.

    Raises:
        NotFound: there is no such template in that language, or no such clause in it.
        InvalidValue: a day is still to come, or after the signature.
        NotAllowed: there is an agreement already, or a clause has no answer.
        TemplateError: a variable has no value or one that does not fit, or there is no such title.
    """
    practice = vault.practice()
    return vault.update(record_id, lambda record: recorded(practice, record, before, today))


def recorded(
    practice: Practice, record: ClientRecord, before: SignedBefore, today: date
) -> ClientRecord:
    """``record`` with that agreement in force; errors as for :func:`record`."""
    not_to_come("agreement.signed", before.on, today)
    engagement = record.engagement or engagements.blank(before.on)
    template = templates.load(before.template, before.language or record.client.language)
    known = agreements.known(practice, record.client, engagement)
    asked = questions.asked(practice, record, template, today, everything=True)
    proposed = {each.variable.name: each.value for each in asked if each.value}
    values = {**known, **proposed, **before.values}
    drawn_up = agreements.drawn_up(template, values, engagement, before.on, before.title)
    record = records.with_engagement(record, engagement)
    answered = _answered(drawn_up, before, today)
    draft = records.with_new_agreement(record, answered)
    name = before.name or record.client.name
    given = signing.signatures(practice, draft, name, before.on, before.how, before.place)
    return signing.signed_before(practice, record, answered, given, today, before.paper)


def _answered(agreement: Agreement, before: SignedBefore, today: date) -> Agreement:
    """``agreement`` with every answer that was given, each on its day.

    Raises:
        NotFound: an answer is to a clause that there is not.
        InvalidValue: a day is still to come, or after the signature where that cannot be.
        NotAllowed: a consent has no answer, or a clause cannot be answered so.
    """
    for clause_id, (state, on) in before.answers.items():
        kind = agreement.clause(clause_id).kind
        if on > (today if kind is ClauseKind.CONSENT else before.on):
            raise InvalidValue(clause_id, _("is answered on a day that is too late"))
        agreement = answering.decide(agreement, clause_id, Decision(state, on, how=before.how))
    yes = Decision(ClauseState.ACCEPTED, before.on, how=before.how)
    no = Decision(ClauseState.DECLINED, before.on, how=before.how)
    still_open = [each for each in agreement.clauses if each.state is ClauseState.OPEN]
    consents = [each.id for each in still_open if each.kind is ClauseKind.CONSENT]
    if consents and not before.others_declined:
        message = _(
            "A consent is never assumed, and these have neither a yes nor a no: {clauses}. "
            "Give each its own, or say that no is the answer to all others."
        )
        raise NotAllowed(message.format(clauses=", ".join(consents)))
    for clause in still_open:
        agreement = answering.decide(agreement, clause.id, no if clause.id in consents else yes)
    return agreement
