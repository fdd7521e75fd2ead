"""What every screen and dialog stands on: the vault, one place for disk, errors told, a seal.

Raise a :class:`CoachError` anywhere in a screen's action or message handler, or let one through:
it is told to the person and nothing on the screen is lost. Any other exception ends the app with
one sentence, once every screen has been sealed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar, cast, runtime_checkable

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import ScreenResume
from textual.message import Message
from textual.screen import ModalScreen, Screen

from coachtui.errors import CoachError, KeysChanged
from coachtui.language import N_
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.output import safe
from coachtui.tui.painting import FewerLines

if TYPE_CHECKING:
    from coachtui.services.opening import Vault
    from coachtui.tui.app import CoachApp

P = ParamSpec("P")
R = TypeVar("R")
Result = TypeVar("Result")


@runtime_checkable
class Redrawn(Protocol):
    """A widget that remembers what it has drawn."""

    def redraw(self) -> None:
        """Draw it all again."""


class CoachScreen(Screen[Result], inherit_bindings=False):
    """A full screen. Compose a ``Heading``, the content, and a ``Footer``.

    Bindings with an id, a description and a tooltip appear in footer, help and palette by
    themselves (see ``coachtui.tui.bindings``).
    """

    BINDING_GROUP_TITLE = N_("On each screen")
    BINDINGS = [
        hidden("screen.next", "tab", "app.focus_next", N_("Next"), N_("To the next field or part of the screen")),
        hidden("screen.previous", "shift+tab", "app.focus_previous", N_("Previous"), N_("To the field or part before")),
        hidden("screen.copy", "ctrl+c", "screen.copy_text", N_("Copy"), N_("Copy what the mouse has marked")),
    ]  # fmt: skip
    takes_text = False
    """Whether a text field has the focus from the start: there a letter alone reaches no command."""

    has_list = has_document = True
    """Whether a list of rows, or a text to read, can have the focus: then its keys are in use here."""

    must_be_left = False
    """Whether one can be taken elsewhere from here only once it is done or left by its own keys."""

    pulse: object = None
    """What the vault's ``pulse`` was when the screen last followed."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = FewerLines()

    @property
    def coach(self) -> CoachApp:
        """The app, by its own type."""
        return cast("CoachApp", self.app)

    @property
    def vault(self) -> Vault:
        """The open vault. Hand it to :meth:`call` together with a service."""
        return self.coach.vault

    def lead_back(self) -> None:
        """Leave because there is nothing to show, once: it can be found out twice at the same time."""
        if self.is_active:
            self.dismiss(None)

    async def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a service in the disk thread, one at a time, and give what it returns.

        Raises:
            CoachError: what the service raised; let it through to have it told.
        """
        try:
            return await self.coach.disk.call(function, *args, **kwargs)
        except KeysChanged:
            self.coach.reopen()
            raise

    def tell(self, error: CoachError) -> None:
        """Show an error to the person; a screen with a better place for it overrides this."""
        self.coach.tell(error)

    @property
    def farewell(self) -> str:
        """What is to be said in the terminal if the app is left from here."""
        return ""

    @property
    def unsaved(self) -> bool:
        """Whether something stands here that sealing does not keep."""
        return False

    @property
    def kept(self) -> bool:
        """Whether what is typed here lies in a draft."""
        return False

    @property
    def follows(self) -> str | None:
        """The id of the record shown here, "" for the cards of all, None for what never changes."""
        return None

    async def follow(self) -> None:
        """Show what is saved now; everything a person has set or typed stays as it is.

        Called when another login, or this one, may have saved what this screen ``follows``.
        """

    @property
    def busy_until(self) -> float:
        """Until when, on the clock of ``boot_time``, being idle here is no reason to lock."""
        return 0.0

    @on(ScreenResume)
    def _forget_the_told(self) -> None:
        self.coach.forget_the_told()

    def redraw(self) -> None:
        """Draw everything again: privacy mode was switched.

        A screen extends it where it made texts about a client that no widget asks for again.
        """
        for widget in self.query("*"):
            if isinstance(widget, Redrawn):
                widget.redraw()
            else:
                widget.refresh()

    async def seal(self) -> None:
        """Put what has been typed into safety. Called before the app quits, locks or is hung up on.

        Raises:
            CoachError: it could not be saved; then the app stays, unless its terminal is gone.
        """

    async def _dispatch_message(self, message: Message) -> None:
        # Textual ends a screen's message loop with its first exception: told here, it lives on.
        try:
            await super()._dispatch_message(message)
        except CoachError as error:
            self.tell(error)


class Box(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The frame of a dialog: scrolls if it must, and its title is never read as markup."""

    def __init__(self, title: str) -> None:
        super().__init__(id="box")
        self.border_title = Content(safe(title))


class Dialog(CoachScreen[Result | None], ModalScreen[Result | None]):
    """Over the screen below; Esc leaves it with None. Compose a :class:`Box` and, for keys, a Footer."""

    BINDING_GROUP_TITLE = N_("Dialog")
    has_list = has_document = False
    BINDINGS = [
        shown("dialog.leave", "escape", "leave", N_("Cancel"), N_("Leave without doing it")),
        # Under a dialog no letter of the app works.
        hidden(
            "app.privacy",
            "p",
            "app.privacy",
            N_("Privacy"),
            N_("Privacy mode on or off: codes for names, notes blurred"),
        ),
    ]
    DEFAULT_CSS = """
    Dialog {
        align: center middle; background: $background 60%;
        #box {
            width: 72; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
            scrollbar-size-vertical: 1; background: $surface; border: round $border;
            border-title-color: $foreground; border-title-style: bold; border-subtitle-color: $text-muted;
        }
    }
    """

    async def action_leave(self) -> None:
        """Close with no result."""
        self.dismiss(None)
