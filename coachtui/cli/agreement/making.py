"""``coachtui agreement new``: from a template."""

from __future__ import annotations

import click

from coachtui import clock, services
from coachtui.cli import asking, filling, opened, options, output
from coachtui.cli.spoken import Command
from coachtui.cli.way_out import REPLACE_DRAFT, way_out
from coachtui.invocation import Invocation
from coachtui.language import N_, Language, _


@click.command(
    "new",
    cls=Command,
    help=N_(
        "Make an agreement from a template, every clause open. Its language is the client's "
        "unless --lang says, which behind “new” is not the language of the messages. What the "
        "template needs and nothing else tells is asked for."
    ),
    examples=(
        "$ coachtui agreement new K-001",
        "$ coachtui agreement new K-001 --template full --lang nb",
        "$ coachtui agreement new K-001 --template full --set fee=1200 --set sponsor",
    ),
)
@options.the_client
@options.template
@options.language("--lang", N_("The language of the agreement."))
@options.title
@options.assigned
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
    title: str | None,
    assigned: tuple[str, ...],
    replace_draft: bool,
) -> None:
    """Make an agreement with the client ``who``, from a template."""
    today = clock.today()
    with opened.unlocked(invocation) as vault:
        record, practice = opened.record(vault, who), vault.practice()
        chosen = services.templates.load(template, lang or record.client.language)
        asked = services.questions.asked(practice, record, chosen, today, not asking.on_terminal())
        values = filling.filled_in(
            chosen, assigned, asked, services.filling.known(practice, record, today)
        )
        with way_out(REPLACE_DRAFT):
            record = services.questions.begin(
                vault, record.id, today, chosen, values, title or "", replace_draft
            )
    made = services.agreements.current(record)
    message = _("Made: {total} clauses in “{language}”, all open.")
    output.say(message.format(total=len(made.clauses), language=made.language))
