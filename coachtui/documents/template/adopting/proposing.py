"""What is proposed for an agreement from elsewhere: its language, and each clause's id, kind and topics.

Here belong rules of thumb. What they give is to be looked through by the coach.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from coachtui.documents.template.adopting.topic_words import (
    COMMON_WORDS,
    CONSENT_WORDS,
    TOPIC_WORDS,
)
from coachtui.domain.agreement import ClauseKind
from coachtui.domain.topics import KINDS
from coachtui.language import LANGUAGES, Language

MAX_ID = 40
_MAX_TOPICS = 3
_IN_TITLE, _IN_FIRST_WORDS = 3, 2
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ð": "d", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a clause is proposed to be known and answered."""

    id: str
    kind: ClauseKind
    title: str
    covers: tuple[str, ...]


def guessed_language(text: str) -> Language | None:
    """The language of ``text`` by its commonest words; None where it is not to be told."""
    words = re.findall(r"\w+", re.sub(r"<[^<>]*>|&\w+;", " ", text.lower()))
    found = {each: sum(word in COMMON_WORDS[each] for word in words) for each in LANGUAGES}
    best = max(LANGUAGES, key=lambda each: found[each])
    tied = sum(count == found[best] for count in found.values()) > 1
    return None if tied else best


def slug(text: str) -> str:
    """``text`` as an id, ``late-noshow``; empty where it has no letter to begin with."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    words = re.findall(
        r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each))
    )
    while words and not words[0][0].isalpha():
        words.pop(0)
    made = "-".join(words)
    if len(made) <= MAX_ID:
        return made
    return made[: MAX_ID + 1].rpartition("-")[0] or made[:MAX_ID]


def unused(wanted: str, taken: Iterable[str]) -> str:
    """``wanted``, or with the first number behind it that makes it another than those ``taken``."""
    number, free = 1, wanted
    while free in taken:
        number += 1
        ending = f"-{number}"
        free = wanted[: MAX_ID - len(ending)].rstrip("-") + ending
    return free


def proposal(
    title: str, own_title: str, text: str, language: Language, taken: Iterable[str]
) -> Proposal:
    """What is proposed for the clause of that ``title`` and ``text``.

    ``own_title`` is empty where the title is only the first words of the text; the id is then that
    of the likeliest topic.
    """
    topics = _topics(
        own_title or title, text, language, _IN_TITLE if own_title else _IN_FIRST_WORDS
    )
    fallback = "punkt-1" if language == "nb" else "clause-1"
    id = unused(slug(own_title) or "".join(topics[:1]) or slug(title) or fallback, taken)
    covers = tuple(topic for topic in topics if topic != id)
    return Proposal(id, _kind(own_title.lower(), text.lower(), topics, language), title, covers)


def _topics(title: str, text: str, language: Language, in_title: int) -> tuple[str, ...]:
    """The topics that the words speak of, the likeliest first."""
    title, text = title.lower(), text.lower()
    scores = {
        topic: sum(in_title if _speaks(title, word) else _speaks(text, word) for word in beginnings)
        for topic, beginnings in TOPIC_WORDS[language].items()
    }
    likely = sorted(
        (topic for topic in scores if scores[topic] > 1), key=lambda each: -scores[each]
    )
    best = likely[:1]
    # A word in passing is no topic beside one that the title names.
    return tuple(best + [each for each in likely[1:_MAX_TOPICS] if scores[each] >= _IN_TITLE])


def _speaks(text: str, beginning: str) -> bool:
    place = text.find(beginning)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(beginning, place + 1)
    return place >= 0


def _kind(title: str, text: str, topics: tuple[str, ...], language: Language) -> ClauseKind:
    asks = any(_speaks(f"{title} {text}", word) for word in CONSENT_WORDS[language])
    usual = KINDS[topics[0]] if topics else ClauseKind.TERM
    # A clause about recordings may as well forbid them: only one that asks is a consent.
    if usual is ClauseKind.CONSENT or any(_speaks(title, word) for word in CONSENT_WORDS[language]):
        return ClauseKind.CONSENT if asks else ClauseKind.TERM
    return usual
