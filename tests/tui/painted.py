"""What an app has painted, piece by piece, with the colours and attributes that reach the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widget import Widget

ATTRIBUTES = ("bold", "dim", "italic", "underline", "strike", "reverse", "blink")


class Piece(NamedTuple):
    """A stretch of characters in one style, on the widget that painted it."""

    text: str
    style: Style
    widget: Widget
    x: int
    y: int

    @property
    def ink(self) -> Color | None:
        """The colour of the characters, None for the terminal's own."""
        return self.style.bgcolor if self.style.reverse else self.style.color

    @property
    def ground(self) -> Color | None:
        """The colour behind them, None for the terminal's own."""
        return self.style.color if self.style.reverse else self.style.bgcolor

    @property
    def attributes(self) -> frozenset[str]:
        """What makes it look otherwise than by its colours."""
        return frozenset(name for name in ATTRIBUTES if getattr(self.style, name))

    @property
    def readable(self) -> bool:
        """Whether there is text in it, and not only room, rules, borders and bars."""
        return any(not (sign.isspace() or "─" <= sign <= "▟") for sign in self.text)


def painted(app: App[Any]) -> Iterator[Piece]:
    """All that can be seen, save what shimmers through the veil under a dialog: it is out of use."""
    screen = app.screen
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for text, style, _control in strip:
            if text:
                widget, _region = screen.get_widget_at(x, y)
                if not (widget is screen and isinstance(screen, ModalScreen)):
                    yield Piece(text, style or Style.null(), widget, x, y)
            x += cell_len(text)


def path(node: DOMNode) -> str:
    """Where a widget stands, to be named in a failure."""
    return " ".join(type(each).__name__ for each in node.ancestors_with_self[-3::-1])


def contrast(
    ink: Color,
    ground: Color,
    system: ColorSystem = ColorSystem.TRUECOLOR,
    own: TerminalTheme | None = None,
) -> float:
    """The contrast of WCAG 2 between two colours, from 1 to 21.

    ``system`` is what the terminal can show of them, ``own`` what its own colours are.
    """
    lights = (
        _luminance(ink.downgrade(system).get_truecolor(own)),
        _luminance(ground.downgrade(system).get_truecolor(own, foreground=False)),
    )
    darker, brighter = sorted(lights)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: ColorTriplet) -> float:
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
