"""An app with one made-up screen, for trying what every screen stands on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from coachtui.errors import CoachError, InvalidValue, NotSaved
from coachtui.tui.app import CoachApp
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.field import Field
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("code", "Code", 6),
    Column("name", "Name", 16, grows=True),
    Column("count", "Count", 6, right=True, rank=1),
)


class RowsScreen(CoachScreen[None]):
    """A list of numbers, a text below it, and commands that go wrong."""

    BINDING_GROUP_TITLE = "Rows"
    BINDINGS = [
        shown("rows.form", "a", "form", "Form", "Open the form"),
        shown("rows.fail", "b", "fail", "Fail", "Fail in a way that is told"),
        hidden("rows.crash", "c", "crash", "Crash", "Fail in a way that is not foreseen"),
        shown("rows.off", "d", "off", "Off", "Cannot be done now"),
    ]

    def __init__(self, count: int = 100) -> None:
        super().__init__()
        self.count = count
        self.seals = 0
        self.sealing_fails = False
        self.chosen: list[int] = []
        self.result: object = "nothing yet"

    def compose(self) -> ComposeResult:
        yield Heading("Rows", f"{self.count} rows")
        yield RowList[int](COLUMNS, str, self._cell, empty="Nothing here.")
        note = NoteArea("", id="note")
        note.styles.height = 3
        yield note
        yield Footer()

    def on_mount(self) -> None:
        self.rows.fill(range(self.count))

    @property
    def rows(self) -> RowList[int]:
        return self.query_one(RowList)

    def _cell(self, item: int, column: str) -> Cell:
        return {
            "code": Cell(f"K-{item:03}", "muted"),
            "name": Cell(f"Row \x1b]0;evil\x07\u202e{item}"),
            "count": Cell(str(item), "good"),
        }[column]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "off"

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.chosen.append(event.item)
        if event.item == 13:
            raise NotSaved("The disk is full.")

    def action_fail(self) -> None:
        raise NotSaved("The disk is full.")

    def action_crash(self) -> None:
        secret = "hemmelig-notat"
        raise ValueError(secret)

    def action_form(self) -> None:
        self.app.push_screen(NameForm(), self._got)

    def _got(self, result: object) -> None:
        self.result = result

    async def seal(self) -> None:
        self.seals += 1
        if self.sealing_fails:
            raise NotSaved("The disk is full.")


class NameForm(FormScreen[Mapping[str, Any]]):
    """Takes any name but “wrong”, and no e-mail “disk”."""

    def __init__(self) -> None:
        fields = [
            Field("name", "Name", help="Any name."),
            Field("state", "State", "choice", options=(("lead", "Lead"), ("active", "Active"))),
            Field("minutes", "Minutes", "minutes", 90),
            Field("email", "E-mail"),
        ]
        super().__init__("A form", fields)

    async def save(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if values["name"] == "wrong":
            raise InvalidValue("client.name", "is wrong")
        if values["email"] == "disk":
            raise CoachError("The disk is full.")
        return values


class StandIn(CoachApp):
    """The app on the made-up screen."""

    def __init__(self, path: Path = Path("/nowhere"), vault: Any = None, count: int = 100) -> None:
        super().__init__(path, vault)
        self.count = count

    def get_default_screen(self) -> Screen[Any]:
        return RowsScreen(self.count)

    @property
    def rows_screen(self) -> RowsScreen:
        found = self.screen_stack[0]
        assert isinstance(found, RowsScreen)
        return found


def text_of(app: CoachApp) -> str:
    """What is on screen, as lines of text."""
    width, height = app.size
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join(line.text.rstrip() for line in lines[:height]) if width else ""
