"""``coachtui agreement withdraw``, and a signed consent given again: each with what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coachtui import clock, services
from coachtui.cli import opened, options, output
from coachtui.cli.spoken import Command
from coachtui.domain.agreement import How
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.domain.record import ClientRecord


@click.command(
    "withdraw",
    cls=Command,
    help=N_(
        "Write down that the client withdraws a consent that was signed, and print what follows. "
        "“coachtui agreement accept” gives it again."
    ),
    examples=(
        "$ coachtui agreement withdraw K-001 icf-log",
        "$ coachtui agreement withdraw K-001 icf-log --how e-mail",
    ),
)
@options.the_client
@click.argument("consent", metavar=N_("CONSENT"), required=False)
@options.day
@options.how(How.ON_SCREEN)
@click.pass_obj
def withdraw(
    invocation: Invocation, /, who: str | None, consent: str | None, date: str | None, how: How
) -> None:
    """Write down that the client ``who`` withdraws a consent."""
    if consent is None:
        raise UsageError(_("Name the consent; “coachtui agreement show” lists them."))
    on = options.entered_day(date)
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        record = services.consents.withdraw(vault, card.id, consent, on, clock.today(), how)
    output.say(_("Saved. The consent is withdrawn."))
    tell_effects(record, consent)


def tell_effects(record: ClientRecord, consent: str) -> None:
    """Print what follows from the client's answer to ``consent``, a sentence on each line."""
    agreement = record.agreement_signed_last
    assert agreement is not None, "a consent was answered in it just now"
    for sentence in services.consents.effects(record, agreement.clause(consent)):
        output.line(sentence)
