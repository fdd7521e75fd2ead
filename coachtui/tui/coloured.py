"""The colours of the app: which theme it begins with, another one, and terminals that have fewer.

What a theme is belongs to ``themes``; what is drawn in it, to the screens and widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme

from coachtui.config import Config, themes_folder
from coachtui.errors import CoachError
from coachtui.language import _
from coachtui.tui import colourless, console, themes
from coachtui.tui.guarded import GuardedApp


def until_one_leaves(problem: CoachError) -> CoachError:
    """What is told of a setting that holds, but could not be written for the next start."""
    return CoachError(_("It holds until you leave: {problem}").format(problem=problem))


class ColouredApp(GuardedApp):
    """An app that shows its ``config``'s theme, as far as the terminal has colours and wants them."""

    CSS = f"{themes.ANSI_CSS}\n{colourless.CSS}"
    config: Config

    def begin_in_colour(self) -> None:
        """Take up the theme of the configuration, before anything is drawn.

        Raises:
            CoachError: there is none of that name, or its file is not a theme.
        """
        self.no_color = colourless.wanted()
        self._last_filters: list[LineFilter] = []
        if self.no_color:
            self._last_filters.append(colourless.WithoutColour())
        if console.is_here():
            self._last_filters.append(console.ConsoleOutput())
        self._begin_with(themes.load(themes.fitting(self.config.theme), themes_folder()))

    def _begin_with(self, theme: Theme) -> None:
        """Take up a theme before anything is drawn; set as later on, all styles are read twice."""
        self.register_theme(theme)
        if theme.ansi:
            self.theme = theme.name
            return
        self.set_reactive(ColouredApp.theme, theme.name)
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def read_styles(self, screen: Screen[Any]) -> None:
        """Read the styles of ``screen``, which Textual does when one like it is first shown."""
        for node in (self, screen, *screen.compose()):
            for place, css, tie_breaker, scope in node._get_default_css():
                self.stylesheet.add_source(
                    css, place, is_default_css=True, tie_breaker=tie_breaker, scope=scope
                )
        self.stylesheet.parse()

    def show_theme(self, name: str) -> None:
        """Show everything in another theme, until the app ends.

        Raises:
            CoachError: there is none of that name, or its file is not a theme.
        """
        self.register_theme(themes.load(name, themes_folder()))
        self.theme = name

    async def action_use_theme(self, name: str) -> None:
        """Show everything in another theme, from now on.

        Raises:
            CoachError: it is none, or the configuration cannot be written.
        """
        from coachtui import config_file

        self.show_theme(name)
        try:
            await self.disk.call(config_file.put, "theme", name)
        except CoachError as error:
            raise until_one_leaves(error) from None

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*colourless.without_shades(super().get_line_filters()), *self._last_filters]
