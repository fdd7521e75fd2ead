"""``coachtui agreement show``: what it says, and what was said to it."""

from __future__ import annotations

import click

from coachtui.cli import opened, options, output
from coachtui.cli.agreement import view
from coachtui.cli.plain import of_tally
from coachtui.cli.spoken import Command
from coachtui.domain.agreement import tally
from coachtui.domain.value import to_plain
from coachtui.invocation import Invocation
from coachtui.language import N_
from coachtui.services import agreements


@click.command("show", cls=Command, help=N_("Show the agreement with a client, clause by clause."))
@options.the_client
@click.option("--text", is_flag=True, help=N_("Print the clauses in full."))
@options.as_json
@click.pass_obj
def show(invocation: Invocation, /, who: str | None, text: bool, json: bool) -> None:
    """Print the agreement with the client ``who``."""
    with opened.unlocked(invocation) as vault:
        agreement = agreements.current(opened.record(vault, who))
    if json:
        output.as_json({**to_plain(agreement), "progress": of_tally(tally(agreement))})
        return
    view.show(agreement, text)
