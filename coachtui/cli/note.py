"""``coachtui note``: writing down a session that was held."""

from __future__ import annotations

from typing import Any

import click

from coachtui import clock
from coachtui.cli import asking, opened, options, output
from coachtui.cli.spoken import Command
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _
from coachtui.services import sessions


@click.command(
    "note",
    cls=Command,
    help=N_(
        "Write down a session that was held. The note is Markdown, read from standard input: the "
        "line ends in -. Without CLIENT, the first line there names the client. Minutes and pay "
        "are those of the engagement unless told."
    ),
)
@options.the_client
@click.argument("source", metavar="[-]", required=False)
@options.day
@options.minutes
@options.kind
@options.paid
@click.pass_obj
def command(invocation: Invocation, /, who: str | None, source: str | None, **given: Any) -> None:
    """Save what stands on standard input as the note of a new session with ``who``."""
    if who == "-" and source is None:
        who, source = None, "-"
    if source != "-":
        raise UsageError(
            _(
                "Send the note on standard input and end the line in “-”, as in "
                "“coachtui note K-001 -”; or write it in the screens, where “n” begins one."
            )
        )
    fields = {name: value for name, value in given.items() if value is not None}
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        fields["note"] = asking.whole_input()
        record, session = sessions.add(vault, card.id, fields, clock.today())
    number = opened.number_of(record, session)
    output.say(_("Saved: session {number} with {code}.").format(number=number, code=card.code))
