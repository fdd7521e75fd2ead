"""The app: what is true on every screen. A screen's own keys and contents do not belong here."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed

from coachtui import failure
from coachtui.config import Config, themes_folder
from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.process import boot_time
from coachtui.tui import themes
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.disk import Disk
from coachtui.tui.output import SafeOutput, safe
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.terminal import Terminal

if TYPE_CHECKING:
    from coachtui.domain.record import Card
    from coachtui.services.opening import Vault

SEALING_SECONDS = 5.0
"""How long screens may take to seal when the app has to go."""


class CoachApp(App[None]):
    """coachtui in a terminal.

    Args:
        path: where the vault is, or is to be made.
        vault: the open vault, or None to make one at ``path`` first.
        config: the coach's configuration.
        cards: the clients as read together with the unlocking, for the first frame.
    """

    TITLE = "coachtui"
    ENABLE_COMMAND_PALETTE = False
    BINDING_GROUP_TITLE = N_("Everywhere")
    BINDINGS = [
        shown(
            "app.palette",
            "ctrl+p",
            "command_palette",
            N_("Commands"),
            N_("Find a command by its name"),
            wins=True,
        ),
        hidden(
            "app.lock",
            "ctrl+g",
            "lock",
            N_("Lock"),
            N_("Lock: clear the screen and ask for the passphrase"),
            wins=True,
        ),
        hidden(
            "app.redraw", "ctrl+l", "redraw", N_("Redraw"), N_("Draw the screen again"), wins=True
        ),
        hidden("app.quit", "ctrl+q", "quit", N_("Quit"), N_("Save drafts and quit"), wins=True),
        hidden("app.quit", "q", "quit", N_("Quit"), N_("Save drafts and quit")),
        shown("app.help", "question_mark,f1", "help", N_("Help"), N_("The keys of this screen")),
    ]
    DEFAULT_CSS = """
    App { background: $background; color: $foreground; }
    Toast { padding: 0 1; }
    """

    def __init__(
        self,
        path: Path,
        vault: Vault | None,
        config: Config | None = None,
        cards: tuple[Card, ...] = (),
    ) -> None:
        super().__init__(driver_class=Terminal)
        self.path, self.config, self.cards = path, config or Config(), cards
        self.disk = Disk()
        self.failure = ""
        self._vault = vault
        self._leaving = False
        self._last_input = boot_time()
        self.animation_level = "none"
        self._crash: asyncio.Task[None] | None = None
        self._call: asyncio.Task[None] | None = None
        self.action_use_theme(self.config.theme)

    @property
    def vault(self) -> Vault:
        """The open vault; screens that need it are not shown without one."""
        assert self._vault is not None, "no screen that needs the vault stands while it is locked"
        return self._vault

    @property
    def locked(self) -> bool:
        """Whether no vault is open: before the first run is through, and while locked."""
        return self._vault is None

    def get_default_screen(self) -> Screen[Any]:
        """Where one is after the start: the clients, or the first run where there is no vault yet."""
        if self._vault is not None:
            from coachtui.tui.screens.clients import ClientsScreen

            return ClientsScreen()
        from coachtui.tui.screens.first_run import FirstRunScreen

        return FirstRunScreen()

    async def opened(self, vault: Vault, cards: tuple[Card, ...]) -> None:
        """Go on with an open vault, at the list of clients."""
        self._vault, self.cards = vault, cards
        await self._show_alone(self.get_default_screen())

    def on_mount(self) -> None:
        # Textual gives its first screen no place for a result, and stumbles when it is replaced.
        self.screen._push_result_callback(self.screen, None)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            # Only the main thread can; elsewhere (in tests) nobody sends signals.
            with contextlib.suppress(RuntimeError, ValueError):
                loop.add_signal_handler(number, self._on_signal, number)
        if self.config.lock_minutes:
            self.set_interval(min(15, self.config.lock_minutes * 60), self._lock_when_idle)
        self.call_after_refresh(self._settled)

    def _settled(self) -> None:
        gc.enable()
        gc.freeze()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), SafeOutput()]

    # Errors

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
        await self._seal_what_can_be()
        self._close_messages_no_wait()

    # Sealing, locking, leaving

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

    async def _seal_what_can_be(self) -> None:
        with contextlib.suppress(Exception):
            async with asyncio.timeout(SEALING_SECONDS):
                await self.seal()
                await self.disk.rest()

    async def action_quit(self) -> None:
        """Seal, then leave; if something cannot be sealed, ask before it is lost."""
        try:
            await self.seal()
        except CoachError as error:
            from coachtui.tui.screens.confirm import ConfirmScreen

            question = ConfirmScreen(_("Quit without saving?"), str(error), _("Quit"))
            self.push_screen(question, lambda sure: self.exit() if sure else None)
            return
        await self._leave(0)

    async def _leave(self, code: int) -> None:
        self._leaving = True
        await self.disk.rest()
        self.exit(return_code=code)

    def forget_vault(self) -> None:
        """Drop the keys, once the app has ended."""
        if self._vault is not None:
            self._vault.close()
            self._vault = None

    def _on_signal(self, number: int) -> None:
        if number == signal.SIGHUP and isinstance(self._driver, Terminal):
            self._driver.hang_up()
        self._call = asyncio.ensure_future(self.called_away(128 + number))

    async def called_away(self, code: int) -> None:
        """Seal what can be sealed and leave, whatever is on screen: nobody is there to be asked."""
        if not self._leaving:
            self._leaving = True
            await self._seal_what_can_be()
            await self._leave(code)

    async def action_lock(self) -> None:
        """Seal, clear every screen, drop the keys, and ask for the passphrase."""
        if self._vault is None:
            return
        await self.seal()
        from coachtui.tui.screens.unlock import UnlockScreen

        vault, self._vault, self.cards = self._vault, None, ()
        self.clear_notifications()
        self._clipboard = ""
        await self._show_alone(UnlockScreen())
        await self.disk.call(vault.close)
        gc.collect()

    async def _show_alone(self, screen: Screen[Any]) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.switch_screen(screen)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste):
            if self._idle_too_long():
                await self._lock_when_idle()
                return
            self._last_input = boot_time()
        await super().on_event(event)

    def _idle_too_long(self) -> bool:
        limit = self.config.lock_minutes * 60
        return bool(limit) and not self.locked and boot_time() - self._last_input >= limit

    async def _lock_when_idle(self) -> None:
        if self._idle_too_long():
            await self.run_action("lock")
            self._last_input = boot_time()

    # What every screen offers

    def action_redraw(self) -> None:
        """Draw everything again, for a terminal that something else wrote to."""
        self.screen.refresh(layout=True)

    def action_help(self) -> None:
        """Show the keys of the screen."""
        from coachtui.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """Open the palette, or close it again."""
        from coachtui.tui.screens.palette import PaletteScreen

        if isinstance(self.screen, PaletteScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(PaletteScreen(self.screen))

    def action_use_theme(self, name: str) -> None:
        """Show everything in another theme, until the app ends."""
        self.register_theme(themes.load(name, themes_folder()))
        self.theme = name

    def action_help_quit(self) -> None:
        """Say which key leaves: Ctrl+C does not."""
        self.notify(_("Ctrl+Q quits."), timeout=4, markup=False)
