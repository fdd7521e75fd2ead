"""The last net before the terminal: no control or direction-changing character leaves the app.

Text is cleaned at every entrance; this is for what slipped through. It deletes instead of
replacing, so that what was measured before stays aligned: all of these take no cell.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def safe(text: str) -> str:
    """``text`` without control characters and without marks that change its direction."""
    return _HOSTILE.sub("", text) if _HOSTILE.search(text) else text


def fitted(text: str, width: int, right: bool = False) -> str:
    """``text`` in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - length) + text if right else text + " " * (width - length)


class SafeOutput(LineFilter):
    """Cleans every line that any widget draws."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """``segments`` with their texts made safe."""
        search = _HOSTILE.search
        if not any(search(segment.text) for segment in segments):
            return segments
        return [Segment(safe(text), style, control) for text, style, control in segments]
