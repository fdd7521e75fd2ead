"""The variables of a template: what their lines in the front matter say, and which values they take.

Here belongs what a value means by the type of its variable, and its words in the document. That a
value cannot change the document's structure is the matter of ``fill``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum

from coachtui.documents import words
from coachtui.documents.problems import Report, quoted
from coachtui.documents.template.front_matter import Entry, FrontMatter
from coachtui.language import Language, _

MAX_VALUE = 400
ATTRIBUTES = ("type", "says", "choices", "remember")

_AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d\d))?(?: ?(kr|[A-Z]{3}))?")


class VariableType(StrEnum):
    """What a value is, which says how it is typed and how it comes out in the document."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    MINUTES = "minutes"
    WEEKS = "weeks"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable. ``default`` is a value as it is typed, empty for none.

    ``says`` is what the coach is asked for, in the language of the template; with ``remember`` the
    practice keeps the answer and proposes it the next time.
    """

    name: str
    default: str = ""
    type: VariableType = VariableType.TEXT
    says: str = ""
    choices: tuple[str, ...] = ()
    remember: bool = False


class UnfitValue(Exception):
    """A value is not what its variable takes; ``str(error)`` says what it takes."""


def variables(
    matter: FrontMatter, reserved: tuple[str, ...], report: Report
) -> dict[str, Variable]:
    """The variables of the front matter by name, those that can be made sense of."""
    names = [key for key in matter.entries if "." not in key and key not in reserved]
    for key, entry in matter.entries.items():
        name, dot, attribute = key.partition(".")
        if dot and name not in reserved:
            _check_attribute(name, attribute, entry, names, report)
    return {name: _variable(matter, name, report) for name in names}


def in_words(variable: Variable, value: str, language: Language) -> str:
    """``value``, as it is typed, in the words that stand for it in a document; plain text.

    Raises:
        UnfitValue: the variable does not take it.
    """
    if len(value) > MAX_VALUE:
        message = _("the value of “{name}” is too long")
        raise UnfitValue(message.format(name=variable.name))
    return _READ[variable.type](variable, value, language)


def _check_attribute(
    name: str, attribute: str, entry: Entry, names: list[str], report: Report
) -> None:
    if name not in names:
        reason = _("the front matter has no variable “{name}”")
        report.error(entry.line, "unknown-variable", reason.format(name=name))
    if attribute not in ATTRIBUTES:
        near = get_close_matches(attribute, ATTRIBUTES, 1)
        reason = (
            _("a variable has no “{attribute}”; did you mean “{near}”?")
            if near
            else _("a variable has no “{attribute}”; there are {attributes}")
        )
        known = {"near": "".join(near), "attributes": ", ".join(ATTRIBUTES)}
        report.error(entry.line, "attribute", reason.format(attribute=attribute, **known))


def _variable(matter: FrontMatter, name: str, report: Report) -> Variable:
    choices = _choices(matter, name, report)
    made = Variable(
        name=name,
        default=matter.value(name),
        type=_type(matter, name, choices, report),
        says=matter.value(f"{name}.says"),
        choices=choices,
        remember=_remember(matter, name, report),
    )
    if len(made.says) > MAX_VALUE:
        line = matter.line(f"{name}.says")
        reason = _("“says” has at most {limit} characters")
        report.error(line, "attribute", reason.format(limit=MAX_VALUE))
    try:
        if made.default:
            in_words(made, made.default, "en")
    except UnfitValue as unfit:
        report.error(matter.line(name), "default", str(unfit))
    return made


def _type(matter: FrontMatter, name: str, choices: tuple[str, ...], report: Report) -> VariableType:
    key = f"{name}.type"
    said = matter.value(key)
    if key not in matter.entries:
        return _implied_type(name, choices)
    if said not in list(VariableType):
        reason = _("“{type}” is no type of a variable; there are {types}")
        types = ", ".join(VariableType)
        report.error(matter.line(key), "type", reason.format(type=quoted(said), types=types))
        return _implied_type(name, choices)
    if (said == VariableType.CHOICE) != (f"{name}.choices" in matter.entries):
        reason = _("“choice” is the type of the variables that have “choices”, and of no other")
        report.error(matter.line(key), "type", reason)
        return _implied_type(name, choices)
    return VariableType(said)


def _implied_type(name: str, choices: tuple[str, ...]) -> VariableType:
    if choices:
        return VariableType.CHOICE
    ending = name.rpartition("_")[2] if "_" in name else ""
    return VariableType(ending) if ending in ("weeks", "minutes") else VariableType.TEXT


def _choices(matter: FrontMatter, name: str, report: Report) -> tuple[str, ...]:
    key = f"{name}.choices"
    return choices_of(matter.entries[key], report) if key in matter.entries else ()


def choices_of(entry: Entry, report: Report) -> tuple[str, ...]:
    """The choices of a line, which stand between ``|``."""
    found = [each.strip() for each in entry.value.split("|")]
    if not all(found) or len(set(found)) < len(found):
        report.error(
            entry.line, "choices", _("choices stand between “|”, each once and none empty")
        )
    return tuple(dict.fromkeys(each for each in found if each))


def _remember(matter: FrontMatter, name: str, report: Report) -> bool:
    key = f"{name}.remember"
    said = matter.value(key)
    if key in matter.entries and said not in ("yes", "no"):
        report.error(matter.line(key), "attribute", _("“remember” is “yes” or “no”"))
    return said == "yes"


def _text(_variable: Variable, value: str, _language: Language) -> str:
    return value


def _choice(variable: Variable, value: str, _language: Language) -> str:
    if value in variable.choices:
        return value
    message = _("the variable “{name}” is one of: {choices}")
    raise UnfitValue(message.format(name=variable.name, choices=", ".join(variable.choices)))


def _date(variable: Variable, value: str, language: Language) -> str:
    try:
        if len(value) == 10:  # 20261124 and 2026-W48-2 are days as well, but nobody's
            return words.day(date.fromisoformat(value), language)
    except ValueError:
        pass
    message = _("the variable “{name}” is a day, written as 2026-11-24")
    raise UnfitValue(message.format(name=variable.name))


def _money(variable: Variable, value: str, language: Language) -> str:
    found = _AMOUNT.fullmatch(value)
    if found is None or not value.isascii():
        message = _("the variable “{name}” is an amount, written as 1200 or 1200.50 NOK")
        raise UnfitValue(message.format(name=variable.name))
    whole, part, currency = found.groups()
    amount = Decimal(f"{whole}.{part}" if part else whole)
    return words.money(amount, currency or "NOK", language)


def _number(variable: Variable, value: str, language: Language) -> str:
    if value.isascii() and value.isdigit() and len(value) < 10:
        return words.number(int(value), language)
    message = _("the variable “{name}” is a whole number of at most nine digits")
    raise UnfitValue(message.format(name=variable.name))


def _weeks(variable: Variable, value: str, language: Language) -> str:
    return words.cadence(_counted(variable, value, 52), language)


def _minutes(variable: Variable, value: str, language: Language) -> str:
    return words.minutes(_counted(variable, value, 1440), language)


def _counted(variable: Variable, value: str, most: int) -> int:
    if value.isascii() and value.isdigit() and len(value) < 5 and 1 <= int(value) <= most:
        return int(value)
    message = _("the variable “{name}” is a whole number from 1 to {most}")
    raise UnfitValue(message.format(name=variable.name, most=most))


_READ: dict[VariableType, Callable[[Variable, str, Language], str]] = {
    VariableType.TEXT: _text,
    VariableType.DATE: _date,
    VariableType.MONEY: _money,
    VariableType.MINUTES: _minutes,
    VariableType.WEEKS: _weeks,
    VariableType.NUMBER: _number,
    VariableType.CHOICE: _choice,
}
