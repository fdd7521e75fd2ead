"""Seals what is typed on a screen as a draft, by the clock that every screen with a draft has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from textual.timer import Timer

from coachtui import clock
from coachtui.domain.draft import Draft
from coachtui.errors import NotSaved, VaultBusy
from coachtui.services import drafts
from coachtui.tui.screens.base import CoachScreen

PAUSE = 0.5
"""Seconds without a key after which the draft is sealed."""

LONGEST = 1.5
"""Seconds after which it is sealed although the keys do not rest; at most two may be lost, and
sealing takes some time too."""

AGAIN = 5.0
"""Seconds after which it is tried once more what the disk, or another session, stood against."""

D = TypeVar("D", bound=Draft)


class Keeper(Generic[D]):
    """The draft of ``screen``.

    Args:
        screen: where something is typed; it calls :meth:`typed`, and its ``seal`` calls ours.
        draft: as it was resumed or begun.
        standing: gives the draft with what stands on the screen now in it.
        written: whether it lies on disk already.
    """

    def __init__(
        self, screen: CoachScreen[Any], draft: D, standing: Callable[[D], D], written: bool
    ) -> None:
        self.draft = draft
        self._screen, self._standing, self._written = screen, standing, written
        self._sealing = asyncio.Lock()
        self._resting = False
        self._pause: Timer | None = None
        self._deadline: Timer | None = None
        self._again: Timer | None = None

    @property
    def written(self) -> bool:
        """Whether the draft lies on disk."""
        return self._written

    def typed(self) -> None:
        """Something may stand there that is not sealed yet."""
        # Whether anything differs is asked when sealing: here it would be asked for every key.
        self._resting = False
        if self._pause:
            self._pause.stop()
        self._pause = self._screen.set_timer(PAUSE, self._screen.seal)
        self._deadline = self._deadline or self._screen.set_timer(LONGEST, self._screen.seal)

    async def seal(self) -> bool:
        """Put what stands there into the draft on disk; whether that was anything new."""
        self._stop()
        async with self._sealing:
            # Its time may have been up already when there was no more need of it.
            return not self._resting and await self._seal()

    async def _seal(self) -> bool:
        screen = self._screen
        # Before everything stands there, nobody can have typed.
        standing = self._standing(self.draft) if screen.is_mounted else self.draft
        if standing == self.draft:
            return False
        try:
            self.draft = await screen.call(drafts.keep, screen.vault, standing, clock.now())
        except (NotSaved, VaultBusy):
            # Perhaps nobody types on, and the disk has room again, or the other session is done.
            self._again = screen.set_timer(AGAIN, screen.seal)
            raise
        self._written = True
        return True

    async def settle(self) -> None:
        """Forget the draft: it has been saved or given up."""
        self.rest()
        # Not before what is being sealed just now lies there.
        async with self._sealing:
            if self._written:
                await self._screen.call(drafts.settle, self._screen.vault, self.draft)
                self._written = False

    def rest(self) -> None:
        """Seal nothing before something is typed again."""
        self._resting = True
        self._stop()

    def _stop(self) -> None:
        for timer in (self._pause, self._deadline, self._again):
            if timer:
                timer.stop()
        self._pause = self._deadline = self._again = None
