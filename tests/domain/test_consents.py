"""What a consent allows, from the signature on and until it is withdrawn."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coachtui.domain.agreement import AgreementState, ClauseKind, ClauseState, Decision
from coachtui.domain.consents import allows, coached_minutes, consents, countable_minutes
from coachtui.domain.record import ClientRecord, with_consent
from coachtui.domain.session import Session, SessionKind, SessionState
from coachtui.errors import NotAllowed
from tests.domain.agreements import DAY, LATER, answered, clause, draft, record, signed

WITHDRAWN = Decision(ClauseState.WITHDRAWN, LATER)
SESSIONS = tuple(
    Session(id=f"s{number}", date=DAY, kind=kind, state=state, minutes=minutes)
    for number, (kind, state, minutes) in enumerate(
        [
            (SessionKind.SESSION, SessionState.HELD, 90),
            (SessionKind.CLOSING, SessionState.HELD, 60),
            (SessionKind.INTRO, SessionState.HELD, 30),
            (SessionKind.SESSION, SessionState.CANCELLED, 90),
            (SessionKind.CONTACT, SessionState.HELD, 10),
        ]
    )
)


@pytest.fixture
def coached() -> ClientRecord:
    return replace(record(signed(draft())), sessions=SESSIONS)


def test_a_yes_in_a_draft_allows_nothing_yet() -> None:
    assert not allows(record(answered(draft())), "icf-log")
    assert consents(record(answered(draft()))) == ()


def test_withdrawing_takes_the_client_out_of_the_countable_hours(coached: ClientRecord) -> None:
    assert (coached_minutes(coached), countable_minutes(coached)) == (150, 150)
    coached = with_consent(coached, "icf-log", WITHDRAWN)
    assert (coached_minutes(coached), countable_minutes(coached)) == (150, 0)
    coached = with_consent(coached, "icf-log", Decision(ClauseState.ACCEPTED, LATER))
    assert countable_minutes(coached) == 150


def test_a_consent_can_be_withdrawn_after_all_has_ended(coached: ClientRecord) -> None:
    ended = replace(coached.agreements[0], state=AgreementState.ENDED)
    coached = replace(coached, agreements=(ended,))
    assert allows(coached, "icf-log")
    assert not allows(with_consent(coached, "icf-log", WITHDRAWN), "icf-log")


def test_a_clause_that_covers_a_topic_speaks_for_it() -> None:
    pictures = clause("pictures", ClauseKind.CONSENT, covers=("recording",))
    whole = record(signed(draft(pictures)))
    assert allows(whole, "recording")
    assert not allows(whole, "reference")


def test_without_a_signature_there_is_nothing_to_withdraw() -> None:
    with pytest.raises(NotAllowed, match="No agreement has been signed"):
        with_consent(record(answered(draft())), "icf-log", WITHDRAWN)
