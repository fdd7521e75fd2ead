"""Pictures of a real terminal, for whoever wants to look at what a test has seen.

They are written where the variable ``COACHTUI_PICTURES`` says, and not at all without it:

    COACHTUI_PICTURES=/tmp/day pytest tests/ssh/test_a_working_day.py
"""

from __future__ import annotations

import os
from io import StringIO
from itertools import groupby
from pathlib import Path

from pyte.screens import Char
from rich.console import Console
from rich.style import Style
from rich.text import Text

from tests.terminal import Terminal

_ELSEWHERE = {"brown": "yellow", "default": None}
"""Colours that rich knows by another name than pyte does."""


class Album:
    """Pictures in the order in which they are taken, each with a number before its name."""

    def __init__(self) -> None:
        folder = os.environ.get("COACHTUI_PICTURES")
        self._folder = Path(folder) if folder else None
        self._taken = 0

    def take(self, terminal: Terminal, name: str) -> None:
        """Keep what the terminal shows now as ``NN-name.svg``, if anybody wants to see it."""
        if self._folder is None:
            return
        terminal.read(0.5)  # until all of it is drawn
        self._taken += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{self._taken:02d}-{name}.svg").write_text(svg(terminal, name))


def svg(terminal: Terminal, title: str) -> str:
    """The screen of ``terminal`` with its colours, as SVG."""
    rows = terminal.cells
    console = Console(
        width=len(rows[0]), height=len(rows), file=StringIO(), record=True,
        force_terminal=True, color_system="truecolor",
    )  # fmt: skip
    for row in rows:
        console.print(_line(row), no_wrap=True, crop=True)
    return console.export_svg(title=title)


def _line(row: list[Char]) -> Text:
    line = Text(end="")
    for style, cells in groupby(row, _style):
        line.append("".join(cell.data for cell in cells), style)
    return line


def _style(cell: Char) -> Style:
    return Style(
        color=_colour(cell.fg), bgcolor=_colour(cell.bg), bold=cell.bold, italic=cell.italics,
        underline=cell.underscore, strike=cell.strikethrough, reverse=cell.reverse,
    )  # fmt: skip


def _colour(name: str) -> str | None:
    """A colour as rich writes it; pyte has names, and six digits without a sign before them."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    if len(name) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in name):
        return f"#{name}"
    return name.replace("bright", "bright_") if name.startswith("bright") else name
