"""Changes of a client record, and what the list shows of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coachtui.domain.agreement import Agreement, AgreementState, Parties, Party, Signature
from coachtui.domain.client import Client, ClientState, code_for
from coachtui.domain.engagement import Engagement
from coachtui.domain.record import (
    ClientRecord,
    card_of,
    corrected,
    signed,
    with_client,
    with_engagement,
    with_new_agreement,
    with_session,
    without_draft_agreement,
    without_session,
)
from coachtui.domain.session import Session, SessionState
from coachtui.errors import NotAllowed, NotFound

DAY = date(2026, 3, 2)
PARTIES = Parties(coach=Party(name="Test Coach"), client=Party(name="Test Client"))
SIGNATURES = tuple(Signature(role, party.name, DAY) for role, party in PARTIES.by_role.items())


@pytest.fixture
def record() -> ClientRecord:
    return ClientRecord(id="0" * 32, client=Client(code="K-001", name="Test Client", since=DAY))


def agreement(**change: object) -> Agreement:
    plain = Agreement(
        id="a1", engagement="e1", template="core", template_version="1", language="en",
        title="Agreement", created=DAY, clauses=(),
    )  # fmt: skip
    return replace(plain, **change)


def test_codes_have_at_least_three_digits() -> None:
    assert [code_for(number) for number in (1, 17, 1234)] == ["K-001", "K-017", "K-1234"]


def test_a_client_keeps_the_code(record: ClientRecord) -> None:
    other = replace(record.client, code="K-999", name="Other Name")
    client = with_client(record, other).client
    assert (client.code, client.name) == ("K-001", "Other Name")


def test_the_card_counts_sessions_that_were_held(record: ClientRecord) -> None:
    for day, state in ((3, SessionState.HELD), (9, SessionState.NO_SHOW), (5, SessionState.HELD)):
        session = Session(id=str(day), date=date(2026, 3, day), state=state)
        record = with_session(record, session)
    card = card_of(record)
    assert (card.sessions, card.last) == (2, date(2026, 3, 5))


@given(st.lists(st.dates(), max_size=8))
def test_sessions_stand_in_order_of_date(days: list[date]) -> None:
    record = ClientRecord(id="0" * 32, client=Client(code="K-001", name="T", since=DAY))
    for number, day in enumerate(days):
        record = with_session(record, Session(id=str(number), date=day))
    assert [session.date for session in record.sessions] == sorted(days)


def test_a_note_corrected_by_two_keeps_both_texts(record: ClientRecord) -> None:
    session = Session(id="s", date=DAY, note="first")
    record = with_session(record, session)
    record = corrected(record, replace(session, note="hers"), before="first")
    record = corrected(record, replace(session, note="his"), before="first")
    assert "hers" in record.session("s").note
    assert "his" in record.session("s").note


def test_a_note_corrected_by_one_is_simply_replaced(record: ClientRecord) -> None:
    session = Session(id="s", date=DAY, note="first")
    record = corrected(with_session(record, session), replace(session, note="second"), "first")
    assert record.session("s").note == "second"


def test_a_removed_session_is_gone_and_not_found_again(record: ClientRecord) -> None:
    record = without_session(with_session(record, Session(id="s", date=DAY)), "s")
    with pytest.raises(NotFound):
        record.session("s")


def test_only_one_agreement_at_a_time(record: ClientRecord) -> None:
    record = with_new_agreement(record, agreement())
    with pytest.raises(NotAllowed, match="draft"):
        with_new_agreement(record, agreement(id="a2"))


def test_an_ended_agreement_makes_room_for_the_next(record: ClientRecord) -> None:
    record = with_new_agreement(record, agreement(state=AgreementState.ENDED))
    assert with_new_agreement(record, agreement(id="a2")).agreement == agreement(id="a2")


def test_signing_makes_an_enquirer_an_active_client(record: ClientRecord) -> None:
    record = signed(with_new_agreement(record, agreement()), "a1", PARTIES, SIGNATURES)
    assert record.client.state is ClientState.ACTIVE


def test_a_draft_agreement_can_be_thrown_away_and_a_signed_one_cannot(
    record: ClientRecord,
) -> None:
    record = with_new_agreement(record, agreement())
    assert without_draft_agreement(record, "a1").agreement is None
    with pytest.raises(NotAllowed):
        without_draft_agreement(signed(record, "a1", PARTIES, ()), "a1")


def test_the_engagement_is_the_one_that_started_last(record: ClientRecord) -> None:
    record = with_engagement(record, Engagement(id="new", start=date(2026, 1, 1)))
    record = with_engagement(record, Engagement(id="old", start=date(2024, 1, 1)))
    assert record.engagement is not None
    assert record.engagement.id == "new"
