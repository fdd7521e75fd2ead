"""The versions of an agreement, newest first, and what one of them changed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from coachtui.domain.agreement import Agreement, AgreementState
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _
from coachtui.services import versions
from coachtui.services.wording import term
from coachtui.tui.bindings import shown
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("version", N_("Version"), 7, right=True),
    Column("title", N_("Agreement"), 14, grows=True),
    Column("state", N_("State"), 18),
    Column("date", N_("Date"), 10),
    Column("fingerprint", N_("Fingerprint"), 12, rank=1),
)


class VersionsScreen(CoachScreen[None]):
    """Every agreement of one client. Enter reads one, ``d`` shows what it changed."""

    BINDING_GROUP_TITLE = N_("Versions")
    BINDINGS = [
        shown("versions.difference", "d", "difference", N_("What differs"), N_("Show what this version changed in the one before")),
        shown("versions.leave", "escape", "leave", N_("Back"), N_("Back to the agreement")),
    ]  # fmt: skip
    AUTO_FOCUS = "RowList"

    def __init__(self, record: ClientRecord) -> None:
        super().__init__()
        self._record = record

    def compose(self) -> ComposeResult:
        code = self._record.client.code
        yield Heading(_("{code}  Versions of the agreement").format(code=code))
        yield RowList[Agreement](COLUMNS, lambda agreement: agreement.id, version_cell)
        yield Footer()

    @property
    def follows(self) -> str:
        """The client whose agreements they are."""
        return self._record.id

    async def follow(self) -> None:
        """Show the versions as they are saved now."""
        self._record = await self.call(self.vault.load, self._record.id)
        self.query_one(RowList).fill(self._record.agreements[::-1])

    async def on_screen_resume(self) -> None:
        """Show what is saved now: a consent may have been withdrawn."""
        await self.follow()

    @on(RowList.Chosen)
    def _read(self, event: RowList.Chosen) -> None:
        from coachtui.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self._record, agreement_id=event.item.id))

    def action_difference(self) -> None:
        from coachtui.tui.screens.difference import DifferenceScreen

        agreement: Agreement | None = self.query_one(RowList).highlighted
        if agreement is None:
            return
        before = versions.before(self._record, agreement)
        if before is None:
            self.notify(_("There is no version before this one."))
        elif not versions.differences(before, agreement):
            self.notify(_("No clause reads otherwise than in the version before."))
        else:
            self.app.push_screen(DifferenceScreen(self._record, before, agreement))

    def action_leave(self) -> None:
        self.dismiss(None)


def version_cell(agreement: Agreement, column: str) -> Cell:
    """What stands in one column for ``agreement``."""
    match column:
        case "version":
            return Cell(str(agreement.version))
        case "title":
            return Cell(agreement.title)
        case "state":
            holds = agreement.state is AgreementState.SIGNED
            return Cell(term(agreement.state), "good" if holds else "muted")
        case "date":
            return Cell(dated(agreement), "muted")
        case _:
            return Cell(agreement.fingerprint[:12] or "–", "muted")


def dated(agreement: Agreement) -> str:
    """The day on which the last party signed, or the text was begun."""
    return max((each.on for each in agreement.signatures), default=agreement.created).isoformat()
