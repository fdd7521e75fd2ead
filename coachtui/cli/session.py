"""``coachtui session``: what was written down, read back and put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coachtui import clock, services, spelling
from coachtui.cli import asking, opened, options, output
from coachtui.cli.plain import of_sessions
from coachtui.cli.spoken import Group
from coachtui.domain.session import SessionState
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.domain.record import ClientRecord

command = Group(
    "session",
    help=N_(
        "Sessions: list, edit, move, delete. SESSION is the number in the list, a day, or an id."
    ),
    examples=(
        "$ coachtui session list K-001",
        "$ coachtui session edit K-001 3 --minutes 60",
    ),
)


@command.command(
    "list",
    help=N_("List the sessions with a client, the first one first."),
    examples=(
        "$ coachtui session list K-001",
        "$ coachtui session list K-001 --notes",
    ),
)
@options.the_client
@click.option("--notes", is_flag=True, help=N_("Print the notes in full."))
@options.as_json
@click.pass_obj
def _list(invocation: Invocation, /, who: str | None, notes: bool, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
    if json:
        output.as_json(of_sessions(record))
    elif not record.sessions:
        message = _("No session is written down yet. “coachtui note {code}” writes one.")
        output.say(message.format(code=record.client.code))
    elif notes:
        _print_notes(record)
    else:
        _print_list(record)


def _print_list(record: ClientRecord) -> None:
    rows = [
        (
            str(number),
            session.date.isoformat(),
            services.wording.term(session.kind),
            services.wording.term(session.state),
            str(session.minutes),
            _("paid") if session.paid else _("pro bono"),
            services.reading.first_line(session.note),
        )
        for number, session in enumerate(record.sessions, 1)
    ]
    headings = (_("No."), _("Date"), _("Kind"), _("State"), _("Minutes"), _("Pay"), _("Note"))
    output.table(headings, rows, right=(0, 4))


def _print_notes(record: ClientRecord) -> None:
    for number, session in enumerate(record.sessions, 1):
        if number > 1:
            output.line("")
        heading = (str(number), session.date.isoformat(), services.wording.term(session.kind))
        output.line("--- " + " · ".join(heading))
        output.text(session.note or _("No note was written."))


_the_session = click.argument("session", metavar=N_("SESSION"))


@command.command(
    "edit",
    help=N_(
        "Correct a session. With - at the end, a new note is read from standard input and takes "
        "the place of the old one."
    ),
    examples=(
        "$ coachtui session edit K-001 3 - < note.md",
        "$ coachtui session edit K-001 2026-11-24 --minutes 60 --state no-show",
    ),
)
@options.the_client
@_the_session
@click.argument("source", metavar="[-]", required=False)
@options.plain("--date", N_("DAY"), N_("The day, such as 2026-11-24 or 24.11.2026."))
@options.minutes
@options.kind
@click.option("--state", type=options.OneOf(SessionState), help=N_("Whether it took place."))
@options.paid
@click.pass_obj
def _edit(
    invocation: Invocation, /, who: str | None, session: str, source: str | None, **given: Any
) -> None:
    fields = {name: value for name, value in given.items() if value is not None}
    if source not in (None, "-"):
        raise UsageError(_("A note is not given on the line: write - and send it instead."))
    if not source and not fields:
        raise UsageError(_("Say what to change, for example --minutes 60, or - for the note."))
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        chosen = opened.session(record, session)
        if source:
            fields["note"] = asking.whole_input(asking.THE_NOTE)
        record = services.sessions.edit(vault, record.id, chosen.id, fields, clock.today())
    _tell(_("Saved: session {number} with {code}."), record, record.session(chosen.id))


@command.command(
    "move",
    help=N_("Move a session to the client it belongs to."),
    examples=("$ coachtui session move K-001 3 K-002",),
)
@options.the_client
@_the_session
@click.argument("to", metavar=N_("TO"))
@click.pass_obj
def _move(invocation: Invocation, /, who: str | None, session: str, to: str) -> None:
    with opened.unlocked(invocation) as vault:
        record, target = opened.record(vault, who), opened.client(vault, to)
        chosen = opened.session(record, session)
        if target.id == record.id:
            message = _("That session is with {code} already. Nothing was changed.")
            raise UsageError(message.format(code=target.code))
        moved = services.sessions.move(vault, record.id, chosen.id, target.id)
    _tell(_("Moved: it is session {number} with {code} now."), moved, chosen)


@command.command(
    "delete",
    help=N_("Delete a session after a question. The file's state before is kept until the next."),
    examples=(
        "$ coachtui session delete K-001 3",
        "$ coachtui session delete K-001 3 --yes",
    ),
)
@options.the_client
@_the_session
@click.option("--yes", is_flag=True, help=N_("Do not ask."))
@click.pass_obj
def _delete(invocation: Invocation, /, who: str | None, session: str, yes: bool) -> None:
    if not yes and not asking.on_terminal():
        raise UsageError(_("There is no terminal to ask on. Add --yes to delete without asking."))
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        chosen = opened.session(record, session)
        question = _("Delete the session of {day} with {code}?").format(
            day=spelling.weekday_and_day(chosen.date), code=record.client.code
        )
        if not yes and not asking.agreed(question):
            output.say(_("It was left as it is."))
            return
        services.sessions.delete(vault, record.id, chosen.id)
    output.say(_("Deleted."))


def _tell(message: str, record: ClientRecord, session: Any) -> None:
    number = opened.number_of(record, session)
    output.say(message.format(number=number, code=record.client.code))
