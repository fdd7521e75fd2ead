"""Freezing a text, its fingerprint, and signatures one by one or all at once."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coachtui.domain.agreement import AgreementState, Party, Role, Signature
from coachtui.domain.answering import decide
from coachtui.domain.signing import canonical, fingerprint, hold, sign, take_back, yet_to_sign
from coachtui.errors import NotAllowed
from tests.domain.agreements import (
    DAY,
    LATER,
    NO,
    PARTIES,
    answered,
    draft,
    signatures,
    signed,
)

ALL = replace(PARTIES, sponsor=Party(name="Test Company"), guardian=Party(name="Test Parent"))


def test_what_is_out_for_signing_is_frozen_with_its_parties_and_fingerprint() -> None:
    out = hold(draft(), PARTIES)
    assert out.state is AgreementState.AWAITING
    assert out.parties == PARTIES
    assert out.fingerprint == fingerprint(out)


def test_it_can_be_taken_back_as_it_was_until_somebody_has_signed() -> None:
    agreement = answered(draft())
    assert take_back(hold(agreement, PARTIES)) == agreement
    half = sign(agreement, PARTIES, signatures()[:1])
    with pytest.raises(NotAllowed, match="signed it already"):
        take_back(half)
    with pytest.raises(NotAllowed):
        take_back(agreement)


def test_it_is_in_force_once_every_party_has_signed_each_on_a_day_of_their_own() -> None:
    agreement = answered(draft())
    waiting = {Role.CLIENT, Role.GUARDIAN, Role.SPONSOR, Role.COACH}
    for role, party in ALL.by_role.items():
        assert set(yet_to_sign(agreement, ALL)) == waiting
        agreement = sign(agreement, ALL, [Signature(role, party.name, LATER)])
        waiting.remove(role)
        expected = AgreementState.AWAITING if waiting else AgreementState.SIGNED
        assert agreement.state is expected
    assert [each.role for each in agreement.signatures] == list(ALL.by_role)


def test_what_went_out_keeps_the_parties_it_went_out_with() -> None:
    out = hold(answered(draft()), PARTIES)
    renamed = replace(PARTIES, client=Party(name="Another Name"))
    assert sign(out, renamed, signatures()).parties == PARTIES


def test_nobody_signs_twice_or_for_a_party_that_is_none() -> None:
    half = sign(answered(draft()), PARTIES, signatures()[:1])
    with pytest.raises(NotAllowed, match="signed already"):
        sign(half, PARTIES, signatures()[:1])
    with pytest.raises(NotAllowed, match="none of this agreement"):
        sign(half, PARTIES, [Signature(Role.SPONSOR, "Test Company", DAY)])


def test_a_term_to_discuss_is_signed_only_with_a_comment_that_says_why() -> None:
    agreement = decide(answered(draft()), "roles", NO)
    with pytest.raises(NotAllowed, match="roles"):
        sign(agreement, PARTIES, signatures(), override=" ")
    done = sign(agreement, PARTIES, signatures(), override="We come back to it in May.")
    assert done.state is AgreementState.SIGNED
    assert done.override == "We come back to it in May."


@pytest.mark.parametrize("open_clause", ["purpose", "roles", "icf-log"])
def test_no_comment_signs_past_an_open_clause(open_clause: str) -> None:
    agreement = decide(answered(draft()), open_clause, None)
    with pytest.raises(NotAllowed, match=open_clause):
        sign(agreement, PARTIES, signatures(), override="Never mind.")


def test_the_canonical_form_of_a_first_version_is_the_one_there_always_was() -> None:
    agreement = replace(hold(draft(), PARTIES), clauses=draft().clauses[:1])
    assert canonical(agreement).decode() == (
        '{"clauses":[{"id":"purpose","kind":"information","text":"About purpose.","title":"Purpose"}],'
        '"introduction":"","language":"en","parties":{'
        '"client":{"email":"","name":"Test Client","organisation":"","phone":""},'
        '"coach":{"email":"","name":"Test Coach","organisation":"","phone":""}},'
        '"title":"Coaching agreement"}'
    )


def test_the_fingerprint_speaks_of_every_party() -> None:
    agreement = draft()
    prints = {
        hold(agreement, parties).fingerprint
        for parties in (PARTIES, ALL, replace(ALL, guardian=None), replace(ALL, sponsor=None))
    }
    assert len(prints) == 4


def test_the_answers_and_what_they_were_signed_with_do_not_touch_it() -> None:
    agreement = signed(draft())
    other = replace(agreement, paper="In the safe", override="Why not")
    assert fingerprint(other) == agreement.fingerprint
