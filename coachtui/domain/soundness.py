"""What can be wrong with a record although every value in it is one: references that lead nowhere,
a signed text that is not the one that was signed."""

from __future__ import annotations

from enum import Enum, auto

from msgspec.structs import replace

from coachtui.domain.agreement import Agreement, AgreementState
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import fingerprint


class Flaw(Enum):
    """One way in which a record contradicts itself."""

    SESSION_WITHOUT_ENGAGEMENT = auto()
    AGREEMENT_WITHOUT_ENGAGEMENT = auto()
    CLAUSE_TWICE = auto()
    FINGERPRINT = auto()


def flaws(record: ClientRecord) -> frozenset[Flaw]:
    """Every way in which ``record`` contradicts itself."""
    engagements = {each.id for each in record.engagements}
    found = set()
    if any(each.engagement not in (None, *engagements) for each in record.sessions):
        found.add(Flaw.SESSION_WITHOUT_ENGAGEMENT)
    if any(each.engagement not in engagements for each in record.agreements):
        found.add(Flaw.AGREEMENT_WITHOUT_ENGAGEMENT)
    if any(_clause_twice(each) for each in record.agreements):
        found.add(Flaw.CLAUSE_TWICE)
    if not all(_as_signed(each) for each in record.agreements):
        found.add(Flaw.FINGERPRINT)
    return frozenset(found)


def _clause_twice(agreement: Agreement) -> bool:
    return len({clause.id for clause in agreement.clauses}) < len(agreement.clauses)


def _as_signed(agreement: Agreement) -> bool:
    if agreement.state is AgreementState.DRAFT:
        return not agreement.fingerprint
    if not agreement.signatures and not agreement.fingerprint:
        # It was ended without ever being signed.
        return agreement.state is not AgreementState.SIGNED
    return agreement.fingerprint == fingerprint(agreement)


def without_dangling_references(record: ClientRecord) -> ClientRecord:
    """``record`` whose sessions name no engagement that is not there; nothing else is lost by it."""
    engagements = {each.id for each in record.engagements}
    sessions = tuple(
        each if each.engagement in (None, *engagements) else replace(each, engagement=None)
        for each in record.sessions
    )
    return replace(record, sessions=sessions)
