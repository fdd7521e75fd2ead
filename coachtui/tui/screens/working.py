"""Something long goes on: how far it is, on a screen that waits with the person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import ProgressBar

from coachtui.errors import CoachError
from coachtui.services.opening import Progress
from coachtui.tui.screens.base import Box, CoachScreen

R = TypeVar("R")

AT_ONCE = 0.3
"""Seconds within which the work is done at once, and nothing is shown of it."""

LOOKED_AT = 0.7
"""Seconds for which it is shown once it is, so that nothing flashes up."""


class WorkingScreen(CoachScreen[R | CoachError], ModalScreen[R | CoachError], Generic[R]):
    """Runs a service that takes a ``progress``; the result is what it returned, or its CoachError.

    It cannot be left: what is half done would go on behind the next screen. Of work that is done at
    once nothing is seen.
    """

    must_be_left = True
    DEFAULT_CSS = """
    WorkingScreen {
        align: center middle; background: transparent;
        &.-shown { background: $background 60%; }
        &.-shown #box { visibility: visible; }
        #box {
            visibility: hidden; width: 60; max-width: 100%; height: auto; padding: 1 2;
            background: $surface; border: round $border;
        }
        ProgressBar { width: 100%; Bar { width: 1fr; } }
    }
    """

    def __init__(self, title: str, work: Callable[[Progress], R]) -> None:
        super().__init__()
        self._title, self._work = title, work
        self._shown_at = 0.0

    def compose(self) -> ComposeResult:
        with Box(self._title):
            yield ProgressBar(show_eta=False)

    def on_mount(self) -> None:
        self.set_timer(AT_ONCE, self._show)
        self.run_worker(self._run())

    def _show(self) -> None:
        self._shown_at = monotonic()
        self.add_class("-shown")

    async def _run(self) -> None:
        loop, bar = asyncio.get_running_loop(), self.query_one(ProgressBar)

        def progress(done: int, of: int) -> None:
            # Called from the disk's thread.
            loop.call_soon_threadsafe(lambda: bar.update(total=of, progress=done))

        result: R | CoachError
        try:
            result = await self.call(self._work, progress)
        except CoachError as error:
            result = error
        if self._shown_at:
            await asyncio.sleep(self._shown_at + LOOKED_AT - monotonic())
        self.dismiss(result)
