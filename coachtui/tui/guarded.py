"""An app that covers, locks or stops itself when nobody is there, and lets no key past that.

When something is due is told by ``watch`` and ``tmux``; how the vault is closed, by the app itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import Any

from textual import events
from textual._compositor import ChopsUpdate
from textual.driver import Driver
from textual.screen import Screen

from coachtui.config import Config
from coachtui.errors import CoachError
from coachtui.restriction import restricted
from coachtui.tui.colourless import plain
from coachtui.tui.cover import cover
from coachtui.tui.key_order import KeyOrder
from coachtui.tui.room import fits, too_small
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.sent import Sent
from coachtui.tui.sheltered import ShelteredApp
from coachtui.tui.terminal import Terminal
from coachtui.tui.tmux import Tmux
from coachtui.tui.watch import Due, Watch

LOOK = 1.0
"""Seconds between two looks at the clocks."""

PAINTING = 1.0
"""Seconds that the locked screen may take to be drawn before the process stops."""


class GuardedApp(ShelteredApp):
    """Covers the screen, locks, and stops. ``covered`` is whether only the calm picture is drawn."""

    def __init__(self, driver: type[Driver], config: Config) -> None:
        super().__init__(driver)
        self.clocks = Watch(config.blur_minutes, config.lock_minutes)
        self.covered = False
        self.sent = Sent()
        self.key_order = KeyOrder(self, super().on_event)
        self._tmux = Tmux()
        self._locking = False
        self._overdue = False
        self._held: tuple[str, dict[str, Any]] | None = None
        self._touches = 0
        self._told_at = 0
        self._lasts = False

    @property
    def locked(self) -> bool:
        """Whether there is nothing to lock."""
        raise NotImplementedError

    async def shut(self) -> None:
        """Put the unlock screen in the place of all others, and drop the keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.set_interval(LOOK, self._look)
        # Only the main thread can; elsewhere (in tests) nobody sends signals.
        with contextlib.suppress(RuntimeError, ValueError):
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTSTP, self.call_later, self.action_stop)

    # -- the cover

    def cover(self) -> None:
        """Draw the calm picture, and nothing else until :meth:`uncover`."""
        if not self.covered:
            self.covered = True
            self._draw_cover()

    def uncover(self) -> None:
        """Draw the screens again, and tell what was held back."""
        self.covered = False
        # While the app ends, none is left.
        for screen in self.screen_stack[-1:]:
            screen.refresh(layout=True)
        if self._held:
            (message, options), self._held = self._held, None
            self.notify(message, **options)

    def _draw_cover(self) -> None:
        style = plain(self.rich_style) if self.no_color else self.rich_style
        self.sent.forget()
        super()._display(self.screen, cover(self.size, style))

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        # Whatever draws, draws through here: nothing shows through, and nothing after a sleep.
        if self.clocks.slept and not self.locked:
            self.cover()
            self.call_later(self._look)
        if self.covered:
            return
        if not fits(self.size):
            renderable = too_small(self.size, self.rich_style)
        super()._display(screen, self._unsent(renderable))

    def _unsent(self, renderable: Any) -> Any:
        """What of ``renderable`` does not stand on the terminal."""
        if isinstance(renderable, ChopsUpdate) and not self._batch_count:
            return self.sent.new_of(renderable)
        if renderable is not None:
            self.sent.forget()
        return renderable

    def notify(self, message: str, **options: Any) -> None:
        if self.covered:
            self._held = message, options
        else:
            self._told_at = self._touches
            self._lasts = "timeout" in options
            super().notify(message, **options)

    def tell(self, error: CoachError) -> None:
        super().tell(error)
        # Asked, not looked at: to know what takes many lines, Textual's would have to be loaded.
        self._lasts = bool(self.focused and self.focused.check_consume_key("a", "a"))

    def _go_on(self) -> None:
        """Take away what the key before this one had told: it lies over the keys that work now.

        What was given a time of its own stays for it, and so does an error while something is
        being typed: nobody looks down between two letters.
        """
        self._touches += 1
        if self._notifications and not self._lasts:
            self.clear_notifications()

    def forget_the_told(self) -> None:
        """Take away what was told before the key that led to another screen: it was about the last one."""
        if self._told_at != self._touches:
            self.clear_notifications()

    # -- what is due

    @property
    def busy_until(self) -> float:
        """Until when, on the clock of ``boot_time``, being idle is no reason to lock."""
        screens = (screen for screen in self.screen_stack if isinstance(screen, CoachScreen))
        return max((screen.busy_until for screen in screens), default=0.0)

    async def _look(self) -> None:
        if self.locked or self._locking or not self.screen_stack:
            return
        due = self.clocks.due(self.busy_until)
        if due is Due.LOCK or self._overdue or self._tmux.left:
            await self._lock_unseen()
        elif due is Due.COVER:
            self.cover()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded:
            if not await self._let_in(event):
                return
            if isinstance(event, events.Key | events.Paste):
                self.key_order.put(event)
                return
            self.key_order.stir()
        if isinstance(event, events.Resize):
            self.sent.forget()
        await super().on_event(event)
        if isinstance(event, events.Resize) and self.covered:
            self._draw_cover()

    async def _let_in(self, event: events.Event) -> bool:
        """Whether ``event`` does what it does; not if the screen is covered, or long due to be locked."""
        if self._locking:
            return False
        if not self.locked and self.clocks.due(self.busy_until) is Due.LOCK:
            await self._lock_unseen()
            return False
        if not self.covered:
            self.clocks.touched()
            if isinstance(event, events.Key | events.Paste | events.MouseDown):
                self._go_on()
            return fits(self.size) or self._leaves(event)
        # The end of a click, so that nothing of it is left for the screen below.
        if isinstance(event, events.Key | events.Paste | events.MouseUp):
            self.clocks.touched()
            self._overdue = False
            self.uncover()
        return False

    def _leaves(self, event: events.Event) -> bool:
        """Whether ``event`` is the key that quits on every screen: where none has room, all there is."""
        bound = (
            self._bindings.key_to_bindings.get(event.key, [])
            if isinstance(event, events.Key)
            else []
        )
        return any(each.id == "app.quit" and each.priority for each in bound)

    # -- the lock

    async def action_lock(self) -> None:
        """Seal, clear every screen, drop the keys, and ask for the passphrase; never ask first.

        Raises:
            CoachError: something could not be sealed; then it is not locked away.
        """
        if self.locked or self._locking:
            return
        self._locking = True
        self.cover()
        try:
            await self.seal()
            await self.shut()
            self._held = None
            self._overdue = False
            self._tmux.begin()
        finally:
            self._locking = False
            self.clocks.begin()
            self.uncover()

    async def _lock_unseen(self) -> None:
        """Lock, or cover and try again, while nobody is there to be told what stands against it."""
        try:
            await self.action_lock()
        except CoachError as error:
            self._overdue = True
            self.cover()
            self.tell(error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A restricted session offers no key that stops it."""
        if action == "stop" and restricted():
            return False
        return super().check_action(action, parameters)

    async def action_stop(self) -> None:
        """Lock, give the terminal back, and stop until the shell says to go on.

        A restricted session has no shell to go back to: it locks.

        Raises:
            CoachError: something could not be sealed; then it neither locks nor stops.
        """
        await self.action_lock()
        if self._locking or restricted() or not isinstance(self._driver, Terminal):
            return
        drawn = asyncio.Event()
        self.screen.call_after_refresh(drawn.set)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(drawn.wait(), PAINTING)
        self._driver.stop()
        self.sent.forget()
        self.screen.refresh(layout=True)
