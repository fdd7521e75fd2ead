"""The base of every form in which a secret is typed: shown when asked for, and how strong a new one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

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

Saved = TypeVar("Saved")


class SecretForm(FormScreen[Saved]):
    """A form with secrets in it. ``intro`` stands above the fields; a field ``passphrase`` is measured."""

    BINDING_GROUP_TITLE = N_("Passphrase")
    BINDINGS = [
        shown("secret.reveal", "ctrl+r", "reveal", N_("Reveal"), N_("Show or hide what is typed"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    SecretForm {
        #intro { width: 100%; margin-bottom: 1; color: $text-muted; }
        #meter { padding: 0 0 0 19; width: 100%; color: $text-muted; }
        #meter.-weak { color: $text-warning; }
        #meter.-good { color: $text-success; }
    }
    """
    intro = ""

    def compose(self) -> ComposeResult:
        with Box(self._title):
            if self.intro:
                yield Label(_(self.intro), id="intro", markup=False)
            for field in self._fields:
                yield FieldRow(field)
                if field.name == "passphrase":
                    yield Label("", id="meter", markup=False)
            yield Label("", id="problem", markup=False)
            yield Label("", id="help", markup=False)
        yield Footer()

    def clear(self) -> None:
        """Let nothing secret stand in a field any more."""
        for row in self.rows:
            if row.field.kind == "secret":
                row.clear()

    def action_reveal(self) -> None:
        """Show the secrets that are being typed, or hide them again."""
        for row in self.rows:
            if row.field.kind == "secret":
                field = row.query_one(TextInput)
                field.password = not field.password

    def on_input_changed(self, event: TextInput.Changed) -> None:
        if event.input.id == "field-passphrase":
            self._measure(event.value)

    def _measure(self, passphrase: str) -> None:
        level, words = strength(passphrase)
        meter = self.query_one("#meter", Label)
        meter.update(f"{'■' * level}{'·' * (4 - level)}  {words}" if passphrase else "")
        meter.set_class(level in (0, 1, 2), "-weak")
        meter.set_class(level > 2, "-good")


def new_passphrase() -> list[Field]:
    """The two fields for a new passphrase."""
    return [
        Field(
            "passphrase",
            _("Passphrase"),
            "secret",
            help=_(
                "At least {least} characters; five or six random words are good. "
                "Nobody can open the vault without it."
            ).format(least=SHORTEST),
        ),
        Field("again", _("Once more"), "secret", help=_("Again, against typing errors.")),
    ]


def chosen(values: Mapping[str, Any]) -> str:
    """The new passphrase that stands in both fields.

    Raises:
        InvalidValue: it is too short, or they differ.
    """
    passphrase: str = values["passphrase"]
    if len(passphrase) < SHORTEST:
        raise InvalidValue(
            "passphrase", _("must have at least {least} characters").format(least=SHORTEST)
        )
    if passphrase != values["again"]:
        raise InvalidValue("again", _("is not the same as the passphrase"))
    return passphrase
