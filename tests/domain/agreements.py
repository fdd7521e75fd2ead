"""Made-up agreements, and the answers given to them."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from coachtui.domain.agreement import (
    Agreement,
    Clause,
    ClauseKind,
    ClauseState,
    Decision,
    Parties,
    Party,
    Signature,
)
from coachtui.domain.answering import decide
from coachtui.domain.client import Client
from coachtui.domain.engagement import Engagement
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import sign

DAY = date(2026, 3, 2)
LATER = date(2026, 5, 4)
YES = Decision(state=ClauseState.ACCEPTED, on=DAY)
NO = Decision(state=ClauseState.DECLINED, on=DAY)
PARTIES = Parties(coach=Party(name="Test Coach"), client=Party(name="Test Client"))


def signatures(parties: Parties = PARTIES, on: date = DAY) -> tuple[Signature, ...]:
    return tuple(Signature(role, party.name, on) for role, party in parties.by_role.items())


def clause(name: str, kind: ClauseKind = ClauseKind.TERM, **more: object) -> Clause:
    made = Clause(id=name, kind=kind, title=name.title(), text=f"About {name}.")
    return replace(made, **more)


def draft(*clauses: Clause) -> Agreement:
    """An agreement of ``clauses``, or of one of each kind, with every answer open."""
    usual = (
        clause("purpose", ClauseKind.INFORMATION),
        clause("roles"),
        clause("icf-log", ClauseKind.CONSENT),
    )
    return Agreement(
        id="a1",
        engagement="e1",
        template="core",
        template_version="1",
        language="en",
        title="Coaching agreement",
        created=DAY,
        clauses=clauses or usual,
    )


def answered(agreement: Agreement, answer: Decision = YES) -> Agreement:
    for each in agreement.clauses:
        agreement = decide(agreement, each.id, answer)
    return agreement


def signed(agreement: Agreement, parties: Parties = PARTIES) -> Agreement:
    return sign(answered(agreement), parties, signatures(parties))


def record(*agreements: Agreement) -> ClientRecord:
    return ClientRecord(
        id="0" * 32,
        client=Client(
            code="K-001", name="Test Client", since=DAY, email="t@example.org", phone="1"
        ),
        engagements=(Engagement(id="e1", start=DAY),),
        agreements=agreements,
    )
