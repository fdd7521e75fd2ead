"""A record that contradicts itself is noticed, and what is cut from it is nothing but a reference."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    ClauseState,
    Decision,
    Parties,
    Party,
    Role,
    Signature,
)
from coachtui.domain.answering import decide
from coachtui.domain.client import Client, code_for, number_of
from coachtui.domain.engagement import Engagement
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session
from coachtui.domain.signing import sign
from coachtui.domain.soundness import Flaw, flaws, without_dangling_references

DAY = date(2026, 3, 2)
CLAUSE = Clause(id="purpose", kind=ClauseKind.TERM, title="Purpose", text="Why we meet.")
DRAFT = Agreement(
    id="a", engagement="e", template="core", template_version="1", language="en",
    title="Agreement", created=DAY, clauses=(CLAUSE,),
)  # fmt: skip
SIGNED = sign(
    decide(DRAFT, "purpose", Decision(ClauseState.ACCEPTED, DAY)),
    Parties(Party("Kari"), Party("Ola")),
    (Signature(Role.CLIENT, "Ola", DAY), Signature(Role.COACH, "Kari", DAY)),
)
SOUND = ClientRecord(
    id="0" * 32,
    client=Client(code="K-001", name="Ola", since=DAY),
    engagements=(Engagement(id="e", start=DAY),),
    sessions=(Session(id="s", date=DAY, engagement="e"), Session(id="t", date=DAY)),
)


@pytest.mark.parametrize(
    "agreement",
    [
        DRAFT,
        SIGNED,
        replace(SIGNED, state=AgreementState.SUPERSEDED),
        replace(DRAFT, state=AgreementState.ENDED),
    ],
)
def test_what_the_app_makes_is_sound(agreement: Agreement) -> None:
    assert flaws(replace(SOUND, agreements=(agreement,))) == frozenset()


@pytest.mark.parametrize(
    ("fields", "flaw"),
    [
        ({"engagements": ()}, Flaw.SESSION_WITHOUT_ENGAGEMENT),
        ({"agreements": (replace(DRAFT, engagement="x"),)}, Flaw.AGREEMENT_WITHOUT_ENGAGEMENT),
        ({"agreements": (replace(DRAFT, clauses=(CLAUSE, CLAUSE)),)}, Flaw.CLAUSE_TWICE),
        ({"agreements": (replace(SIGNED, title="Another"),)}, Flaw.FINGERPRINT),
        ({"agreements": (replace(SIGNED, fingerprint=""),)}, Flaw.FINGERPRINT),
        ({"agreements": (replace(DRAFT, fingerprint="0" * 64),)}, Flaw.FINGERPRINT),
        ({"agreements": (replace(DRAFT, state=AgreementState.SIGNED),)}, Flaw.FINGERPRINT),
    ],
)
def test_each_flaw_is_noticed(fields: dict[str, object], flaw: Flaw) -> None:
    assert flaws(replace(SOUND, **fields)) == {flaw}


def test_nothing_but_the_reference_is_cut() -> None:
    record = replace(SOUND, engagements=())
    cut = without_dangling_references(record)
    assert flaws(cut) == frozenset()
    assert cut == replace(
        record, sessions=(replace(SOUND.sessions[0], engagement=None), SOUND.sessions[1])
    )
    assert without_dangling_references(SOUND) == SOUND


def test_a_code_tells_its_number() -> None:
    assert [number_of(code_for(number)) for number in (1, 17, 1234)] == [1, 17, 1234]
