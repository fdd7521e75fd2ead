"""``coachtui agreement export``, ``read`` and ``verify``: what leaves the vault, and what comes back."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from coachtui import clock, services
from coachtui.cli import opened, options, output
from coachtui.cli.spoken import Command
from coachtui.cli.way_out import ANYWAY, FORCE, way_out
from coachtui.domain.agreement import ClauseKind, ClauseState, How
from coachtui.domain.disclosure import Copy, Form
from coachtui.domain.value import to_plain
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _, ngettext

if TYPE_CHECKING:
    from coachtui.services.returned import Change, Proposal

_ANYWAY = N_("Also one of another version, or one that does not say whose it is.")


@click.command(
    "export",
    cls=Command,
    help=N_(
        "Write the agreement to a file and print where. It leaves the vault in clear, readable "
        "by you alone, under the client's code, and the disclosure log says so. A PDF needs "
        "the extra “pdf”."
    ),
    examples=(
        "$ coachtui agreement export K-001 -o ~/outbox",
        "$ coachtui agreement export K-001 --format pdf --copy blank -o ~/outbox",
    ),
)
@options.the_client
@click.option(
    "--format",
    "form",
    type=options.OneOf(Form),
    default=Form.MARKDOWN,
    help=N_("Markdown, a page for a browser, or PDF; Markdown if left out."),
)
@click.option(
    "--copy",
    type=options.OneOf(Copy),
    help=N_(
        "Blank to talk about, filled in to be signed on paper, or as it was signed; the one that "
        "fits its state if left out."
    ),
)
@click.option(
    "-o",
    "--output",
    "folder",
    default=".",
    metavar=N_("DIR"),
    shell_complete=options.folders,
    help=N_("The folder; here if left out."),
)
@click.option("--force", is_flag=True, help=N_("Write over a file that is there."))
@click.pass_obj
def export(
    invocation: Invocation,
    /,
    who: str | None,
    folder: str,
    force: bool,
    form: Form,
    copy: Copy | None,
) -> None:
    """Write the agreement with the client ``who`` to a file."""
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        now = clock.now()
        with way_out(FORCE):
            path = services.exports.export_agreement(
                vault, card.id, services.entry.place("folder", folder), now, force, form, copy
            )
    output.line(str(path))


@click.command(
    "read",
    cls=Command,
    help=N_(
        "Read a Markdown copy that came back, ticked and written in with any editor, and show what "
        "it says otherwise. Nothing is changed without --apply."
    ),
    examples=(
        "$ coachtui agreement read K-001 ~/inbox/K-001.md",
        "$ coachtui agreement read K-001 ~/inbox/K-001.md --apply",
        "$ coachtui agreement read K-001 ~/inbox/K-001.md --apply --wording --how paper",
    ),
)
@options.the_client
@options.the_file
@click.option(
    "--apply", "apply", is_flag=True, help=N_("Take over answers and comments; never a conflict.")
)
@click.option(
    "--wording", is_flag=True, help=N_("With --apply: take over other wordings of clauses too.")
)
@click.option("--anyway", is_flag=True, help=_ANYWAY)
@click.option(
    "--how",
    type=options.OneOf(How),
    default=How.EMAIL,
    help=N_("In which way the client answered; by e-mail if left out."),
)
@options.day
@options.as_json
@click.pass_obj
def read(
    invocation: Invocation,
    /,
    who: str,
    file: str,
    apply: bool,
    wording: bool,
    anyway: bool,
    how: How,
    date: str | None,
    json: bool,
) -> None:
    """Show what a copy proposes, and take it over with ``apply``."""
    if wording and not apply:
        raise UsageError(_("--wording goes with --apply; without it nothing is changed."))
    on = options.entered_day(date)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        agreement = services.agreements.current(record)
        with way_out(ANYWAY):
            found = services.returned.read(
                vault, record.id, services.entry.place("file", file), anyway
            )
        chosen = services.returned.safe(found, wording) if apply else ()
        if chosen:
            services.returned.take_over(vault, record, found, chosen, on, how)
    if json:
        output.as_json(to_plain(found))
    else:
        kinds = {clause.id: clause.kind for clause in agreement.clauses}
        for proposal in found:
            _show(proposal, kinds)
    _tell(found, chosen, apply)


def _show(proposal: Proposal, kinds: dict[str, ClauseKind]) -> None:
    where = proposal.clause or _("outside the clauses")
    if proposal.is_answer:
        states = (proposal.before, proposal.after)
        before, after = (
            services.wording.answer(kinds[proposal.clause], ClauseState(each)) for each in states
        )
        output.line(f"{where}: {before} → {after}")
        return
    output.line(f"{where}: {_heading(proposal.change)}")
    before = "" if proposal.change is services.returned.Change.CONFLICT else proposal.before
    old, new = before.splitlines(), proposal.after.splitlines()
    for line in difflib.ndiff(old, new):
        if not line.startswith("?"):
            output.text(f"  {line}")


def _heading(change: Change) -> str:
    changes = services.returned.Change
    return {
        changes.CONFLICT: _("ticked, and yet no clear answer"),
        changes.COMMENT: _("a comment"),
        changes.TEXT: _("another wording"),
        changes.ADDED: _("a part that the agreement does not have"),
        changes.REMOVED: _("is not in the copy"),
    }[change]


def _tell(
    found: Sequence[Proposal],
    chosen: Sequence[Proposal],
    apply: bool,
) -> None:
    if not found:
        output.say(_("The copy says nothing that is not in the vault."))
    elif not apply:
        count = len(found)
        message = ngettext(
            "{count} proposal. Nothing was changed; --apply takes over answers and comments.",
            "{count} proposals. Nothing was changed; --apply takes over answers and comments.",
            count,
        )
        output.say(message.format(count=count))
    else:
        message = _("Taken over: {taken} of {count}. What is left is to be decided by hand.")
        if len(chosen) == len(found):
            message = _("Taken over: all {count}.")
        output.say(message.format(taken=len(chosen), count=len(found)))


@click.command(
    "verify",
    cls=Command,
    help=N_(
        "Say whether text, answers and signatures of a Markdown copy are what the vault holds, and "
        "what differs first. The exit code is 0 or 1."
    ),
    examples=("$ coachtui agreement verify K-001 ~/inbox/K-001.md",),
)
@options.the_client
@options.the_file
@click.pass_obj
def verify(invocation: Invocation, /, who: str, file: str) -> int:
    """Hold a copy against the vault."""
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        verdict = services.returned.verify(vault, card.id, services.entry.place("file", file))
    output.line(verdict.sentence)
    return 0 if verdict.holds else 1
