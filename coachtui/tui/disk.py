"""The one place where the disk is awaited: a thread beside the screens, one call at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Disk:
    """Runs calls to services in a thread, in the order in which they were made."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[object]] = set()

    async def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What ``function`` returns or raises.

        A call that has begun runs to its end even if whoever waits for it is gone: a save that
        was given up half-way would otherwise run beside the next one.
        """
        task = asyncio.create_task(self._in_turn(function, *args, **kwargs))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def rest(self) -> None:
        """Wait until every call has ended, however it did."""
        while self._running:
            await asyncio.wait(self._running)

    async def _in_turn(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        async with self._turn:
            return await asyncio.to_thread(function, *args, **kwargs)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            # Taken here, so that nobody prints it when nobody waits for it any more.
            task.exception()
