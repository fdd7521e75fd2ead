"""Sees that another login has saved what is on screen, and has it shown by itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from coachtui.errors import CoachError
from coachtui.tui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coachtui.tui.app import CoachApp

OFTEN = 2.0
"""Seconds between two looks at the disk."""


class Follower:
    """Looks at what the screen on top follows. Nothing is read or drawn unless it has changed."""

    def __init__(self, app: CoachApp) -> None:
        self._app = app
        self._look: asyncio.Task[None] | None = None

    def look(self) -> None:
        """Begin to look, unless the last look still waits for a slow disk."""
        screens = self._app.screen_stack
        if screens and (self._look is None or self._look.done()):
            self._look = asyncio.create_task(self._compare(screens[-1]))

    async def _compare(self, screen: object) -> None:
        if self._app.locked or not isinstance(screen, CoachScreen) or screen.follows is None:
            return
        try:
            pulse = await screen.call(screen.vault.pulse, screen.follows)
        except CoachError:
            # Locked in the meantime.
            return
        if pulse != screen.pulse and screen.is_current:
            screen.pulse = pulse
            # In the screen's own turn, so that an error is told there and no key comes in between.
            screen.call_later(screen.follow)
            self._app.key_order.stir()
