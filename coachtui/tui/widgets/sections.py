"""The parts of a screen named in one line, the one that is shown standing out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from coachtui.tui.output import safe


class Sections(Widget):
    """Pairs of an id and a translated label, numbered by the keys that lead to them."""

    COMPONENT_CLASSES = {"sections--shown", "sections--other"}
    DEFAULT_CSS = """
    Sections {
        height: 1; margin-bottom: 1;
        .sections--shown { color: $foreground; background: $panel; text-style: bold; }
        .sections--other { color: $text-muted; background: $background; }
    }
    """

    @dataclass
    class Picked(Message):
        """The section of that id was clicked."""

        section: str

    def __init__(self, sections: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._sections, self._shown = sections, sections[0][0]

    def show(self, section: str) -> None:
        """Let the section of that id stand out."""
        self._shown = section
        self.refresh()

    def _labels(self) -> Iterator[tuple[str, str]]:
        for place, (section, label) in enumerate(self._sections, 1):
            yield section, f" {place} {safe(label)} "

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        shown = self.get_component_rich_style("sections--shown")
        other = self.get_component_rich_style("sections--other")
        segments = [
            Segment(label, shown if section == self._shown else other)
            for section, label in self._labels()
        ]
        return Strip(segments).adjust_cell_length(self.size.width, other)

    def on_click(self, event: events.Click) -> None:
        end = 0
        for section, label in self._labels():
            end += cell_len(label)
            if event.x < end:
                self.post_message(self.Picked(section))
                return
