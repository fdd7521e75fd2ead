"""What is said of keys that could not be given as ``config.toml`` has them.

At the start, and once another set of keys was chosen.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Label

from coachtui import config
from coachtui.key_list import KeyProblem
from coachtui.language import N_, _
from coachtui.tui.bindings import shown
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.widgets.footer import Footer


class KeyProblemsScreen(Dialog[None]):
    """One sentence for each, and what holds instead."""

    BINDINGS = [
        shown("dialog.leave", "escape,enter", "leave", N_("Close"), N_("Close this")),
    ]
    DEFAULT_CSS = """
    KeyProblemsScreen Label { width: 100%; margin-bottom: 1; }
    """

    def __init__(self, problems: tuple[KeyProblem, ...]) -> None:
        super().__init__()
        self._problems = problems

    def compose(self) -> ComposeResult:
        with Box(_("Not all keys are as you set them")):
            for problem in self._problems:
                yield Label(problem.message, markup=False)
            told = _(
                "Until {file} is mended, these commands keep the keys that they had. "
                "“coachtui keys” lists all commands and their keys."
            )
            yield Label(told.format(file=config.place()), markup=False)
        yield Footer()
