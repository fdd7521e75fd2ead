"""``coachtui vault check``: whether everything is as it was written, and putting right what is not."""

from __future__ import annotations

import click

from coachtui.cli import opened, options, output
from coachtui.cli.progress import bar
from coachtui.cli.spoken import Command
from coachtui.domain.value import to_plain
from coachtui.errors import Damaged
from coachtui.invocation import Invocation
from coachtui.language import N_, _, ngettext
from coachtui.services import checking
from coachtui.services.checking import Report


@click.command(
    "check",
    cls=Command,
    help=N_(
        "Read every file of the vault and say which is not as it was written. Exit code 0 means "
        "that all is well, 5 that something is not. No name of a client is shown."
    ),
)
@options.as_json
@click.pass_obj
def check(invocation: Invocation, /, json: bool) -> None:
    """Check the vault that ``invocation`` names."""
    with opened.unlocked(invocation, checking.unlock_as_it_is) as vault, bar(_("Checking")) as done:
        report = checking.check(vault, done)
    if json:
        output.as_json(_as_plain(report))
    else:
        _print(report)
    if not report.ok:
        raise Damaged(
            ngettext(
                "{count} problem was found. Nothing was changed.",
                "{count} problems were found. Nothing was changed.",
                len(report.problems),
            ).format(count=len(report.problems))
        )


def _as_plain(report: Report) -> dict[str, object]:
    return {"ok": report.ok, "records": report.records, "problems": to_plain(report.problems)}


def _print(report: Report) -> None:
    for problem in report.problems:
        output.line(_("{file}: {what}.").format(file=problem.file, what=problem.what))
        output.line(f"  {problem.safe}")
        output.line(f"  {problem.next}")
    for sentence in report.mentioned:
        output.line(sentence)
    if report.ok:
        message = ngettext(
            "All is well: {count} record, and everything around it.",
            "All is well: {count} records, and everything around them.",
            report.records,
        )
        output.line(message.format(count=report.records))
