"""The practice: the coach's own profile, and the count that client codes are drawn from."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from coachtui.domain.value import Line, Value
from coachtui.language import Language


class Practice(Value, frozen=True):
    """Who the coach is. ``next_number`` is the number of the next client; a number is never used twice.

    ``terms`` are answers to what templates ask, kept to be proposed for the next agreement.
    """

    name: Annotated[Line, msgspec.Meta(min_length=1)]
    email: Line = ""
    phone: Line = ""
    organisation: Line = ""
    place: Line = ""
    credential: Line = ""
    training_start: date | None = None
    language: Language = "nb"
    next_number: Annotated[int, msgspec.Meta(ge=1)] = 1
    terms: dict[str, Line] = {}
