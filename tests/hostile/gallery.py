"""Run on a terminal: one sort of widget after the other hung with hostile strings, past every entrance.

``python -m tests.hostile.gallery KIND COUNT SEED`` draws one frame of all strings, and ends.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Label

from coachtui.documents.markdown import Block, BlockKind
from coachtui.documents.spans import Span
from coachtui.errors import CoachError
from coachtui.tui.screens.base import Box, CoachScreen
from coachtui.tui.sheltered import ShelteredApp
from coachtui.tui.terminal import Terminal
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import Heading
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.sections import Sections
from coachtui.tui.widgets.text import TextInput
from tests.hostile.strings import hostile_strings, marked

SIZE = (800, 500)
LINE = 560
"""Characters of strings that stand in one line of a widget."""


def in_lines(strings: Iterable[str]) -> Iterator[str]:
    """The strings one behind the other, in lines of about the same length."""
    line = ""
    for string in strings:
        if len(line) + len(string) > LINE and line:
            yield line
            line = ""
        line += string
    yield line


def _rows(lines: list[str]) -> list[Widget]:
    rows = RowList[tuple[int, str]](
        (Column("text", "", 20, grows=True),), lambda row: str(row[0]), lambda row, _c: Cell(row[1])
    )
    rows.fill(list(enumerate(lines)))
    return [rows]


def _document(lines: list[str]) -> list[Widget]:
    kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CODE, BlockKind.ITEM)
    found = [Block(kinds[at % 4], (Span(line),)) for at, line in enumerate(lines)]
    found += [Block(BlockKind.PARAGRAPH, (Span("a", link=line),)) for line in lines[:20]]
    found += [Block(BlockKind.ITEM, (Span("a"),), marker=line) for line in lines[:5]]
    found.append(Block(BlockKind.TABLE, rows=tuple(((Span(line),),) for line in lines[:20])))
    return _beside([DocumentView(found[at::4], max_width=SIZE[0]) for at in range(4)])


def _typing(lines: list[str]) -> list[Widget]:
    return [TextInput(line) for line in lines]


def _notes(lines: list[str]) -> list[Widget]:
    # Some of the strings end a line, each in its own way.
    return _beside([NoteArea("\n".join(lines[at::8])) for at in range(8)])


def _beside(widgets: list[Widget]) -> list[Widget]:
    return [Horizontal(*widgets)]


def _boxes(lines: list[str]) -> list[Widget]:
    boxes: list[Widget] = []
    for line in lines:
        box = Box(line)
        box.border_subtitle = Content(line)
        boxes.append(Vertical(box))  # apart, since each has the same id
    return boxes


KINDS: dict[str, Callable[[list[str]], list[Widget]]] = {
    "rows": _rows,
    "document": _document,
    "input": _typing,
    "note": _notes,
    "label": lambda lines: [Label("".join(lines), markup=False)],
    "box": _boxes,
    "choice": lambda lines: [Choice(((1, line), (2, "b"))) for line in lines],
    "heading": lambda lines: [Heading(line) for line in lines],
    "sections": lambda lines: [Sections((("a", line), ("b", "b"))) for line in lines],
    "notification": lambda _lines: [],
    "error": lambda _lines: [],
}


class _Wall(CoachScreen[None]):
    def __init__(self, kind: str, lines: list[str]) -> None:
        super().__init__()
        self._kind, self._lines = kind, lines

    def compose(self) -> ComposeResult:
        with Vertical():
            yield from KINDS[self._kind](self._lines)

    def on_mount(self) -> None:
        """End once all of the terminal is drawn; at first it may be taken for a small one."""
        self.set_interval(0.2, self._end_when_drawn)

    def _end_when_drawn(self) -> None:
        if self.size == SIZE:
            self.call_after_refresh(self.set_timer, 0.2, self.app.exit)


class Gallery(ShelteredApp):
    """Shows one sort of widget with all lines, then ends."""

    def forget_the_told(self) -> None:
        """What is told stays, to be looked at."""

    CSS = f"""
    Heading {{ dock: none; }}
    Vertical > Vertical {{ height: 1; }}
    #box {{ border: none; border-top: solid white; }}
    Sections {{ margin: 0; }}
    Label {{ width: 100%; }}
    Toast {{ width: {SIZE[0] - 10}; max-width: {SIZE[0] - 10}; max-height: {SIZE[1]}; }}
    ToastRack {{ max-height: {SIZE[1]}; }}
    """
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, kind: str, lines: list[str]) -> None:
        super().__init__(Terminal)
        self._kind, self._lines = kind, lines
        self.animation_level = "none"

    def get_default_screen(self) -> Screen[Any]:
        return _Wall(self._kind, self._lines)

    def on_mount(self) -> None:
        if self._kind == "notification":
            self.notify("".join(self._lines))
        elif self._kind == "error":
            self.tell(CoachError("".join(self._lines)))


if __name__ == "__main__":
    kind, count, seed = sys.argv[1:]
    app = Gallery(kind, list(in_lines(marked(hostile_strings(int(count), int(seed))))))
    app.run()
    sys.exit(app.failure or 0)
