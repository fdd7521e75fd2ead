"""``coachtui agreement amend`` and ``comment``: words of one's own for one client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coachtui import services
from coachtui.cli import asking, opened, options, output
from coachtui.cli.spoken import Command
from coachtui.domain.changed_words import changed_words
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.domain.agreement import Clause

_the_clause = click.argument("clause", metavar=N_("CLAUSE"), required=False)


def _named(clause: str | None) -> str:
    if clause is None:
        raise UsageError(_("Name the clause; “coachtui agreement show” lists them."))
    return clause


@click.command(
    "amend",
    cls=Command,
    help=N_(
        "Put another wording in the place of a clause for this client, Markdown from standard "
        "input; what changed is printed. The clause is open again, and the template's wording is "
        "kept beside it."
    ),
    examples=(
        "$ coachtui agreement amend K-001 cadence < wording.md",
        "$ coachtui agreement amend K-001 cadence --template",
    ),
)
@options.the_client
@_the_clause
@click.option(
    "--template", "as_template", is_flag=True, help=N_("Put the template's wording back instead.")
)
@click.pass_obj
def amend(
    invocation: Invocation, /, who: str | None, clause: str | None, as_template: bool
) -> None:
    """Change the wording of one clause of the agreement with the client ``who``."""
    clause_id = _named(clause)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        before = services.agreements.current(record).clause(clause_id)
        text = before.template_text or before.text if as_template else _new_wording(before)
        record = services.agreements.amend(vault, record.id, clause_id, text)
    after = services.agreements.current(record).clause(clause_id)
    if after == before:
        output.say(_("The wording is the same. Nothing was changed."))
        return
    output.changes(changed_words(before.text, after.text))
    if after.amended:
        output.say(_("Saved: “{clause}” has a wording of its own.").format(clause=clause_id))
    else:
        output.say(_("Saved: “{clause}” reads as its template does.").format(clause=clause_id))


def _new_wording(before: Clause) -> str:
    if asking.on_terminal():
        output.text(before.text + "\n")
    return asking.whole_input(N_("The new wording; Ctrl+D on a line of its own ends it:"))


@click.command(
    "comment",
    cls=Command,
    help=N_(
        "Put a comment on a clause, Markdown from standard input. It takes the place of the one "
        "that is there."
    ),
    examples=(
        "$ coachtui agreement comment K-001 cadence < comment.md",
        "$ coachtui agreement comment K-001 cadence --remove",
    ),
)
@options.the_client
@_the_clause
@click.option("--remove", is_flag=True, help=N_("Take the comment away instead."))
@click.pass_obj
def comment(invocation: Invocation, /, who: str | None, clause: str | None, remove: bool) -> None:
    """Comment on one clause of the agreement with the client ``who``."""
    clause_id = _named(clause)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        before = services.agreements.current(record).clause(clause_id)
        text = "" if remove else _new_comment(before)
        services.agreements.comment(vault, record.id, clause_id, text.strip(), before.comment)
    output.say(_("Saved: “{clause}”.").format(clause=clause_id))


def _new_comment(before: Clause) -> str:
    if asking.on_terminal() and before.comment:
        output.text(before.comment + "\n")
    return asking.whole_input(N_("The comment; Ctrl+D on a line of its own ends it:"))
