"""The list of clients as Textual's DataTable, with a filter above it: ``list.py rows.json``."""

import json
import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input

COLUMNS = ("Code", "Name", "State", "Agreement", "Last session", "Held")


class Clients(App[None]):
    BINDINGS = [("slash", "filter", "Filter")]
    AUTO_FOCUS = "DataTable"
    CSS = "Input { display: none; }"

    def compose(self) -> ComposeResult:
        yield Input()
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        self.rows = json.loads(Path(sys.argv[1]).read_text("utf-8"))
        table = self.query_one(DataTable)
        table.add_columns(*COLUMNS)
        table.add_rows(self.rows)

    def action_filter(self) -> None:
        box = self.query_one(Input)
        box.display = True
        box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        text = event.value.casefold()
        table = self.query_one(DataTable)
        table.clear()
        table.add_rows(row for row in self.rows if text in " ".join(row).casefold())


Clients().run()
