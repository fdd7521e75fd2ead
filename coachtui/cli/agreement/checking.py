"""``coachtui agreement check``: what an agreement lacks, leaves open or contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from coachtui import services
from coachtui.cli import opened, options, output
from coachtui.cli.spoken import Command
from coachtui.domain.value import to_plain
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.domain.finding import Finding


@click.command(
    "check",
    cls=Command,
    help=N_(
        "Look through the agreement for what it lacks, leaves open or contradicts. The exit code "
        "is 1 if there are errors; advice is for you to weigh. It is a help, not legal advice."
    ),
    examples=(
        "$ coachtui agreement check K-001",
        "$ coachtui agreement check K-001 --json",
    ),
)
@options.the_client
@options.as_json
@click.pass_obj
def check(invocation: Invocation, /, who: str | None, json: bool) -> int:
    """Check the agreement with the client ``who``; gives the exit code."""
    with opened.unlocked(invocation) as vault:
        findings = services.agreement_check.findings(opened.record(vault, who))
    level = services.agreement_check.Level
    errors = [each for each in findings if each.level is level.ERROR]
    if json:
        output.as_json(to_plain(findings))
    else:
        _print(_("Errors"), errors)
        _print(
            _("Advice"),
            [each for each in findings if each.level is level.ADVICE],
        )
        if not findings:
            output.line(_("Nothing was found."))
        output.say(services.agreement_check.disclaimer())
    return 1 if errors else 0


def _print(title: str, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    output.line(f"{title}:")
    for each in findings:
        where = f"{each.clause}: " if each.clause else ""
        output.line(f"- {where}{each.message}")
        output.line(f"  {each.mend}")
    output.line("")
