"""``coachtui engagement``: the periods of coaching with a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coachtui import clock, services
from coachtui.cli import asking, opened, options, output
from coachtui.cli.spoken import Group
from coachtui.domain.value import to_plain
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.domain.record import ClientRecord

command = Group(
    "engagement",
    help=N_("Periods of coaching with a client: list, add, edit."),
    examples=(
        "$ coachtui engagement list K-001",
        "$ coachtui engagement edit K-001 --pro-bono",
    ),
)

_QUESTIONS = {"sponsor": N_("Sponsor")}


_fields = options.several(
    options.plain("--start", N_("DAY"), N_("The first day, such as 2026-11-24 or 24.11.2026.")),
    options.plain("--end", N_("DAY"), N_("The last day; empty for none.")),
    options.plain("--planned", "N", N_("How many sessions; empty for as many as it takes.")),
    options.plain("--cadence", N_("WEEKS"), N_("How many weeks from one session to the next.")),
    options.plain("--minutes", "N", N_("How many minutes a session takes.")),
    options.paid,
    options.secret("--sponsor", N_("The organisation that pays, if it is not the client.")),
)


def _read(given: dict[str, Any]) -> dict[str, Any]:
    given["cadence_weeks"] = given.pop("cadence")
    return asking.given_or_asked(given, _QUESTIONS)


@command.command(
    "list",
    help=N_("List the engagements with a client."),
    examples=(
        "$ coachtui engagement list K-001",
        "$ coachtui engagement list K-001 --json",
    ),
)
@options.the_client
@options.as_json
@click.pass_obj
def _list(invocation: Invocation, /, who: str | None, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
    if json:
        output.as_json(to_plain(record.engagements))
    elif record.engagements:
        _print_list(record)
    else:
        output.say(_("There is no engagement yet. “coachtui engagement add” makes one."))


def _print_list(record: ClientRecord) -> None:
    rows = [
        (
            str(number),
            each.start.isoformat(),
            each.end.isoformat() if each.end else "–",
            str(each.planned or "–"),
            str(each.cadence_weeks),
            str(each.minutes),
            _("paid") if each.paid else _("pro bono"),
            each.sponsor,
        )
        for number, each in enumerate(record.engagements, 1)
    ]
    headings = (_("No."), _("Start"), _("End"), _("Planned"), _("Weeks"), _("Minutes"), _("Pay"))
    output.table((*headings, _("Sponsor")), rows, right=(0, 3, 4, 5))


@command.command(
    "add",
    help=N_("Begin an engagement with a client; it starts today unless told."),
    examples=(
        "$ coachtui engagement add K-001",
        "$ coachtui engagement add K-001 --planned 12 --cadence 2 --minutes 90 --paid",
        "$ coachtui engagement add K-001 --sponsor",
    ),
)
@options.the_client
@_fields
@click.pass_obj
def _add(invocation: Invocation, /, who: str | None, **given: Any) -> None:
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        services.engagements.add(vault, card.id, _read(given), clock.today())
    output.say(_("Saved with {code}.").format(code=card.code))


@command.command(
    "edit",
    help=N_("Change an engagement, named by its number in the list; the latest if none is named."),
    examples=(
        "$ coachtui engagement edit K-001 --pro-bono",
        "$ coachtui engagement edit K-001 1 --end 24.11.2027 --sponsor",
    ),
)
@options.the_client
@click.argument("engagement", metavar=N_("[ENGAGEMENT]"), required=False)
@_fields
@click.pass_obj
def _edit(invocation: Invocation, /, who: str | None, engagement: str | None, **given: Any) -> None:
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        chosen = opened.engagement(record, engagement)
        fields = _read(given)
        if not fields:
            raise UsageError(_("Say what to change, for example --minutes 60."))
        services.engagements.edit(vault, record.id, chosen.id, fields)
    output.say(_("Saved with {code}.").format(code=record.client.code))
