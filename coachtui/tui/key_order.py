"""Keys one at a time: the next is not looked at before the last has done what it does.

Textual hands on keys as they come, each to what has the focus at that moment. In a burst (a slow
link that delivers late, a fast typist, a paste into the terminal) the key that opens a form would
be followed by text that still goes to the list, and a save would overtake what was typed before it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.app import App
from textual.events import Event, Key
from textual.message_pump import MessagePump
from textual.widget import Widget

PAUSE = 0.02
"""Seconds without a key after which it is seen to that the last one is through: so the next need not
wait for that, and what the last one changes is painted first."""

PATIENCE = 5.0
"""Seconds after which the next key is handed on although the last is not through, so that nothing
that waits for ever can take the keyboard away."""


class KeyOrder:
    """A queue of keys in front of ``app``; ``hand_on`` is what Textual does with one."""

    def __init__(self, app: App[None], hand_on: Callable[[Event], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: deque[Event] = deque()
        self._writing_in: Widget | None = None
        self._feeding: asyncio.Task[None] | None = None
        self._typed = asyncio.Event()
        self._stirred = True
        self._rested_at: object = None

    def put(self, event: Event) -> None:
        """Hand ``event`` on once everything before it is through."""
        self._waiting.append(event)
        self._typed.set()
        if self._feeding is None or self._feeding.done():
            self._feeding = asyncio.create_task(self._feed())

    def stir(self) -> None:
        """Have the next key wait for something that is no key, too."""
        self._stirred = True

    async def rest(self) -> None:
        """Wait until every key so far has done what it does."""
        self._typed.set()
        if self._feeding is not None:
            await self._feeding
        await self._settled()

    async def _feed(self) -> None:
        while self._waiting:
            event = self._waiting.popleft()
            if not self._is_more_text(event):
                await self._see_through()
                self._writing_in = self._app.focused if self._is_text(event) else None
            self._stirred = True
            try:
                await self._hand_on(event)
            except Exception as error:
                # Nobody awaits this task: what goes wrong ends the app as it would without it.
                self._app._handle_exception(error)
            # After a letter there is no need: the next letter does not wait.
            if not (self._waiting or self._writing_in or await self._more_within(PAUSE)):
                await self._see_through()

    async def _more_within(self, seconds: float) -> bool:
        self._typed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                return await self._typed.wait()
        return False

    async def _see_through(self) -> None:
        """Wait until what goes on is through, unless that was seen already and nothing came since."""
        came = any(pump.message_queue_size for pump in self._way())
        if self._stirred or came or self._rested_at != self._here:
            self._stirred = False
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._settled()
            self._rested_at = self._here

    def _is_more_text(self, event: Event) -> bool:
        """Whether ``event`` only goes on with text in the field that has it all: nothing to wait for."""
        return (
            self._writing_in is not None
            and self._writing_in is self._app.focused
            and self._is_text(event)
        )

    def _is_text(self, event: Event) -> bool:
        field = self._app.focused
        return (
            isinstance(event, Key)
            and field is not None
            and field.check_consume_key(event.key, event.character)
        )

    async def _settled(self) -> None:
        """Wait until every queue on the way of a key is empty, and the focus stays where it is."""
        before: object = None
        while before != (here := self._here):
            before = here
            for pump in self._way():
                await _drained(pump)

    @property
    def _here(self) -> tuple[object, object]:
        return self._app.screen, self._app.focused

    def _way(self) -> list[MessagePump]:
        """What a key passes on its way up, the app last."""
        start = self._app.focused or self._app.screen
        return [*start.ancestors_with_self]


async def _drained(pump: MessagePump) -> None:
    """Wait until ``pump`` has handled what is in its queue, and what that has put there."""
    for _round in range(2):
        passed = _Passed()
        if not pump.call_later(passed.tell):
            return
        while pump.is_attached and not passed.future.done():
            # A screen that closes meanwhile never says so: look now and then.
            await asyncio.wait([passed.future], timeout=0.02)


class _Passed:
    """Tells that a queue has come to it. Of a method, Textual remembers that it takes nothing."""

    def __init__(self) -> None:
        self.future: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def tell(self) -> None:
        self.future.set_result(None)
