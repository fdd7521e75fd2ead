"""The palette: every command by its name, every client by name or code, and the themes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.screen import Screen

from coachtui.config import themes_folder
from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.services.clients import folded
from coachtui.tui import privacy, themes
from coachtui.tui.bindings import Command, commands_of, hidden
from coachtui.tui.keymap import with_keys
from coachtui.tui.privacy import Shown
from coachtui.tui.screens.base import Box, CoachScreen, Dialog
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.text import TextInput

if TYPE_CHECKING:
    from coachtui.domain.record import Card


class Entry(NamedTuple):
    """One line of the palette: what it is called, its key, what it runs where, and the theme it takes.

    It is found by its name, and ``shown`` stands there instead if it is given. ``id`` tells apart what
    is called alike.
    """

    name: str
    key: str
    action: str
    node: DOMNode
    theme: str = ""
    id: str = ""
    shown: Shown = ""


class PaletteScreen(Dialog[None]):
    """Type a part of a command's name, Enter runs it on the screen below; of a client's, it goes there.

    A theme is shown as soon as the cursor stands on it, and gone again with the palette unless taken.
    """

    BINDING_GROUP_TITLE = N_("Commands")
    takes_text = True
    BINDINGS = [
        hidden("palette.down", "down", "move(1)", N_("Down"), N_("One row down")),
        hidden("palette.up", "up", "move(-1)", N_("Up"), N_("One row up")),
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
        self._people: list[Entry] = []

    def compose(self) -> ComposeResult:
        with Box(_("Commands")) as box:
            box.border_subtitle = with_keys(_("{dialog_leave} closes"))
            to_clients = self.coach.may_go_to_clients
            what = _("Part of a name: a command or a client") if to_clients else _("Part of a name")
            yield TextInput(placeholder=what)
            rows = RowList[Entry](
                self.COLUMNS,
                lambda entry: entry.id or entry.name,
                _cell,
                empty=with_keys(_("Nothing fits. Type less of it, or {dialog_leave}.")),
                highlight=self._preview,
            )
            rows.can_focus = False
            yield rows

    async def on_mount(self) -> None:
        self._theme_before = self.app.theme
        self._rows.fill(self._entries)
        if self.coach.may_go_to_clients:
            cards = await self.call(self.vault.cards)
            self._people = [_person(card, self.app) for card in cards]
            self._find()

    def on_unmount(self) -> None:
        if self.app.theme != self._theme_before:
            self.app.theme = self._theme_before

    @property
    def _rows(self) -> RowList[Entry]:
        return self.query_one(RowList)

    def on_input_changed(self) -> None:
        self._find()

    def _find(self) -> None:
        """Show what fits; clients only once something of their name is typed."""
        words = folded(self.query_one(TextInput).value).split()
        found = [each for each in self._entries if _fits(words, each)]
        if words:
            people = [each for each in self._people if _fits(words, each)]
            themes_from = next((at for at, each in enumerate(found) if each.theme), len(found))
            found[themes_from:themes_from] = people
            # “as” is Åse before it is a part of “passphrase”.
            found.sort(key=lambda each: not _begins(words, each))
        self._rows.fill(found)
        self._rows.action_first()

    def on_input_submitted(self) -> None:
        self._rows.action_choose()

    def action_move(self, rows: int) -> None:
        self._rows.action_move(rows)

    def _preview(self, entry: Entry) -> None:
        theme = entry.theme or self._theme_before
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
    """What the palette offers on ``screen``: its commands, the app's, what has the focus, the themes.

    While a client looks on, only the screen's own.
    """
    app = screen.app
    if isinstance(screen, CoachScreen) and screen.coach.with_client:
        return [_entry(command) for command in commands_of(screen)]
    focused = screen.focused
    inside = () if focused is None else focused.ancestors_with_self
    nodes = (screen, app, *(node for node in inside if node not in (screen, app)))
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
    key = command.keys[0] if command.keys else ""
    return Entry(name, key, command.action, command.node, id=command.id)


def _person(card: Card, app: DOMNode) -> Entry:
    """The line of a client, who is found by the name also where privacy mode does not show it."""
    name = f"{card.code}  {card.name}"
    action = f"go_to_client({card.id!r})"
    return Entry(name, "", action, app, id=card.id, shown=lambda: privacy.title(card))


def _begins(words: list[str], entry: Entry) -> bool:
    said = folded(entry.name).split()
    return all(any(each.startswith(word) for each in said) for word in words)


def _fits(words: list[str], entry: Entry) -> bool:
    said = folded(entry.name)
    return all(word in said for word in words)


def _cell(entry: Entry, column: str) -> Cell:
    if column == "name":
        return Cell(privacy.said(entry.shown) or entry.name)
    return Cell(entry.key, "muted")
