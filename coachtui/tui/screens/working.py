"""Something long goes on: how far it is, on a screen that waits with the person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import ProgressBar

from coachtui.errors import CoachError
from coachtui.services.opening import Progress
from coachtui.tui.screens.base import Box, CoachScreen

R = TypeVar("R")


class WorkingScreen(CoachScreen[R | CoachError], ModalScreen[R | CoachError], Generic[R]):
    """Runs a service that takes a ``progress``; the result is what it returned, or its CoachError.

    It cannot be left: what is half done would go on behind the next screen.
    """

    DEFAULT_CSS = """
    WorkingScreen {
        align: center middle; background: $background 60%;
        #box { width: 60; max-width: 100%; height: auto; padding: 1 2; background: $surface; border: round $border; }
        ProgressBar { width: 100%; Bar { width: 1fr; } }
    }
    """

    def __init__(self, title: str, work: Callable[[Progress], R]) -> None:
        super().__init__()
        self._title, self._work = title, work

    def compose(self) -> ComposeResult:
        with Box(self._title):
            yield ProgressBar(show_eta=False)

    def on_mount(self) -> None:
        self.run_worker(self._run())

    async def _run(self) -> None:
        loop, bar = asyncio.get_running_loop(), self.query_one(ProgressBar)

        def progress(done: int, of: int) -> None:
            # Called from the disk's thread.
            loop.call_soon_threadsafe(lambda: bar.update(total=of, progress=done))

        try:
            self.dismiss(await self.call(self._work, progress))
        except CoachError as error:
            self.dismiss(error)
