"""The settings: how coachtui looks and behaves here, as ``config.toml`` keeps it.

Facts of the practice are asked for in ``forms``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import on
from textual.widget import Widget
from textual.widgets import Label

from coachtui import config, config_file, early
from coachtui.config import Config
from coachtui.errors import CoachError, InvalidValue
from coachtui.language import N_, _, set_language
from coachtui.tui import themes
from coachtui.tui.bindings import shown
from coachtui.tui.coloured import until_one_leaves
from coachtui.tui.keymap import with_keys
from coachtui.tui.languages import LANGUAGES
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.field import Field

if TYPE_CHECKING:
    from coachtui.tui.app import CoachApp

MOST_MINUTES = 1440
_IN_EVERY_TEXT = {"language", "key_set"}
"""What no screen can take up that is there already: its texts, and the keys that they name."""


class Settled(NamedTuple):
    """What was changed, by its name in the file, and what kept it from being written there."""

    changes: Mapping[str, Any]
    problem: CoachError | None


class SettingsForm(FormScreen[Settled]):
    """What ``config.toml`` holds. It holds from now on, and from the next start too once it is written.

    A theme is shown as soon as it is picked, and gone again with the form unless it was saved.
    """

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Save"), N_("Save the settings; they hold at once"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    SettingsForm #place { width: 100%; margin-bottom: 1; color: $text-muted; }
    """

    def __init__(self, now: Config, theme: str) -> None:
        minutes = _("Minutes without a key; 0 never does it.")
        fields = [
            Field(
                "language", _("Language"), "choice", early.spoken,
                _("Of the screens. An agreement is in the language of its client."), LANGUAGES,
            ),
            Field(
                "theme", _("Theme"), "choice", theme, _("The arrow keys show the next one."),
                [(name, name) for name in themes.names(config.themes_folder())],
            ),
            Field(
                "key_set", _("Keys"), "choice", now.key_set,
                _("“plain” moves with arrows only, “vim” has more of vi's keys. Keys of your own come on top."),
                [(name, name) for name in config.KEY_SETS],
            ),
            Field(
                "privacy", _("Privacy at start"), "yes-no", now.privacy,
                with_keys(_("Whether coachtui opens with codes in place of names. {app_privacy} turns it on and off.")),
            ),
            Field("blur_minutes", _("Cover after, min"), "minutes", now.blur_minutes, minutes),
            Field("lock_minutes", _("Lock after, min"), "minutes", now.lock_minutes, minutes),
        ]  # fmt: skip
        super().__init__(_("Settings"), fields)
        self._theme_before = theme

    def introduction(self) -> Iterable[Widget]:
        """Where they are kept."""
        yield Label(_("Kept in {path}").format(path=config.place()), id="place", markup=False)

    @on(Choice.Changed, "#field-theme")
    def _preview(self, event: Choice.Changed) -> None:
        # One that is broken is told when it is saved.
        with suppress(CoachError):
            self.coach.show_theme(event.value)

    def on_unmount(self) -> None:
        """Take back a theme that was only looked at."""
        if self.app.theme != self._theme_before:
            self.app.theme = self._theme_before

    async def save(self, values: Mapping[str, Any]) -> Settled:  # noqa: ARG002 - only what was changed
        """Write what was changed; what cannot be written holds all the same, until the app ends."""
        changes = {name: _checked(name, value) for name, value in self.changes.items()}
        if "theme" in changes:
            self.coach.show_theme(changes["theme"])
            self._theme_before = changes["theme"]
        # Before it is written: what stands against that is told in the new language.
        set_language(changes.get("language", early.spoken))
        try:
            if changes:
                await self.call(config_file.put_all, changes)
        except CoachError as error:
            return Settled(changes, until_one_leaves(error))
        return Settled(changes, None)

    async def done(self, result: Settled) -> None:
        """Close, and let it hold."""
        self.dismiss(result)
        self.app.call_later(_settle, self.coach, result)


async def _settle(app: CoachApp, settled: Settled) -> None:
    """Let what was changed hold from now on, and say whether it is written."""
    for name, value in settled.changes.items():
        setattr(app.config, name, value)
    app.clocks.wait(app.config.blur_minutes, app.config.lock_minutes)
    if "key_set" in settled.changes:
        app.take_up_keys()
    if settled.changes.keys() & _IN_EVERY_TEXT:
        await app.show_anew()
    if settled.problem:
        app.tell(settled.problem)
    elif settled.changes:
        app.notify(_("Saved. It holds from now on."))
    if "key_set" in settled.changes and (told := app.told_of_keys()):
        app.push_screen(told)


def _checked(name: str, value: Any) -> Any:
    """``value`` as the file holds it.

    Raises:
        InvalidValue: it is none that may stand there.
    """
    if not name.endswith("_minutes"):
        return value
    if not (value.isdecimal() and int(value) <= MOST_MINUTES):
        reason = _("must be a whole number from 0 to {most}").format(most=MOST_MINUTES)
        raise InvalidValue(name, reason)
    return int(value)
