"""``coachtui agreement version``, ``versions`` and ``diff``: how an agreement changes over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coachtui import clock, services
from coachtui.cli import filling, opened, options, output
from coachtui.cli.agreement.plain import of_version
from coachtui.cli.spoken import Command
from coachtui.domain.changed_words import changed_words
from coachtui.domain.signing import unsettled
from coachtui.domain.value import to_plain
from coachtui.domain.versions import ClauseDifference, Difference
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _, ngettext

if TYPE_CHECKING:
    from coachtui.domain.agreement import Agreement
    from coachtui.domain.record import ClientRecord
    from coachtui.services.opening import Vault

_SHORT = 12
"""Digits of a fingerprint that tell versions apart in a list."""

_number = click.IntRange(1)


@click.command(
    "version",
    cls=Command,
    help=N_(
        "Begin a new version of the signed agreement, which holds until the new one is signed. "
        "Every answer stays that still stands; “coachtui agreement amend” changes the wording."
    ),
    examples=(
        "$ coachtui agreement version K-001",
        "$ coachtui agreement version K-001 --renew --set fee=1300",
    ),
)
@options.the_client
@click.option(
    "--renew",
    is_flag=True,
    help=N_("Take the wording that the template has now; only what reads otherwise is open."),
)
@options.assigned
@click.pass_obj
def version(
    invocation: Invocation, /, who: str | None, renew: bool, assigned: tuple[str, ...]
) -> None:
    """Begin a new version of the agreement with the client ``who``."""
    if assigned and not renew:
        raise UsageError(_("--set changes the wording of the template: add --renew."))
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
        if renew:
            record = _renewed(vault, record, assigned)
        else:
            record = services.versions.begin(vault, record.id, clock.today())
    made = services.agreements.current(record)
    still = len(unsettled(made))
    message = ngettext(
        "Version {version} is under way: {count} clause to answer.",
        "Version {version} is under way: {count} clauses to answer.",
        still,
    )
    output.say(message.format(version=made.version, count=still))


def _renewed(vault: Vault, record: ClientRecord, assigned: tuple[str, ...]) -> ClientRecord:
    practice, today = vault.practice(), clock.today()
    template, asked = services.questions.asked_to_renew(practice, record, today)
    so_far = {
        **services.filling.known(practice, record, today),
        **services.agreements.current(record).values,
    }
    values = filling.filled_in(template, assigned, asked, so_far)
    return services.questions.renew(vault, record.id, today, template, values)


@click.command(
    "versions",
    cls=Command,
    help=N_("List every version of the agreements with a client, the oldest first."),
    examples=(
        "$ coachtui agreement versions K-001",
        "$ coachtui agreement versions K-001 --json",
    ),
)
@options.the_client
@options.as_json
@click.pass_obj
def all_versions(invocation: Invocation, /, who: str | None, json: bool) -> None:
    """List the versions of the agreements with the client ``who``."""
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
    if json:
        output.as_json([of_version(each) for each in record.agreements])
        return
    if not record.agreements:
        output.say(_("There is no agreement yet. “coachtui agreement new” makes one."))
        return
    headings = (_("Version"), _("State"), _("Made"), _("Signed"), _("Clauses"), _("Fingerprint"))
    output.table(headings, map(_row, record.agreements), right=(0, 4))


def _row(agreement: Agreement) -> tuple[str, ...]:
    return (
        str(agreement.version),
        services.wording.term(agreement.state),
        agreement.created.isoformat(),
        of_version(agreement)["signed"] or "–",
        str(len(agreement.clauses)),
        agreement.fingerprint[:_SHORT] or "–",
    )


@click.command(
    "diff",
    cls=Command,
    help=N_(
        "Show what differs between two versions, word by word: [-taken out-] and {+put in+}. "
        "Without numbers it is the newest against the one before it, or, if it is the first, "
        "against the wording of its template."
    ),
    examples=(
        "$ coachtui agreement diff K-001",
        "$ coachtui agreement diff K-001 1 2",
    ),
)
@options.the_client
@click.argument("old", metavar=N_("[OLD]"), type=_number, required=False)
@click.argument("new", metavar=N_("[NEW]"), type=_number, required=False)
@options.as_json
@click.pass_obj
def diff(
    invocation: Invocation, /, who: str | None, old: int | None, new: int | None, json: bool
) -> None:
    """Show what differs between versions of the agreement with the client ``who``."""
    with opened.unlocked(invocation) as vault:
        record = opened.record(vault, who)
    before, after = _pair(record, old, new)
    found = services.versions.differences(before, after)
    if json:
        output.as_json(to_plain(found))
    elif found:
        for place, each in enumerate(found):
            if place:
                output.line("")
            show_difference(each)
    else:
        output.say(_("The wording is the same."))


def _pair(record: ClientRecord, old: int | None, new: int | None) -> tuple[Agreement, Agreement]:
    """The two agreements to hold against each other."""
    current = services.agreements.current(record)
    after = current if new is None else services.versions.version(record, new)
    if old is not None:
        return services.versions.version(record, old), after
    before = services.versions.before(record, after)
    return before or services.versions.as_in_its_template(after), after


def show_difference(difference: ClauseDifference) -> None:
    """Print in what one clause differs."""
    named = {
        Difference.ADDED: _("{clause}: added"),
        Difference.REMOVED: _("{clause}: removed"),
        Difference.WORDING: _("{clause}: other wording"),
        Difference.MOVED: _("{clause}: in another place"),
    }
    output.line("## " + named[difference.difference].format(clause=difference.clause))
    if difference.difference is not Difference.MOVED:
        output.changes(changed_words(difference.title_before, difference.title_after))
        output.line("")
        output.changes(changed_words(difference.before, difference.after))
