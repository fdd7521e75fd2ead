"""The first run: who the coach is, and the passphrase of the vault that is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widgets import Label

from coachtui.errors import InvalidValue
from coachtui.language import N_, _
from coachtui.tui.bindings import shown
from coachtui.tui.screens.base import Box
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.strength import SHORTEST, strength
from coachtui.tui.widgets.field import Field, FieldRow
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.text import TextInput

if TYPE_CHECKING:
    from coachtui.services.opening import Vault


class FirstRunScreen(FormScreen["Vault"]):
    """Makes the vault, then goes on to the (empty) list of clients."""

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Make the vault"), N_("Make the vault"), wins=True),
        shown("first.reveal", "ctrl+r", "reveal", N_("Reveal"), N_("Show or hide the passphrase"), wins=True),
        shown("dialog.leave", "escape", "leave", N_("Quit"), N_("Quit; nothing is made")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    FirstRunScreen {
        #welcome { width: 100%; margin-bottom: 1; color: $text-muted; }
        #meter { padding: 0 0 0 19; width: 100%; color: $text-muted; }
        #meter.-weak { color: $text-warning; }
        #meter.-good { color: $text-success; }
    }
    """

    def __init__(self) -> None:
        languages = (("nb", "Norsk (bokmål)"), ("en", "English"))
        super().__init__(
            _("Welcome to coachtui"),
            [
                Field("name", _("Your name"), help=_("As it shall stand in agreements.")),
                Field("email", _("E-mail"), help=_("As it shall stand in agreements.")),
                Field(
                    "language",
                    _("Agreements in"),
                    "choice",
                    options=languages,
                    help=_("The usual language of your clients; each client can have another."),
                ),
                Field(
                    "passphrase",
                    _("Passphrase"),
                    "secret",
                    help=_(
                        "At least {least} characters; five or six words by chance are good. "
                        "Nobody can open the vault without it."
                    ).format(least=SHORTEST),
                ),
                Field("again", _("Once more"), "secret", help=_("Again, against typing errors.")),
            ],
        )

    def compose(self) -> ComposeResult:
        with Box(self._title):
            yield Label(
                _("Everything about your clients is kept encrypted in one folder, the vault."),
                id="welcome",
                markup=False,
            )
            for field in self._fields:
                yield FieldRow(field)
                if field.name == "passphrase":
                    yield Label("", id="meter", markup=False)
            yield Label("", id="problem", markup=False)
            yield Label("", id="help", markup=False)
        yield Footer()

    async def save(self, values: Mapping[str, Any]) -> Vault:
        """Make the vault.

        Raises:
            InvalidValue: a field of the practice, or the passphrases.
        """
        fields = dict(values)
        passphrase, again = fields.pop("passphrase"), fields.pop("again")
        if len(passphrase) < SHORTEST:
            raise InvalidValue(
                "passphrase", _("must have at least {least} characters").format(least=SHORTEST)
            )
        if passphrase != again:
            raise InvalidValue("again", _("is not the same as the passphrase"))
        from coachtui.services import opening

        self._say(_("Making the vault …"))
        try:
            return await self.call(opening.create, self.coach.path, passphrase, fields)
        finally:
            self._say("")

    async def done(self, result: Vault) -> None:
        """Go on with the new vault."""
        for row in self.rows:
            if row.field.kind == "secret":
                row.clear()
        self.app.call_later(self.coach.opened, result, ())

    async def action_leave(self) -> None:
        """Quit without a vault, once it is sure."""
        if any(row.changed for row in self.rows):
            await super().action_leave()
        else:
            self.app.exit()

    async def _left(self, sure: bool | None) -> None:
        if sure:
            self.app.exit()

    def action_reveal(self) -> None:
        """Show the passphrase that is being typed, or hide it again."""
        for name in ("passphrase", "again"):
            field = self.query_one(f"#field-{name}", TextInput)
            field.password = not field.password

    def on_input_changed(self, event: TextInput.Changed) -> None:
        if event.input.id == "field-passphrase":
            self._measure(event.value)

    def _measure(self, passphrase: str) -> None:
        level, words = strength(passphrase)
        meter = self.query_one("#meter", Label)
        meter.update(f"{'▰' * level}{'▱' * (4 - level)}  {words}" if passphrase else "")
        meter.set_class(level in (0, 1, 2), "-weak")
        meter.set_class(level > 2, "-good")
