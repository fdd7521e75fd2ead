"""Words for documents, in the language of the document."""

from __future__ import annotations

from datetime import date

import pytest

from coachtui.documents import words
from coachtui.domain.agreement import AgreementState, ClauseKind, ClauseState, How, Role
from coachtui.language import LANGUAGES, Language


@pytest.mark.parametrize(
    ("weeks", "norwegian", "english"),
    [
        (1, "hver uke", "every week"),
        (2, "annenhver uke", "every second week"),
        (3, "hver tredje uke", "every third week"),
        (4, "hver fjerde uke", "every fourth week"),
        (12, "hver tolvte uke", "every twelfth week"),
        (13, "hver 13. uke", "every 13 weeks"),
        (52, "hver 52. uke", "every 52 weeks"),
    ],
)
def test_how_often(weeks: int, norwegian: str, english: str) -> None:
    assert words.cadence(weeks, "nb") == norwegian
    assert words.cadence(weeks, "en") == english


@pytest.mark.parametrize(
    ("count", "norwegian", "english"),
    [
        (0, "0 minutter", "0 minutes"),
        (1, "ett minutt", "one minute"),
        (30, "en halv time", "half an hour"),
        (45, "45 minutter", "45 minutes"),
        (60, "en time", "an hour"),
        (75, "75 minutter", "75 minutes"),
        (90, "halvannen time", "an hour and a half"),
        (120, "to timer", "two hours"),
        (150, "to og en halv time", "two and a half hours"),
        (720, "tolv timer", "twelve hours"),
        (1440, "1440 minutter", "1440 minutes"),
    ],
)
def test_how_long(count: int, norwegian: str, english: str) -> None:
    assert words.minutes(count, "nb") == norwegian
    assert words.minutes(count, "en") == english


def test_dates() -> None:
    assert words.day(date(2026, 11, 24), "nb") == "24. november 2026"
    assert words.day(date(2026, 11, 24), "en") == "24 November 2026"
    assert words.day(date(2026, 5, 17), "nb") == "17. mai 2026"
    assert words.day(date(2026, 12, 1), "en") == "1 December 2026"


@pytest.mark.parametrize(
    ("kind", "state", "norwegian", "english"),
    [
        ("information", "open", "åpen", "open"),
        ("information", "accepted", "lest", "read"),
        ("term", "open", "åpen", "open"),
        ("term", "accepted", "godtatt", "accepted"),
        ("term", "declined", "må drøftes", "to discuss"),
        ("consent", "open", "åpen", "open"),
        ("consent", "accepted", "samtykker", "consents"),
        ("consent", "declined", "samtykker ikke", "does not consent"),
        ("consent", "withdrawn", "trukket tilbake", "withdrawn"),
    ],
)
def test_a_state_reads_by_the_kind_of_clause(
    kind: str, state: str, norwegian: str, english: str
) -> None:
    assert words.clause_state(ClauseKind(kind), ClauseState(state), "nb") == norwegian
    assert words.clause_state(ClauseKind(kind), ClauseState(state), "en") == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_a_document_has_its_word(language: Language) -> None:
    said = [
        *(words.clause_kind(kind, language) for kind in ClauseKind),
        *(words.how(way, language) for way in How),
        *(words.role(whose, language) for whose in Role),
        *(words.agreement_state(state, language) for state in AgreementState),
        *(words.cadence(weeks, language) for weeks in range(1, 53)),
        *(words.minutes(count, language) for count in range(1441)),
    ]
    assert all(word and word == word.strip() for word in said)


def test_each_month_has_a_name_of_its_own() -> None:
    for language in LANGUAGES:
        assert len({words.day(date(2026, month, 1), language) for month in range(1, 13)}) == 12
