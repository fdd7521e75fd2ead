"""The recovery key: made, shown once, asked back, and tried later on.

Whoever wants a new one is asked for the passphrase, for a screen that was left open is no proof of
who sits before it. Another passphrase and new keys are told in ``new_keys``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.selection import Selection
from textual.widgets import Label, Static

from coachtui import clock
from coachtui.language import N_, _
from coachtui.services import keys
from coachtui.services.keys import RecoveryKey
from coachtui.tui.bindings import shown
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.secret_form import SecretForm
from coachtui.tui.widgets.field import Field
from coachtui.tui.widgets.footer import Footer


class RecoveryForm(SecretForm[bool]):
    """Asks who it is before a new recovery key is shown."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Go on"), N_("Go on to the new recovery key"), wins=True),
    ]  # fmt: skip
    intro = N_("A new recovery key is shown next, once. One from before is void then.")

    def __init__(self) -> None:
        super().__init__(_("New recovery key"), [Field("secret", _("Passphrase"), "secret")])

    async def save(self, values: Mapping[str, Any]) -> bool:
        """Check the passphrase.

        Raises:
            WrongPassphrase: it is not that of now.
        """
        await self.call(keys.check, self.vault, values["secret"])
        return True

    async def done(self, result: bool) -> None:
        """Show the key."""
        self.clear()
        self.dismiss(result)
        self.app.push_screen(RecoveryKeyScreen())


class _Secret(Static):
    """Text that cannot be marked, so that nothing copies it into a clipboard."""

    ALLOW_SELECT = False

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:  # noqa: ARG002
        """Nothing, also where everything on the screen is marked."""
        return None


class RecoveryKeyScreen(Dialog[bool]):
    """Shows a new recovery key once; it is valid when two of its groups were given back.

    The result is True then, and None where the coach has put it off.
    """

    BINDING_GROUP_TITLE = N_("Recovery key")
    must_be_left = True
    BINDINGS = [
        shown("recovery.written", "enter", "written", N_("Written down"), N_("I have written it down: ask me")),
        shown("dialog.leave", "escape", "leave", N_("Later"), N_("Go on without a recovery key")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    RecoveryKeyScreen {
        #key { width: 100%; margin: 1 0; text-align: center; text-style: bold; }
        #why, #next { width: 100%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._key = RecoveryKey.make()

    def compose(self) -> ComposeResult:
        with Box(_("Your recovery key")):
            yield Label(
                _(
                    "It opens the vault on the day the passphrase is forgotten. Write it on "
                    "paper, by hand, and keep it where no fire and no thief gets both it and this machine."
                ),
                id="why",
                markup=False,
            )
            yield _Secret(id="key", markup=False)
            yield Label(
                _("It is shown only now. Two groups are asked for next; then it is valid."),
                id="next",
                markup=False,
            )
        yield Footer()

    def on_mount(self) -> None:
        self._show(True)

    def _show(self, shown: bool) -> None:
        numbered = [f"{number} {group}" for number, group in enumerate(self._key.groups, 1)]
        rows = ["   ".join(numbered[start : start + 4]) for start in (0, 4)]
        self.query_one("#key", _Secret).update("\n".join(rows) if shown else "\n")
        self.query_one(Box).visible = shown

    def action_written(self) -> None:
        """Hide the key and ask for two of its groups."""
        self._show(False)
        self.app.push_screen(AskBackForm(self._key), self._asked)

    def _asked(self, valid: bool | None) -> None:
        if valid:
            self.notify(_("The recovery key opens the vault from now on."), markup=False)
            self.dismiss(True)
        else:
            self._show(True)

    async def action_leave(self) -> None:
        """Go on without the key, once that is sure."""
        question = ConfirmScreen(
            _("Go on without it?"),
            _(
                "This key is thrown away, and nothing has changed. Without any recovery key a "
                "forgotten passphrase opens nothing. You can make one later."
            ),
            _("Later"),
        )
        self.app.push_screen(question, self._left)

    def _left(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)


class AskBackForm(SecretForm[bool]):
    """Two groups of a key that was shown; when they are right, the key is made valid."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Make it valid"), N_("Let the key open the vault"), wins=True),
        shown("dialog.leave", "escape", "leave", N_("Look again"), N_("Look at the key again")),
    ]  # fmt: skip
    intro = N_("Two groups as they stand on the paper; then the key is valid.")

    def __init__(self, key: RecoveryKey) -> None:
        label = _("Group {number}")
        fields = [
            Field(f"group{number}", label.format(number=number), "secret")
            for number in keys.asked_back()
        ]
        super().__init__(_("From the paper, please"), fields)
        self._key = key

    async def save(self, values: Mapping[str, Any]) -> bool:
        """Make the key valid.

        Raises:
            InvalidValue: a group is another one.
        """
        for name, typed in values.items():
            keys.check_group(self._key, int(name.removeprefix("group")), typed)
        await self.call(keys.keep, self.vault, self._key, clock.today())
        return True

    @property
    def unsaved(self) -> bool:
        """Nothing here would be lost."""
        return False


class TryRecoveryKeyForm(SecretForm[bool]):
    """Whether the recovery key on the paper opens the vault; the day is noted."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Try it"), N_("Try whether it opens the vault"), wins=True),
    ]  # fmt: skip
    intro = N_("Type the key from the paper, in any writing; a mistyped group is named.")

    def __init__(self) -> None:
        field = Field("recovery", _("Recovery key"), "secret")
        super().__init__(_("Does the recovery key open it?"), [field])

    async def save(self, values: Mapping[str, Any]) -> bool:
        """Try the key.

        Raises:
            InvalidValue: a group is mistyped.
            WrongPassphrase: the key does not open the vault.
        """
        await self.call(keys.check, self.vault, keys.read(values["recovery"]))
        await self.call(keys.tried, self.vault, clock.today())
        return True

    async def done(self, result: bool) -> None:
        """Say that it does."""
        self.clear()
        self.notify(_("This recovery key opens the vault."), markup=False)
        self.dismiss(result)

    @property
    def unsaved(self) -> bool:
        """Nothing here would be lost."""
        return False
