"""The agreement of a client in lines: its versions, newest first, and the clauses of the current one."""

from __future__ import annotations

from collections.abc import Iterator

from coachtui.domain.agreement import Agreement, AgreementState, Clause, tally
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _
from coachtui.services.wording import answer, term
from coachtui.tui.keymap import with_keys
from coachtui.tui.widgets.clause_list import box
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("box", "", 4),
    Column("title", N_("Clause"), 20, grows=True),
    Column("kind", N_("Kind"), 11, rank=1),
    Column("answer", N_("Answer"), 21),
)

AgreementRow = Agreement | Clause
"""A line: one version as a whole, or one clause of the current one."""


class AgreementList(RowList[AgreementRow]):
    """Shows what was agreed with one client."""

    def __init__(self, *, id: str | None = None) -> None:
        empty = with_keys(_("No agreement yet. Press {client_review} to make one."))
        super().__init__(COLUMNS, lambda row: row.id, self._cell, empty=empty, id=id)

    def show(self, record: ClientRecord) -> None:
        """Show the versions of ``record``, and the clauses of the one under way or in force."""
        self.fill(list(_rows(record)))

    def _cell(self, row: AgreementRow, column: str) -> Cell:
        return (
            _version_cell(row, column) if isinstance(row, Agreement) else _clause_cell(row, column)
        )


def _rows(record: ClientRecord) -> Iterator[AgreementRow]:
    yield from reversed(record.agreements)
    yield from record.agreement.clauses if record.agreement else ()


def _version_cell(agreement: Agreement, column: str) -> Cell:
    match column:
        case "box":
            return Cell(f"v{agreement.version}", "muted")
        case "title":
            return Cell(_titled(agreement), "strong")
        case "answer":
            holds = agreement.state is AgreementState.SIGNED
            return Cell(term(agreement.state), "good" if holds else "")
        case _:
            return Cell("")


def _titled(agreement: Agreement) -> str:
    """The title, how far it is or since when it is signed, and the beginning of its fingerprint."""
    parts = [agreement.title]
    if agreement.signatures:
        parts.append(max(each.on for each in agreement.signatures).isoformat())
    else:
        count = tally(agreement)
        parts.append(f"{count.settled}/{count.total}")
    if agreement.fingerprint:
        parts.append(agreement.fingerprint[:8])
    return "  ".join(parts)


def _clause_cell(clause: Clause, column: str) -> Cell:
    match column:
        case "box":
            return box(clause)
        case "title":
            return Cell(clause.title)
        case "kind":
            return Cell(term(clause.kind), "muted")
        case _:
            return Cell(_answer(clause))


def _answer(clause: Clause) -> str:
    said = answer(clause.kind, clause.state)
    return f"{said} {clause.decided.isoformat()}" if clause.decided else said
