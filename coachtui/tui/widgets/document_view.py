"""A read-only view of Markdown: lines laid out once, drawn as they come on screen, no animation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coachtui.language import N_
from coachtui.tui import privacy
from coachtui.tui.bindings import hidden
from coachtui.tui.widgets.document_lines import Line, lines_of

if TYPE_CHECKING:
    from coachtui.services.reading import Block

_STYLES = [
    "text",
    "title",
    "heading",
    "strong",
    "emphasis",
    "code",
    "strike",
    "link",
    "muted",
    "mark",
]


class DocumentView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows ``blocks`` (see ``coachtui.services.reading.blocks``) and scrolls line by line or by page.

    In privacy mode they are blurred, unless it is ``open``: then the screen leaves out who it is about.
    """

    BINDING_GROUP_TITLE = N_("In the text")
    BINDINGS = [
        hidden("text.down", "down,j", "line(1)", N_("Down"), N_("One line down")),
        hidden("text.up", "up,k", "line(-1)", N_("Up"), N_("One line up")),
        hidden("text.page_down", "pagedown,space", "page(1)", N_("Page down"), N_("One page down")),
        hidden("text.page_up", "pageup", "page(-1)", N_("Page up"), N_("One page up")),
        hidden("text.top", "g,home", "top", N_("Top"), N_("To the top")),
        hidden("text.end", "G,end", "bottom", N_("End"), N_("To the end")),
    ]
    COMPONENT_CLASSES = {f"document--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    DocumentView {
        height: 1fr; padding: 0 1; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        background: $background; color: $foreground;
        .document--text { color: $foreground; }
        .document--title { color: $text-accent; text-style: bold underline; }
        .document--heading { color: $text-accent; text-style: bold; }
        .document--strong { color: $foreground; text-style: bold; }
        .document--emphasis { color: $foreground; text-style: italic; }
        .document--code { color: $text-success; }
        .document--strike { color: $text-muted; text-style: strike; }
        .document--link { color: $text-accent; text-style: underline; }
        .document--muted { color: $text-muted; }
        .document--mark { color: $text-muted; }
    }
    """

    def __init__(
        self,
        blocks: Sequence[Block] = (),
        *,
        max_width: int = 88,
        open: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._blocks = blocks
        self._max_width, self._open = max_width, open
        self._lines: list[Line] = []
        self._laid_out_for = 0

    def show(self, blocks: Sequence[Block], keep_place: bool = False) -> None:
        """Show other ``blocks``, from the top unless ``keep_place``."""
        self._blocks = blocks
        self._laid_out_for = 0
        self._lay_out()
        if not keep_place:
            self.scroll_to(y=0, animate=False)

    def redraw(self) -> None:
        """Lay it out again, at the place where one is: privacy mode was switched."""
        self._laid_out_for = 0
        self._lay_out()

    @property
    def at_top(self) -> bool:
        """Whether the first line is on screen."""
        return self.scroll_offset.y <= 0

    @property
    def at_end(self) -> bool:
        """Whether the last line is on screen."""
        return self.scroll_offset.y >= self.max_scroll_y

    @property
    def line_count(self) -> int:
        """How many lines there are at the width it has now."""
        return len(self._lines)

    def action_line(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_page(self, pages: int) -> None:
        height = max(1, self.scrollable_content_region.height - 1)
        self.scroll_to(y=self.scroll_offset.y + pages * height, animate=False)

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = min(self._max_width, self.scrollable_content_region.width)
        if width > 0 and width != self._laid_out_for:
            self._laid_out_for = width
            shown = self._blocks if self._open else privacy.blurred_blocks(self._blocks)
            self._lines = lines_of(shown, width)
            self.virtual_size = Size(0, len(self._lines))
            # As many lines as before are no change to Textual, but they break elsewhere.
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = self.scroll_offset.y + y
        plain = self._style("text")
        if index >= len(self._lines):
            return Strip.blank(width, plain)
        segments = [Segment(text, self._style(name)) for text, name in self._lines[index]]
        return Strip(segments).adjust_cell_length(width, plain).simplify()

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"document--{name}")
