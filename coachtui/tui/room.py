"""Whether a terminal is large enough for the screens, and what is drawn where it is not."""

from __future__ import annotations

from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from coachtui.language import _
from coachtui.tui.output import fitted

SMALLEST = Size(60, 20)
"""The columns and rows that every screen can be used in."""


def fits(size: Size) -> bool:
    """Whether every screen can be used in ``size``."""
    return size.width >= SMALLEST.width and size.height >= SMALLEST.height


def too_small(size: Size, style: Style) -> LayoutUpdate:
    """The sentence that stands in the place of a broken screen, as large as the terminal."""
    sentence = _(
        "This window has {columns} columns and {rows} rows, coachtui needs {least_columns} and "
        "{least_rows}. Make it larger; what you wrote is still there. Ctrl+Q leaves."
    ).format(
        columns=size.width,
        rows=size.height,
        least_columns=SMALLEST.width,
        least_rows=SMALLEST.height,
    )
    said = wrap(sentence, max(1, size.width - 2))
    said += [""] * (size.height - len(said))
    lines = [[Strip([Segment(fitted(f" {text}", size.width), style)])] for text in said]
    return LayoutUpdate(list(lines[: size.height]), Region(0, 0, size.width, size.height))
