"""``coachtui agreement accept`` and ``decline``: what the client said to its clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coachtui import clock, services
from coachtui.cli import opened, options, output
from coachtui.cli.agreement.consents import tell_effects
from coachtui.cli.spoken import Command
from coachtui.domain.agreement import ClauseState, Decision, How, tally
from coachtui.domain.signing import unsettled
from coachtui.errors import NotAllowed, UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.domain.record import ClientRecord
    from coachtui.services.opening import Vault


@click.command(
    "accept",
    cls=Command,
    help=N_(
        "Write down that the client has read or accepted clauses, or says yes to a consent. --all "
        "is all information and terms, never a consent. Once it is signed, a consent that was "
        "declined or withdrawn can be given after all."
    ),
    examples=(
        "$ coachtui agreement accept K-001 --all",
        "$ coachtui agreement accept K-001 cadence --how paper --date 24.11.2026",
    ),
)
@options.the_client
@click.argument("clauses", nargs=-1, metavar=N_("[CLAUSE]..."))
@click.option("--all", "everything", is_flag=True, help=N_("All information and terms."))
@options.day
@options.how(How.ON_SCREEN)
@click.pass_obj
def accept(
    invocation: Invocation,
    /,
    who: str | None,
    clauses: tuple[str, ...],
    everything: bool,
    date: str | None,
    how: How,
) -> None:
    """Write down a yes to clauses."""
    if not clauses and not everything:
        raise UsageError(_("Name the clauses, or give --all for all information and terms."))
    decision = Decision(ClauseState.ACCEPTED, options.entered_day(date), how=how)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        if clauses and _only_consents_are_left(record):
            _give(vault, record, clauses, decision)
            return
        _tell(
            services.agreements.decide(vault, record.id, decision, *clauses, everything=everything)
        )


def _only_consents_are_left(record: ClientRecord) -> bool:
    """Whether what is agreed was signed and nothing newer is under way."""
    signed = record.agreement_signed_last
    return signed is not None and record.agreement in (None, signed)


def _give(vault: Vault, record: ClientRecord, named: tuple[str, ...], decision: Decision) -> None:
    if len(named) > 1:
        raise UsageError(_("Once it is signed, consents are given one at a time."))
    record = services.consents.give(
        vault, record.id, named[0], decision.on, clock.today(), decision.how
    )
    output.say(_("Saved. The consent is given."))
    tell_effects(record, named[0])


@click.command(
    "decline",
    cls=Command,
    help=N_("Write down that the client says no to a consent, or wants to discuss a term."),
    examples=(
        "$ coachtui agreement decline K-001 icf-log",
        "$ coachtui agreement decline K-001 cadence --how e-mail",
    ),
)
@options.the_client
@click.argument("clauses", nargs=-1, metavar=N_("CLAUSE..."))
@options.day
@options.how(How.ON_SCREEN)
@click.pass_obj
def decline(
    invocation: Invocation, /, who: str | None, clauses: tuple[str, ...], date: str | None, how: How
) -> None:
    """Write down a no to clauses."""
    if not clauses:
        raise UsageError(_("Name the clauses; “coachtui agreement show” lists them."))
    decision = Decision(ClauseState.DECLINED, options.entered_day(date), how=how)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        if _only_consents_are_left(record):
            message = _(
                "It is signed. “coachtui agreement withdraw” takes back the yes to a consent."
            )
            raise NotAllowed(message)
        _tell(services.agreements.decide(vault, record.id, decision, *clauses))


def _tell(record: ClientRecord) -> None:
    agreement = services.agreements.current(record)
    rest = ", ".join(clause.id for clause in unsettled(agreement))
    count = tally(agreement)
    done = f"{count.settled}/{count.total}"
    if rest:
        message = _("Saved, {progress} settled. Still to answer: {clauses}.")
        output.say(message.format(progress=done, clauses=rest))
    else:
        output.say(_("Saved, {progress} settled. It can be signed.").format(progress=done))
