"""The agreements of the made-up practice: from the shipped template, reviewed as far as told."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from coachtui.domain import answering, signing
from coachtui.domain import record as records
from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    ClauseState,
    Decision,
)
from coachtui.domain.consents import ICF_LOG
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, templates
from coachtui.services.demo.cast import Paper, Period
from coachtui.services.signing import parties, signatures

_OVER = {Paper.ENDED: AgreementState.ENDED, Paper.SUPERSEDED: AgreementState.SUPERSEDED}


def with_paper(
    record: ClientRecord, engagement: Engagement, period: Period, practice: Practice
) -> ClientRecord:
    """``record`` with the agreement for ``engagement``: sent two weeks before the start, signed on it."""
    sent = engagement.start - timedelta(weeks=2)
    template = templates.load(period.template, record.client.language)
    values = agreements.known(practice, record.client, engagement)
    agreement = agreements.drawn_up(template, values, engagement, sent)
    # One agreement for each period, so the period's id will do, and is the same each time.
    agreement = replace(agreement, id=engagement.id)
    if period.agreement is not Paper.OPEN:
        agreement = _reviewed(agreement, period, sent + timedelta(days=3))
    record = records.with_new_agreement(record, agreement)
    if period.agreement in (Paper.OPEN, Paper.HALF_REVIEWED):
        return record
    if period.agreement is Paper.AWAITING:
        held = signing.hold(agreement, parties(practice, record, agreement))
        return records.with_agreement(record, held)
    record = _signed(record, agreement, period, practice, engagement.start)
    if period.withdrawn is not None:
        on = engagement.start + timedelta(weeks=period.begins - period.withdrawn)
        record = records.with_consent(record, ICF_LOG, Decision(ClauseState.WITHDRAWN, on))
    if over := _OVER.get(period.agreement):
        done = replace(agreements.current(record), state=over)
        return records.with_agreement(record, done)
    return record


def _reviewed(agreement: Agreement, period: Period, on: date) -> Agreement:
    """Every clause answered, or those before the one to discuss and that one itself."""
    accepted = Decision(ClauseState.ACCEPTED, on, how=period.how)
    declined = replace(accepted, state=ClauseState.DECLINED)
    for clause in agreement.clauses:
        if clause.id == period.discuss:
            agreement = answering.comment(agreement, clause.id, period.comment)
            return answering.decide(agreement, clause.id, declined)
        no = period.agreement is Paper.LOG_DECLINED and clause.id == "icf-log"
        agreement = answering.decide(agreement, clause.id, declined if no else accepted)
    return agreement


def _signed(
    record: ClientRecord, agreement: Agreement, period: Period, practice: Practice, on: date
) -> ClientRecord:
    name = record.client.name
    given = signatures(practice, record, name, on, period.how, practice.place)
    return records.signed(record, agreement.id, parties(practice, record, agreement), given)
