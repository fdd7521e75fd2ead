"""The parts of a screen in one line, the one that is shown standing out."""

from __future__ import annotations

from coachtui.tui.output import safe
from coachtui.tui.widgets.choice import Choice


class Sections(Choice, can_focus=False):
    """Which part is shown; a click asks for another, the screen's keys too."""

    DEFAULT_CSS = """
    Sections {
        background: $background; margin-bottom: 1;
        .choice--chosen { background: $background; text-style: bold reverse; }
        .choice--other { background: $background; }
    }
    """

    def _labels(self) -> list[str]:
        return [f" {place} {safe(label)} " for place, (_value, label) in enumerate(self.options, 1)]
