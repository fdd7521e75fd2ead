"""The client record: everything kept about one client, and every change that can be made to it.

It is the unit of loading, saving, erasing and damage. Each function takes a record and gives a new
one, so that a change can be applied again when another process has saved in between.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from msgspec.structs import replace

from coachtui.domain import answering, signing
from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    Decision,
    Parties,
    Signature,
    Tally,
    tally,
)
from coachtui.domain.client import Client, ClientState
from coachtui.domain.disclosure import Disclosure
from coachtui.domain.engagement import Engagement
from coachtui.domain.session import Session, SessionState
from coachtui.domain.value import Value
from coachtui.domain.versions import not_in_force
from coachtui.errors import InvalidValue, NotAllowed, NotFound, OnlyIfAsked
from coachtui.language import _


class ClientRecord(Value, frozen=True):
    """One client with all that belongs to them. ``id`` is 32 hex digits that say nothing of the person."""

    id: str
    client: Client
    engagements: tuple[Engagement, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    sessions: tuple[Session, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()

    @property
    def engagement(self) -> Engagement | None:
        """The period that new agreements and sessions belong to: the one that started last."""
        return max(self.engagements, key=lambda each: each.start, default=None)

    @property
    def agreement(self) -> Agreement | None:
        """The agreement under way or in force: the newest that is neither superseded nor ended."""
        over = (AgreementState.SUPERSEDED, AgreementState.ENDED)
        return next((each for each in reversed(self.agreements) if each.state not in over), None)

    @property
    def agreement_in_force(self) -> Agreement | None:
        """The agreement that was signed last and still holds, also while its next version is under way."""
        signed = AgreementState.SIGNED
        return next((each for each in reversed(self.agreements) if each.state is signed), None)

    @property
    def agreement_signed_last(self) -> Agreement | None:
        """The agreement whose consents count: the one in force, else the last that came to its end."""
        over = (each for each in reversed(self.agreements) if each.state is AgreementState.ENDED)
        return self.agreement_in_force or next((each for each in over if each.signatures), None)

    def engagement_of(self, agreement: Agreement) -> Engagement | None:
        """The period that ``agreement`` was made for, None where damage has taken it away."""
        return next((each for each in self.engagements if each.id == agreement.engagement), None)

    def session(self, session_id: str) -> Session:
        """The session with that id.

        Raises:
            NotFound: this client has none.
        """
        return _find(self.sessions, session_id)


class Card(Value, frozen=True):
    """What the list of clients shows of one record."""

    id: str
    code: str
    name: str
    email: str
    state: ClientState
    agreement: Tally | None
    sessions: int
    last: date | None


def card_of(record: ClientRecord) -> Card:
    """The card of ``record``; ``sessions`` and ``last`` count those that were held."""
    held = [session.date for session in record.sessions if session.state is SessionState.HELD]
    return Card(
        id=record.id,
        code=record.client.code,
        name=record.client.name,
        email=record.client.email,
        state=record.client.state,
        agreement=tally(record.agreement) if record.agreement else None,
        sessions=len(held),
        last=max(held, default=None),
    )


Row = Engagement | Agreement | Session | Disclosure
R = TypeVar("R", bound=Row)


def _find(rows: tuple[R, ...], row_id: str) -> R:
    for row in rows:
        if row.id == row_id:
            return row
    raise NotFound(_("It is not there any more: another session may have removed it. Look again."))


def _put(rows: tuple[R, ...], row: R) -> tuple[R, ...]:
    """``rows`` with ``row`` in the place of the one with its id, or at the end."""
    if any(old.id == row.id for old in rows):
        return tuple(row if old.id == row.id else old for old in rows)
    return (*rows, row)


def with_client(record: ClientRecord, client: Client) -> ClientRecord:
    """``record`` with what is known of the person changed; the code stays what it was given as."""
    return replace(record, client=replace(client, code=record.client.code))


def with_engagement(record: ClientRecord, engagement: Engagement) -> ClientRecord:
    """``record`` with ``engagement`` added, or changed if it has one with that id.

    Raises:
        InvalidValue: it ends before it starts.
    """
    if engagement.end and engagement.end < engagement.start:
        raise InvalidValue("engagement.end", _("must not be before the start"))
    return replace(record, engagements=_put(record.engagements, engagement))


def with_disclosure(record: ClientRecord, disclosure: Disclosure) -> ClientRecord:
    """``record`` with ``disclosure`` added, or changed if it has one with that id."""
    return replace(record, disclosures=_put(record.disclosures, disclosure))


def disclosure_removed(record: ClientRecord, disclosure_id: str, at: datetime) -> ClientRecord:
    """``record`` with the log saying that the file of that disclosure was removed."""
    disclosure = _find(record.disclosures, disclosure_id)
    return with_disclosure(record, replace(disclosure, removed=at))


def without_disclosure(record: ClientRecord, disclosure_id: str) -> ClientRecord:
    """``record`` without an entry for something that did not leave after all."""
    rest = tuple(each for each in record.disclosures if each.id != disclosure_id)
    return replace(record, disclosures=rest)


def with_new_agreement(record: ClientRecord, agreement: Agreement) -> ClientRecord:
    """``record`` with ``agreement`` begun.

    Raises:
        OnlyIfAsked: there is a draft already.
        NotAllowed: one is out for signing or in force already.
    """
    if record.agreement:
        raise _there_already(record.agreement)
    return replace(record, agreements=(*record.agreements, agreement))


def with_next_version(record: ClientRecord, agreement: Agreement) -> ClientRecord:
    """``record`` with ``agreement`` begun as what follows the one in force, which holds until it is signed.

    Raises:
        NotAllowed: a version is under way already, or none is in force that it could follow.
    """
    in_force = record.agreement_in_force
    if in_force is None or in_force.fingerprint != agreement.previous:
        raise not_in_force()
    if record.agreement is not in_force:
        raise NotAllowed(_("A new version is under way already. Change that one, or sign it."))
    return replace(record, agreements=(*record.agreements, agreement))


def with_agreement(record: ClientRecord, agreement: Agreement) -> ClientRecord:
    """``record`` with its agreement of that id changed.

    Raises:
        NotFound: it has none with that id.
    """
    _find(record.agreements, agreement.id)
    return replace(record, agreements=_put(record.agreements, agreement))


def without_draft_agreement(record: ClientRecord, agreement_id: str) -> ClientRecord:
    """``record`` without an agreement that was never signed.

    Raises:
        NotAllowed: it is out for signing, or was signed; what was agreed is kept.
    """
    found = _find(record.agreements, agreement_id)
    if found.state is not AgreementState.DRAFT:
        raise _there_already(found)
    rest = tuple(each for each in record.agreements if each.id != agreement_id)
    return replace(record, agreements=rest)


def _there_already(agreement: Agreement) -> NotAllowed:
    if agreement.state is AgreementState.DRAFT:
        return OnlyIfAsked(_("There is a draft of an agreement already. It was left as it is."))
    if agreement.state is AgreementState.AWAITING:
        return NotAllowed(
            _("There is an agreement already, out for signing. Take it back to begin another.")
        )
    return NotAllowed(
        _("There is a signed agreement already, and it is kept. A new version changes it.")
    )


def signed(
    record: ClientRecord,
    agreement_id: str,
    parties: Parties,
    signatures: tuple[Signature, ...],
    override: str = "",
    paper: str = "",
) -> ClientRecord:
    """``record`` with ``signatures`` under an agreement, which is in force once every party has signed.

    Then it takes the place of the version before, and someone who only enquired so far is active.

    Raises:
        NotAllowed: it cannot be signed as it stands.
        NotFound: it has none with that id.
    """
    before = _find(record.agreements, agreement_id)
    agreement = signing.sign(before, parties, signatures, override, paper)
    if agreement.state is AgreementState.SIGNED:
        record = _without_force(record)
        if record.client.state is ClientState.LEAD:
            record = with_client(record, replace(record.client, state=ClientState.ACTIVE))
    return with_agreement(record, agreement)


def _without_force(record: ClientRecord) -> ClientRecord:
    if (old := record.agreement_in_force) is None:
        return record
    return with_agreement(record, replace(old, state=AgreementState.SUPERSEDED))


def with_consent(record: ClientRecord, clause_id: str, decision: Decision) -> ClientRecord:
    """``record`` with a consent of the agreement signed last withdrawn, or given after all.

    A version under way that words it the same says so too.

    Raises:
        NotAllowed: none was signed, or that clause has no such change.
        NotFound: there is no such clause.
    """
    if (signed_last := record.agreement_signed_last) is None:
        message = _("No agreement has been signed. In a draft, a consent is answered yes or no.")
        raise NotAllowed(message)
    changed = answering.decide_consent(signed_last, clause_id, decision)
    under_way = record.agreement
    record = with_agreement(record, changed)
    if under_way and under_way is not signed_last:
        clause = changed.clause(clause_id)
        record = with_agreement(record, answering.carried(under_way, clause))
    return record


def with_session(record: ClientRecord, session: Session) -> ClientRecord:
    """``record`` with ``session`` added, or changed if it has one with that id; in order of date."""
    sessions = sorted(_put(record.sessions, session), key=lambda each: each.date)
    return replace(record, sessions=tuple(sessions))


def rewritten(record: ClientRecord, session: Session, before: str) -> bool:
    """Whether the note of ``session`` is stored as neither what it says now nor what it was before."""
    stored = next((each for each in record.sessions if each.id == session.id), None)
    return stored is not None and stored.note not in (before, session.note)


def corrected(record: ClientRecord, session: Session, before: str) -> ClientRecord:
    """``record`` with ``session`` changed by someone who last read its note as ``before``.

    If the note has become another in the meantime, neither text is lost: both are kept, one after
    the other, with a line between them.
    """
    if rewritten(record, session, before):
        stored = record.session(session.id)
        both = f"{stored.note.rstrip()}\n\n---\n\n{session.note}"
        session = replace(session, note=both)
    return with_session(record, session)


def without_session(record: ClientRecord, session_id: str) -> ClientRecord:
    """``record`` without that session.

    Raises:
        NotFound: it has none with that id.
    """
    record.session(session_id)
    rest = tuple(each for each in record.sessions if each.id != session_id)
    return replace(record, sessions=rest)
