"""``coachtui vault check``: whether everything is as it was written, and putting right what is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachtui import clock, services
from coachtui.cli import asking, opened, options, output
from coachtui.cli.progress import bar
from coachtui.cli.spoken import Command
from coachtui.domain.value import to_plain
from coachtui.errors import Damaged, UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _, ngettext

if TYPE_CHECKING:
    from coachtui.services.checking import Outcome, Report
    from coachtui.services.keys import Secret
    from coachtui.services.opening import Progress, Vault

    _Step = Callable[[Vault, datetime, Progress], Outcome]


@click.command(
    "check",
    cls=Command,
    help=N_(
        "Read every file of the vault and say which is not as it was written. Exit code 0 means "
        "that all is well, 5 that something is not. No name of a client is shown."
    ),
    examples=(
        "$ coachtui vault check",
        "$ coachtui vault check --repair",
        "$ coachtui vault check --repair --accept --yes --json",
    ),
)
@click.option(
    "--repair",
    is_flag=True,
    help=N_("Put right what can be without losing anything; what is replaced is kept aside."),
)
@click.option(
    "--accept",
    is_flag=True,
    help=N_("Take older files as they are and go on without missing ones, after a question."),
)
@click.option("--yes", is_flag=True, help=N_("Do not ask."))
@options.as_json
@click.pass_obj
def check(invocation: Invocation, /, repair: bool, accept: bool, yes: bool, json: bool) -> None:
    """Check the vault that ``invocation`` names, and put right what the line says."""
    if accept and not yes and not asking.on_terminal():
        raise UsageError(_("There is no terminal to ask on. Add --yes to accept without asking."))
    with opened.unlocked(invocation, _opening(json)) as vault:
        with bar(_("Checking")) as done:
            report = services.checking.check(vault, done)
        if repair and not report.ok:
            report = _stepped(vault, _("Repairing"), services.checking.repair)
        if accept and not report.ok and (yes or _agreed(report)):
            report = _stepped(vault, _("Accepting"), services.checking.accept)
    if json:
        output.as_json(_as_plain(report))
    else:
        _print(report)
    if not report.ok:
        raise _found(report, untouched=not (repair or accept))


def _opening(json: bool) -> opened.Unlock:
    """Opens the vault as it is; with ``json``, a script also reads why it cannot be opened."""

    def unlock(path: Path, secret: Secret) -> Vault:
        try:
            return services.checking.unlock_as_it_is(path, secret)
        except Damaged:
            if json:
                output.as_json(_as_plain(services.checking.unopened(path)))
            raise

    return unlock


def _stepped(vault: Vault, label: str, step: _Step) -> Report:
    """The report after ``step``, of which each thing that it did was told."""
    with bar(label) as progress:
        outcome = step(vault, clock.now(), progress)
    for done in outcome.done:
        output.say(_("{file}: {what}.").format(file=done.file, what=done.what))
    return outcome.report


def _agreed(report: Report) -> bool:
    """Whether the person takes the vault as it is, once it was said how that is."""
    for problem in report.problems:
        output.say(_("{file}: {what}.").format(file=problem.file, what=problem.what))
    return asking.agreed(_("Take older files as they are, and go on without missing ones?"))


def _found(report: Report, untouched: bool) -> Damaged:
    count = len(report.problems)
    if untouched:
        message = ngettext(
            "{count} problem was found. Nothing was changed.",
            "{count} problems were found. Nothing was changed.",
            count,
        )
    else:
        message = ngettext(
            "{count} problem is left. Nothing was lost by what was done.",
            "{count} problems are left. Nothing was lost by what was done.",
            count,
        )
    return Damaged(message.format(count=count))


def _as_plain(report: Report) -> dict[str, object]:
    return {"ok": report.ok, "records": report.records, "problems": to_plain(report.problems)}


def _print(report: Report) -> None:
    if report.ok:
        message = ngettext(
            "All is well: {count} record, and everything around it.",
            "All is well: {count} records, and everything around them.",
            report.records,
        )
        output.line(message.format(count=report.records))
    for problem in report.problems:
        output.line(_("{file}: {what}.").format(file=problem.file, what=problem.what))
        output.line(f"  {problem.safe}")
        output.line(f"  {problem.next}")
    for sentence in report.mentioned:
        output.line(sentence)
