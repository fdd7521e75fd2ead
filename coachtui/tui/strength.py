"""How hard a passphrase is to guess: a rough, honest estimate from its length and variety."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import NamedTuple

from coachtui.language import N_, _

SHORTEST = 12
"""The fewest characters a passphrase may have."""

_WORD_BITS = 11.0
"""What one common word adds when words are put together by chance."""

_KINDS = (("[a-zæøå]", 29), ("[A-ZÆØÅ]", 29), (r"\d", 10), (r"[^a-zæøåA-ZÆØÅ\d]", 33))
_STEPS = (
    (45.0, N_("weak: add a word or two")),
    (60.0, N_("fair: one more word is better")),
    (80.0, N_("good")),
    (math.inf, N_("strong")),
)


class Strength(NamedTuple):
    """``level`` from 0 (too short) to 4 (strong), and what to say of it, translated."""

    level: int
    words: str


def strength(passphrase: str) -> Strength:
    """How strong ``passphrase`` is. Names and quotations look stronger here than they are."""
    if len(passphrase) < SHORTEST:
        return Strength(
            0,
            _("{count} of at least {least} characters").format(
                count=len(passphrase), least=SHORTEST
            ),
        )
    bits = _bits(passphrase)
    level = 1 + sum(bits >= limit for limit, _words in _STEPS[:-1])
    return Strength(level, _(_STEPS[level - 1][1]))


def _bits(passphrase: str) -> float:
    words = re.findall(r"[^\W\d_]+", passphrase)
    letters = sum(len(word) for word in words)
    if words and letters / len(words) >= 3 and letters >= 0.7 * len(passphrase):
        different = len({word.casefold() for word in words})
        rest = len(passphrase) - letters - (len(words) - 1)
        # A single long run of letters is judged by its letters, a row of words by the words.
        if len(words) > 1:
            return different * _WORD_BITS + max(0, rest) * 3
    alphabet = sum(size for pattern, size in _KINDS if re.search(pattern, passphrase))
    return _telling(passphrase) * math.log2(max(2, alphabet)) * 0.7


def _telling(passphrase: str) -> int:
    """How many characters say something new: not one that repeats or follows the one before."""
    steps = [ord(after) - ord(before) for before, after in pairwise(passphrase)]
    predictable = sum(step in (0, 1, -1) for step in steps)
    return min(len(passphrase) - predictable, 2 * len(set(passphrase)))
