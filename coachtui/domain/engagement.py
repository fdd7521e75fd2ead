"""An engagement: one period of coaching with a client."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from coachtui.domain.value import Line, Minutes, Value


class Engagement(Value, frozen=True):
    """What was agreed about the meetings; ``planned`` counts sessions, None is as long as it takes."""

    id: str
    start: date
    end: date | None = None
    planned: Annotated[int, msgspec.Meta(ge=1, le=999)] | None = None
    cadence_weeks: Annotated[int, msgspec.Meta(ge=1, le=52)] = 2
    minutes: Minutes = 90
    paid: bool = True
    sponsor: Line = ""
