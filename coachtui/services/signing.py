"""Freezing an agreement, writing down who signed it, and taking in what was signed before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from coachtui.documents.clean import clean_line, clean_text
from coachtui.domain import record as records
from coachtui.domain import signing as rules
from coachtui.domain.agreement import Agreement, How, Parties, Party, Role, Signature
from coachtui.domain.client import Client
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.errors import InvalidValue, NotAllowed
from coachtui.language import _
from coachtui.services.agreements import current
from coachtui.services.entry import not_to_come
from coachtui.vault.vault import Vault


def parties(practice: Practice, record: ClientRecord, agreement: Agreement) -> Parties:
    """All sides of an ``agreement`` of that client: as they were frozen, or else as they are today."""
    return rules.parties_of(agreement, _today(practice, record, agreement))


def _today(practice: Practice, record: ClientRecord, agreement: Agreement) -> Parties:
    client, engagement = record.client, record.engagement_of(agreement)
    sponsor = engagement.sponsor if engagement else ""
    return Parties(
        coach=Party(
            name=practice.name,
            email=practice.email,
            phone=practice.phone,
            organisation=practice.organisation,
        ),
        client=_of(client),
        sponsor=Party(name=sponsor) if sponsor else None,
        guardian=Party(name=client.guardian) if client.guardian else None,
    )


def _of(client: Client) -> Party:
    return Party(name=client.name, email=client.email, phone=client.phone)


def yet_to_sign(
    practice: Practice, record: ClientRecord, only: Role | None = None
) -> tuple[tuple[Role, str], ...]:
    """Each party whose signature is missing, with the name it is known by; ``only`` one, if that is said.

    Raises:
        NotFound: there is no agreement.
        NotAllowed: the ``only`` one has signed already, or is no party.
    """
    agreement = current(record)
    sides = parties(practice, record, agreement)
    missing = rules.yet_to_sign(agreement, sides)
    if only and only not in missing:
        raise rules.signed_or_no_party()
    return tuple((role, sides.by_role[role].name) for role in missing if only in (None, role))


def signatures(
    practice: Practice,
    record: ClientRecord,
    name: str,
    on: date,
    how: How,
    place: str = "",
    reference: str = "",
    only: Role | None = None,
) -> tuple[Signature, ...]:
    """A signature for each party that has yet to sign, or for ``only`` one, all on one day.

    The client signs as ``name``, or that one party does; the others as they are known.

    Raises:
        NotFound: there is no agreement.
        NotAllowed: the ``only`` one has signed already, or is no party.
    """
    return tuple(
        Signature(role, name if role is (only or Role.CLIENT) else known, on, place, how, reference)
        for role, known in yet_to_sign(practice, record, only)
    )


def hold(vault: Vault, record_id: str) -> ClientRecord:
    """The record whose agreement awaits its signature: the text frozen, with a fingerprint; saved.

    Raises:
        NotFound: there is no agreement.
        NotAllowed: it is not a draft.
    """
    practice = vault.practice()

    def change(record: ClientRecord) -> ClientRecord:
        agreement = current(record)
        held = rules.hold(agreement, parties(practice, record, agreement))
        return records.with_agreement(record, held)

    return vault.update(record_id, change)


def take_back(vault: Vault, record_id: str) -> ClientRecord:
    """The record whose agreement is a draft again, as long as nobody has signed; saved.

    Raises:
        NotFound: there is no agreement.
        NotAllowed: it is not waiting, or somebody has signed.
    """
    return vault.update(
        record_id,
        lambda record: records.with_agreement(record, rules.take_back(current(record))),
    )


def sign(
    vault: Vault,
    record_id: str,
    given: Sequence[Signature],
    today: date,
    override: str = "",
    paper: str = "",
) -> ClientRecord:
    """The record with ``given`` signatures under its agreement, in force once all have signed; saved.

    A signature without a place gets the practice's. ``override`` is why terms to discuss are signed
    all the same; ``paper`` is where the paper lies.

    Raises:
        InvalidValue: no name, or a day that is still to come.
        NotFound: there is no agreement.
        NotAllowed: something is open or still to discuss, or a party has signed already.
    """
    practice = vault.practice()
    decent = tuple(_decent(each, practice, today) for each in given)

    def change(record: ClientRecord) -> ClientRecord:
        agreement = current(record)
        sides = parties(practice, record, agreement)
        told, lies = clean_text(override), clean_line(paper)
        return records.signed(record, agreement.id, sides, decent, told, lies)

    return vault.update(record_id, change)


def _decent(signature: Signature, practice: Practice, today: date) -> Signature:
    name = clean_line(signature.name)
    if not name:
        raise InvalidValue("signature.name", _("must not be empty"))
    not_to_come("signature.on", signature.on, today)
    return replace(
        signature,
        name=name,
        place=clean_line(signature.place) or practice.place,
        reference=clean_line(signature.reference),
    )


def signed_before(
    practice: Practice,
    record: ClientRecord,
    agreement: Agreement,
    given: Sequence[Signature],
    today: date,
    paper: str = "",
) -> ClientRecord:
    """``record`` with an ``agreement`` that was signed before the app knew of it.

    Its clauses hold their answers and dates already. It takes the place of nothing: what is under
    way or in force here has to be ended or thrown away first.

    Raises:
        InvalidValue: no name, or a day that is still to come.
        NotAllowed: there is an agreement already, something in this one has no answer, or a party
            has not signed.
    """
    decent = tuple(_decent(each, practice, today) for each in given)
    record = records.with_new_agreement(record, replace(agreement, recorded=today))
    sides = parties(practice, record, agreement)
    record = records.signed(record, agreement.id, sides, decent, "", clean_line(paper))
    if rules.yet_to_sign(current(record), sides):
        raise NotAllowed(_("Every party has to have signed what is recorded as signed."))
    return record
