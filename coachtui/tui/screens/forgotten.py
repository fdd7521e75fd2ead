"""The passphrase is forgotten: the recovery key opens the vault, and then a new passphrase is due."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coachtui import clock
from coachtui.language import N_, _
from coachtui.services import keys, opening
from coachtui.services.keys import RecoveryKey
from coachtui.tui.bindings import shown
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.secret_form import SecretForm, chosen, new_passphrase
from coachtui.tui.widgets.field import Field

if TYPE_CHECKING:
    from coachtui.domain.record import Card
    from coachtui.services.opening import Vault

Recovered = tuple["Vault", tuple["Card", ...], RecoveryKey]


class ForgottenForm(SecretForm[Recovered]):
    """Asks for the recovery key over the unlock screen."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Open"), N_("Open the vault"), wins=True),
    ]
    intro = N_("The eight groups from the paper, in any writing; a mistyped one is named.")

    def __init__(self) -> None:
        field = Field("recovery", _("Recovery key"), "secret")
        super().__init__(_("Forgotten?"), [field])

    async def save(self, values: Mapping[str, Any]) -> Recovered:
        """Open the vault.

        Raises:
            InvalidValue: a group is mistyped.
            WrongPassphrase: the key does not open it.
        """
        return await self.call(_unlock, self.coach.path, keys.read(values["recovery"]))

    async def done(self, result: Recovered) -> None:
        """Go on with the open vault, at the choice of a new passphrase."""
        self.clear()
        vault, cards, key = result
        self.app.call_later(self.coach.opened, vault, cards, RecoveredForm(key))

    @property
    def unsaved(self) -> bool:
        """Nothing here would be lost."""
        return False


class RecoveredForm(SecretForm[bool]):
    """A new passphrase for a vault that ``key`` has opened; it is not left without a question."""

    must_be_left = True
    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Change it"), N_("Let the new passphrase open the vault"), wins=True),
    ]  # fmt: skip
    intro = N_("The recovery key has opened the vault. Choose a new passphrase for it.")

    def __init__(self, key: RecoveryKey) -> None:
        super().__init__(_("A new passphrase"), new_passphrase())
        self._key = key

    async def save(self, values: Mapping[str, Any]) -> bool:
        """Change the passphrase."""
        passphrase = chosen(values)
        await self.call(keys.recovered, self.vault, self._key, passphrase, clock.today())
        return True

    async def done(self, result: bool) -> None:
        """Go on, at the list of clients."""
        self.clear()
        self.notify(_("The passphrase is changed. The recovery key stays as it is."), markup=False)
        self.dismiss(result)

    @property
    def unsaved(self) -> bool:
        """As long as this stands here, the passphrase is the forgotten one."""
        return True

    async def action_leave(self) -> None:
        """Leave the forgotten passphrase as it is, once that is sure."""
        question = ConfirmScreen(
            _("Go on without a new passphrase?"),
            _("The forgotten one stays, and only the recovery key opens the vault."),
            _("Go on"),
        )
        self.app.push_screen(question, self._left)


def _unlock(path: Path, key: RecoveryKey) -> Recovered:
    vault = opening.unlock(path, key)
    return vault, vault.cards(), key
