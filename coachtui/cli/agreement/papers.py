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
        "Write the agreement to a file and print where. It leaves the vault in clear, readable "
        "by you alone, under the client's code, and the disclosure log says so. A PDF needs "
        "coachtui[pdf]."
    ),
)
@options.the_client
@click.option(
    "--format",
    "form",
    type=options.OneOf(exports.Form),
    default=exports.Form.MARKDOWN,
    help=N_("Markdown, a page for a browser, or PDF; Markdown if left out."),
)
@click.option(
    "--copy",
    type=options.OneOf(exports.Copy),
    help=N_(
        "Blank to talk about, filled in to be signed on paper, or as it was signed; the one that "
        "fits its state if left out."
    ),
)
@click.option(
    "-o", "--output", "folder", default=".", metavar="DIR", help=N_("The folder; here if left out.")
)
@click.option("--force", is_flag=True, help=N_("Write over a file that is there."))
@click.pass_obj
def export(
    invocation: Invocation,
    /,
    who: str | None,
    folder: str,
    force: bool,
    form: exports.Form,
    copy: exports.Copy | None,
) -> None:
    """Write the agreement with the client ``who`` to a file."""
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        now = clock.now()
        path = exports.export_agreement(vault, card.id, Path(folder), now, force, form, copy)
    output.line(str(path))
