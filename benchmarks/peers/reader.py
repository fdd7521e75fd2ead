"""A note in Textual's Markdown widget, opened with Enter: ``reader.py note.md``."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Markdown, Static


class Note(Screen[None]):
    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Markdown(Path(sys.argv[1]).read_text("utf-8"))


class Reader(App[None]):
    BINDINGS = [("enter", "open", "Open")]

    def compose(self) -> ComposeResult:
        yield Static("Ready")

    def action_open(self) -> None:
        self.push_screen(Note())


Reader().run()
