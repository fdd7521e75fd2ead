"""An app of which a test sees what a terminal would show, whatever its screens hold."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pyte
from textual.pilot import Pilot

from coachtui.config import Config
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from tests.tui.conftest import patient


class SeenApp(CoachApp):
    """The app on a made-up terminal. ``bytes_sent`` counts what went there."""

    def __init__(self, vault: Vault, config: Config | None = None) -> None:
        super().__init__(vault.path, vault, config, cards=vault.cards())
        self.bytes_sent = 0
        self._shown = pyte.Screen(80, 24)
        self._stream = pyte.Stream(self._shown)

    @property
    def is_headless(self) -> bool:
        return False

    @property
    def shown(self) -> str:
        """What stands on the terminal."""
        return "\n".join(self._shown.display)

    @property
    def colours(self) -> set[str]:
        """The colours that stand on the terminal, its own being ``default``."""
        lines = self._shown.buffer.values()
        return {colour for line in lines for sign in line.values() for colour in (sign.fg, sign.bg)}

    def connect(self) -> None:
        """Take up what the app sends from now on."""
        driver: Any = self._driver
        driver.write = self._take
        self.action_redraw()

    def _take(self, text: str) -> None:
        self.bytes_sent += len(text)
        self._stream.feed(text)


@asynccontextmanager
async def running(app: SeenApp) -> AsyncIterator[Pilot[None]]:
    """Runs ``app`` and fails if it ends with an error of its own."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.connect()
        await pilot.pause()
        yield patient(pilot)
    assert not app.failure
