"""What differs between two wordings of a text, word by word.

Here belongs the comparing. How what goes and what comes is marked is the matter of who shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

MOST_WORDS = 2_000
"""Beyond this many words on a side, lines are compared: comparing words would take too long."""

# A word takes the space after it along: spaces of their own would be most of what there is to compare.
_WORDS = re.compile(r"\n\s*\n|\n|\S+[^\S\n]*|[^\S\n]+")
_LINES = re.compile(r"\n\s*\n|\n|[^\n]+")


class Change(StrEnum):
    """What became of a piece of the text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """A stretch of text, spaces and line ends with it, and what became of it."""

    text: str
    change: Change


def changed_words(before: str, after: str) -> tuple[Piece, ...]:
    """Both wordings in one: what was removed stands before what came in its place.

    The pieces that are not added make up ``before``, those that are not removed ``after``.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = _LINES.findall(before), _LINES.findall(after)
    return tuple(_together(_pieces(old, new)))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """What became of each stretch; a word is the same whatever space stands after it."""
    matcher = SequenceMatcher(None, [*map(_word, old)], [*map(_word, new)], autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            yield from _kept(old[i1:i2], new[j1:j2])
            continue
        if i1 < i2:
            yield Piece("".join(old[i1:i2]), Change.REMOVED)
        if j1 < j2:
            yield Piece("".join(new[j1:j2]), Change.ADDED)


def _word(text: str) -> str:
    return text.rstrip() or text


def _kept(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for before, after in zip(old, new, strict=True):
        if before == after:
            yield Piece(before, Change.KEPT)
            continue
        word = _word(before)
        yield Piece(word, Change.KEPT)
        if before != word:
            yield Piece(before[len(word) :], Change.REMOVED)
        if after != word:
            yield Piece(after[len(word) :], Change.ADDED)


def _together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same, with what follows each other and became the same in one piece."""
    for change, same in groupby(pieces, key=attrgetter("change")):
        yield Piece("".join(each.text for each in same), change)
