"""What leaves the vault in clear: in which form, as which copy, and the log of what left."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from coachtui.domain.value import Line, Value


class Form(StrEnum):
    """In which form an agreement leaves; the value is how its file ends."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"


class Copy(StrEnum):
    """Blank to talk about, filled in to be signed on paper, or as it was signed."""

    BLANK = "blank"
    FILLED = "filled"
    SIGNED = "signed"


class Disclosure(Value, frozen=True):
    """One document that left.

    ``file`` is where it was written; whether it still lies there is asked of the disk.
    ``removed`` is when the coach had the file removed again, None as long as nobody did.
    """

    id: str
    at: datetime
    what: Line
    form: Line
    file: str
    removed: datetime | None = None
