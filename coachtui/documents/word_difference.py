"""What differs between two texts, word by word. Pure: texts in, pieces out.

Here belongs which words were taken out and which put in; how that is shown is told by whoever
shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import groupby, takewhile

_WORDS = re.compile(r"\s+|\w+|[^\w\s]+")
_LINES = re.compile(r".*\n?")

MOST_WORK = 4_000_000
"""Words of one text times words of the other; above, lines are compared, or the texts as wholes."""


class Fate(Enum):
    """What became of a piece of text."""

    KEPT = auto()
    REMOVED = auto()
    ADDED = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, with the spaces between them, that share one fate."""

    fate: Fate
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """What ``before`` and ``after`` have in common and what not, in order.

    Without what was added it is ``before``, without what was removed ``after``.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [
        Piece(Fate.KEPT, "".join(old[:head])),
        *_compared(middle_old, middle_new),
        Piece(Fate.KEPT, "".join(old[len(old) - tail :])),
    ]
    return tuple(_joined(piece for piece in found if piece.text))


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """With how many words both begin."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for coarser in (_LINES.findall, lambda text: [text]):
        if len(old) * len(new) <= MOST_WORK:
            break
        old, new = coarser("".join(old)), coarser("".join(new))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            yield Piece(Fate.KEPT, "".join(old[old_from:old_to]))
        else:
            yield Piece(Fate.REMOVED, "".join(old[old_from:old_to]))
            yield Piece(Fate.ADDED, "".join(new[new_from:new_to]))


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """``found`` with a space between two changed words changed as well, and each change in one piece.

    A sentence that was written anew reads as one then, not as a word here and a word there.
    """
    for changed, run in groupby(_spread(list(found)), lambda piece: piece.fate is not Fate.KEPT):
        gathered = list(run)
        if not changed:
            yield Piece(Fate.KEPT, "".join(piece.text for piece in gathered))
            continue
        for fate in (Fate.REMOVED, Fate.ADDED):
            if text := "".join(piece.text for piece in gathered if piece.fate is fate):
                yield Piece(fate, text)


def _spread(found: list[Piece]) -> Iterator[Piece]:
    last = len(found) - 1
    for place, piece in enumerate(found):
        if piece.fate is Fate.KEPT and 0 < place < last and not piece.text.strip():
            yield Piece(Fate.REMOVED, piece.text)
            yield Piece(Fate.ADDED, piece.text)
        else:
            yield piece
