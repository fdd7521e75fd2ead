"""``coachtui agreement export``: what leaves the vault."""

from __future__ import annotations

from pathlib import Path

import click

from coachtui import clock
from coachtui.cli import opened, options, output
from coachtui.cli.spoken import Command
from coachtui.invocation import Invocation
from coachtui.language import N_
from coachtui.services import exports


@click.command(
    "export",
    cls=Command,
    help=N_(
        "Write the agreement as Markdown and print where. It leaves the vault in clear, readable "
        "by you alone, under the client's code, and the disclosure log says so."
    ),
)
@options.the_client
@click.option(
    "-o", "--output", "folder", default=".", metavar="DIR", help=N_("The folder; here if left out.")
)
@click.option("--force", is_flag=True, help=N_("Write over a file that is there."))
@click.pass_obj
def export(invocation: Invocation, /, who: str | None, folder: str, force: bool) -> None:
    """Write the agreement with the client ``who`` to a file."""
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        path = exports.export_agreement(vault, card.id, Path(folder), clock.now(), force)
    output.line(str(path))
