"""One of a few: all of them in a line where they fit, the chosen one between arrows where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from coachtui.language import N_
from coachtui.tui.bindings import hidden
from coachtui.tui.output import safe


class Choice(Widget, can_focus=True):
    """Pick one of ``options``, pairs of a value and its translated label, with the arrow keys."""

    BINDING_GROUP_TITLE = N_("In the choice")
    BINDINGS = [
        hidden("choice.next", "right,space", "step(1)", N_("Next"), N_("The next choice")),
        hidden("choice.previous", "left", "step(-1)", N_("Previous"), N_("The choice before")),
        hidden("choice.submit", "enter", "submit", N_("Next field"), N_("To the next field; from the last one, save")),
    ]  # fmt: skip
    COMPONENT_CLASSES = {"choice--chosen", "choice--other"}
    DEFAULT_CSS = """
    Choice {
        height: 1; background: $background; padding: 0 1;
        .choice--chosen { color: $foreground; background: $background; text-style: bold; }
        .choice--other { color: $text-muted; background: $background; }
        &:focus {
            background: $panel;
            .choice--chosen { background: $panel; text-style: bold underline; }
            .choice--other { background: $panel; }
        }
    }
    """

    @dataclass
    class Changed(Message):
        """Another option was picked."""

        choice: Choice
        value: Any

        @property
        def control(self) -> Choice:
            """The choice that it comes from."""
            return self.choice

    @dataclass
    class Submitted(Message):
        """Enter was pressed: on to what comes next."""

        choice: Choice

    def __init__(
        self, options: Sequence[tuple[Any, str]], value: Any = None, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._options = options
        values = [option for option, _label in options]
        self._place = values.index(value) if value in values else 0

    @property
    def value(self) -> Any:
        """The value of the option that is picked."""
        return self._options[self._place][0]

    def pick(self, value: Any) -> None:
        """Pick the option of that value; another one changes nothing."""
        values = [option for option, _label in self._options]
        if value in values:
            self._pick(values.index(value))

    def offer(self, options: Sequence[tuple[Any, str]], value: Any) -> None:
        """Let ``options`` be what can be picked, and ``value`` what is."""
        self._options = options
        values = [option for option, _label in options]
        self._place = values.index(value) if value in values else 0
        self.refresh()

    def action_step(self, by: int) -> None:
        self._pick((self._place + by) % len(self._options))

    def action_submit(self) -> None:
        self.post_message(self.Submitted(self))

    def _pick(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self.refresh()
            self.post_message(self.Changed(self, self.value))

    def on_click(self, event: events.Click) -> None:
        column = 1
        for place, text in enumerate(self._labels()):
            if column <= event.x < column + cell_len(text):
                self._pick(place)
            column += cell_len(text) + 2

    def _labels(self) -> list[str]:
        """Each option as it is drawn; the dot tells which is picked, not the colour alone."""
        texts = [
            f"{'●' if place == self._place else '○'} {safe(label)}"
            for place, (_value, label) in enumerate(self._options)
        ]
        if sum(cell_len(text) + 2 for text in texts) - 2 <= self.size.width:
            return texts
        return [f"‹ {safe(self._options[self._place][1])} ›"]

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        chosen = self.get_component_rich_style("choice--chosen")
        other = self.get_component_rich_style("choice--other")
        segments = []
        for text in self._labels():
            style = other if text.startswith("○") else chosen
            segments += [Segment(text, style), Segment("  ", other)]
        return Strip(segments).adjust_cell_length(self.size.width, other)
