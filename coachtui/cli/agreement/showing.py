"""``coachtui agreement show``: what it says, and what was said to it."""

from __future__ import annotations

import click

from coachtui import services
from coachtui.cli import opened, options, output
from coachtui.cli.agreement import view
from coachtui.cli.agreement.plain import of_agreement
from coachtui.cli.spoken import Command
from coachtui.invocation import Invocation
from coachtui.language import N_


@click.command(
    "show",
    cls=Command,
    help=N_("Show the agreement with a client, clause by clause."),
    examples=(
        "$ coachtui agreement show K-001",
        "$ coachtui agreement show K-001 --text",
        "$ coachtui agreement show K-001 --version 1 --json",
    ),
)
@options.the_client
@click.option("--text", is_flag=True, help=N_("Print the clauses in full."))
@click.option(
    "--version",
    "number",
    type=click.IntRange(1),
    metavar="N",
    help=N_("An older version instead; “coachtui agreement versions” lists them."),
)
@options.as_json
@click.pass_obj
def show(
    invocation: Invocation, /, who: str | None, text: bool, number: int | None, json: bool
) -> None:
    """Print the agreement with the client ``who``."""
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        agreement = services.agreements.current(record)
        missing = services.signing.yet_to_sign(vault.practice(), record)
    if number is not None:
        agreement = services.versions.version(record, number)
    if json:
        output.as_json(of_agreement(agreement))
    else:
        view.show(agreement, text, [role for role, _name in missing])
