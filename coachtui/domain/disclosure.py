"""The disclosure log: what left the vault in clear."""

from __future__ import annotations

from datetime import datetime

from coachtui.domain.value import Line, Value


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
