"""``coachtui agreement hold``, ``take-back`` and ``sign``: out for signing, and who signed, when and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coachtui import clock, services
from coachtui.cli import asking, opened, options, output
from coachtui.cli.asking import ASK
from coachtui.cli.spoken import Command
from coachtui.domain.agreement import AgreementState, How, Role
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.domain.record import ClientRecord


@click.command(
    "hold",
    cls=Command,
    help=N_(
        "Let the agreement await its signature: the text is frozen while the paper is out. "
        "Answers can still be written down; “coachtui agreement take-back” makes it a draft again."
    ),
    examples=("$ coachtui agreement hold K-001",),
)
@options.the_client
@click.pass_obj
def hold(invocation: Invocation, /, who: str | None) -> None:
    """Freeze the agreement with the client ``who`` for signing."""
    with opened.unlocked(invocation) as vault:
        record = services.signing.hold(vault, opened.client(vault, who).id)
    message = _("It awaits its signature. Fingerprint: {fingerprint}")
    output.say(message.format(fingerprint=services.agreements.current(record).fingerprint))


@click.command(
    "take-back",
    cls=Command,
    help=N_("Make an agreement that awaits its signature a draft again, if nobody has signed it."),
    examples=("$ coachtui agreement take-back K-001",),
)
@options.the_client
@click.pass_obj
def take_back(invocation: Invocation, /, who: str | None) -> None:
    """Make the agreement with the client ``who`` a draft again."""
    with opened.unlocked(invocation) as vault:
        services.signing.take_back(vault, opened.client(vault, who).id)
    output.say(_("It is a draft again. A paper that is out is not what will be signed."))


@click.command(
    "sign",
    cls=Command,
    help=N_(
        "Write down that all parties have signed, or with --only one of them. Without --as, the "
        "name as signed is asked for, or read from standard input. The text is frozen from then "
        "on; it is in force once everybody has signed."
    ),
    examples=(
        "$ coachtui agreement sign K-001",
        N_("$ coachtui agreement sign K-001 --how paper --paper 'the blue binder'"),
        "$ coachtui agreement sign K-001 --only client --how e-signature",
    ),
)
@options.the_client
@click.option(
    "--only", type=options.OneOf(Role), help=N_("Who signed, if it was not everybody at once.")
)
@options.secret("--as", N_("The name as signed; that of the client if everybody signed."))
@options.how(How.IN_PERSON)
@options.plain(
    "--place", N_("TEXT"), N_("Where it was signed; the place of your practice if left out.")
)
@options.plain("--reference", N_("TEXT"), N_("What an outside e-signature service calls it."))
@options.plain("--paper", N_("TEXT"), N_("Where the signed paper lies."))
@options.secret("--override", N_("Why it is signed although a term is still to be discussed."))
@options.day
@click.pass_obj
def sign(
    invocation: Invocation,
    /,
    who: str | None,
    only: Role | None,
    how: How,
    place: str | None,
    reference: str | None,
    paper: str | None,
    override: str | None,
    date: str | None,
    **given: str | None,
) -> None:
    """Write down who signed the agreement with the client ``who``."""
    on = options.entered_day(date)
    with opened.unlocked(invocation) as vault:
        record, practice = opened.record(vault, who), vault.practice()
        known = dict(services.signing.yet_to_sign(practice, record, only))
        name = _name_as_signed(given["as"], known, only or Role.CLIENT)
        if override == ASK:
            override = asking.needed(_("Why it is signed all the same"))
        signatures = services.signing.signatures(
            practice, record, name, on, how, place or "", reference or "", only
        )
        record = services.signing.sign(
            vault, record.id, signatures, clock.today(), override or "", paper or ""
        )
        missing = services.signing.yet_to_sign(practice, record)
    _tell(record, [role for role, _name in missing])


def _name_as_signed(given: str | None, known: dict[Role, str], role: Role) -> str:
    """The name given as ``--as``, or the one that is asked for; your own name is known."""
    if given is not None and given != ASK:
        return given
    if role not in known or (role is Role.COACH and given is None):
        return known.get(role, "")
    return asking.needed(_("Name as signed"))


def _tell(record: ClientRecord, missing: list[Role]) -> None:
    agreement = services.agreements.current(record)
    if agreement.state is AgreementState.SIGNED:
        message = _("Signed. Fingerprint: {fingerprint}")
    else:
        message = _("Written down. Yet to sign: {parties}. Fingerprint: {fingerprint}")
    parties = ", ".join(map(services.wording.term, missing))
    output.say(message.format(fingerprint=agreement.fingerprint, parties=parties))
