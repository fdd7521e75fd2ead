"""``coachtui agreement review``: the agreement alone on the screen, for two people to go through."""

from __future__ import annotations

import click

from coachtui import services
from coachtui.cli import asking, opened, options
from coachtui.cli.spoken import Command
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _


@click.command(
    "review",
    cls=Command,
    help=N_(
        "Go through the agreement with the client beside you: the screen shows this agreement and "
        "nothing of anybody else. Leaving it asks for the passphrase."
    ),
    examples=("$ coachtui agreement review K-001",),
)
@options.the_client
@click.pass_obj
def review(invocation: Invocation, /, who: str | None) -> int:
    """Show the agreement with the client ``who`` alone; gives the exit code of the screens."""
    if not asking.on_terminal():
        raise UsageError(
            _("A review needs a terminal to show its screen on. Over SSH, ask for one: “ssh -t”.")
        )
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        services.agreements.current(record)
        return invocation.show(invocation, vault, present=record.id)
