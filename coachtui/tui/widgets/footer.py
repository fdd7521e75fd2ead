"""The one line at the bottom that names the keys that work here, now."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from coachtui.language import _
from coachtui.tui import privacy
from coachtui.tui.bindings import Command, working_commands
from coachtui.tui.output import fitted, safe
from coachtui.tui.privacy import Shown

HELP = "app.help"
_BACK = ("leave", "unfilter")
"""The actions that lead back to where one was."""


class Footer(Widget):
    """Keys and their labels in one line; what does not fit is left out from the right, never help or
    the way back.

    Args:
        names: which of the commands that work are named; those that ask for it, if left out.
    """

    COMPONENT_CLASSES = {"footer--key", "footer--label"}
    DEFAULT_CSS = """
    Footer {
        dock: bottom; height: 1; background: $footer-background; color: $footer-foreground;
        .footer--key { color: $footer-key-foreground; background: $footer-background; text-style: bold; }
        .footer--label { color: $footer-foreground; background: $footer-background; }
    }
    """

    def __init__(self, names: Callable[[Command], bool] = lambda command: command.show) -> None:
        super().__init__()
        self._names = names
        self._commands: list[Command] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._update)
        self._update(self.screen)

    def _update(self, screen: Screen[object]) -> None:
        commands = [command for command in working_commands(screen) if self._names(command)]
        if commands != self._commands:
            self._commands = commands
            self.refresh()

    def shown(self) -> list[tuple[Command, int, int]]:
        """The commands that fit, each with its first column and its width in cells."""
        left = self.size.width - 1
        kept = set()
        for command in sorted(self._commands, key=_is_dispensable):
            width = len(_text(command)) + 2
            if width - 1 > left:
                break
            kept.add(command.id)
            left -= width
        column = 1
        placed = []
        for command in sorted(self._commands, key=lambda each: each.id == HELP):
            if command.id not in kept:
                continue
            width = len(_text(command))
            placed.append((command, column, width))
            column += width + 2
        return placed

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        key = self.get_component_rich_style("footer--key")
        label = self.get_component_rich_style("footer--label")
        segments = [Segment(" ", label)]
        for command, _column, _width in self.shown():
            segments.append(Segment(command.keys[0], key))
            segments.append(Segment(f" {safe(command.label)}  ", label))
        return Strip(segments).adjust_cell_length(self.size.width, label)

    def on_click(self, event: events.Click) -> None:
        for command, column, width in self.shown():
            if column <= event.x < column + width:
                self.app.simulate_key(command.key)


def _is_dispensable(command: Command) -> bool:
    return command.id != HELP and command.action not in _BACK


def _text(command: Command) -> str:
    return f"{command.keys[0]} {safe(command.label)}"


_NAME = 20
"""How many cells of the title stay, however much there is to say of it."""


def _shortened(status: str, width: int) -> str:
    """``status`` with a blank on either side, without its last parts where the ``width`` is too small."""
    parts = status.split(" · ") if status else []
    while parts and cell_len(" · ".join(parts)) + 2 > width:
        parts.pop()
    return f" {' · '.join(parts)} " if parts else ""


class Heading(Widget):
    """The one line at the top: where one is on the left, how it stands on the right.

    In privacy mode it says so, and asks a title that names a client again whenever it is drawn. Where
    there is no room for both, the status loses what it says last, so that the name of who it is about
    can be read.
    """

    COMPONENT_CLASSES = {"heading--title", "heading--status", "heading--mark"}
    DEFAULT_CSS = """
    Heading {
        dock: top; height: 1; background: $panel; color: $foreground;
        .heading--title { color: $foreground; background: $panel; text-style: bold; }
        .heading--status { color: $text-muted; background: $panel; }
        .heading--mark { color: $text-accent; background: $panel; text-style: bold; }
    }
    """

    def __init__(self, title: Shown = "", status: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title, self._status = title, status

    def show(self, title: Shown | None = None, status: str | None = None) -> None:
        """Change what it says; ``None`` leaves that side as it is."""
        before = self._title, self._status
        self._title = self._title if title is None else title
        self._status = self._status if status is None else status
        if before != (self._title, self._status):
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        width = self.size.width
        private = _("private")
        mark = f" {privacy.SHADE} {private} " if privacy.on() else ""
        said = f" {safe(privacy.said(self._title))}"
        room = max(0, width - cell_len(mark))
        status = _shortened(safe(self._status), room - min(cell_len(said), _NAME))
        segments = [
            Segment(fitted(said, room - cell_len(status)), self._style("title")),
            Segment(status, self._style("status")),
        ]
        if mark:
            segments.append(Segment(mark, self._style("mark")))
        return Strip(segments).adjust_cell_length(width)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"heading--{name}")
