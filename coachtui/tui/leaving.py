"""An app that is left by its key, or called away by a signal, and loses nothing on the way.

How it ends when it breaks is told in ``sheltered``.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal

from textual.driver import Driver

from coachtui.errors import CoachError
from coachtui.language import _
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.sheltered import ShelteredApp
from coachtui.tui.terminal import Terminal


class LeavingApp(ShelteredApp):
    """Seals every screen before it ends, and asks first where that does not keep everything.

    ``farewell`` is a translated sentence to say in the terminal once it has ended.
    """

    def __init__(self, driver: type[Driver]) -> None:
        super().__init__(driver)
        self.farewell = ""
        self._leaving = False
        self._call: asyncio.Task[None] | None = None

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            # Only the main thread can; elsewhere (in tests) nobody sends signals.
            with contextlib.suppress(RuntimeError, ValueError):
                loop.add_signal_handler(number, self._on_signal, number)

    async def action_quit(self) -> None:
        """Leave, after a question where something stands that sealing does not keep."""
        screens = (screen for screen in self.screen_stack if isinstance(screen, CoachScreen))
        if not any(screen.unsaved for screen in screens):
            await self._seal_and_leave()
            return
        from coachtui.tui.screens.confirm import leave_question

        async def answered(sure: bool | None) -> None:
            if sure:
                await self._seal_and_leave()

        self.push_screen(leave_question(), answered)

    async def _seal_and_leave(self) -> None:
        """Seal, then leave; if something cannot be sealed, ask before it is lost."""
        try:
            await self.seal()
        except CoachError as error:
            from coachtui.tui.screens.confirm import ConfirmScreen

            question = ConfirmScreen(_("Quit without saving?"), str(error), _("Quit"))
            self.push_screen(question, lambda sure: self.exit() if sure else None)
            return
        if isinstance(self.screen, CoachScreen):
            self.farewell = self.farewell or self.screen.farewell
        await self._leave(0)

    async def _leave(self, code: int) -> None:
        self._leaving = True
        await self.disk.rest()
        self.exit(return_code=code)

    def _on_signal(self, number: int) -> None:
        if number == signal.SIGHUP and isinstance(self._driver, Terminal):
            self._driver.hang_up()
        self._call = asyncio.ensure_future(self.called_away(128 + number))

    async def called_away(self, code: int) -> None:
        """Seal what can be sealed and leave, whatever is on screen: nobody is there to be asked."""
        if not self._leaving:
            self._leaving = True
            await self.seal_what_can_be()
            await self._leave(code)

    def action_help_quit(self) -> None:
        """Say which key leaves: Ctrl+C does not."""
        self.notify(_("Ctrl+Q quits."), timeout=4, markup=False)
