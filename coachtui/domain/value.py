"""What all values of the practice have in common: frozen, strict, decoded with errors that name the field."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

import msgspec

from coachtui.errors import InvalidValue
from coachtui.language import N_, _

Line = Annotated[str, msgspec.Meta(max_length=400)]
"""One line of text, such as a name or an e-mail address."""

Text = Annotated[str, msgspec.Meta(max_length=262_144)]
"""Markdown of at most 256 Ki characters, such as a note."""

Minutes = Annotated[int, msgspec.Meta(ge=0, le=1440)]
"""A length of time within one day."""


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value of the practice. Unknown fields are refused: the next save would lose them."""


V = TypeVar("V")


def to_plain(value: Any) -> Any:
    """``value`` as dicts, lists, strings and numbers, ready for JSON. Dates become ISO 8601."""
    return msgspec.to_builtins(value)


def from_plain(kind: type[V], plain: Any, strict: bool = True) -> V:
    """The ``kind`` that ``plain`` describes. Unless ``strict``, ``"90"`` will do for 90.

    Raises:
        InvalidValue: it does not fit. The error names the field and never quotes what stood there.
    """
    try:
        return msgspec.convert(plain, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise _named(kind, str(error)) from None


def checked(value: V) -> V:
    """``value`` itself, once every field is known to keep its limits.

    Raises:
        InvalidValue: a field does not.
    """
    return from_plain(type(value), to_plain(value))


def _named(kind: type, message: str) -> InvalidValue:
    """The error of msgspec in a person's words, its field named and the refused value left out."""
    reason, _path, path = message.partition(" - at `")
    if unknown := re.search(r"unknown field `(\w+)`", reason):
        path = f"$.{unknown[1]}"
    field = kind.__name__.lower() + path.rstrip("`").removeprefix("$").replace("[...]", "")
    return InvalidValue(field, _in_words(reason))


_REASONS = (
    (r"Expected `str` of length >= 1", N_("must not be empty")),
    (r"Expected `str` of length <= (\d+)", N_("must have at most {0} characters")),
    (r"Expected `int` >= (\d+)", N_("must be at least {0}")),
    (r"Expected `int` <= (\d+)", N_("must be at most {0}")),
    (r"Expected `int", N_("must be a whole number")),
    (r"(?:Invalid RFC3339|Expected `date)", N_("must be a day, such as 2026-11-24 or 24.11.2026")),
    (r"Invalid enum value", N_("is not one of the choices")),
    (r"Expected `bool", N_("must be yes or no")),
    (r"Object contains unknown field", N_("is not known here")),
    (r"Object missing required field `(\w+)`", N_("lacks {0}")),
)


def _in_words(reason: str) -> str:
    for pattern, words in _REASONS:
        if match := re.match(pattern, reason):
            return _(words).format(*match.groups())
    return _("has a value that does not fit")
