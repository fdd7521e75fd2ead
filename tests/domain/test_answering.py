"""What a clause can be answered with, worded otherwise, and a consent taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coachtui.domain.agreement import Agreement, ClauseState, Decision
from coachtui.domain.answering import amend, comment, decide, decide_consent, put_back
from coachtui.domain.signing import hold, unsettled
from coachtui.errors import NotAllowed
from tests.domain.agreements import DAY, LATER, NO, PARTIES, YES, answered, draft, signed

WITHDRAWN = Decision(ClauseState.WITHDRAWN, LATER)


def test_other_wording_keeps_the_templates_and_asks_again() -> None:
    agreement = amend(answered(draft()), "roles", "You choose.")
    clause = agreement.clause("roles")
    assert (clause.text, clause.template_text) == ("You choose.", "About roles.")
    assert clause.amended
    assert clause.state is ClauseState.OPEN
    assert unsettled(agreement) == (clause,)


def test_the_templates_wording_given_again_is_no_amendment() -> None:
    once = amend(draft(), "roles", "You choose.")
    twice = amend(once, "roles", "We both choose.")
    assert twice.clause("roles").template_text == "About roles."
    assert amend(twice, "roles", "About roles.") == draft()


def test_the_same_wording_leaves_the_answer() -> None:
    agreement = answered(draft())
    assert amend(agreement, "roles", "About roles.") == agreement


def test_no_clause_is_left_without_a_text() -> None:
    with pytest.raises(NotAllowed, match="without a text"):
        amend(draft(), "roles", " \n")


def test_a_paper_that_is_out_takes_answers_and_comments_but_no_other_wording() -> None:
    out = hold(draft(), PARTIES)
    out = comment(decide(out, "roles", YES), "roles", "As ticked on the paper.")
    assert out.clause("roles").state is ClauseState.ACCEPTED
    with pytest.raises(NotAllowed, match="Take it back first"):
        amend(out, "roles", "You choose.")
    with pytest.raises(NotAllowed, match="Take it back first"):
        put_back(out, replace(out.clause("roles"), text="You choose."))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["purpose", "roles", "icf-log"]),
        st.sampled_from(["yes", "open", "comment", "amend"]),
        st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8),
    ),
    max_size=12,
)


@given(STEPS)
def test_every_step_of_a_review_can_be_undone(steps: list[tuple[str, str, str]]) -> None:
    agreement = draft()
    undo: list[tuple[Agreement, str]] = []
    for clause_id, what, text in steps:
        undo.append((agreement, clause_id))
        if what == "comment":
            agreement = comment(agreement, clause_id, text)
        elif what == "amend":
            agreement = amend(agreement, clause_id, text)
        else:
            agreement = decide(agreement, clause_id, YES if what == "yes" else None)
    for before, clause_id in reversed(undo):
        agreement = put_back(agreement, before.clause(clause_id))
        assert agreement == before


def test_a_consent_is_withdrawn_and_given_again_and_all_of_it_is_kept() -> None:
    agreement = decide_consent(signed(draft()), "icf-log", WITHDRAWN)
    assert agreement.clause("icf-log").state is ClauseState.WITHDRAWN
    agreement = decide_consent(agreement, "icf-log", replace(YES, on=LATER))
    clause = agreement.clause("icf-log")
    assert clause.state is ClauseState.ACCEPTED
    assert clause.earlier == (YES, WITHDRAWN)


def test_a_yes_may_come_after_a_no() -> None:
    agreement = signed(draft())
    declined = replace(agreement, clauses=tuple(
        replace(each, decision=NO) if each.id == "icf-log" else each for each in agreement.clauses
    ))  # fmt: skip
    clause = decide_consent(declined, "icf-log", replace(YES, on=LATER)).clause("icf-log")
    assert (clause.state, clause.earlier) == (ClauseState.ACCEPTED, (NO,))


@pytest.mark.parametrize(
    ("clause_id", "decision", "why"),
    [
        ("roles", WITHDRAWN, "no consent"),
        ("icf-log", YES, "a yes .* already"),
        ("icf-log", replace(WITHDRAWN, on=DAY.replace(day=1)), "cannot be before"),
    ],
)
def test_a_signed_answer_changes_only_where_that_means_something(
    clause_id: str, decision: Decision, why: str
) -> None:
    with pytest.raises(NotAllowed, match=why):
        decide_consent(signed(draft()), clause_id, decision)


def test_nothing_is_withdrawn_twice_or_from_a_draft() -> None:
    once = decide_consent(signed(draft()), "icf-log", WITHDRAWN)
    with pytest.raises(NotAllowed, match="no yes"):
        decide_consent(once, "icf-log", WITHDRAWN)
    with pytest.raises(NotAllowed, match="once it has been signed"):
        decide_consent(answered(draft()), "icf-log", WITHDRAWN)
