"""Numbers and days, compared with what Unicode's CLDR says of each language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from coachtui import spelling
from coachtui.language import LANGUAGES, Language, set_language

CLDR = {"nb": "nb_NO", "en": "en_GB"}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.mark.parametrize("value", [0, 1, 1.5, 12.25, 999.95, 1234, 12345.678, 1234567.1])
def test_a_number(language: Language, value: float) -> None:
    assert spelling.number(value) == format_decimal(value, "#,##0", CLDR[language])
    assert spelling.number(value, 1) == format_decimal(value, "#,##0.0", CLDR[language])


def test_hours(language: Language) -> None:
    expected = {"nb": ["0,5", "1,5", "500,0"], "en": ["0.5", "1.5", "500.0"]}
    assert [spelling.hours(minutes) for minutes in (30, 90, 30_000)] == expected[language]


def test_every_day_of_a_year(language: Language) -> None:
    for days in range(366):
        when = date(2028, 1, 1) + timedelta(days=days)
        assert spelling.day(when) == format_date(when, "long", CLDR[language])
        # Britain's comma after the weekday is a matter of taste, and not ours.
        named = format_date(when, "full", CLDR[language]).replace(",", "")
        assert spelling.weekday_and_day(when) == named


def test_another_language_than_that_of_the_screens(language: Language) -> None:
    assert spelling.day(date(2026, 11, 24), "nb") == "24. november 2026"
    assert spelling.day(date(2026, 11, 24), "en") == "24 November 2026"
