"""What opens the vault from now on: another passphrase, and new keys for everything.

Each of these forms is pushed without arguments and asks for the passphrase itself, for a screen that
was left open is no proof of who sits before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.services import keys
from coachtui.services.keys import Rekeyed
from coachtui.tui.bindings import shown
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.recovery_key import RecoveryKeyScreen
from coachtui.tui.screens.secret_form import SecretForm, chosen, new_passphrase
from coachtui.tui.screens.working import WorkingScreen
from coachtui.tui.widgets.field import Field


class PassphraseForm(SecretForm[bool]):
    """Another passphrase in the place of that of now."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Change it"), N_("Let the new passphrase open the vault"), wins=True),
    ]  # fmt: skip

    def __init__(self) -> None:
        old = Field("old", _("Passphrase now"), "secret")
        passphrase, again = new_passphrase()
        super().__init__(
            _("Change the passphrase"), [old, passphrase._replace(label=_("New passphrase")), again]
        )

    async def save(self, values: Mapping[str, Any]) -> bool:
        """Change the passphrase.

        Raises:
            InvalidValue: the new one is too short, or typed differently.
            WrongPassphrase: the old one is not that of now.
        """
        await self.call(keys.change_passphrase, self.vault, values["old"], chosen(values))
        return True

    async def done(self, result: bool) -> None:
        """Offer new keys as well: an old copy of the header still opens with the old passphrase."""
        self.clear()
        question = ConfirmScreen(
            _("The passphrase is changed. New keys as well?"),
            _(
                "Whoever knows the old one and has an old copy of the vault can still open this "
                "one. New keys end that; everything is sealed anew."
            ),
            _("New keys"),
        )
        app = self.app

        def answered(sure: bool | None) -> None:
            if sure:
                app.push_screen(RekeyForm())

        self.dismiss(result)
        app.push_screen(question, answered)


class RekeyForm(SecretForm[str]):
    """New keys for everything, or the rest of what was stopped on the way."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("New keys"), N_("Seal everything anew"), wins=True),
    ]
    intro = N_(
        "Everything is sealed anew. Other sessions ask for the passphrase again, and a new recovery "
        "key is shown. Backups from before still open with their own passphrase."
    )

    def __init__(self) -> None:
        fields = [
            Field("secret", _("Passphrase"), "secret"),
            Field(
                "delete", _("Snapshots"), "choice", False,
                options=((False, _("Seal them anew")), (True, _("Delete them"))),
            ),
        ]  # fmt: skip
        super().__init__(_("New keys for the vault"), fields)
        self._delete = False

    async def save(self, values: Mapping[str, Any]) -> str:
        """Check the passphrase.

        Raises:
            WrongPassphrase: it is not that of now.
        """
        await self.call(keys.check, self.vault, values["secret"])
        self._delete = values["delete"]
        return str(values["secret"])

    async def done(self, result: str) -> None:
        """Seal everything anew, and show how far it is."""
        self.clear()
        work = partial(keys.rekey, self.vault, result, delete_snapshots=self._delete)
        app = self.coach

        def told(valid: bool | None = None) -> None:
            if not valid:
                app.notify(_("The vault has new keys."), markup=False)

        def ended(outcome: Rekeyed | CoachError | None) -> None:
            if isinstance(outcome, CoachError):
                app.tell(outcome)
            elif outcome is not None and outcome.lacks_recovery_key:
                app.push_screen(RecoveryKeyScreen(), told)
            elif outcome is not None:
                told()

        self.dismiss(result)
        app.push_screen(WorkingScreen[Rekeyed](_("Sealing everything anew"), work), ended)
