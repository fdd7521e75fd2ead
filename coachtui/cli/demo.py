"""``coachtui demo``: the screens on a made-up practice."""

from __future__ import annotations

import click

from coachtui import clock, services
from coachtui.cli import asking
from coachtui.cli.spoken import Command
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _


@click.command(
    "demo",
    cls=Command,
    help=N_(
        "Look around in a made-up practice. It lies in a temporary vault and is gone at exit, with "
        "all that was changed in it; your own vault is not touched."
    ),
    examples=(
        "$ coachtui demo",
        "$ coachtui --lang nb demo",
    ),
)
@click.pass_obj
def command(invocation: Invocation, /) -> int:
    """Show the screens on a temporary vault; gives their exit code."""
    if not asking.on_terminal():
        raise UsageError(
            _("The demo needs a terminal to show its screens on. Over SSH, ask for one: “ssh -t”.")
        )
    greeting = _("A made-up practice, gone when you leave. If it locks: “{passphrase}”.")
    with services.demo.temporary(clock.today()) as vault:
        return invocation.show(
            invocation, vault, greeting=greeting.format(passphrase=services.demo.PASSPHRASE)
        )
