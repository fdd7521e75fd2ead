"""``coachtui agreement sign``: who signed, when and how."""

from __future__ import annotations

import click

from coachtui import clock
from coachtui.cli import asking, opened, options, output
from coachtui.cli.spoken import Command
from coachtui.domain.agreement import How
from coachtui.invocation import Invocation
from coachtui.language import N_, _
from coachtui.services import agreements, signing


@click.command(
    "sign",
    cls=Command,
    help=N_(
        "Write down that the client and you have signed. Without --as, the name as signed is "
        "asked for, or read from standard input. The text is frozen from then on."
    ),
)
@options.the_client
@options.secret("--as", N_("The client's name as signed."))
@options.how(How.IN_PERSON)
@options.plain(
    "--place", "TEXT", N_("Where it was signed; the place of your practice if left out.")
)
@options.day
@click.pass_obj
def sign(
    invocation: Invocation,
    /,
    who: str | None,
    how: How,
    place: str | None,
    date: str | None,
    **given: str | None,
) -> None:
    """Write down who signed the agreement with the client ``who``."""
    on = options.entered_day(date)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        agreements.current(record)
        name = given["as"]
        if name is None or name == asking.ASK:
            name = asking.needed(_("Name as signed"))
        signatures = signing.by_all(vault.practice(), record, name, on, how, place or "")
        record = signing.sign(vault, record.id, signatures, clock.today())
    fingerprint = agreements.current(record).fingerprint
    output.say(_("Signed. Fingerprint: {fingerprint}").format(fingerprint=fingerprint))
