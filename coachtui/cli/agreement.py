"""``coachtui agreement``: made from a template, answered clause by clause, signed, exported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from coachtui import clock
from coachtui.cli import agreement_view, asking, opened, options, output
from coachtui.cli.plain import of_tally
from coachtui.cli.spoken import Group
from coachtui.domain.agreement import ClauseState, Decision, How, tally
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import unsettled
from coachtui.domain.value import to_plain
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, Language, _
from coachtui.services import agreements, exports, signing
from coachtui.services.entry import day
from coachtui.services.wording import progress

command = Group("agreement", help=N_("Agreements: new, show, accept, decline, sign, export."))


@command.command(
    "new",
    help=N_(
        "Make an agreement from a template, every clause open. Its language is the client's "
        "unless --lang says; here --lang is not the language of the messages."
    ),
)
@options.the_client
@click.option(
    "--template", default="core", metavar="ID", help=N_("The template; core if left out.")
)
@options.language("--lang", N_("The language of the agreement."))
@click.option(
    "--replace-draft", is_flag=True, help=N_("Throw away the one under way, if it is not signed.")
)
@click.pass_obj
def _new(
    invocation: Invocation,
    /,
    who: str | None,
    template: str,
    lang: Language | None,
    replace_draft: bool,
) -> None:
    wanted = lang or invocation.language
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        record = agreements.begin(
            vault,
            card.id,
            clock.today(),
            template,
            wanted,
            replace_draft,
        )
    made = agreements.current(record)
    message = _("Made: {total} clauses in “{language}”, all open.")
    output.say(message.format(total=len(made.clauses), language=made.language))


@command.command("show", help=N_("Show the agreement with a client, clause by clause."))
@options.the_client
@click.option("--text", is_flag=True, help=N_("Print the clauses in full."))
@options.as_json
@click.pass_obj
def _show(invocation: Invocation, /, who: str | None, text: bool, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        agreement = agreements.current(opened.record(vault, who))
    if json:
        output.as_json({**to_plain(agreement), "progress": of_tally(tally(agreement))})
        return
    agreement_view.show(agreement, text)


@command.command(
    "accept",
    help=N_(
        "Write down that the client has read or accepted clauses, or says yes to a consent. --all "
        "is all information and terms, never a consent."
    ),
)
@options.the_client
@click.argument("clauses", nargs=-1, metavar="[CLAUSE]...")
@click.option("--all", "everything", is_flag=True, help=N_("All information and terms."))
@options.day
@options.how(How.ON_SCREEN)
@click.pass_obj
def _accept(
    invocation: Invocation,
    /,
    who: str | None,
    clauses: tuple[str, ...],
    everything: bool,
    date: str | None,
    how: How,
) -> None:
    if not clauses and not everything:
        raise UsageError(_("Name the clauses, or give --all for all information and terms."))
    decision = Decision(ClauseState.ACCEPTED, _on(date), how=how)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        record = agreements.decide(vault, record.id, decision, *clauses)
        if everything:
            record = agreements.accept_all(vault, record.id, decision)
        _tell(record)


@command.command(
    "decline",
    help=N_("Write down that the client says no to a consent, or wants to discuss a term."),
)
@options.the_client
@click.argument("clauses", nargs=-1, metavar="CLAUSE...")
@options.day
@options.how(How.ON_SCREEN)
@click.pass_obj
def _decline(
    invocation: Invocation, /, who: str | None, clauses: tuple[str, ...], date: str | None, how: How
) -> None:
    if not clauses:
        raise UsageError(_("Name the clauses; “agreement show” lists them."))
    decision = Decision(ClauseState.DECLINED, _on(date), how=how)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        _tell(agreements.decide(vault, record.id, decision, *clauses))


def _on(typed: str | None) -> date:
    return day("date", typed) if typed is not None else clock.today()


def _tell(record: ClientRecord) -> None:
    agreement = agreements.current(record)
    rest = ", ".join(clause.id for clause in unsettled(agreement))
    done = progress(tally(agreement))
    if rest:
        message = _("Saved, {progress} settled. Still to answer: {clauses}.")
        output.say(message.format(progress=done, clauses=rest))
    else:
        output.say(_("Saved, {progress} settled. It can be signed.").format(progress=done))


@command.command(
    "sign",
    help=N_(
        "Write down that the client and you have signed. Without --as, the name as signed is "
        "asked for, or read from standard input. The text is frozen from then on."
    ),
)
@options.the_client
@options.secret("--as", N_("The client's name as signed."))
@options.how(How.IN_PERSON)
@options.plain(
    "--place", "TEXT", N_("Where it was signed; the place of your practice if left out.")
)
@options.day
@click.pass_obj
def _sign(
    invocation: Invocation,
    /,
    who: str | None,
    how: How,
    place: str | None,
    date: str | None,
    **given: str | None,
) -> None:
    on = _on(date)
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        agreements.current(record)
        name = given["as"]
        if name is None or name == asking.ASK:
            name = asking.needed(_("Name as signed"))
        signatures = signing.by_all(vault.practice(), record, name, on, how, place or "")
        record = signing.sign(vault, record.id, signatures, clock.today())
    fingerprint = agreements.current(record).fingerprint
    output.say(_("Signed. Fingerprint: {fingerprint}").format(fingerprint=fingerprint))


@command.command(
    "export",
    help=N_(
        "Write the agreement as Markdown and print where. It leaves the vault in clear, readable "
        "by you alone, under the client's code, and the disclosure log says so."
    ),
)
@options.the_client
@click.option(
    "-o", "--output", "folder", default=".", metavar="DIR", help=N_("The folder; here if left out.")
)
@click.option("--force", is_flag=True, help=N_("Write over a file that is there."))
@click.pass_obj
def _export(invocation: Invocation, /, who: str | None, folder: str, force: bool) -> None:
    with opened.unlocked(invocation) as vault:
        card = opened.client(vault, who)
        path = exports.export_agreement(vault, card.id, Path(folder), clock.now(), force)
    output.line(str(path))
