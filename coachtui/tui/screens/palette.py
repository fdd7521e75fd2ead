"""The palette: every command of the screen by its name, and the themes."""

from __future__ import annotations

import contextlib
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from coachtui.config import themes_folder
from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.tui import themes
from coachtui.tui.bindings import Command, commands_of
from coachtui.tui.screens.base import Box, CoachScreen, Dialog
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.text import TextInput


class Entry(NamedTuple):
    """One line of the palette: what it is called, its key, what it runs where, and the theme it takes."""

    name: str
    key: str
    action: str
    node: DOMNode
    theme: str = ""


class PaletteScreen(Dialog[None]):
    """Type a part of a command's name, Enter runs it on the screen below.

    A theme is shown as soon as the cursor stands on it, and gone again with the palette unless taken.
    """

    BINDINGS = [
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
    ]
    DEFAULT_CSS = """
    PaletteScreen {
        align: center top;
        #box { margin-top: 2; padding: 0 1; width: 72; height: auto; }
        RowList { height: 14; background: $surface; }
        .row-list--row { background: $surface; }
        .row-list--muted { background: $surface; }
        .row-list--cursor-blurred {
            color: $block-cursor-foreground; background: $block-cursor-background;
        }
    }
    """
    COLUMNS = (Column("name", "", 20, grows=True), Column("key", "", 8, right=True))

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._entries = entries(screen)

    def compose(self) -> ComposeResult:
        with Box(_("Commands")) as box:
            box.border_subtitle = _("Esc closes")
            yield TextInput(placeholder=_("Part of a name"))
            rows = RowList[Entry](
                self.COLUMNS,
                lambda entry: entry.name,
                _cell,
                empty=_("No command fits. Type less of it, or Esc."),
            )
            rows.can_focus = False
            yield rows

    def on_mount(self) -> None:
        self._theme_before = self.app.theme
        self._rows.fill(self._entries)

    def on_unmount(self) -> None:
        if self.app.theme != self._theme_before:
            self.app.theme = self._theme_before

    @property
    def _rows(self) -> RowList[Entry]:
        return self.query_one(RowList)

    def on_input_changed(self, event: TextInput.Changed) -> None:
        words = event.value.casefold().split()
        fitting = [
            entry for entry in self._entries if all(word in entry.name.casefold() for word in words)
        ]
        self._rows.fill(fitting)
        self._rows.action_first()

    def on_input_submitted(self) -> None:
        self._rows.action_choose()

    def action_move(self, rows: int) -> None:
        self._rows.action_move(rows)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        theme = event.item.theme or self._theme_before
        if theme != self.app.theme:
            # One that is broken is told when it is chosen.
            with contextlib.suppress(CoachError):
                self.coach.show_theme(theme)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        entry: Entry = event.item
        self._theme_before = self.app.theme if entry.theme else self._theme_before
        self.dismiss(None)
        self.app.call_later(self.app.run_action, entry.action, entry.node)


def entries(screen: Screen[object]) -> list[Entry]:
    """What the palette offers on ``screen``: its commands, the app's, and the themes.

    While a client looks on, only the screen's own.
    """
    app = screen.app
    if isinstance(screen, CoachScreen) and screen.coach.with_client:
        return [_entry(command) for command in commands_of(screen)]
    nodes = (screen, app)
    found = [
        _entry(command)
        for node in nodes
        for command in commands_of(node)
        if command.id != "app.palette"
    ]
    for name in themes.names(themes_folder()):
        label = _("Theme: {name}").format(name=name)
        found.append(Entry(label, "", f"use_theme({name!r})", app, name))
    return found


def _entry(command: Command) -> Entry:
    name = command.sentence or command.label
    return Entry(name, command.keys[0], command.action, command.node)


def _cell(entry: Entry, column: str) -> Cell:
    return Cell(entry.name) if column == "name" else Cell(entry.key, "muted")
