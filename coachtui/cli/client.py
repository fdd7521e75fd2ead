"""``coachtui client``: adding, listing, showing, editing and erasing clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coachtui import clock, services
from coachtui.cli import asking, opened, options, output
from coachtui.cli.plain import of_card, of_tally
from coachtui.cli.progress import bar
from coachtui.cli.spoken import Group
from coachtui.domain.client import ClientState
from coachtui.domain.record import Card, ClientRecord, card_of
from coachtui.domain.value import to_plain
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.services.erasing import Reach
    from coachtui.services.opening import Vault

command = Group(
    "client",
    help=N_("Clients: add, list, show, edit, erase."),
    examples=(
        "$ coachtui client list",
        "$ coachtui client show K-001",
    ),
)

_QUESTIONS = {"name": N_("Name"), "email": N_("E-mail"), "phone": N_("Phone")}
_ALL_QUESTIONS = {**_QUESTIONS, "guardian": N_("Guardian")}


_fields = options.several(
    options.secret("--name", N_("The client's name.")),
    options.secret("--email", N_("The e-mail address.")),
    options.secret("--phone", N_("The phone number.")),
    options.secret("--guardian", N_("Who signs with a client who is not of age.")),
    options.language("--language", N_("The language you work in with the client.")),
    click.option(
        "--state",
        type=options.OneOf(ClientState),
        help=N_("Where the client is on the way from enquiry to end."),
    ),
)


@command.command(
    "add",
    help=N_(
        "Add a client and print the new code. Without --name, the name, the e-mail address and "
        "the phone number are asked for, or read from standard input, one on each line."
    ),
    examples=(
        "$ coachtui client add",
        "$ coachtui client add --language en < client.txt",
    ),
)
@_fields
@click.pass_obj
def _add(invocation: Invocation, /, **given: str | None) -> None:
    with opened.unlocked(invocation) as vault:
        fields = asking.given_or_asked(given, _ALL_QUESTIONS)
        if "name" not in fields:
            fields["name"] = asking.needed(_("Name"))
            for name in ("email", "phone"):
                if name not in fields:
                    fields[name] = asking.answer(_(_QUESTIONS[name])) or ""
        record = services.clients.add(vault, fields, clock.today())
    output.line(record.client.code)


@command.command(
    "list",
    help=N_("List the clients."),
    examples=(
        "$ coachtui client list",
        "$ coachtui client list --json",
    ),
)
@options.as_json
@click.pass_obj
def _list(invocation: Invocation, /, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        cards = vault.cards()
        problem = opened.damage(vault)
    if json:
        output.as_json([of_card(card) for card in cards])
    elif cards:
        _print_list(cards)
    elif not problem:
        output.say(_("There are no clients yet. “coachtui client add” adds one."))
    if problem:
        raise problem


def _print_list(cards: tuple[Card, ...]) -> None:
    headings = (_("Code"), _("Name"), _("E-mail"), _("State"), _("Agreement"), _("Sessions"))
    rows = [
        (
            card.code,
            card.name,
            card.email,
            services.wording.term(card.state),
            services.wording.progress(card.agreement),
            str(card.sessions),
            services.wording.days_since(card.last, clock.today()),
        )
        for card in cards
    ]
    output.table((*headings, _("Last")), rows, right=(5,))


@command.command(
    "show",
    help=N_("Show what is known of a client, without the notes."),
    examples=(
        "$ coachtui client show K-001",
        "$ coachtui client show K-001 --json",
    ),
)
@options.the_client
@options.as_json
@click.pass_obj
def _show(invocation: Invocation, /, who: str | None, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
    if json:
        output.as_json(_as_plain(record))
    else:
        _print_client(record)


def _as_plain(record: ClientRecord) -> dict[str, Any]:
    card = card_of(record)
    lying_there = {each.id for each in services.exports.still_there(record)}
    return {
        **to_plain(record.client),
        "agreement": of_tally(card.agreement),
        "engagements": to_plain(record.engagements),
        "sessions": card.sessions,
        "last": to_plain(card.last),
        "disclosures": [
            {**to_plain(each), "still_there": each.id in lying_there} for each in record.disclosures
        ],
    }


def _print_client(record: ClientRecord) -> None:
    client, card = record.client, card_of(record)
    output.facts(
        (
            (_("Code"), client.code),
            (_("Name"), client.name),
            (_("E-mail"), client.email),
            (_("Phone"), client.phone),
            (_("Guardian"), client.guardian),
            (_("Language"), client.language),
            (_("State"), services.wording.term(client.state)),
            (_("Since"), client.since.isoformat()),
            (_("Remark"), client.remark),
            (_("Engagements"), str(len(record.engagements) or "–")),
            (_("Agreement"), services.wording.progress(card.agreement)),
            (_("Sessions"), str(card.sessions or "–")),
            (_("Last session"), services.wording.days_since(card.last, clock.today())),
        )
    )
    for disclosure in services.exports.still_there(record):
        output.line(_("Still lying in clear: {file}").format(file=disclosure.file))


@command.command(
    "edit",
    help=N_(
        "Change what is known of a client. Without options, the name, the e-mail address and the "
        "phone number are asked for, or read from standard input, one on each line; an empty line "
        "keeps what is there. An option given without its value is asked for alone."
    ),
    examples=(
        "$ coachtui client edit K-001",
        "$ coachtui client edit K-001 --email",
        "$ coachtui client edit K-001 --state paused",
    ),
)
@options.the_client
@_fields
@click.pass_obj
def _edit(invocation: Invocation, /, who: str | None, **given: str | None) -> None:
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        record = _edited(vault, card.id, given)
    output.say(_("Saved: {code}.").format(code=record.client.code))


def _edited(vault: Vault, record_id: str, given: dict[str, str | None]) -> ClientRecord:
    fields = asking.given_or_asked(given, _ALL_QUESTIONS) or asking.changes_asked(_QUESTIONS)
    return services.clients.edit(vault, record_id, fields)


@command.command(
    "erase",
    help=N_(
        "Erase a client for good: record, drafts, and copies in snapshots. The code has to be typed, "
        "or given with --code. What this cannot reach, such as backups, is told."
    ),
    examples=(
        "$ coachtui client erase K-001",
        "$ coachtui client erase K-001 --code K-001 --remove-exports",
    ),
)
@options.the_client
@options.plain("--code", N_("CODE"), N_("The client's code, to erase without a question."))
@click.option("--remove-exports", is_flag=True, help=N_("Remove first what lies in clear."))
@click.pass_obj
def _erase(
    invocation: Invocation, /, who: str | None, code: str | None, remove_exports: bool
) -> None:
    if code is None and not asking.on_terminal():
        raise UsageError(_("There is no terminal to ask on. Add --code with the client's code."))
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        if code is None:
            remove_exports = remove_exports or _exports_to_go(
                services.erasing.reach(vault, card.id)
            )
            code = asking.needed(_erase_question(card))
        with bar(_("Erasing")) as done:
            missed = services.erasing.erase(
                vault, card, code, clock.now(), remove_exports=remove_exports, progress=done
            )
    output.say(_("Erased. {code} is given to nobody else.").format(code=card.code))
    output.line(_("Not reached by this:"))
    for sentence in services.erasing.told(missed):
        output.line(f"- {sentence}")


def _exports_to_go(reach: Reach) -> bool:
    """Whether the person wants removed what lies in clear."""
    files = dict.fromkeys(each.file for each in reach.exports or ())
    for file in files:
        output.say(_("Still lying in clear: {file}").format(file=file))
    return bool(files) and asking.agreed(_("Remove it first?"))


def _erase_question(card: Card) -> str:
    return _("Everything about {code} is erased for good. Type the code to do it").format(
        code=card.code
    )
