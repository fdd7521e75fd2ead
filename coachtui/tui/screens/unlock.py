"""The way back in after locking: the passphrase, and nothing else on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.tui.bindings import shown
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.text import SecretInput

if TYPE_CHECKING:
    from coachtui.domain.record import Card
    from coachtui.services.opening import Vault


class UnlockScreen(CoachScreen[None]):
    """Asks for the passphrase until it fits; there is no counter, the key derivation is the brake."""

    BINDING_GROUP_TITLE = N_("Locked")
    takes_text = True
    BINDINGS = [
        shown("unlock.forgotten", "ctrl+r", "forgotten", N_("Forgotten?"), N_("Open with the recovery key instead"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    UnlockScreen {
        align: center middle;
        #box {
            width: 48; max-width: 100%; height: auto; padding: 1 2; background: $surface;
            border: round $border; border-title-style: bold; border-title-color: $foreground;
        }
        #state { color: $text-muted; margin-top: 1; width: 100%; }
        #state.-wrong { color: $text-error; text-style: bold; }
    }
    """

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = _("coachtui is locked")
            yield SecretInput(placeholder=_("Passphrase"))
            yield Label(_("Enter unlocks."), id="state", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        # By itself it gets no focus while the terminal has none, as when nobody is there.
        self.query_one(SecretInput).focus()

    async def on_input_submitted(self, event: SecretInput.Submitted) -> None:
        field, passphrase = self.query_one(SecretInput), event.value
        if not passphrase or field.disabled:
            return
        self._say(_("Unlocking …"), wrong=False)
        field.disabled = True
        try:
            vault, cards = await self.call(_unlock, self.coach.path, passphrase)
        except CoachError as error:
            field.value = ""
            field.disabled = False
            field.focus()
            self._say(str(error), wrong=True)
            return
        field.value = ""
        self.app.call_later(self.coach.opened, vault, cards)

    def action_forgotten(self) -> None:
        """Ask for the recovery key instead."""
        from coachtui.tui.screens.forgotten import ForgottenForm

        self.app.push_screen(ForgottenForm())

    def _say(self, text: str, wrong: bool) -> None:
        label = self.query_one("#state", Label)
        label.update(text)
        label.set_class(wrong, "-wrong")


def _unlock(path: Path, passphrase: str) -> tuple[Vault, tuple[Card, ...]]:
    from coachtui.services import opening

    vault = opening.unlock(path, passphrase)
    return vault, vault.cards()
