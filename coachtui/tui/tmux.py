"""Whether somebody looked at the tmux window that this runs in, and left. Outside tmux, never."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Mapping
from contextlib import suppress

from coachtui import process

SELDOM = 10.0
"""Seconds between two questions to tmux itself: each is a process of its own."""

PATIENCE = 2.0
"""Seconds that its answer may take."""


class Tmux:
    """The tmux that ``environment`` tells of, if any."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._socket = environment.get("TMUX", "").partition(",")[0]
        self._pane = environment.get("TMUX_PANE", "")
        self._ask_again = 0.0
        self._question: asyncio.Task[None] | None = None
        self._attached = False
        self._seen = False

    def begin(self) -> None:
        """Forget who looked so far: only who looks from now on can leave."""
        self._seen = False

    @property
    def left(self) -> bool:
        """Whether a client was attached to this session and none is now; never waits."""
        if not self._socket:
            return False
        if not self._any_client():
            self._attached, self._ask_again = False, 0.0
        elif process.boot_time() >= self._ask_again:
            self._ask_again = process.boot_time() + SELDOM
            self._question = asyncio.create_task(self._ask())
        return self._seen and not self._attached

    def _any_client(self) -> bool:
        """Whether a client is attached to any session: tmux keeps that in a mode bit of its socket."""
        try:
            return bool(os.stat(self._socket).st_mode & stat.S_IXUSR)  # noqa: PTH116 - no Path needed
        except OSError:
            return self._attached

    async def _ask(self) -> None:
        """Whether one is attached to this very session; without an answer, as before."""
        with suppress(OSError, TimeoutError):
            asked = await asyncio.create_subprocess_exec(
                "tmux", "-S", self._socket,
                "display-message", "-p", "-t", self._pane, "#{session_attached}",
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            try:
                said, _errors = await asyncio.wait_for(asked.communicate(), PATIENCE)
            finally:
                if asked.returncode is None:
                    asked.kill()
                    await asked.wait()
            if asked.returncode == 0:
                self._attached = said.strip() != b"0"
                self._seen = self._seen or self._attached
