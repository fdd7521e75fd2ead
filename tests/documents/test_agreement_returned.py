"""A copy that comes back: what was changed in it is proposed exactly, and nothing else is."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coachtui.documents.agreement.comparing import Change, Proposal, proposals
from coachtui.documents.agreement.likeness import shape
from coachtui.documents.agreement.markdown import agreement_to_markdown, contained
from coachtui.documents.agreement.proof import first_difference
from coachtui.documents.agreement.reading import read_document
from coachtui.domain.agreement import Agreement, Clause, ClauseKind, ClauseState, Parties
from coachtui.domain.disclosure import Copy
from tests.conftest import LONGER
from tests.documents import strategies
from tests.documents.dialects import DIALECTS, spoken
from tests.documents.structure import structure

CASES = LONGER * 120
DIALECT_SETS = st.sets(st.integers(0, len(DIALECTS) - 1), max_size=5)
SEEDS = st.integers(0, 1000)


def proposed(agreement: Agreement, parties: Parties, text: str) -> list[Proposal]:
    return list(proposals(agreement, parties, read_document(text)))


@given(
    strategies.agreements(), strategies.parties(), st.sampled_from([None, Copy.BLANK]),
    DIALECT_SETS, SEEDS,
)  # fmt: skip
@settings(max_examples=CASES, deadline=None)
def test_what_went_out_comes_back_without_a_proposal(
    agreement: Agreement, parties: Parties, copy: Copy | None, dialects: set[int], seed: int
) -> None:
    text = agreement_to_markdown(agreement, parties, copy)
    assert proposed(agreement, parties, text) == []
    assert proposed(agreement, parties, spoken(text, dialects, seed)) == []


@given(strategies.agreements(), strategies.parties(), st.data(), DIALECT_SETS, SEEDS)
@settings(max_examples=CASES, deadline=None)
def test_every_single_tick_is_proposed_exactly(
    agreement: Agreement, parties: Parties, data: st.DataObject, dialects: set[int], seed: int
) -> None:
    text = agreement_to_markdown(agreement, parties)
    boxes = list(_boxes(agreement))
    place = data.draw(st.integers(0, len(boxes) - 1))
    changed = spoken(_flipped(text, place), dialects, seed)
    assert proposed(agreement, parties, changed) == [_expected(*boxes[place])]


def _boxes(agreement: Agreement) -> list[tuple[Clause, bool]]:
    """Each box in the document: its clause, and whether it is the one for a no."""
    found = []
    for clause in agreement.clauses:
        found.append((clause, False))
        if clause.kind is ClauseKind.CONSENT:
            found.append((clause, True))
    return found


def _flipped(text: str, place: int) -> str:
    """``text`` with one of its boxes ticked, or unticked if it was."""
    lines = text.split("\n")
    numbers = count()
    for at, line in enumerate(lines):
        if line[:6] in ("- [ ] ", "- [x] ") and next(numbers) == place:
            lines[at] = ("- [x] " if line[3] == " " else "- [ ] ") + line[6:]
    return "\n".join(lines)


def _expected(clause: Clause, is_no: bool) -> Proposal:
    state = clause.state
    if clause.kind is not ClauseKind.CONSENT:
        if state is not ClauseState.ACCEPTED:
            return Proposal(clause.id, Change.ACCEPTED, state, ClauseState.ACCEPTED)
        after = ClauseState.DECLINED if clause.kind is ClauseKind.TERM else ClauseState.OPEN
        return Proposal(clause.id, Change.DECLINED, state, after)
    if state is ClauseState.OPEN:
        after = ClauseState.DECLINED if is_no else ClauseState.ACCEPTED
        return Proposal(clause.id, Change(after), state, after)
    if is_no is (state is not ClauseState.ACCEPTED):
        return Proposal(clause.id, Change.DECLINED, state, ClauseState.OPEN)
    return Proposal(clause.id, Change.CONFLICT, state)


@given(strategies.agreements(), strategies.parties(), st.data(), DIALECT_SETS, SEEDS)
@settings(max_examples=CASES, deadline=None)
def test_every_changed_word_is_proposed_with_the_whole_wording(
    agreement: Agreement, parties: Parties, data: st.DataObject, dialects: set[int], seed: int
) -> None:
    place = data.draw(st.integers(0, len(agreement.clauses) - 1))
    clause = agreement.clauses[place]
    theirs = replace(clause, text=f"{contained(clause.text)}\n\nOg enda en setning.")
    changed = tuple(theirs if each is clause else each for each in agreement.clauses)
    text = agreement_to_markdown(replace(agreement, clauses=changed), parties)
    (found,) = proposed(agreement, parties, spoken(text, dialects, seed))
    assert (found.clause, found.change, found.before) == (clause.id, Change.TEXT, clause.text)
    assert shape(found.after) == shape(theirs.text)


@given(strategies.agreements(), strategies.parties(), st.data(), DIALECT_SETS, SEEDS)
@settings(max_examples=CASES, deadline=None)
def test_what_is_written_below_a_clause_is_a_comment_on_it(
    agreement: Agreement, parties: Parties, data: st.DataObject, dialects: set[int], seed: int
) -> None:
    place = data.draw(st.integers(0, len(agreement.clauses) - 1))
    clause = agreement.clauses[place]
    parts = agreement_to_markdown(agreement, parties).split("\n\n## ")
    parts[2 + place] += "\n\n> Hva betyr dette?"
    text = spoken("\n\n## ".join(parts), dialects, seed)
    (found,) = proposed(agreement, parties, text)
    assert (found.clause, found.change, found.before) == (clause.id, Change.COMMENT, clause.comment)
    assert found.after.endswith("Hva betyr dette?")


@given(strategies.agreements(), strategies.parties(), st.data(), DIALECT_SETS, SEEDS)
@settings(max_examples=CASES, deadline=None)
def test_verifying_tells_a_tick_from_what_an_editor_did(
    agreement: Agreement, parties: Parties, data: st.DataObject, dialects: set[int], seed: int
) -> None:
    text = agreement_to_markdown(agreement, parties)
    kept = read_document(spoken(text, dialects, seed))
    assert first_difference(agreement, parties, kept) == ""
    place = data.draw(st.integers(0, len(_boxes(agreement)) - 1))
    changed = read_document(spoken(_flipped(text, place), dialects, seed))
    clause, _is_no = _boxes(agreement)[place]
    assert f"“{clause.id}” is answered otherwise" in first_difference(agreement, parties, changed)


@given(strategies.agreements(), strategies.parties())
@settings(max_examples=CASES, deadline=None)
def test_an_export_has_the_structure_that_is_meant(agreement: Agreement, parties: Parties) -> None:
    found = structure(agreement_to_markdown(agreement, parties))
    assert found.count("heading_open h2 0") == len(agreement.clauses) + 2
    marks = [each for each in found if each.startswith("<!--")]
    assert marks == [f"<!-- clause: {each.id} -->" for each in agreement.clauses]
    boxes = [each for each in found if each in ("[ ]", "[x]")]
    states = [(each.state is ClauseState.ACCEPTED) ^ no for each, no in _boxes(agreement)]
    ticked = [
        state and clause.state is not ClauseState.OPEN
        for state, (clause, _no) in zip(states, _boxes(agreement), strict=True)
    ]
    assert boxes == ["[x]" if each else "[ ]" for each in ticked]


@given(strategies.agreements(), strategies.parties(), st.data())
@settings(max_examples=20, deadline=None)
def test_a_copy_that_a_mail_quotes_is_read_like_any_other(
    agreement: Agreement, parties: Parties, data: st.DataObject
) -> None:
    boxes = list(_boxes(agreement))
    place = data.draw(st.integers(0, len(boxes) - 1))
    copy = _flipped(agreement_to_markdown(agreement, parties), place)
    mail = "".join(
        f"{data.draw(st.sampled_from(['> ', '>']))}{line}\n" for line in copy.split("\n")
    )
    answer, greeting = proposed(agreement, parties, f"Hei!\n\nSe under.\n\n{mail}\n")
    assert answer == _expected(*boxes[place])
    assert (greeting.clause, greeting.change) == ("", Change.COMMENT)
    assert greeting.after == "Hei!\n\nSe under."
    assert read_document(f"Hei!\n\n{mail}").facts["agreement"] == agreement.id


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("- one\n- two", "* one\n* two", True),
        ("1. one\n2. two", "1) one\n2) two", True),
        ("1. one\n2. two", "7. one\n8. two", False),
        ("1. one\n2. two", "- one\n- two", False),
        ("not a word", "~~not~~ a word", False),
        ("| a | b |\n| - | - |\n| c | d |", "| a | b |\n| - | - |\n| c | ~~d~~ |", False),
    ],
)
def test_what_an_editor_changes_by_itself_is_no_difference_and_what_a_person_does_is(
    before: str, after: str, same: bool
) -> None:
    assert (shape(before) == shape(after)) is same
