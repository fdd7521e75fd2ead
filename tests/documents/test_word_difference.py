"""Two texts held against each other: nothing is lost, and a change reads as a person made it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachtui.documents.word_difference import Fate, Piece, pieces

WORDS = st.lists(st.sampled_from(["vi", "møtes", " ", "\n", "hver", "uke", ".", "**", "😀"])).map(
    "".join
)


def without(fate: Fate, found: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in found if piece.fate is not fate)


@given(WORDS, WORDS)
def test_without_what_was_added_it_is_the_old_text_and_without_the_removed_the_new(
    before: str, after: str
) -> None:
    found = pieces(before, after)
    assert without(Fate.ADDED, found) == before
    assert without(Fate.REMOVED, found) == after
    assert all(piece.text for piece in found)


@given(WORDS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.fate is Fate.KEPT for piece in pieces(text, text))


def test_one_word_is_one_change() -> None:
    assert pieces("Vi møtes annenhver uke.", "Vi møtes hver uke.") == (
        Piece(Fate.KEPT, "Vi møtes "),
        Piece(Fate.REMOVED, "annenhver"),
        Piece(Fate.ADDED, "hver"),
        Piece(Fate.KEPT, " uke."),
    )


def test_words_beside_each_other_that_changed_are_one_change() -> None:
    assert pieces("Vi møtes i Oslo.", "Dere treffes i Bergen.") == (
        Piece(Fate.REMOVED, "Vi møtes"),
        Piece(Fate.ADDED, "Dere treffes"),
        Piece(Fate.KEPT, " i "),
        Piece(Fate.REMOVED, "Oslo"),
        Piece(Fate.ADDED, "Bergen"),
        Piece(Fate.KEPT, "."),
    )


def test_the_longest_texts_are_compared_line_by_line() -> None:
    before = "\n".join(f"linje {number} a b c d e f g" for number in range(1_500))
    after = before.replace("linje 7 ", "en annen ").replace("linje 1490 ", "siste ")
    found = pieces(before, after)
    assert without(Fate.ADDED, found) == before
    assert without(Fate.REMOVED, found) == after
    assert sum(piece.fate is Fate.ADDED for piece in found) == 2


def test_texts_without_end_are_compared_as_wholes() -> None:
    found = pieces("a\n" * 5_000, "b\n" * 5_000)
    assert [piece.fate for piece in found] == [Fate.REMOVED, Fate.ADDED, Fate.KEPT]
