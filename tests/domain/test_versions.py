"""One version after another: what is carried over, what is asked again, what differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    ClauseState,
    Decision,
)
from coachtui.domain.answering import amend, decide
from coachtui.domain.record import (
    ClientRecord,
    with_agreement,
    with_consent,
    with_new_agreement,
    with_next_version,
    without_draft_agreement,
)
from coachtui.domain.record import signed as record_signed
from coachtui.domain.signing import fingerprint, unsettled
from coachtui.domain.versions import Difference, differences, next_version, renewed
from coachtui.errors import NotAllowed
from tests.domain.agreements import (
    LATER,
    PARTIES,
    YES,
    answered,
    clause,
    draft,
    record,
    signatures,
    signed,
)


def begun(agreement: Agreement) -> tuple[ClientRecord, Agreement]:
    """A record whose signed ``agreement`` has its next version under way, and that version."""
    following = next_version(agreement, "a2", LATER)
    return with_next_version(record(agreement), following), following


def test_a_new_version_asks_only_for_what_was_changed() -> None:
    _record, following = begun(signed(draft()))
    assert unsettled(following) == ()
    changed = amend(following, "roles", "You choose.")
    assert [each.id for each in unsettled(changed)] == ["roles"]


def test_the_version_in_force_holds_until_the_next_is_signed() -> None:
    first = signed(draft())
    whole, following = begun(first)
    assert whole.agreement == following
    assert whole.agreement_in_force == first
    whole = record_signed(whole, "a2", PARTIES, signatures(on=LATER))
    states = [each.state for each in whole.agreements]
    assert states == [AgreementState.SUPERSEDED, AgreementState.SIGNED]
    assert whole.agreement_in_force == whole.agreement


def test_a_version_thrown_away_leaves_the_one_in_force() -> None:
    first = signed(draft())
    whole, _following = begun(first)
    assert without_draft_agreement(whole, "a2").agreement == first


def test_versions_form_a_chain_of_fingerprints() -> None:
    first = signed(draft())
    second = signed(next_version(first, "a2", LATER))
    third = signed(next_version(second, "a3", LATER))
    assert (second.version, second.previous) == (2, first.fingerprint)
    assert (third.version, third.previous) == (3, second.fingerprint)
    # The wording is the same in all three; that they differ is the chain's doing.
    assert len({first.fingerprint, second.fingerprint, third.fingerprint}) == 3
    assert fingerprint(replace(second, previous="0" * 64)) != second.fingerprint


def test_only_what_is_in_force_gets_one_new_version_at_a_time() -> None:
    whole, following = begun(signed(draft()))
    with pytest.raises(NotAllowed, match="under way already"):
        with_next_version(whole, replace(following, id="a3"))
    with pytest.raises(NotAllowed):
        next_version(draft(), "a2", LATER)
    with pytest.raises(NotAllowed):
        with_next_version(with_new_agreement(record(), draft()), following)


def test_a_consent_withdrawn_meanwhile_is_withdrawn_in_the_next_version_too() -> None:
    whole, _following = begun(signed(draft()))
    whole = with_consent(whole, "icf-log", Decision(ClauseState.WITHDRAWN, LATER))
    for agreement in whole.agreements:
        assert agreement.clause("icf-log").state is ClauseState.WITHDRAWN
        assert agreement.clause("icf-log").earlier == (YES,)


def test_a_consent_that_reads_otherwise_in_the_next_version_is_left_to_be_asked() -> None:
    whole, following = begun(signed(draft()))
    whole = with_agreement(whole, amend(following, "icf-log", "About the new log."))
    whole = with_consent(whole, "icf-log", Decision(ClauseState.WITHDRAWN, LATER))
    assert [each.clause("icf-log").state for each in whole.agreements] == [
        ClauseState.WITHDRAWN,
        ClauseState.OPEN,
    ]


def test_what_its_template_words_anew_is_asked_and_the_rest_is_kept() -> None:
    first = signed(draft(clause("purpose"), clause("roles"), clause("cadence"), clause("gone")))
    following = next_version(first, "a2", LATER)
    offered = draft(
        clause("roles", text="Other words."), clause("purpose"), clause("fees"), clause("cadence")
    )
    new = renewed(following, replace(offered, template_version="2"))
    assert new.template_version == "2"
    assert (new.version, new.previous) == (2, first.fingerprint)
    assert [each.id for each in new.clauses] == ["roles", "purpose", "fees", "cadence"]
    assert [each.id for each in unsettled(new)] == ["roles", "fees"]
    assert new.clause("roles").earlier == (YES,)


def test_wording_amended_for_this_client_outlives_a_template_that_says_the_same() -> None:
    first = signed(amend(draft(), "roles", "You choose."))
    new = renewed(next_version(first, "a2", LATER), draft())
    assert new.clause("roles").text == "You choose."
    assert unsettled(new) == ()


def test_what_differs_is_told_in_the_order_of_the_new_version() -> None:
    old = draft(clause("a"), clause("b"), clause("c"), clause("d"))
    new = draft(clause("c"), clause("b", text="New."), clause("e"), clause("a"))
    assert [(each.clause, each.difference) for each in differences(old, new)] == [
        ("c", Difference.MOVED),
        ("b", Difference.WORDING),
        ("e", Difference.ADDED),
        ("a", Difference.MOVED),
        ("d", Difference.REMOVED),
    ]
    assert differences(old, answered(old)) == ()


KINDS = st.sampled_from(list(ClauseKind))
CLAUSES = st.lists(
    st.builds(clause, st.sampled_from("abcdef"), KINDS, text=st.sampled_from(["x", "y"])),
    unique_by=lambda each: each.id,
    min_size=1,
).map(tuple)


@given(CLAUSES, CLAUSES)
def test_what_differs_is_all_that_differs(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> None:
    told = differences(draft(*old), draft(*new))
    assert bool(told) is (old != new)
    added = {each.clause for each in told if each.difference is Difference.ADDED}
    removed = {each.clause for each in told if each.difference is Difference.REMOVED}
    assert {each.id for each in old} - removed | added == {each.id for each in new}


@given(CLAUSES, CLAUSES)
def test_a_renewed_agreement_reads_as_the_template_and_asks_for_what_is_new(
    old: tuple[Clause, ...], new: tuple[Clause, ...]
) -> None:
    following = next_version(signed(draft(*old)), "a2", LATER)
    made = renewed(following, draft(*new))
    wording = [(each.id, each.kind, each.title, each.text) for each in made.clauses]
    assert wording == [(each.id, each.kind, each.title, each.text) for each in new]
    same = {(each.id, each.kind, each.text) for each in old}
    for each in made.clauses:
        assert each.settled is ((each.id, each.kind, each.text) in same)


def test_answers_can_be_changed_in_a_new_version() -> None:
    _record, following = begun(signed(draft()))
    assert decide(following, "roles", None).clause("roles").state is ClauseState.OPEN
