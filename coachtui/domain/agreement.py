"""An agreement and its clauses: what each kind of clause can be answered with, and when all may sign.

Accepting is per clause and dated. A consent stands apart: it may be declined without harm to the
rest, and it never counts as answered by anything but a yes or a no of its own.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from coachtui.domain.value import Line, Text, Value
from coachtui.errors import NotAllowed, NotFound
from coachtui.language import Language, _


class ClauseKind(StrEnum):
    """Information is read, a term is accepted, a consent is given or not."""

    INFORMATION = "information"
    TERM = "term"
    CONSENT = "consent"


class ClauseState(StrEnum):
    """What has been said to a clause.

    ``declined`` reads by kind: a term is still to be discussed, a consent is a no.
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """On whose behalf something was decided or signed."""

    CLIENT = "client"
    COACH = "coach"


class How(StrEnum):
    """By which way a decision or a signature was given."""

    ON_SCREEN = "on screen"
    IN_PERSON = "in person"
    PAPER = "paper"
    EMAIL = "e-mail"


class AgreementState(StrEnum):
    """The life of an agreement; its text is frozen from the signature on."""

    DRAFT = "draft"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    ENDED = "ended"


class Decision(Value, frozen=True):
    """The dated answer to one clause."""

    state: ClauseState
    on: date
    by: Role = Role.CLIENT
    how: How = How.ON_SCREEN


class Clause(Value, frozen=True):
    """One numbered part of an agreement. ``text`` is Markdown; ``decision`` is None while it is open."""

    id: str
    kind: ClauseKind
    title: Line
    text: Text
    covers: tuple[str, ...] = ()
    decision: Decision | None = None
    comment: Text = ""

    @property
    def state(self) -> ClauseState:
        """Open until decided."""
        return self.decision.state if self.decision else ClauseState.OPEN

    @property
    def settled(self) -> bool:
        """Whether nothing remains to be said: decided, and not a term still to discuss."""
        if self.kind is ClauseKind.TERM:
            return self.state is ClauseState.ACCEPTED
        return self.state is not ClauseState.OPEN


class Party(Value, frozen=True):
    """One side of an agreement, as it is named in the document."""

    name: Line
    email: Line = ""
    phone: Line = ""
    organisation: Line = ""


class Parties(Value, frozen=True):
    """Both sides."""

    coach: Party
    client: Party


class Signature(Value, frozen=True):
    """Who signed: on whose behalf, the name as signed, when, where and how."""

    role: Role
    name: Line
    on: date
    place: Line = ""
    how: How = How.IN_PERSON


class Agreement(Value, frozen=True):
    """The text for one engagement.

    ``template`` and ``template_version`` say what it was made from. ``parties`` and ``fingerprint``
    are set, once and for all, when it is signed.
    """

    id: str
    engagement: str
    template: str
    template_version: str
    language: Language
    title: Line
    created: date
    clauses: tuple[Clause, ...]
    introduction: Text = ""
    state: AgreementState = AgreementState.DRAFT
    parties: Parties | None = None
    signatures: tuple[Signature, ...] = ()
    fingerprint: str = ""

    def clause(self, clause_id: str) -> Clause:
        """The clause with that id.

        Raises:
            NotFound: this agreement has none.
        """
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise NotFound(_("This agreement has no clause “{clause}”.").format(clause=clause_id))


class Tally(Value, frozen=True):
    """How many clauses of an agreement are in which state; ``settled`` of ``total`` is its progress."""

    state: AgreementState
    accepted: int
    declined: int
    withdrawn: int
    open: int
    total: int
    settled: int


def tally(agreement: Agreement) -> Tally:
    """Count the clauses of ``agreement`` by state."""
    count = Counter(clause.state for clause in agreement.clauses)
    return Tally(
        state=agreement.state,
        accepted=count[ClauseState.ACCEPTED],
        declined=count[ClauseState.DECLINED],
        withdrawn=count[ClauseState.WITHDRAWN],
        open=count[ClauseState.OPEN],
        total=len(agreement.clauses),
        settled=sum(clause.settled for clause in agreement.clauses),
    )


def decide(agreement: Agreement, clause_id: str, decision: Decision | None) -> Agreement:
    """``agreement`` with one clause answered, or open again where ``decision`` is None.

    Raises:
        NotAllowed: the text is frozen, or a clause of that kind has no such answer.
        NotFound: there is no such clause.
    """
    clause = agreement.clause(clause_id)
    if clause.kind is ClauseKind.INFORMATION and decision and decision.state in _REFUSALS:
        raise NotAllowed(
            _(
                "“{clause}” is information: it is read, not declined. A comment can say more."
            ).format(clause=clause.id)
        )
    return _replace(agreement, clause, decision=decision)


_REFUSALS = (ClauseState.DECLINED, ClauseState.WITHDRAWN)


def accept_all(agreement: Agreement, decision: Decision) -> Agreement:
    """``agreement`` with every open information and term answered by ``decision``; never a consent."""
    for clause in agreement.clauses:
        if clause.kind is not ClauseKind.CONSENT and not clause.settled:
            agreement = decide(agreement, clause.id, decision)
    return agreement


def comment(agreement: Agreement, clause_id: str, text: str) -> Agreement:
    """``agreement`` with ``text`` as the comment on one clause; an empty text removes it.

    Raises:
        NotAllowed: the text is frozen.
        NotFound: there is no such clause.
    """
    return _replace(agreement, agreement.clause(clause_id), comment=text)


def _replace(agreement: Agreement, old: Clause, **change: object) -> Agreement:
    if agreement.state is not AgreementState.DRAFT:
        raise NotAllowed(
            _("This agreement is {state} and its text is frozen.").format(state=agreement.state)
        )
    new = msgspec.structs.replace(old, **change)
    clauses = tuple(new if clause is old else clause for clause in agreement.clauses)
    return msgspec.structs.replace(agreement, clauses=clauses)


def unsettled(agreement: Agreement) -> tuple[Clause, ...]:
    """The clauses that stand in the way of signing: open ones, and terms still to discuss."""
    return tuple(clause for clause in agreement.clauses if not clause.settled)


def sign(agreement: Agreement, parties: Parties, signatures: Iterable[Signature]) -> Agreement:
    """``agreement`` signed: parties and text frozen, with a fingerprint.

    Raises:
        NotAllowed: it is not a draft, or something is open or still to discuss.
    """
    if agreement.state is not AgreementState.DRAFT:
        raise NotAllowed(_("This agreement is {state} already.").format(state=agreement.state))
    if rest := unsettled(agreement):
        raise NotAllowed(
            _("Before it can be signed, these clauses need an answer: {clauses}.").format(
                clauses=", ".join(clause.id for clause in rest)
            )
        )
    frozen = msgspec.structs.replace(agreement, parties=parties)
    return msgspec.structs.replace(
        frozen,
        state=AgreementState.SIGNED,
        signatures=tuple(signatures),
        fingerprint=fingerprint(frozen),
    )


def fingerprint(agreement: Agreement) -> str:
    """The SHA-256, in hex, of the wording: parties, title, introduction and clauses, not the answers.

    The canonical form is JSON with sorted keys and no spaces, in UTF-8, normalised to NFC.
    """
    wording = {
        "language": agreement.language,
        "title": agreement.title,
        "introduction": agreement.introduction,
        "parties": msgspec.to_builtins(agreement.parties),
        "clauses": [
            {"id": clause.id, "kind": clause.kind, "title": clause.title, "text": clause.text}
            for clause in agreement.clauses
        ],
    }
    canonical = json.dumps(wording, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(unicodedata.normalize("NFC", canonical).encode()).hexdigest()
