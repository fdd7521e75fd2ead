"""What an agreement lacks, leaves open or contradicts, looked for before and after it is signed.

It is a help for the coach and no legal advice. A no to a consent is legitimate and never found. Here
are the rules that look at the answers and at the rest of the record; those that only read are in
``agreement_text``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coachtui import spelling
from coachtui.domain.agreement import UNSIGNED, Agreement, ClauseKind, ClauseState
from coachtui.domain.agreement_text import found_in_text
from coachtui.domain.consents import ICF_LOG
from coachtui.domain.engagement import Engagement
from coachtui.domain.finding import Finding, Level
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import unsettled
from coachtui.domain.topics import dealing_with
from coachtui.language import _, ngettext

OPEN_CONSENT = "open-consent"
"""The rule that finds a consent without an answer: in a review, one that is still to come."""

LEAST_YEARS = 3.5
"""Years that agreements of importance are kept as secondary records, by Norwegian bookkeeping rules."""
YEARS_WITH_INVOICES = 5
"""Years for vouchers, and for an agreement that an invoice refers to."""


def findings(record: ClientRecord, agreement: Agreement) -> tuple[Finding, ...]:
    """All that is to be looked at in ``agreement`` of ``record``: errors first, each in clause order."""
    engagement = record.engagement_of(agreement)
    found = [
        *found_in_text(agreement),
        *_consents(record, agreement),
        *_signatures(agreement),
    ]
    if engagement:
        found += [
            *_fees(agreement, engagement),
            *_sponsor(agreement, engagement),
            *_retention(agreement, engagement),
            *_held_too_early(record, agreement, engagement),
        ]
    places = {clause.id: place for place, clause in enumerate(agreement.clauses)}
    found.sort(key=lambda each: (each.level is not Level.ERROR, places.get(each.clause, -1)))
    return tuple(found)


def _consents(record: ClientRecord, agreement: Agreement) -> Iterator[Finding]:
    for clause in agreement.clauses:
        if clause.kind is not ClauseKind.CONSENT:
            continue
        if clause.state is ClauseState.OPEN:
            yield Finding(
                OPEN_CONSENT,
                Level.ERROR,
                clause.id,
                _("The client has said neither yes nor no, and silence is no consent."),
                _("Ask, and write down the yes or the no; either is fine."),
            )
        given = clause.state is ClauseState.ACCEPTED and ICF_LOG in clause.topics
        if given and not (record.client.email and record.client.phone):
            yield Finding(
                "log-without-contact",
                Level.ERROR,
                clause.id,
                _(
                    "There is a yes to the log for ICF, but no e-mail address or phone number to log."
                ),
                _("Fill in what is missing among the facts of the client."),
            )


def _signatures(agreement: Agreement) -> Iterator[Finding]:
    if agreement.state not in UNSIGNED:
        return
    rest = unsettled(agreement)
    # A consent without an answer is found by itself, in its own place.
    if count := sum(clause.kind is not ClauseKind.CONSENT for clause in rest):
        message = ngettext(
            "{count} clause is still to be read or agreed on.",
            "{count} clauses are still to be read or agreed on.",
            count,
        )
        yield Finding(
            "open-clauses",
            Level.ADVICE,
            "",
            message.format(count=count),
            _("Go through it with the client, clause by clause; then it can be signed."),
        )
    if not rest:
        yield Finding(
            "not-signed",
            Level.ADVICE,
            "",
            _("Everything has its answer, but it has not been signed by all."),
            _("Sign it, or write down who signed on paper and when."),
        )


def _fees(agreement: Agreement, engagement: Engagement) -> Iterator[Finding]:
    fees = dealing_with(agreement, "fees")
    values = agreement.values
    free = "fee" in values and not any(values.get(each) for each in ("fee", "barter", "sponsor"))
    if engagement.paid and fees and free:
        yield Finding(
            "no-price",
            Level.ERROR,
            fees.id,
            _("The agreement says that the sessions cost nothing, but they count as paid for."),
            _(
                "Begin the agreement again with the price, or say of the engagement that it is free."
            ),
        )
    if engagement.paid and not fees:
        yield Finding(
            "no-fees",
            Level.ADVICE,
            "",
            _("Nothing is said about what the sessions cost."),
            _(
                "Use a template with a clause “fees”, agree on the price in writing elsewhere, or say "
                "of the engagement that it is free."
            ),
        )


def _sponsor(agreement: Agreement, engagement: Engagement) -> Iterator[Finding]:
    if engagement.sponsor and not dealing_with(agreement, "sponsor"):
        yield Finding(
            "sponsor-not-mentioned",
            Level.ERROR,
            "",
            _("A sponsor pays, but nothing says what the sponsor is told, and what not."),
            _("Use a template with a clause “sponsor”, or make one."),
        )


def _retention(agreement: Agreement, engagement: Engagement) -> Iterator[Finding]:
    years = agreement.values.get("keep_years", "")
    if not engagement.paid or not years.isdecimal() or int(years) >= YEARS_WITH_INVOICES:
        return
    clause = dealing_with(agreement, "records")
    yield Finding(
        "kept-too-short",
        Level.ERROR if int(years) < LEAST_YEARS else Level.ADVICE,
        clause.id if clause else "",
        _(
            "The agreement is kept {years} years. Norwegian bookkeeping asks for three and a half, "
            "and for five if an invoice refers to it."
        ).format(years=years),
        _("Keep it five years; the notes may go earlier."),
    )


def _held_too_early(
    record: ClientRecord, agreement: Agreement, engagement: Engagement
) -> Iterator[Finding]:
    """Coaching before it was agreed on what; a talk to get to know each other is none."""
    held = [
        each.date for each in record.sessions if each.coached and each.engagement == engagement.id
    ]
    agreed = _agreed(agreement)
    if agreement.version == 1 and held and (agreed is None or min(held) < agreed):
        yield Finding(
            "held-before-agreed",
            Level.ERROR,
            "",
            _("There was a coaching session on {day}, before the agreement was made.").format(
                day=spelling.day(min(held))
            ),
            _(
                "ICF asks for the agreement before the coaching begins. Go through it now, and if "
                "it was agreed earlier, give the answers their own dates."
            ),
        )


def _agreed(agreement: Agreement) -> date | None:
    """The day on which everything but the consents was agreed on, None while something is not."""
    asked = [clause for clause in agreement.clauses if clause.kind is not ClauseKind.CONSENT]
    answers = [clause.decided for clause in asked if clause.settled and clause.decided]
    if agreement.override and agreement.signatures:
        return max(each.on for each in agreement.signatures)
    return max(answers, default=None) if len(answers) == len(asked) else None
