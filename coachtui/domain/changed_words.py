"""What differs between two wordings of a text, word by word.

Here belongs the comparing. How what goes and what comes is marked is the matter of who shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
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
    return tuple(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("".join(old[i1:i2]), Change.KEPT)
            continue
        if i1 < i2:
            yield Piece("".join(old[i1:i2]), Change.REMOVED)
        if j1 < j2:
            yield Piece("".join(new[j1:j2]), Change.ADDED)
