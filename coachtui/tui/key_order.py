"""Keys take effect one after the other, however fast they come.

Textual hands each key to whatever has the focus when it arrives. What a key before it changes, such
as the focus or the screen, happens a little later, so that of keys that come together (typed ahead,
pasted, over a slow line) some would reach the wrong field or do another command.
"""

from __future__ import annotations

import asyncio
import contextlib

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widgets import Input, TextArea

FIELD_PATIENCE = 10.0
"""Seconds to wait for a field to take in what was typed; it never waits for the disk itself."""

SCREEN_PATIENCE = 1.0
"""Seconds to wait for a screen to act on a key; one that is at the disk may take longer."""


class OrderedApp(App[None]):
    """Waits, after a key that does something, until it is done; before it, until text has arrived."""

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._take(event)
        else:
            await super().on_event(event)

    async def _take(self, event: events.Key) -> None:
        field = self.focused
        if isinstance(field, Input | TextArea):
            if field.check_consume_key(event.key, event.character):
                await super().on_event(event)
                return
            await _taken_in(field, FIELD_PATIENCE)
        bound = await self._check_bindings(event.key, priority=True) or await self._check_bindings(
            event.key
        )
        if not bound:
            await super().on_event(event)
        screen = None
        while self._running and screen is not self.screen:
            screen = self.screen
            await _taken_in(screen, SCREEN_PATIENCE)


async def _taken_in(pump: MessagePump, patience: float) -> None:
    """Wait until ``pump`` has dealt with every message that it has been sent so far."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), patience)
