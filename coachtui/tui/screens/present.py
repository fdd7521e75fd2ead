"""When the client sits beside the coach: one agreement, and nothing of anybody else behind it.

What the mode keeps away from every screen is the app's matter; here is what lies under the agreement
and the way out, which asks for the passphrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Label

from coachtui.errors import CoachError, InvalidValue, WrongPassphrase
from coachtui.language import N_, _
from coachtui.services import keys
from coachtui.tui.bindings import shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.screens.secret_form import SecretForm
from coachtui.tui.widgets.field import Field
from coachtui.tui.widgets.footer import Footer, Heading


class PresentScreen(CoachScreen[None]):
    """What lies under the agreement: nothing but the way back, if the agreement is gone.

    Args:
        record_id: the client who looks on.
        clause_id: the clause to begin at; the first that needs an answer if left out.
    """

    BINDING_GROUP_TITLE = N_("Client looks on")
    BINDINGS = [
        shown("present.open", "enter", "open", N_("Open"), N_("Open the agreement")),
        shown("present.leave", "escape", "leave", N_("Back"), N_("Back to the clients, with the passphrase")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    PresentScreen { align: center middle; Label { width: auto; color: $text-muted; } }
    """

    def __init__(self, record_id: str, clause_id: str = "") -> None:
        super().__init__()
        self._record_id, self._clause_id = record_id, clause_id
        self._opened = False

    def compose(self) -> ComposeResult:
        yield Heading("coachtui")
        yield Label("", markup=False)
        yield Footer()

    async def on_screen_resume(self) -> None:
        """Open the agreement at first; what is wrong if it cannot be opened is said here."""
        if not self._opened:
            self._opened = True
            await self.action_open()

    async def action_open(self) -> None:
        from coachtui.tui.screens.review import ReviewScreen

        try:
            record = await self.call(self.vault.load, self._record_id)
            review = ReviewScreen(record, self._clause_id)
        except CoachError as error:
            self.query_one(Label).update(str(error))
            return
        self.query_one(Label).update(with_keys(_("{present_open} opens the agreement again.")))
        self.app.push_screen(review)

    def action_leave(self) -> None:
        self.app.push_screen(LeaveForm(self._record_id, self._clause_id))


class LeaveForm(SecretForm[bool]):
    """The passphrase, before anything of other clients can be seen again."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Leave"), N_("Go back to all clients"), wins=True),
    ]
    intro = N_("Until the passphrase is given, only this agreement is shown.")

    def __init__(self, record_id: str, clause_id: str = "") -> None:
        super().__init__(_("Back to all clients?"), [Field("secret", _("Passphrase"), "secret")])
        self._record_id, self._clause_id = record_id, clause_id

    async def save(self, values: Mapping[str, Any]) -> bool:
        """See whether it opens the vault.

        Raises:
            InvalidValue: it does not.
        """
        try:
            await self.call(keys.check, self.vault, values["secret"])
        except WrongPassphrase:
            raise InvalidValue("secret", _("is not the one that opens this vault")) from None
        return True

    async def done(self, result: bool) -> None:  # noqa: ARG002 - it can only be true
        """Show everything again, with the agreement on top."""
        self.clear()
        self.app.call_later(self.coach.show_all, self._record_id, self._clause_id)

    @property
    def unsaved(self) -> bool:
        """Nothing here would be lost."""
        return False
