"""The calm picture that covers everything while nobody is there. It is told nothing to tell."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from coachtui.language import _
from coachtui.tui.output import fitted


def cover(size: Size, style: Style) -> LayoutUpdate:
    """The picture, as large as the terminal, in the colours of ``style``."""
    middle = size.height // 2
    said = {
        middle - 1: ("coachtui", Style(bold=True)),
        middle + 1: (_("Any key or a click shows it again."), Style()),
    }
    lines = []
    for row in range(size.height):
        text, emphasis = said.get(row, ("", Style()))
        centred = fitted(text.center(size.width), size.width)
        lines.append([Strip([Segment(centred, style + emphasis)])])
    return LayoutUpdate(list(lines), Region(0, 0, size.width, size.height))
