"""No colour at all, where ``NO_COLOR`` asks for that (see no-color.org).

The characters are what the terminal makes of them; what colour would say, their attributes say.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor

CSS = """
RowList:nocolor { .row-list--cursor, .row-list--cursor-blurred { text-style: reverse; } }
Sections:nocolor .sections--shown { text-style: bold reverse; }
TextInput:nocolor {
    &>.input--cursor, &>.input--selection { text-style: reverse; }
    &>.input--placeholder { text-style: italic; }
}
NoteArea:nocolor { .text-area--cursor, .text-area--selection { text-style: reverse; } }
"""


def wanted() -> bool:
    """Whether the person wants no colour; a variable that is empty says nothing."""
    return bool(os.environ.get("NO_COLOR"))


class WithoutColour(LineFilter):
    """Leaves the attributes of every line that any widget draws, and none of the colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """``segments`` in the colours of the terminal."""
        return [Segment(text, style and plain(style), control) for text, style, control in segments]


@lru_cache(1024)
def plain(style: Style) -> Style:
    """``style`` without its colours."""
    return style.without_color


def without_shades(filters: Sequence[LineFilter]) -> list[LineFilter]:
    """``filters`` without Textual's own answer to ``NO_COLOR``: shades of grey, also where it is empty."""
    return [each for each in filters if not isinstance(each, Monochrome | NoColor)]
