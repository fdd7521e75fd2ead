"""What the check finds in an agreement, a line each, with what it means and how it is mended below."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Label

from coachtui.domain.agreement import Agreement
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _, ngettext
from coachtui.services import agreement_check, agreements
from coachtui.services.agreement_check import Finding, Level
from coachtui.tui.bindings import shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("level", "", 6),
    Column("clause", N_("Clause"), 6, right=True),
    Column("message", N_("What to look at"), 20, grows=True),
)


class FindingsScreen(CoachScreen[str]):
    """The findings, errors first. Enter goes to the clause; the result is its id."""

    BINDING_GROUP_TITLE = N_("Findings")
    BINDINGS = [
        shown("findings.leave", "escape", "leave", N_("Back"), N_("Back to the agreement")),
    ]
    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    FindingsScreen {
        RowList { height: 1fr; }
        #finding { width: 100%; padding: 1 1 0 1; }
        #mend { width: 100%; padding: 0 1; color: $text-accent; }
        #disclaimer { width: 100%; padding: 1 1 0 1; color: $text-muted; }
    }
    """

    def __init__(self, record: ClientRecord) -> None:
        super().__init__()
        self._record = record

    def compose(self) -> ComposeResult:
        yield Heading()
        yield RowList[Finding](
            COLUMNS, lambda finding: f"{finding.rule} {finding.clause} {finding.message}",
            self._cell, empty=with_keys(_("Nothing to look at. {findings_leave} leads back, {review_sign} signs there.")),
            highlight=self._explain,
        )  # fmt: skip
        yield Label(id="finding", markup=False)
        yield Label(id="mend", markup=False)
        yield Label(agreement_check.disclaimer(), id="disclaimer", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self._show()

    @property
    def follows(self) -> str:
        """The client whose agreement it is."""
        return self._record.id

    async def follow(self) -> None:
        """Look again at what is saved now."""
        self._record = await self.call(self.vault.load, self._record.id)
        self._show()

    @property
    def _agreement(self) -> Agreement:
        return agreements.current(self._record)

    def _show(self) -> None:
        found = agreement_check.findings(self._record)
        errors = sum(each.level is Level.ERROR for each in found)
        status = ngettext("{count} error", "{count} errors", errors).format(count=errors)
        title = _("{code}  Check of the agreement").format(code=self._record.client.code)
        self.query_one(Heading).show(title, status)
        self.query_one(RowList).fill(found)
        if not found:
            self.query_one("#finding", Label).update("")
            self.query_one("#mend", Label).update("")

    def _cell(self, finding: Finding, column: str) -> Cell:
        error = finding.level is Level.ERROR
        match column:
            case "level":
                return Cell(_("error"), "bad") if error else Cell(_("advice"), "muted")
            case "clause":
                ids = [clause.id for clause in self._agreement.clauses]
                return Cell(str(ids.index(finding.clause) + 1) if finding.clause in ids else "–")
            case _:
                return Cell(finding.message)

    def _explain(self, finding: Finding) -> None:
        self.query_one("#finding", Label).update(finding.message)
        self.query_one("#mend", Label).update(finding.mend)

    @on(RowList.Chosen)
    def _go(self, event: RowList.Chosen) -> None:
        finding: Finding = event.item
        if finding.clause:
            self.dismiss(finding.clause)
        else:
            self.notify(_("That is about the agreement as a whole."))

    def action_leave(self) -> None:
        self.dismiss(None)
