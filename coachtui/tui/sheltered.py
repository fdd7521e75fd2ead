"""An app whose foreseen errors are told, and whose crashes lose nothing and say nothing.

Textual's own answer to an exception is a traceback with the local variables: notes, names, keys.
What the app is about does not belong here (see ``coachtui.tui.app``).
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.worker import WorkerFailed

from coachtui import failure
from coachtui.errors import CoachError
from coachtui.language import _
from coachtui.tui.disk import Disk
from coachtui.tui.output import SafeOutput, safe
from coachtui.tui.screens.base import CoachScreen

SEALING_SECONDS = 5.0
"""How long screens may take to seal when the app has to go."""


class ShelteredApp(App[None]):
    """Tells a CoachError and lives on; at any other error seals every screen and ends.

    ``failure`` is the sentence about what ended it, to be printed once the terminal is free; empty
    if nothing did.
    """

    def __init__(self, driver: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver)
        self.disk = Disk()
        self.failure = ""
        self._crash: asyncio.Task[None] | None = None
        # One for all: a line remembers what it looks like behind a filter.
        self._safe_output = SafeOutput()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._safe_output]

    def notify(self, message: str, **options: Any) -> None:
        """Say something in a corner, in the place of what stood there: a heap of boxes hides the screen.

        It is never read as markup: that could hold a command, or end the app where it is broken.
        """
        self.clear_notifications()
        super().notify(message, **{**options, "markup": False})

    def copy_to_clipboard(self, text: str) -> None:
        """Copy ``text`` into the terminal's clipboard too, and say where that is.

        It is cleaned: whoever pastes it into a shell would obey it.
        """
        from coachtui.services.cleaning import clean_text

        super().copy_to_clipboard(clean_text(text))
        self.notify(
            _(
                "Copied to the clipboard of your terminal, in clear and outside the vault, "
                "until you copy something else."
            )
        )

    def tell(self, error: CoachError) -> None:
        """Show an error to the person, above whatever is on screen."""
        self.notify(safe(str(error)), severity="error", timeout=12, markup=False)

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except CoachError as error:
            screen = self.screen
            (screen if isinstance(screen, CoachScreen) else self).tell(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, CoachError):
            self.tell(cause)
            return
        self.failure = self.failure or failure.sentence(cause)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual's own prints a traceback with the local variables: notes, names and keys.
        if self._crash is None:
            self._crash = asyncio.ensure_future(self._seal_and_close())

    def panic(self, *renderables: Any) -> None:  # noqa: ARG002 - a rendered error may quote anything
        self._return_code = 1
        self.failure = self.failure or failure.sentence(sys.exception() or RuntimeError())
        self._fatal_error()

    async def _seal_and_close(self) -> None:
        await self.seal_what_can_be()
        self._close_messages_no_wait()

    async def seal(self) -> None:
        """Have every screen put what was typed into safety.

        Raises:
            CoachError: one could not; the others have been sealed.
        """
        problem: CoachError | None = None
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CoachScreen):
                try:
                    await screen.seal()
                except CoachError as error:
                    problem = problem or error
        if problem is not None:
            raise problem

    async def seal_what_can_be(self) -> None:
        """Seal without asking and without a word, for when nobody is there or nothing else works."""
        with contextlib.suppress(Exception):
            async with asyncio.timeout(SEALING_SECONDS):
                await self.seal()
                await self.disk.rest()
