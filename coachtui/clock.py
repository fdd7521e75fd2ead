"""The one place that asks what time it is; everything below the screens and commands is told.

An open vault is handed it by ``services.opening``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The day where the coach is."""
    return date.today()


def now() -> datetime:
    """This moment, with its offset from UTC, to the second."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)
