"""The first run: who the coach is, and the passphrase of the vault that is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coachtui.language import N_, _
from coachtui.tui.bindings import shown
from coachtui.tui.languages import LANGUAGES
from coachtui.tui.screens.secret_form import SecretForm, chosen, new_passphrase
from coachtui.tui.widgets.field import Field

if TYPE_CHECKING:
    from coachtui.services.opening import Vault


class FirstRunScreen(SecretForm["Vault"]):
    """Makes the vault, then shows its recovery key, over the (empty) list of clients."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Make the vault"), N_("Make the vault"), wins=True),
        shown("dialog.leave", "escape", "leave", N_("Quit"), N_("Quit; nothing is made")),
    ]
    intro = N_("Everything about your clients is kept encrypted in one folder, the vault.")

    def __init__(self) -> None:
        super().__init__(
            _("Welcome to coachtui"),
            [
                Field(
                    "name", _("Your name"), help=_("As it shall stand in agreements."), open=True
                ),
                Field("email", _("E-mail"), help=_("As it shall stand in agreements."), open=True),
                Field(
                    "language",
                    _("Agreements in"),
                    "choice",
                    options=LANGUAGES,
                    help=_("The usual language of your clients; each client can have another."),
                ),
                *new_passphrase(),
            ],
        )

    async def save(self, values: Mapping[str, Any]) -> Vault:
        """Make the vault.

        Raises:
            InvalidValue: a field of the practice, or the passphrases.
        """
        fields = dict(values)
        passphrase = chosen(values)
        del fields["passphrase"], fields["again"]
        from coachtui.services import opening

        self._say(_("Making the vault …"))
        try:
            return await self.call(opening.create, self.coach.path, passphrase, fields)
        finally:
            self._say("")

    async def done(self, result: Vault) -> None:
        """Go on with the new vault."""
        from coachtui.tui.screens.recovery_key import RecoveryKeyScreen

        self.clear()
        self.app.call_later(self.coach.opened, result, (), RecoveryKeyScreen())

    async def action_leave(self) -> None:
        """Quit without a vault, once it is sure."""
        if any(row.changed for row in self.rows):
            await super().action_leave()
        else:
            self.app.exit()

    async def _left(self, sure: bool | None) -> None:
        if sure:
            self.app.exit()
