"""The rules of an agreement: what each kind of clause can be answered with, and when all may sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    ClauseKind,
    ClauseState,
    Decision,
    tally,
)
from coachtui.domain.answering import accept_all, comment, decide
from coachtui.domain.signing import fingerprint, sign, unsettled
from coachtui.errors import NotAllowed, NotFound
from tests.domain.agreements import DAY, NO, PARTIES, YES, clause, draft, signatures

SIGNATURES = signatures(PARTIES)


@pytest.fixture
def agreement() -> Agreement:
    return draft()


def test_a_new_agreement_is_all_open(agreement: Agreement) -> None:
    count = tally(agreement)
    assert (count.open, count.settled, count.total) == (3, 0, 3)


def test_accepting_everything_never_gives_a_consent(agreement: Agreement) -> None:
    accepted = accept_all(agreement, YES)
    assert [each.id for each in unsettled(accepted)] == ["icf-log"]


def test_a_declined_consent_is_settled_and_a_declined_term_is_not(agreement: Agreement) -> None:
    agreement = accept_all(agreement, YES)
    agreement = decide(agreement, "icf-log", NO)
    assert tally(agreement).settled == 3
    agreement = decide(agreement, "roles", NO)
    assert [each.id for each in unsettled(agreement)] == ["roles"]


def test_accepting_all_settles_a_term_that_was_to_be_discussed(agreement: Agreement) -> None:
    agreement = accept_all(decide(agreement, "roles", NO), YES)
    assert agreement.clause("roles").state is ClauseState.ACCEPTED


def test_information_is_read_and_cannot_be_declined(agreement: Agreement) -> None:
    with pytest.raises(NotAllowed, match="Purpose"):
        decide(agreement, "purpose", NO)


def test_every_tick_can_be_undone(agreement: Agreement) -> None:
    assert decide(decide(agreement, "roles", YES), "roles", None) == agreement


def test_a_comment_stands_beside_the_decision(agreement: Agreement) -> None:
    agreement = comment(decide(agreement, "roles", NO), "roles", "Who chooses the topics?")
    assert agreement.clause("roles").comment == "Who chooses the topics?"
    assert agreement.clause("roles").state is ClauseState.DECLINED


@pytest.mark.parametrize("answers", [{}, {"icf-log": NO}, {"roles": NO, "icf-log": YES}])
def test_signing_waits_for_what_is_open_or_to_discuss(
    agreement: Agreement, answers: dict[str, Decision]
) -> None:
    for name, decision in answers.items():
        agreement = decide(agreement, name, decision)
    with pytest.raises(NotAllowed, match="roles"):
        sign(agreement, PARTIES, SIGNATURES)


@pytest.fixture
def signed(agreement: Agreement) -> Agreement:
    return sign(decide(accept_all(agreement, YES), "icf-log", NO), PARTIES, SIGNATURES)


def test_signing_freezes_text_and_answers(signed: Agreement) -> None:
    assert signed.state is AgreementState.SIGNED
    assert signed.fingerprint == fingerprint(signed)
    for change in (
        lambda: decide(signed, "icf-log", YES),
        lambda: comment(signed, "roles", "Late."),
        lambda: sign(signed, PARTIES, SIGNATURES),
    ):
        with pytest.raises(NotAllowed, match="signed"):
            change()


def test_an_unknown_clause_is_named(agreement: Agreement) -> None:
    with pytest.raises(NotFound, match="no-such"):
        decide(agreement, "no-such", YES)


@given(where=st.integers(0, 2), field=st.sampled_from(["id", "title", "text"]), text=st.text())
def test_the_fingerprint_changes_with_every_wording(where: int, field: str, text: str) -> None:
    clauses = [clause(name, ClauseKind.TERM) for name in ("a", "b", "c")]
    base = Agreement(
        id="x", engagement="e", template="t", template_version="1", language="nb",
        title="T", created=DAY, clauses=tuple(clauses), parties=PARTIES,
    )  # fmt: skip
    clauses[where] = replace(clauses[where], **{field: text + "\x00"})
    assert fingerprint(replace(base, clauses=tuple(clauses))) != fingerprint(base)


def test_the_fingerprint_is_of_the_wording_not_the_answers(agreement: Agreement) -> None:
    assert fingerprint(decide(agreement, "roles", YES)) == fingerprint(agreement)
