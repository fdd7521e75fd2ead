"""``coachtui note``: writing down a session that was held."""

from __future__ import annotations

from typing import Any

import click

from coachtui import clock, services
from coachtui.cli import asking, opened, options, output
from coachtui.cli.spoken import Command
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _


@click.command(
    "note",
    cls=Command,
    help=N_(
        "Write down a session that was held. On a terminal the editor opens. With - at the end "
        "of the line the note, Markdown, is read from standard input; without CLIENT, the first "
        "line there names the client. Minutes and pay are those of the engagement unless told."
    ),
    examples=(
        "$ coachtui note K-001",
        "$ coachtui note K-001 - < note.md",
        "$ coachtui note K-001 --date 24.11.2026 --kind intro --pro-bono - < note.md",
    ),
)
@options.the_client
@click.argument("source", metavar="[-]", required=False)
@options.day
@options.minutes
@options.kind
@options.paid
@click.pass_obj
def command(invocation: Invocation, /, who: str | None, source: str | None, **given: Any) -> int:
    """Save standard input as the note of a new session with ``who``, or open the editor for one."""
    if who == "-" and source is None:
        who, source = None, "-"
    fields = {name: value for name, value in given.items() if value is not None}
    if source != "-" and (fields or not asking.on_terminal()):
        raise UsageError(
            _(
                "Send the note on standard input and end the line in “-”, as in "
                "“coachtui note K-001 -”. Alone on a terminal, “coachtui note” opens the editor."
            )
        )
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        if source != "-":
            return invocation.show(invocation, vault, note_for=card.id)
        fields["note"] = asking.whole_input(asking.THE_NOTE)
        record, session = services.sessions.add(vault, card.id, fields, clock.today())
    number = opened.number_of(record, session)
    output.say(_("Saved: session {number} with {code}.").format(number=number, code=card.code))
    return 0
