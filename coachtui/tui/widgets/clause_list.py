"""The clauses of an agreement as a column of checkboxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from coachtui.domain.agreement import Clause, ClauseKind, ClauseState
from coachtui.language import N_
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (Column("box", "", 4), Column("title", N_("Clause"), 10, grows=True))


def box(clause: Clause) -> Cell:
    """The checkbox of ``clause``; its sign alone tells the state, the colour only helps.

    A tilde after it stands where the wording is this client's own.
    """
    sign, style = _sign(clause)
    return Cell(f"[{sign}]~" if clause.amended else f"[{sign}]", style)


def _sign(clause: Clause) -> tuple[str, str]:
    if clause.state is ClauseState.ACCEPTED:
        return "x", "good"
    if clause.state is ClauseState.OPEN:
        return " ", ""
    if clause.kind is ClauseKind.CONSENT:
        return "-", "muted"
    return "?", "warning"


class ClauseList(RowList[tuple[int, Clause]], can_focus=False):
    """Shows clauses and which one is in hand; the screen moves it, a click asks for another."""

    @dataclass
    class Picked(Message):
        """The clause at ``place``, counted from 0, was clicked."""

        place: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(COLUMNS, lambda row: row[1].id, self._cell, id=id)

    def show(self, rows: Sequence[tuple[int, Clause]], place: int) -> None:
        """Show clauses with their places in the agreement, the one at ``place`` in hand."""
        self.fill(rows)
        self.put_cursor_on(next(clause.id for at, clause in rows if at == place))

    def _cell(self, row: tuple[int, Clause], column: str) -> Cell:
        place, clause = row
        return box(clause) if column == "box" else Cell(f"{place + 1:>2} {clause.title}")

    def on_click(self, event: events.Click) -> None:
        """Ask the screen instead of moving: the clause in hand is the screen's to choose."""
        event.prevent_default()
        row = self.scroll_offset.y + event.y - 1
        if event.y > 0 and 0 <= row < len(self.items):
            self.post_message(self.Picked(self.items[row][0]))
