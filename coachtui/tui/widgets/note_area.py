"""Where a person types many lines. It does not blink, and what is pasted is cleaned.

Apart from ``text``, for the list of clients needs a line alone, and Textual's many take memory. In
privacy mode what stands there is blurred. Only the line that one writes on is shown, from the first
letter on until the cursor leaves it: whoever opens a note shows nothing of it, and whoever writes one
sees what they write.
"""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from coachtui.language import N_
from coachtui.tui import privacy
from coachtui.tui.bindings import hidden
from coachtui.tui.widgets.text import kept_from_clipboard

Looks = tuple[str, tuple[int, ...], int, int]
"""A line, where it is broken, which part of it, and the width."""

DRAWN = 1000
"""How many lines are remembered as they were drawn."""


class NoteArea(TextArea):
    """Many lines of text, written on where they end. The screen's Ctrl keys win over the editing
    keys of the same name. Whatever stands here is free text, and so blurred in privacy mode.
    """

    BINDING_GROUP_TITLE = N_("In the text")
    BINDINGS = [
        hidden("text.undo", "ctrl+underscore,ctrl+minus", "undo", N_("Undo"), N_("Take back what was typed last")),
        hidden("text.redo", "ctrl+y", "redo", N_("Redo"), N_("Type again what was taken back")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    NoteArea {
        border: none; padding: 0 1; background: $background; color: $foreground;
        &:focus { border: none; }
    }
    """

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        self._in_hand: int | None = None
        self._drawn: dict[Looks, Strip] = {}
        super().__init__(text, id=id, classes=classes, soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False
        self.highlight_cursor_line = False
        self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        line = super().get_line(line_index)
        if line_index != self._in_hand:
            line.plain = privacy.blurred(line.plain)
        return line

    def _render_line(self, y: int) -> Strip:
        # Textual draws all lines for each key; the others look as they did while they say the same.
        what = self._apart_from_cursor(y)
        if what is None:
            return super()._render_line(y)
        if what not in self._drawn:
            if len(self._drawn) >= DRAWN:
                self._drawn.clear()
            self._drawn[what] = super()._render_line(y)
        return self._drawn[what]

    def _apart_from_cursor(self, y: int) -> Looks | None:
        """All that a line of the screen looks by, None where the cursor or what is marked shows there."""
        line_of = self.wrapped_document._offset_to_line_info
        row = y + self.scroll_offset.y
        start, end = self.selection
        if row >= len(line_of) or start != end or self._matching_bracket_location:
            return None
        line, part = line_of[row]
        if line in (end[0], self._in_hand):
            return None
        breaks = tuple(self.wrapped_document.get_offsets(line))
        return self.document.get_line(line), breaks, part, self.size.width

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    def redraw(self) -> None:
        """Draw all lines again: privacy mode was switched."""
        self._line_cache.clear()
        self._drawn.clear()
        self.refresh()

    def _take_in_hand(self, line: int | None) -> None:
        if line != self._in_hand:
            self._in_hand = line
            if privacy.on():
                self.redraw()

    async def _on_key(self, event: events.Key) -> None:
        # Before Textual types it, in the place of what is selected: both handlers are called.
        if event.is_printable:
            self._take_in_hand(min(self.selection)[0])

    def _on_blur(self, event: events.Blur) -> None:  # noqa: ARG002 - Textual gives it
        self._take_in_hand(None)

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        if selection.end[0] != self._in_hand:
            self._take_in_hand(None)

    def action_copy(self) -> None:
        """Copy what is selected, unless it is hidden."""
        if not kept_from_clipboard(self):
            super().action_copy()

    def action_cut(self) -> None:
        """Cut what is selected, unless it is hidden."""
        if not kept_from_clipboard(self):
            super().action_cut()

    async def _on_paste(self, event: events.Paste) -> None:
        from coachtui.services.cleaning import clean_text

        event.text = clean_text(event.text)
