"""Two wordings held against each other: nothing of either is lost, and only what differs is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachtui.domain.changed_words import MOST_WORDS, Change, Piece, changed_words

WORDINGS = st.text(st.sampled_from("ab. \n"), max_size=60)


def side(pieces: tuple[Piece, ...], *without: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.change not in without)


@given(WORDINGS, WORDINGS)
def test_both_wordings_stand_in_it_whole(before: str, after: str) -> None:
    pieces = changed_words(before, after)
    assert side(pieces, Change.ADDED) == before
    assert side(pieces, Change.REMOVED) == after


def test_only_the_word_that_differs_is_marked() -> None:
    assert changed_words("within two days", "within four days") == (
        Piece("within ", Change.KEPT),
        Piece("two ", Change.REMOVED),
        Piece("four ", Change.ADDED),
        Piece("days", Change.KEPT),
    )


def test_a_word_that_only_stands_last_no_more_is_not_marked() -> None:
    assert changed_words("We stop.", "We stop. We meet.") == (
        Piece("We stop.", Change.KEPT),
        Piece(" We meet.", Change.ADDED),
    )
    assert changed_words("one two\nthree", "one\nthree") == (
        Piece("one", Change.KEPT),
        Piece(" two", Change.REMOVED),
        Piece("\nthree", Change.KEPT),
    )


def test_a_wording_that_is_the_same_has_one_piece_or_none() -> None:
    assert changed_words("as it was", "as it was") == (Piece("as it was", Change.KEPT),)
    assert changed_words("", "") == ()


def test_of_very_long_texts_the_lines_are_compared() -> None:
    line = "word " * 20 + "\n"
    before = line * (MOST_WORDS // 10)
    after = before.replace("word", "term", 1)
    removed = [each.text for each in changed_words(before, after) if each.change is Change.REMOVED]
    assert removed == [line.rstrip("\n")]
