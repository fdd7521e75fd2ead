"""What all values of the practice have in common: frozen, strict, decoded with errors that name the field."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

import msgspec

from coachtui.errors import InvalidValue

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


def from_plain(kind: type[V], plain: Any) -> V:
    """The ``kind`` that ``plain`` describes.

    Raises:
        InvalidValue: it does not fit. The error names the field and never quotes what stood there.
    """
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        raise _named(kind, str(error)) from None


def checked(value: V) -> V:
    """``value`` itself, once every field is known to keep its limits.

    Raises:
        InvalidValue: a field does not.
    """
    return from_plain(type(value), to_plain(value))


def _named(kind: type, message: str) -> InvalidValue:
    """The error of msgspec with its path first, and without the value that was refused."""
    reason, _, path = message.partition(" - at `")
    field = kind.__name__.lower() + path.rstrip("`").removeprefix("$").replace("[...]", "")
    return InvalidValue(field, re.sub(r" '.*'", "", reason).replace("`", ""))
