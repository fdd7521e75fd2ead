"""What an agreement lacks, leaves open or contradicts, looked for before and after it is signed.

It is a help for the coach and no legal advice. An error is something the agreement says or lacks
that cannot stand; advice is what a fuller agreement would have. A no to a consent is legitimate and
never found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from coachtui import spelling
from coachtui.domain.agreement import (
    UNSIGNED,
    Agreement,
    Clause,
    ClauseKind,
    ClauseState,
)
from coachtui.domain.consents import ICF_LOG
from coachtui.domain.engagement import Engagement
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import unsettled
from coachtui.domain.topics import CORE, FULL
from coachtui.domain.value import Value
from coachtui.language import _, ngettext


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    ADVICE = "advice"


class Finding(Value, frozen=True):
    """One thing to look at: which rule found it, in which clause (empty for the whole), and how to mend it.

    ``message`` says what it is and why it matters.
    """

    rule: str
    level: Level
    clause: str
    message: str
    mend: str


OPEN_CONSENT = "open-consent"
"""The rule that finds a consent without an answer: in a review, one that is still to come."""

# Words that promise secrecy without end or exception, in both languages.
_ABSOLUTE = re.compile(
    r"\babsolut|\bubetinget|uten unntak|under ingen omstendighet|"
    r"\bunconditional|without (?:any )?exceptions?\b|under no circumstances",
    re.IGNORECASE,
)
_OF_THE_LAW = re.compile(r"\b(?:lov|loven|lovens|lovpålagt|rettslig|laws?|legal|legally)\b", re.I)
_A_TIME = re.compile(
    r"\d|\b(?:time|timer|dag|dager|døgn|virkedag|virkedager|uke|uker|samme dag|"
    r"hours?|days?|weeks?|working days?)\b",
    re.IGNORECASE,
)
_UNFILLED = re.compile(r"\{\{[^{}\n]*\}\}")

LEAST_YEARS = 3.5
"""Years that agreements of importance are kept as secondary records, by Norwegian bookkeeping rules."""
YEARS_WITH_INVOICES = 5
"""Years for vouchers, and for an agreement that an invoice refers to."""


def findings(record: ClientRecord, agreement: Agreement) -> tuple[Finding, ...]:
    """All that is to be looked at in ``agreement`` of ``record``: errors first, each in clause order."""
    engagement = record.engagement_of(agreement)
    found = [
        *_missing(agreement),
        *_unfilled(agreement),
        *_reply_time(agreement),
        *_confidentiality(agreement),
        *_consents(record, agreement),
        *_signatures(agreement),
    ]
    if engagement:
        found += [
            *_money(agreement, engagement),
            *_retention(agreement, engagement),
            *_held_too_early(record, agreement, engagement),
        ]
    places = {clause.id: place for place, clause in enumerate(agreement.clauses)}
    found.sort(key=lambda each: (each.level is not Level.ERROR, places.get(each.clause, -1)))
    return tuple(found)


def _about(agreement: Agreement, topic: str) -> Clause | None:
    """The clause that deals with ``topic``: the one of that name, else one that covers it."""
    by_name = (clause for clause in agreement.clauses if clause.id == topic)
    covering = (clause for clause in agreement.clauses if topic in clause.covers)
    return next(by_name, None) or next(covering, None)


def _missing(agreement: Agreement) -> Iterator[Finding]:
    for topic in CORE:
        if not _about(agreement, topic.id):
            message = _("Nothing is said about “{topic}”: {gist}.")
            yield Finding(
                "missing-topic",
                Level.ERROR,
                "",
                message.format(topic=topic.id, gist=_(topic.gist)),
                _("Add a clause on it to the template, or let one that deals with it cover it."),
            )
    rest = [each for each in FULL if not (each.conditional or _about(agreement, each.id))]
    if rest:
        message = _("A complete agreement would also speak of: {topics}.")
        yield Finding(
            "not-complete",
            Level.ADVICE,
            "",
            message.format(topics="; ".join(_(each.gist) for each in rest)),
            _("The template “full” has all of it."),
        )


def _unfilled(agreement: Agreement) -> Iterator[Finding]:
    for clause in agreement.clauses:
        if found := _UNFILLED.search(clause.text):
            yield Finding(
                "unfilled-variable",
                Level.ERROR,
                clause.id,
                _("{variable} has not been filled in.").format(variable=found.group()),
                _("Give it a value, or amend the wording of the clause."),
            )


def _reply_time(agreement: Agreement) -> Iterator[Finding]:
    clause = _about(agreement, "between")
    if clause and not _A_TIME.search(clause.text):
        yield Finding(
            "no-reply-time",
            Level.ERROR,
            clause.id,
            _("The client may get in touch, but not a word says how soon an answer comes."),
            _("Say within which time you answer."),
        )


def _confidentiality(agreement: Agreement) -> Iterator[Finding]:
    clause = _about(agreement, "confidentiality")
    if clause is None:
        return
    if _ABSOLUTE.search(clause.text):
        yield Finding(
            "absolute-secrecy",
            Level.ERROR,
            clause.id,
            _("Secrecy is promised without exception, which the law does not let anybody keep."),
            _("Say that the law can set limits, such as the duty to avert serious crime."),
        )
    if not (_about(agreement, "secrecy-limits") or _OF_THE_LAW.search(clause.text)):
        yield Finding(
            "no-limits-of-secrecy",
            Level.ERROR,
            clause.id,
            _("Not a word says when secrecy yields, although the law can require it."),
            _("Say it here, or in a clause “secrecy-limits”."),
        )


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


def _money(agreement: Agreement, engagement: Engagement) -> Iterator[Finding]:
    fees = _about(agreement, "fees")
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
    if engagement.sponsor and not _about(agreement, "sponsor"):
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
    clause = _about(agreement, "records")
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
