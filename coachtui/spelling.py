"""Numbers and days as the language of the screens writes them, in sentences and beside words.

A table keeps the day as 2026-11-24: every row equally wide, sorted as it reads, and the same that a
form takes and a command prints. What a document says is in the client's language instead (see
``documents.words``). The facts are those of Unicode's CLDR; importing a library for them would take
longer than to draw a screen.
"""

from __future__ import annotations

from datetime import date

from coachtui import early
from coachtui.language import Language

_MARKS = {"nb": str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","}), "en": str.maketrans({})}
"""What stands for the comma between thousands and for the decimal point."""

_MONTHS: dict[Language, tuple[str, ...]] = {
    "nb": (
        *("januar", "februar", "mars", "april", "mai", "juni"),
        *("juli", "august", "september", "oktober", "november", "desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def number(value: float, decimals: int = 0) -> str:
    """A number: ``1,234.5``, ``1 234,5``."""
    return f"{value:,.{decimals}f}".translate(_MARKS[early.spoken])


def hours(minutes: int) -> str:
    """Minutes as hours, to the tenth: ``1.5``, ``1,5``."""
    return number(minutes / 60, 1)


def day(when: date, language: Language | None = None) -> str:
    """A date: ``24 November 2026``, ``24. november 2026``; in another ``language`` if one is named."""
    language = language or early.spoken
    dot = "." if language == "nb" else ""
    return f"{when.day}{dot} {_MONTHS[language][when.month - 1]} {when.year}"


def weekday_and_day(when: date) -> str:
    """The same with the day of the week: ``Tuesday 24 November 2026``, ``tirsdag 24. november 2026``."""
    return f"{_WEEKDAYS[early.spoken][when.weekday()]} {day(when)}"
