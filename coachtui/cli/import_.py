"""``coachtui import``: bringing in what is already there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from coachtui import clock, services
from coachtui.cli import asking, filling, opened, options, output
from coachtui.cli.progress import bar
from coachtui.cli.spoken import Group
from coachtui.errors import NotAllowed, UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, Language, _, ngettext

if TYPE_CHECKING:
    from coachtui.services.importing import Added, Double, Newcomer, Plan, Refused, Sheet

command = Group(
    "import",
    help=N_("Bring in what is already there: csv."),
    examples=("$ coachtui import csv clients.csv",),
)


@command.command(
    "csv",
    help=N_(
        "Bring in clients from a spreadsheet that was saved as CSV; - is standard input. Without "
        "--apply nothing is changed, and what would be is told: who is new, who is there already, "
        "and which lines cannot be used and why. With it all are added, or none."
    ),
    examples=(
        "$ coachtui import csv clients.csv",
        "$ coachtui import csv clients.csv --apply",
        "$ coachtui import csv --apply - < clients.csv",
    ),
)
@options.the_file
@click.option("--apply", "really", is_flag=True, help=N_("Add them; nobody is added twice."))
@options.template
@options.assigned
@options.other_consents
@click.option(
    "--leave-out",
    multiple=True,
    metavar=N_("COLUMN"),
    help=N_("A column to pass over. May be repeated; others that are not known go to the remark."),
)
@options.as_json
@click.pass_obj
def _csv(
    invocation: Invocation,
    /,
    file: str,
    really: bool,
    template: str,
    assigned: tuple[str, ...],
    other_consents: str | None,
    leave_out: tuple[str, ...],
    json: bool,
) -> int:
    content = _content(file)
    today = clock.today()
    added: tuple[Added, ...] = ()
    with opened.unlocked(invocation) as vault:
        values = _values(template, assigned, vault.practice().language)
        assumed = services.importing.Assumed(template, other_consents is not None, values)
        sheet = services.importing.read(vault, content, today, assumed, leave_out)
        plan = services.importing.plan(vault, sheet)
        if problem := opened.damage(vault):
            raise problem
        if really and not sheet.refused:
            with bar(_("Adding")) as progress:
                plan, added = services.importing.add(vault, sheet, today, progress)
    codes = {each.line: each.record.client.code for each in added}
    if json:
        output.as_json(_plain(sheet, plan, codes))
    else:
        _print(sheet, plan, codes)
    if added and file != "-":
        message = _("{file} still lies there in clear. Remove it when you need it no more.")
        output.say(message.format(file=file))
    return _concluded(sheet, plan, really)


def _values(template: str, assigned: Sequence[str], language: Language) -> dict[str, str]:
    """What ``assigned`` gives the variables of the template, which has the same in each language."""
    if not assigned:
        return {}
    return filling.given(services.templates.load(template, language), assigned)


def _content(file: str) -> bytes:
    """What is in ``file``, or on standard input.

    Raises:
        NotFound: there is no such file.
        CoachError: it cannot be read, or is too long.
        UsageError: there is nothing on standard input.
    """
    if file != "-":
        return services.documents_in.read_bytes(
            services.entry.place("file", file), services.importing.MOST_BYTES
        )
    content = asking.raw_input(services.importing.MOST_BYTES)
    if not content:
        raise UsageError(_("There is nothing on standard input. Send it the CSV, or name a file."))
    if len(content) > services.importing.MOST_BYTES:
        limit = services.importing.MOST_BYTES // 1024
        message = _("Standard input is longer than {limit} KiB. Nothing was changed; divide it.")
        raise NotAllowed(message.format(limit=limit))
    return content


def _plain(sheet: Sheet, plan: Plan, codes: dict[int, str]) -> dict[str, Any]:
    return {
        "new": [_plain_newcomer(each, codes) for each in plan.newcomers],
        "doubles": [
            {
                "line": each.line,
                "by": each.by.value,
                "code": each.code or None,
                "earlier_line": each.earlier or None,
            }
            for each in plan.doubles
        ],
        "refused": [{"line": each.line, "reason": each.reason} for each in sheet.refused],
        "kept_in_remark": list(sheet.kept),
    }


def _plain_newcomer(newcomer: Newcomer, codes: dict[int, str]) -> dict[str, Any]:
    client = newcomer.client
    return {
        "line": newcomer.line,
        "code": codes.get(newcomer.line),
        "name": client.name,
        "email": client.email,
        "state": client.state.value,
        "engagement": newcomer.engagement is not None,
        "signed": newcomer.agreement.on.isoformat() if newcomer.agreement else None,
    }


def _print(sheet: Sheet, plan: Plan, codes: dict[int, str]) -> None:
    if plan.newcomers:
        _print_newcomers(plan.newcomers, codes)
    for double in plan.doubles:
        output.line(_double(double))
    _print_refused(sheet.refused)
    if sheet.kept:
        message = _("Kept in the remark, because the columns are not known: {columns}.")
        output.line(message.format(columns=", ".join(sheet.kept)))


def _print_newcomers(newcomers: Sequence[Newcomer], codes: dict[int, str]) -> None:
    headings = (_("Line"), _("Code"), _("Name"), _("E-mail"), _("State"), _("Agreement"))
    rows = [
        (
            str(each.line),
            codes.get(each.line, "–"),
            each.client.name,
            each.client.email,
            services.wording.term(each.client.state),
            _("signed {day}").format(day=each.agreement.on.isoformat()) if each.agreement else "–",
        )
        for each in newcomers
    ]
    output.table(headings, rows, right=(0,))


def _double(double: Double) -> str:
    if double.code:
        message = {
            services.importing.By.EMAIL: _(
                "Line {line}: there already, {code} has the same e-mail address."
            ),
            services.importing.By.NAME: _("Line {line}: there already, {code} has the same name."),
        }[double.by]
    else:
        message = {
            services.importing.By.EMAIL: _(
                "Line {line}: line {earlier} has the same e-mail address."
            ),
            services.importing.By.NAME: _("Line {line}: line {earlier} has the same name."),
        }[double.by]
    return message.format(line=double.line, code=double.code, earlier=double.earlier)


def _print_refused(refused: Sequence[Refused]) -> None:
    for each in refused:
        message = _("Line {line} cannot be used: {reason}")
        output.line(message.format(line=each.line, reason=each.reason))


def _concluded(sheet: Sheet, plan: Plan, really: bool) -> int:
    """Say what it comes to; gives the exit code."""
    if sheet.refused:
        message = ngettext(
            "{count} line cannot be used. Nothing was changed: put it right or take it out first.",
            "{count} lines cannot be used. Nothing was changed: put them right or take them out first.",
            len(sheet.refused),
        )
        output.say(message.format(count=len(sheet.refused)))
        return 1
    if not plan.newcomers:
        output.say(_("There is nobody new in it. Nothing was changed."))
        return 0
    if skipped := len(plan.doubles):
        message = ngettext(
            "{count} line is passed over: who stands in it is there already.",
            "{count} lines are passed over: who stands in them is there already.",
            skipped,
        )
        output.say(message.format(count=skipped))
    output.say(_added(len(plan.newcomers), really))
    return 0


def _added(count: int, really: bool) -> str:
    if really:
        message = ngettext("Added: {count} client.", "Added: {count} clients.", count)
    else:
        message = ngettext(
            "{count} client would be added. Nothing was changed yet; --apply does it.",
            "{count} clients would be added. Nothing was changed yet; --apply does it.",
            count,
        )
    return message.format(count=count)
