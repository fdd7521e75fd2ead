"""A client: the person whose being a client at all is a secret."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from coachtui.domain.value import Line, Text, Value
from coachtui.language import Language


class ClientState(StrEnum):
    """Where a client is on the way from a first enquiry to the end."""

    LEAD = "lead"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Client(Value, frozen=True):
    """One person. ``code`` stands in for the name wherever the name must not be.

    ``guardian`` is who signs with a client who is not of age.
    """

    code: Annotated[str, msgspec.Meta(pattern=r"^K-\d{3,}$")]
    name: Annotated[Line, msgspec.Meta(min_length=1)]
    since: date
    email: Line = ""
    phone: Line = ""
    language: Language = "nb"
    state: ClientState = ClientState.LEAD
    remark: Text = ""
    guardian: Line = ""


def code_for(number: int) -> str:
    """The code of the ``number``-th client of a practice: ``K-017``."""
    return f"K-{number:03d}"


def number_of(code: str) -> int:
    """The number that ``code`` was made of."""
    return int(code.removeprefix("K-"))
