"""A session: one meeting with a client, and the note written about it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from coachtui.domain.value import Minutes, Text, Value


class SessionKind(StrEnum):
    """What sort of meeting it was. A contact is a short exchange between two meetings."""

    INTRO = "intro"
    SESSION = "session"
    THREE_WAY = "three-way"
    CLOSING = "closing"
    CONTACT = "contact"


COACHING = (SessionKind.SESSION, SessionKind.THREE_WAY, SessionKind.CLOSING)
"""The kinds that are coaching; a talk to get to know each other is none."""


class SessionState(StrEnum):
    """Whether the meeting took place."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"


class Session(Value, frozen=True):
    """One meeting. ``note`` is Markdown; ``engagement`` is the id of the period it belongs to, if any."""

    id: str
    date: date
    kind: SessionKind = SessionKind.SESSION
    state: SessionState = SessionState.HELD
    minutes: Minutes = 90
    paid: bool = True
    note: Text = ""
    engagement: str | None = None

    @property
    def coached(self) -> bool:
        """Whether it was coaching, and took place."""
        return self.state is SessionState.HELD and self.kind in COACHING
