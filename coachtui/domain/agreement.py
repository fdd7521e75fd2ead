"""An agreement and its clauses as values.

How a clause is answered is the matter of ``answering``, how the text is frozen that of ``signing``,
and how one version follows another that of ``versions``.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from coachtui.domain.value import Line, Text, Value
from coachtui.errors import NotFound
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
    SPONSOR = "sponsor"
    GUARDIAN = "guardian"


class How(StrEnum):
    """By which way a decision or a signature was given."""

    ON_SCREEN = "on screen"
    IN_PERSON = "in person"
    PAPER = "paper"
    EMAIL = "e-mail"
    E_SIGNATURE = "e-signature"


class AgreementState(StrEnum):
    """The life of an agreement; its text is frozen once it is no draft any more.

    Each value is the message id of the state's name (see ``services.wording``).
    """

    DRAFT = "draft"
    AWAITING = "awaiting signature"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    ENDED = "ended"


UNSIGNED = (AgreementState.DRAFT, AgreementState.AWAITING)
"""The states of an agreement that is under way: it is not in force, and can still be answered."""


class Decision(Value, frozen=True):
    """The dated answer to one clause."""

    state: ClauseState
    on: date
    by: Role = Role.CLIENT
    how: How = How.ON_SCREEN


class Clause(Value, frozen=True):
    """One numbered part of an agreement. ``text`` is Markdown; ``decision`` is None while it is open.

    ``template_text`` is the template's wording where ``text`` was amended for this client, else
    empty. ``earlier`` are the decisions on a consent that once were in force, oldest first.
    """

    id: str
    kind: ClauseKind
    title: Line
    text: Text
    covers: tuple[str, ...] = ()
    decision: Decision | None = None
    comment: Text = ""
    template_text: Text = ""
    earlier: tuple[Decision, ...] = ()

    @property
    def amended(self) -> bool:
        """Whether the wording is this client's own."""
        return bool(self.template_text)

    @property
    def topics(self) -> frozenset[str]:
        """What it is about: its own id, and what else it covers."""
        return frozenset((self.id, *self.covers))

    @property
    def state(self) -> ClauseState:
        """Open until decided."""
        return self.decision.state if self.decision else ClauseState.OPEN

    @property
    def decided(self) -> date | None:
        """The day of the answer, None while it is open."""
        return self.decision.on if self.decision else None

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every answer that it ever had, the one that holds last."""
        return (*self.earlier, self.decision) if self.decision else self.earlier

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
    """All sides: a sponsor where someone else pays, a guardian who signs for a client of no age to."""

    coach: Party
    client: Party
    sponsor: Party | None = None
    guardian: Party | None = None

    @property
    def by_role(self) -> dict[Role, Party]:
        """Each party there is, in the order in which they sign."""
        sides = {
            Role.CLIENT: self.client,
            Role.GUARDIAN: self.guardian,
            Role.SPONSOR: self.sponsor,
            Role.COACH: self.coach,
        }
        return {role: party for role, party in sides.items() if party}


class Signature(Value, frozen=True):
    """Who signed: on whose behalf, the name as signed, when, where and how.

    ``reference`` is what an outside e-signature service calls it.
    """

    role: Role
    name: Line
    on: date
    place: Line = ""
    how: How = How.IN_PERSON
    reference: Line = ""


class Agreement(Value, frozen=True):
    """The text for one engagement.

    ``template`` and ``template_version`` say what it was made from, ``values`` what its variables
    were filled with. ``parties`` and ``fingerprint`` are set when the text is frozen, for signing
    or by it. ``previous`` is the fingerprint of the version before, empty for the first.
    ``override`` is why it was signed although a term was still to be discussed. ``paper`` says where
    the signed paper lies; ``recorded`` is the day it was taken in, for one signed before the app.
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
    values: dict[str, Line] = {}
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    previous: str = ""
    override: Text = ""
    paper: Line = ""
    recorded: date | None = None

    def clause(self, clause_id: str) -> Clause:
        """The clause with that id.

        Raises:
            NotFound: this agreement has none.
        """
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        message = _("This agreement has no clause “{clause}”.")
        raise NotFound(message.format(clause=clause_id), "clauses")


class Tally(Value, frozen=True):
    """How many clauses of an agreement are in which state; ``settled`` of ``total`` is its progress.

    From ``version`` 2 on an earlier one holds while this is a draft.
    """

    state: AgreementState
    accepted: int
    declined: int
    withdrawn: int
    open: int
    total: int
    settled: int
    version: int = 1


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
        version=agreement.version,
    )
