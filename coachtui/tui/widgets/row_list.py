"""A list of rows in columns that costs the same with a thousand rows as with ten.

It draws only the lines that are on screen, each from the item it stands for, and repaints two
lines when the cursor moves. It knows nothing of what the items are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coachtui.language import N_, _
from coachtui.tui import privacy
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.output import fitted, safe
from coachtui.tui.widgets.columns import Cell, Column, columns_for

T = TypeVar("T")


class RowList(ScrollView, Generic[T], can_focus=True, inherit_bindings=False):
    """Rows with a cursor, under a header line if any column has a title. Posts :class:`Chosen`.

    Args:
        columns: all columns, in order; which are shown depends on the width.
        key: gives what an item is known by; the cursor stays on its key when the list is refilled.
        cell: gives the cell of an item in the column of that name, when it is drawn.
        empty: a translated sentence that stands there while there are no rows.
        highlight: called with the item that the cursor came to stand on. No message, which would
            pass every queue on the way up before anything is painted.
    """

    BINDING_GROUP_TITLE = N_("In the list")
    BINDINGS = [
        hidden("list.down", "down,j", "move(1)", N_("Down"), N_("One row down")),
        hidden("list.up", "up,k", "move(-1)", N_("Up"), N_("One row up")),
        hidden("list.page_down", "pagedown", "page(1)", N_("Page down"), N_("One page down")),
        hidden("list.page_up", "pageup", "page(-1)", N_("Page up"), N_("One page up")),
        hidden("list.first", "g,home", "first", N_("First"), N_("To the first row")),
        hidden("list.last", "G,end", "last", N_("Last"), N_("To the last row")),
        shown("list.choose", "enter", "choose", N_("Open"), N_("Open the row under the cursor")),
    ]
    STYLES = ("strong", "muted", "good", "warning", "bad")
    COMPONENT_CLASSES = {
        "row-list--header",
        "row-list--row",
        "row-list--cursor",
        "row-list--cursor-blurred",
        *(f"row-list--{name}" for name in STYLES),
    }
    DEFAULT_CSS = """
    RowList {
        height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        background: $background; color: $foreground;
        .row-list--header { color: $text-muted; background: $background; }
        .row-list--row { color: $foreground; background: $background; }
        .row-list--cursor { color: $block-cursor-foreground; background: $block-cursor-background; text-style: $block-cursor-text-style; }
        .row-list--cursor-blurred { color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background; }
        .row-list--strong { color: $foreground; background: $background; text-style: bold; }
        .row-list--muted { color: $text-muted; background: $background; }
        .row-list--good { color: $text-success; background: $background; }
        .row-list--warning { color: $text-warning; background: $background; }
        .row-list--bad { color: $text-error; background: $background; text-style: bold; }
    }
    """

    @dataclass
    class Chosen(Message):
        """``item`` was opened, with Enter or a click on the row under the cursor."""

        rows: RowList[Any]
        item: Any

        @property
        def control(self) -> RowList[Any]:
            """The list that it comes from."""
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[T], str],
        cell: Callable[[T, str], Cell],
        *,
        empty: str = "",
        highlight: Callable[[T], object] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._all_columns, self._key, self._cell, self._empty = columns, key, cell, empty
        self._highlight = highlight
        self._top = 1 if any(column.title for column in columns) else 0
        self._items: Sequence[T] = ()
        self._cursor = 0
        self._lines: dict[int, Strip] = {}
        self._styles: dict[str, Style] = {}
        self._columns: list[Column] = []
        self._drawn_for = 0

    @property
    def items(self) -> Sequence[T]:
        """What the rows stand for, in order."""
        return self._items

    @property
    def cursor(self) -> int:
        """The place of the cursor, counted from 0."""
        return self._cursor

    @property
    def highlighted(self) -> T | None:
        """The item under the cursor, or None while there are no rows."""
        return self._items[self._cursor] if self._items else None

    def fill(self, items: Sequence[T], empty: str | None = None) -> None:
        """Show ``items``; the cursor stays on the row it is on if that is among them.

        What has been scrolled out of view with the mouse stays there, too.
        """
        before, seen = self.highlighted, self._cursor_in_view
        self._items = items
        self._empty = self._empty if empty is None else empty
        self._cursor = min(self._cursor, max(0, len(items) - 1))
        if before is not None:
            self.put_cursor_on(self._key(before))
        self._forget_lines()
        self.virtual_size = Size(0, len(items) + self._top)
        if seen:
            self._keep_in_view()
        self.refresh()
        after = self.highlighted
        if after is not None and (before is None or after != before):
            self._tell_of(after)
        if (after is None) is not (before is None):
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing is opened where there is nothing."""
        return action != "choose" or bool(self._items)

    def put_cursor_on(self, key: str) -> bool:
        """Move the cursor to the row of that key; False if there is none."""
        for index, item in enumerate(self._items):
            if self._key(item) == key:
                self._go(index)
                return True
        return False

    def redraw(self) -> None:
        """Draw all rows again, when what the cell function says has changed."""
        self._forget_lines()
        self.refresh()

    def action_move(self, rows: int) -> None:
        self._go(self._cursor + rows)

    def action_page(self, pages: int) -> None:
        self._go(self._cursor + pages * self._rows_on_screen)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self._items) - 1)

    def action_choose(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Chosen(self, self.highlighted))

    async def on_key(self, event: events.Key) -> None:
        """Obey the list's own keys here: Textual takes each up to the app and back first."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return

    def on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.y - self._top
        if event.y < self._top or not 0 <= index < len(self._items):
            return
        if index == self._cursor:
            self.action_choose()
        else:
            self._go(index)

    def on_resize(self) -> None:
        self._keep_in_view()

    def on_focus(self) -> None:
        self._refresh_row(self._cursor)

    def on_blur(self) -> None:
        self._refresh_row(self._cursor)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._forget_lines()

    @property
    def _rows_on_screen(self) -> int:
        return max(1, self.scrollable_content_region.height - self._top)

    def _forget_lines(self) -> None:
        self._lines.clear()
        self._drawn_for = 0

    def _go(self, index: int) -> None:
        index = max(0, min(index, len(self._items) - 1))
        if index == self._cursor or not self._items:
            return
        before, self._cursor = self._cursor, index
        self._refresh_row(before)
        self._refresh_row(index)
        self._keep_in_view()
        self._tell_of(self._items[index])

    def _tell_of(self, item: T) -> None:
        if self._highlight is not None:
            self._highlight(item)

    def _refresh_row(self, index: int) -> None:
        """Repaint one row and not the scrollbar beside it."""
        line = index + self._top - self.scroll_offset.y
        self.refresh(Region(0, line, self.scrollable_content_region.width, 1))

    def _keep_in_view(self) -> None:
        """Jump half a page when the cursor leaves the screen: one repaint for many moves."""
        if not self._cursor_in_view:
            y = max(0, self._cursor - self._rows_on_screen // 2)
            self.scroll_to(y=y, animate=False, immediate=True)

    @property
    def _cursor_in_view(self) -> bool:
        top = self.scroll_offset.y
        return top <= self._cursor < top + self._rows_on_screen

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        # Not left to on_resize, which may come after the first painting at another width.
        if width != self._drawn_for:
            self._forget_lines()
            self._columns = columns_for(self._all_columns, width)
            self._drawn_for = width
        if y < self._top:
            return self._header(width)
        index = self.scroll_offset.y + y - self._top
        if index >= len(self._items):
            text = f" {self._empty}" if y == 2 * self._top and not self._items else ""
            return Strip([Segment(fitted(safe(text), width), self._style("muted"))])
        if index == self._cursor:
            return self._line(index, width, self._cursor_style())
        line = self._lines.get(index)
        if line is None:
            line = self._lines[index] = self._line(index, width, None)
        return line

    def _style(self, name: str) -> Style:
        # Textual forgets its own with every repaint.
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"row-list--{name}")
        return style

    def _cursor_style(self) -> Style:
        return self._style("cursor" if self.has_focus else "cursor-blurred")

    def _header(self, width: int) -> Strip:
        titles = (
            fitted(with_keys(_(column.title)), column.width, column.right)
            for column in self._columns
        )
        text = " " + "  ".join(titles)
        return Strip([Segment(fitted(text, width), self._style("header"))])

    def _line(self, index: int, width: int, whole: Style | None) -> Strip:
        plain = whole or self._style("row")
        segments = []
        for place, column in enumerate(self._columns):
            cell = self._cell(self._items[index], column.name)
            said = privacy.blurred(cell.text) if column.private else cell.text
            text = fitted(safe(said), column.width, column.right)
            # The gaps go with their cells: every change of style costs bytes on the line.
            style = whole or (self._style(cell.style) if cell.style else plain)
            segments.append(Segment(f"{text}  " if place else f" {text}  ", style))
        return Strip(segments).adjust_cell_length(width, plain).simplify()
