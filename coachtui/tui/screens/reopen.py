"""Another session gave the vault new keys: the passphrase once more, over whatever stands here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.services import opening
from coachtui.tui.bindings import shown
from coachtui.tui.screens.secret_form import SecretForm
from coachtui.tui.widgets.field import Field


class ReopenForm(SecretForm[bool]):
    """Opens the vault anew in its place, so that every screen below goes on as it was left.

    Nothing of those shows through: whoever wanted to lock could not, as nothing can be sealed here
    until the vault is open again.
    """

    must_be_left = True
    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Open"), N_("Open the vault with the new keys"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ReopenForm { background: $background; }
    """
    intro = N_("Another session gave the vault new keys. What you typed is kept here.")

    def __init__(self) -> None:
        field = Field("secret", _("Passphrase"), "secret", help=_("The one that opens it now."))
        super().__init__(_("The passphrase again"), [field])

    async def save(self, values: Mapping[str, Any]) -> bool:
        """Open the vault.

        Raises:
            WrongPassphrase: it does not open with that.
        """
        await self.call(opening.unlock_again, self.vault, values["secret"])
        return True

    async def done(self, result: bool) -> None:
        """Go on where one was."""
        self.clear()
        self.coach.clear_notifications()
        self.notify(_("Open again. Repeat what was refused."), markup=False)
        self.dismiss(result)
        try:
            # What could not be sealed meanwhile: perhaps no key comes any more that would have it sealed.
            await self.coach.seal()
        except CoachError as error:
            self.coach.tell(error)

    @property
    def unsaved(self) -> bool:
        """Nothing here would be lost."""
        return False
