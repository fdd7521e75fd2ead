"""``coachtui agreement new``: from a template."""

from __future__ import annotations

import click

from coachtui import clock
from coachtui.cli import opened, options, output
from coachtui.cli.spoken import Command
from coachtui.invocation import Invocation
from coachtui.language import N_, Language, _
from coachtui.services import agreements


@click.command(
    "new",
    cls=Command,
    help=N_(
        "Make an agreement from a template, every clause open. Its language is the client's "
        "unless --lang says; here --lang is not the language of the messages."
    ),
)
@options.the_client
@click.option(
    "--template", default="core", metavar="ID", help=N_("The template; core if left out.")
)
@options.language("--lang", N_("The language of the agreement."))
@click.option(
    "--replace-draft", is_flag=True, help=N_("Throw away the one under way, if it is not signed.")
)
@click.pass_obj
def new(
    invocation: Invocation,
    /,
    who: str | None,
    template: str,
    lang: Language | None,
    replace_draft: bool,
) -> None:
    """Make an agreement with the client ``who``, from a template."""
    wanted = lang or invocation.language
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        record = agreements.begin(
            vault,
            card.id,
            clock.today(),
            template,
            wanted,
            replace_draft,
        )
    made = agreements.current(record)
    message = _("Made: {total} clauses in “{language}”, all open.")
    output.say(message.format(total=len(made.clauses), language=made.language))
