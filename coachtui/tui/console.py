"""The console of Linux, where there is no desktop: sixteen colours, and a font of few characters.

Everywhere else the terminal and its font are trusted with what the screens draw.
"""

from __future__ import annotations

import os

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

THEME = "coach-console"
"""The theme of those sixteen colours."""

_INSTEAD = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—", "-"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("▎▌▐", "│"),
        **dict.fromkeys("▁▂▃▄▅▆▇", " "),
        **dict(zip("‚…‹›●○░╭╮╰╯", ",~<>•·■┌┐└┘", strict=True)),
    }
)


def is_here() -> bool:
    """Whether the terminal is that console."""
    return os.environ.get("TERM") == "linux"


class ConsoleOutput(LineFilter):
    """Draws another sign, as wide, in the place of one that the fonts of the console lack.

    They are the kernel's own (code page 437) and those that a distribution loads instead.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """``segments`` in characters that can be drawn."""
        return [
            segment if segment.text.isascii() else segment._replace(text=instead(segment.text))
            for segment in segments
        ]


def instead(text: str) -> str:
    """``text`` as the console can draw it."""
    return text.translate(_INSTEAD)
