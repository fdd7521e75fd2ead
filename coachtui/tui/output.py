"""The last net before the terminal: no character that it obeys, or hides, leaves the app.

Text is cleaned at every entrance; this is for what slipped through, such as a record that another
program wrote. What takes no cell is left out instead of replaced, so that what was measured before
stays aligned.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from coachtui.services.cleaning import NEVER_HONEST, REPLACEMENT, without_heaps

_HOSTILE = re.compile(f"{NEVER_HONEST.pattern}|[\\n\\t]")


def safe(text: str) -> str:
    """``text`` on one line, in as many cells, without what hides, or rules a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return without_heaps(_HOSTILE.sub(_in_its_cells, text), _cells_of)


def _in_its_cells(found: re.Match[str]) -> str:
    return _cells_of(found.group())


def _cells_of(character: str) -> str:
    return REPLACEMENT * cell_len(character)


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
        if all(text.isascii() and text.isprintable() for text, _style, _control in segments):
            return segments
        return [Segment(safe(text), style, control) for text, style, control in segments]
