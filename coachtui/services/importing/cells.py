"""What a cell of a spreadsheet says: days, yes and no, and the practice's words in both languages."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeVar

from coachtui.domain.agreement import How
from coachtui.domain.client import ClientState
from coachtui.errors import InvalidValue
from coachtui.language import N_, Language, _

_YES = ("yes", "y", "true", "x", "1", "ja", "j", "sant", "sann", "samtykker")
_NO = ("no", "n", "false", "0", "nei", "usant", "usann", "samtykker ikke")

_PAID = {
    **dict.fromkeys(("paid", "betalt", "betaler", "betaling"), True),
    **dict.fromkeys(("pro bono", "probono", "free", "unpaid", "gratis", "ubetalt"), False),
}
_LANGUAGES: dict[str, Language] = {
    **dict.fromkeys(("nb", "no", "norwegian", "norsk", "bokmål", "norsk bokmål"), "nb"),
    **dict.fromkeys(("en", "english", "engelsk"), "en"),
}
_STATES = {
    **dict.fromkeys(("lead", "enquiry", "henvendelse"), ClientState.LEAD),
    **dict.fromkeys(("active", "aktiv"), ClientState.ACTIVE),
    **dict.fromkeys(("paused", "pause", "på pause", "pauset"), ClientState.PAUSED),
    **dict.fromkeys(("ended", "finished", "avsluttet", "ferdig"), ClientState.ENDED),
}
_WAYS = {
    **dict.fromkeys(("on screen", "på skjermen", "skjerm"), How.ON_SCREEN),
    **dict.fromkeys(("in person", "i et møte", "møte"), How.IN_PERSON),
    **dict.fromkeys(("paper", "on paper", "papir", "på papir"), How.PAPER),
    **dict.fromkeys(("e mail", "email", "e post", "epost", "på e post"), How.EMAIL),
    **dict.fromkeys(("e signature", "esignature", "e signatur", "esignatur"), How.E_SIGNATURE),
}
_CADENCES = {
    **dict.fromkeys(("hver uke", "ukentlig", "weekly", "every week"), 1),
    **dict.fromkeys(("annenhver uke", "hver annen uke", "hver andre uke", "hver 2 uke"), 2),
    **dict.fromkeys(("every second week", "every other week", "fortnightly", "biweekly"), 2),
    **dict.fromkeys(("hver tredje uke", "hver 3 uke", "every third week"), 3),
    **dict.fromkeys(("hver fjerde uke", "hver 4 uke", "månedlig", "every fourth week"), 4),
    **dict.fromkeys(("monthly",), 4),
}

_COUNT = re.compile(r"(\d+)\s*(?:min|minutter|minutes|møter|sessions|meetings|uker|weeks)?\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ADDRESS = re.compile(r"[^\s@,;<>]+@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+")
# What is written so is written so in the North alone, and means one day.
_NORDIC = re.compile(r"(\d{1,2})/(\d{1,2})\s*-\s*(\d{4}|\d{2})")
_MIDNIGHT = re.compile(r"[T ]+00:00(?::00(?:\.0+)?)?$")

NOT_YES_OR_NO = N_("must be yes or no")
TWO_DAYS = N_("could be two days; write it as 2026-11-24")
NO_ADDRESS = N_("must be one e-mail address, such as kari@example.org")
NO_DAY = N_("must be a day, such as 2026-11-24 or 24.11.2026")

V = TypeVar("V")


def language(header: str, cell: str) -> Language:
    """The language that ``cell`` names.

    Raises:
        InvalidValue: it names none; the error names the ``header``, here and below.
    """
    return _looked_up(header, cell, _LANGUAGES)


def state(header: str, cell: str) -> ClientState:
    """The state of a client."""
    return _looked_up(header, cell, _STATES)


def how(header: str, cell: str) -> How:
    """The way in which something was signed."""
    return _looked_up(header, cell, _WAYS)


def paid(header: str, cell: str) -> bool:
    """Whether it is paid for."""
    known = _PAID.get(plain_words(cell))
    return yes(header, cell) if known is None else known


def yes(header: str, cell: str) -> bool:
    """Whether it is a yes; an empty cell is neither, and not asked about."""
    word = plain_words(cell)
    if word in _YES or word in _NO:
        return word in _YES
    raise InvalidValue(header, _(NOT_YES_OR_NO))


def count(cell: str) -> str:
    """The number in ``90 min``; anything else as it came, for others to refuse."""
    found = _COUNT.fullmatch(cell.casefold())
    return found[1] if found else cell


def weeks(cell: str) -> str:
    """The number of weeks in ``annenhver uke`` or ``2``; anything else as it came."""
    return str(_CADENCES.get(plain_words(cell), "")) or count(cell)


def email(header: str, cell: str) -> str:
    """An address of the form that every one of them has; whether there is such a one, nobody knows.

    Raises:
        InvalidValue: it is none, or more than one.
    """
    if not _ADDRESS.fullmatch(cell):
        raise InvalidValue(header, _(NO_ADDRESS))
    return cell


def day(header: str, cell: str) -> date:
    """The day that ``cell`` tells, in whatever form it can be but one day.

    Raises:
        InvalidValue: it is none, or could be two.
    """
    text = _MIDNIGHT.sub("", cell)
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DOTTED.fullmatch(text) or _NORDIC.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return date(year, int(found[2]), int(found[1]))
        if found := _SLASHED.fullmatch(text):
            return _slashed(header, int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise InvalidValue(header, _(NO_DAY))


def _slashed(header: str, one: int, two: int, year: int) -> date:
    """``24/11/2026`` or ``11/24/2026``: Europe and America differ in which is the month."""
    if one <= 12 and two <= 12 and one != two:
        raise InvalidValue(header, _(TWO_DAYS))
    return date(year, min(one, two), max(one, two)) if max(one, two) > 12 else date(year, one, two)


def _looked_up(header: str, cell: str, words: dict[str, V]) -> V:
    found = words.get(plain_words(cell))
    if found is None:
        raise InvalidValue(header, _("is none of: {words}").format(words=", ".join(words)))
    return found


def plain_words(text: str) -> str:
    """``text`` in small letters, with one space for whatever is no letter and no digit."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))
