"""``coachtui agreement record``: what was signed before the app knew of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from coachtui import clock, services
from coachtui.cli import asking, filling, opened, options, output
from coachtui.cli.asking import ASK
from coachtui.cli.spoken import Command
from coachtui.cli.way_out import SIGN_DRAFT, way_out
from coachtui.domain.agreement import ClauseState, How
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, Language, _

if TYPE_CHECKING:
    from coachtui.domain.record import ClientRecord
    from coachtui.services.opening import Vault
    from coachtui.services.templates import Template

Answers = dict[str, tuple[ClauseState, datetime.date]]


def _answer(name: str, meaning: str) -> options.Decorator[Any]:
    return click.option(name, multiple=True, metavar=N_("CLAUSE[=DAY]"), help=meaning)


@click.command(
    "record",
    cls=Command,
    help=N_(
        "Take in an agreement that was signed before: all parties on one day, every information "
        "and term accepted on it. Each consent needs a yes or a no of its own; its day may be "
        "another."
    ),
    examples=(
        N_("$ coachtui agreement record K-001 --date 18.8.2025 --paper 'the blue binder'"),
        "$ coachtui agreement record K-001 --date 18.8.2025 --yes icf-log",
        "$ coachtui agreement record K-001 --date 18.8.2025 --other-consents no",
    ),
)
@options.the_client
@options.plain("--date", N_("DAY"), N_("The day on which it was signed, such as 24.11.2026."))
@options.template
@options.language("--lang", N_("The language of the agreement; the client's if left out."))
@options.title
@options.assigned
@_answer("--yes", N_("A clause with a yes, and its day if it is another. May be repeated."))
@_answer("--no", N_("A consent with a no, and its day if it is another. May be repeated."))
@options.other_consents
@options.secret("--as", N_("The client's name as signed; the one that is known if left out."))
@options.how(How.PAPER)
@options.plain(
    "--place", N_("TEXT"), N_("Where it was signed; the place of your practice if left out.")
)
@options.plain("--paper", N_("TEXT"), N_("Where the signed paper lies."))
@click.pass_obj
def record(
    invocation: Invocation,
    /,
    who: str | None,
    date: str | None,
    template: str,
    lang: Language | None,
    title: str | None,
    assigned: tuple[str, ...],
    yes: tuple[str, ...],
    no: tuple[str, ...],
    other_consents: str | None,
    how: How,
    place: str | None,
    paper: str | None,
    **given: str | None,
) -> None:
    """Take in what the client ``who`` signed before."""
    if date is None:
        raise UsageError(_("Say on which day it was signed, such as --date 2025-08-18."))
    on = options.entered_day(date)
    answers = _answers(yes, no, on)
    with opened.unlocked(invocation) as vault:
        found = opened.record(vault, who)
        name = asking.needed(_("Name as signed")) if given["as"] == ASK else given["as"] or ""
        chosen = services.templates.load(template, lang or found.client.language)
        before = services.recording.SignedBefore(
            on=on,
            template=template,
            language=chosen.language,
            title=title or "",
            values=_values(vault, found, chosen, assigned),
            answers=answers,
            others_declined=other_consents is not None,
            name=name,
            how=how,
            place=place or "",
            paper=paper or "",
        )
        with way_out(SIGN_DRAFT):
            found = services.recording.record(vault, found.id, before, clock.today())
    _tell(found, on)


def _values(
    vault: Vault, record: ClientRecord, template: Template, assigned: Sequence[str]
) -> dict[str, str]:
    """What the line gives of the values of ``template``, and what is asked for on a terminal."""
    practice, today = vault.practice(), clock.today()
    asked = services.questions.asked(practice, record, template, today, not asking.on_terminal())
    return filling.filled_in(
        template, assigned, asked, services.filling.known(practice, record, today)
    )


def _tell(record: ClientRecord, on: datetime.date) -> None:
    message = _("Recorded as signed on {day}. Fingerprint: {fingerprint}")
    fingerprint = services.agreements.current(record).fingerprint
    output.say(message.format(day=on.isoformat(), fingerprint=fingerprint))


def _answers(yes: Sequence[str], no: Sequence[str], on: datetime.date) -> Answers:
    """What was said to the clauses that the line names.

    Raises:
        UsageError: one is named with a yes and a no.
        InvalidValue: a day is none.
    """
    accepted = dict(_dated("yes", yes, ClauseState.ACCEPTED, on))
    declined = dict(_dated("no", no, ClauseState.DECLINED, on))
    if both := accepted.keys() & declined.keys():
        message = _("Named with a yes and a no: {clauses}. Give each of them once.")
        raise UsageError(message.format(clauses=", ".join(sorted(both))))
    return {**accepted, **declined}


def _dated(
    option: str, named: Sequence[str], state: ClauseState, on: datetime.date
) -> Iterator[tuple[str, tuple[ClauseState, datetime.date]]]:
    for each in named:
        clause, equals, typed = each.partition("=")
        yield clause.strip(), (state, services.entry.day(option, typed) if equals else on)
