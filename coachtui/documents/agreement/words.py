"""The fixed words of an agreement as a document, in both languages, and the sentences made of them.

Here belongs what the export writes beside the wording and reading back has to know again: labels,
boxes, and what was said to a clause. Words for single values are in ``words``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from coachtui.documents import words
from coachtui.domain.agreement import Clause, ClauseKind, ClauseState, Decision, How, Role
from coachtui.language import LANGUAGES, Language

LABELS: dict[Language, dict[str, str]] = {
    "nb": {
        "made": "Laget",
        "version": "versjon",
        "discussion": "til drøfting",
        "parties": "Partene",
        "amended": "Ordlyden er endret for denne avtalen.",
        "yes": "Ja",
        "no": "Nei",
        "comment": "Kommentar:",
        "by": "ved",
        "signatures": "Underskrifter",
        "where": "Sted og dato:",
        "sign": "Underskrift:",
        "reference": "referanse",
        "override": "Underskrevet selv om noe må drøftes:",
        "paper": "Papiret ligger her:",
        "recorded": "Ført inn i ettertid:",
        "code": "Kontrollkode for teksten:",
        "previous": "Kontrollkode for versjonen før:",
    },
    "en": {
        "made": "Made",
        "version": "version",
        "discussion": "for discussion",
        "parties": "The parties",
        "amended": "The wording was changed for this agreement.",
        "yes": "Yes",
        "no": "No",
        "comment": "Comment:",
        "by": "by the",
        "signatures": "Signatures",
        "where": "Place and date:",
        "sign": "Signature:",
        "reference": "reference",
        "override": "Signed although something is to be discussed:",
        "paper": "Where the paper lies:",
        "recorded": "Recorded afterwards:",
        "code": "Fingerprint of the text:",
        "previous": "Fingerprint of the version before:",
    },
}
LINE_TO_WRITE_ON = "_" * 32
TITLES: dict[Language, str] = {"nb": "Coachingavtale", "en": "Coaching agreement"}
"""What a page or a file calls itself where nobody's name may stand."""

BOXES: dict[Language, tuple[str, str]] = {
    "nb": ("ikke avkrysset", "avkrysset"),
    "en": ("not ticked", "ticked"),
}
"""How a box is read out, empty and ticked."""


def said(kind: ClauseKind, decision: Decision, language: Language) -> str:
    """State, date and way in words: ``accepted 24 November 2026, on screen``."""
    state = words.clause_state(kind, decision.state, language)
    when = f"{state} {words.day(decision.on, language)}, {words.how(decision.how, language)}"
    if decision.by is Role.CLIENT:
        return when
    return f"{when}, {LABELS[language]['by']} {words.role(decision.by, language)}"


def history(clause: Clause, language: Language) -> tuple[str, ...]:
    """What was said to a consent and now is, one sentence each, oldest first; none while it is open."""
    if clause.decision is None:
        return ()
    decisions = (*clause.earlier, clause.decision)
    sentences = (said(clause.kind, each, language) for each in decisions)
    return tuple(each[:1].upper() + each[1:] for each in sentences)


def box_words() -> Iterator[str]:
    """The words beside a box that nobody has ticked, in small letters and in all languages."""
    for language, label in LABELS.items():
        yield label["yes"].lower()
        yield label["no"].lower()
        for kind in (ClauseKind.INFORMATION, ClauseKind.TERM):
            yield words.clause_state(kind, ClauseState.ACCEPTED, language)


def told(text: str) -> ClauseState | None:
    """The state that ``text`` tells with a date, if it begins with a sentence of :func:`said`."""
    found = _sentence().match(text.lower())
    return _states()[found[1]] if found else None


def sentences(text: str) -> tuple[list[ClauseState], str]:
    """The states that sentences of :func:`said` in ``text`` tell, and what else it holds."""
    found = [_states()[each[1]] for each in _sentence().finditer(text.lower())]
    return found, _sentence().sub("", text.lower()).strip(" .,;")


def is_written_by_export(label: str) -> bool:
    """Whether ``label`` beside a box holds nothing but what the export writes there."""
    text = label.lower().strip(" .,;:")
    return text in set(box_words()) or bool(_whole_label().fullmatch(text))


@cache
def _sentence() -> re.Pattern[str]:
    states = "|".join(sorted(map(re.escape, _states()), key=len, reverse=True))
    ways = "|".join(re.escape(words.how(how, language)) for language in LANGUAGES for how in How)
    by = "|".join(label["by"] for label in LABELS.values())
    return re.compile(rf"({states}) \d+\.? \w+ \d+, (?:{ways})(?:, (?:{by}) \w+)?")


@cache
def _whole_label() -> re.Pattern[str]:
    alone = "|".join(map(re.escape, box_words()))
    sentence = _sentence().pattern
    return re.compile(rf"{sentence}|(?:{alone}) \({sentence}\)")


@cache
def _states() -> dict[str, ClauseState]:
    return {
        words.clause_state(kind, state, language): state
        for language in LANGUAGES
        for kind in ClauseKind
        for state in ClauseState
        if state is not ClauseState.OPEN
    }
