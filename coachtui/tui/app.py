"""The app: which screens stand, and what all of them offer.

A screen's own keys and contents do not belong here, nor how the app is left (see ``leaving``).
"""

from __future__ import annotations

import contextlib
import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from coachtui.config import Config
from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.tui import privacy
from coachtui.tui.bindings import Command, hidden, shown
from coachtui.tui.follower import OFTEN, Follower
from coachtui.tui.going import go_to_client, may_go
from coachtui.tui.keyed import KeyedApp
from coachtui.tui.leaving import LeavingApp
from coachtui.tui.private import PrivateApp
from coachtui.tui.terminal import Terminal

if TYPE_CHECKING:
    from coachtui.domain.record import Card
    from coachtui.services.opening import Vault


class CoachApp(KeyedApp, PrivateApp, LeavingApp):
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
        shown("app.palette", "ctrl+p", "command_palette", N_("Commands"), N_("Find a command by its name, a client by name or code"), wins=True),
        hidden("app.lock", "ctrl+g", "lock", N_("Lock"), N_("Lock: clear the screen and ask for the passphrase"), wins=True),
        hidden("app.stop", "ctrl+z", "stop", N_("Stop"), N_("Lock and give the terminal back; the shell's fg goes on"), wins=True),
        hidden("app.redraw", "ctrl+l", "redraw", N_("Redraw"), N_("Draw the screen again"), wins=True),
        hidden("app.quit", "ctrl+q,q", "quit", N_("Quit"), N_("Save drafts and quit"), wins=True),
        hidden("app.privacy", "p", "privacy", N_("Privacy"), N_("Privacy mode on or off: codes for names, notes blurred")),
        shown("app.help", "question_mark,f1", "help", N_("Help"), N_("The keys of this screen"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    App { background: $background; color: $foreground; }
    """
    # Not among the defaults, where a toast's own would win. One line lies over the footer alone.
    CSS = f"""
    ToastRack {{ margin-bottom: 0; scrollbar-size-vertical: 0; }}
    Toast {{ width: 100%; max-width: 100%; margin-top: 0; padding: 0 1; }}
    {KeyedApp.CSS}
    """

    def __init__(
        self,
        path: Path,
        vault: Vault | None,
        config: Config | None = None,
        cards: tuple[Card, ...] = (),
    ) -> None:
        self.config = config or Config()
        super().__init__(Terminal, self.config)
        self.path = path
        self.follower = Follower(self)
        self.animation_level = "none"
        self.begin_in_colour()
        self.take_up_keys()
        self.begin_in_private(self.config)
        self.begin_with(vault, cards)

    def begin_with(
        self,
        vault: Vault | None,
        cards: tuple[Card, ...] = (),
        *,
        note_for: str = "",
        greeting: str = "",
        over: Screen[Any] | None = None,
        present: str = "",
    ) -> None:
        """Have the app begin with that vault: it may have been made before one was open.

        Args:
            vault: the open vault, or None to make one first.
            cards: the clients as read together with the unlocking, for the first frame.
            note_for: the id of the record to write a note for; the app ends with its editor.
            greeting: a translated sentence to say at the start.
            over: what stands over the first screen at the start.
            present: the id of the record whose agreement alone is shown, for a client who looks on.
        """
        self.clocks.begin()
        self._vault, self.cards = vault, cards
        self._note_for, self._greeting = note_for, greeting
        self._present, self._private = present, self.config.privacy
        alone = vault is None or note_for or present
        self._over = over or (None if alone else self.told_of_keys())

    @property
    def vault(self) -> Vault:
        """The open vault; screens that need it are not shown without one."""
        assert self._vault is not None, "no screen that needs the vault stands while it is locked"
        return self._vault

    @property
    def locked(self) -> bool:
        """Whether no vault is open: before the first run is through, and while locked."""
        return self._vault is None

    @property
    def with_client(self) -> bool:
        """Whether a client looks on, and nothing may be shown but their agreement."""
        return bool(self._present)

    def get_default_screen(self) -> Screen[Any]:
        """Where one is after the start: the clients, or the first run where there is no vault yet."""
        if self._vault is not None and self._present:
            from coachtui.tui.screens.present import PresentScreen

            return PresentScreen(self._present)
        if self._vault is not None:
            from coachtui.tui.screens.clients import ClientsScreen

            return ClientsScreen(self._note_for, waits=self._over is not None)
        from coachtui.tui.screens.first_run import FirstRunScreen

        return FirstRunScreen()

    async def opened(
        self, vault: Vault, cards: tuple[Card, ...], over: Screen[Any] | None = None
    ) -> None:
        """Go on with an open vault, at the list of clients, or at what is to stand ``over`` it."""
        self.clocks.begin()
        self._vault, self.cards, self._over = vault, cards, over
        await self._show_alone(self.get_default_screen())
        if over is not None:
            await self.push_screen(over)

    async def show_to_client(self, record_id: str, clause_id: str = "") -> None:
        """Show that client's agreement alone, until the passphrase is given: nothing else is left open."""
        from coachtui.tui.screens.present import PresentScreen

        await self.seal()
        self.clear_notifications()
        self._present, self._private = record_id, privacy.on()
        await self._show_alone(PresentScreen(record_id, clause_id))

    async def show_all(self, record_id: str, clause_id: str) -> None:
        """Show everything again, and on top the agreement that the client looked at, if it is there."""
        from coachtui.tui.screens.clients import ClientsScreen
        from coachtui.tui.screens.review import ReviewScreen

        self._present = ""
        # The client may have had it turned off, to read their own agreement.
        privacy.switch(privacy.on() or self._private)
        self.cards = await self.disk.call(self.vault.cards)
        await self._show_alone(ClientsScreen(waits=True, at=record_id))
        # What is wrong with a record is told among the clients.
        with contextlib.suppress(CoachError):
            record = await self.disk.call(self.vault.load, record_id)
            await self.push_screen(ReviewScreen(record, clause_id))

    async def show_anew(self) -> None:
        """Make the list of clients again, in the language and with the keys of now; its place is kept."""
        from coachtui.tui.screens.clients import ClientsScreen

        before = self.screen_stack[0]
        here = before.record_id if isinstance(before, ClientsScreen) else None
        await self._show_alone(ClientsScreen(waits=True, at=here or ""))

    def reopen(self) -> None:
        """Ask for the passphrase again: another session gave the vault new keys."""
        from coachtui.tui.screens.reopen import ReopenForm

        if not any(isinstance(screen, ReopenForm) for screen in self.screen_stack):
            self.push_screen(ReopenForm())

    def on_mount(self) -> None:
        self.set_interval(OFTEN, self.follower.look)
        # Nothing made until here is garbage; from here on there is.
        self.call_after_refresh(gc.enable)
        if self._over is not None:
            self.push_screen(self._over)
        if self._greeting:
            self.notify(self._greeting, timeout=8, markup=False)

    def forget_vault(self) -> None:
        """Drop the keys, once the app has ended."""
        if self._vault is not None:
            self._vault.close()
            self._vault = None

    async def shut(self) -> None:
        """Put the unlock screen in the place of all others, and drop the keys."""
        assert self._vault is not None, "only an open vault is shut"
        from coachtui.tui.screens.unlock import UnlockScreen

        self.clear_notifications()
        self._clipboard = ""
        unlock = UnlockScreen()
        await self._show_alone(unlock)
        # One that was going may still have opened another.
        while others := [each for each in self.screen_stack if each is not unlock]:
            self._screen_stack.remove(others[-1])
            await self._replace_screen(others[-1])
        vault, self._vault, self.cards = self._vault, None, ()
        await self.disk.call(vault.close)
        privacy.forget()
        gc.collect()

    async def _show_alone(self, screen: Screen[Any]) -> None:
        """Put ``screen`` in the place of all others.

        Popping them one by one would wake each that comes to light, to read a vault that is going.
        """
        before = self.screen_stack
        await self.push_screen(screen)
        await self.take_away(before)

    async def take_away(self, screens: list[Screen[Any]]) -> None:
        """Remove ``screens``, which lie below another, without waking any on the way."""
        for each in screens:
            self._screen_stack.remove(each)
            await self._replace_screen(each)

    @property
    def may_go_to_clients(self) -> bool:
        """Whether the palette can lead from here to any client."""
        return may_go(self)

    async def action_go_to_client(self, record_id: str) -> None:
        """Leave everything over the list of clients, what is typed sealed, and show that client."""
        await go_to_client(self, record_id)

    # What every screen offers

    def described(self, command: Command) -> Command:
        """Where one cannot go to a client, the palette finds none."""
        if command.id == "app.palette" and not self.may_go_to_clients:
            return command._replace(sentence=_("Find a command by its name"))
        return command

    def action_redraw(self) -> None:
        """Draw everything again, for a terminal that something else wrote to."""
        self.sent.forget()
        self.screen.refresh(layout=True)

    def action_help(self) -> None:
        """Show the keys of the screen, or close them again."""
        from coachtui.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """Open the palette, or close it again."""
        from coachtui.tui.screens.palette import PaletteScreen

        if isinstance(self.screen, PaletteScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(PaletteScreen(self.screen))
