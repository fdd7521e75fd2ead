"""The barest Textual app: one word on the screen."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Barest(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Ready")


Barest().run()
