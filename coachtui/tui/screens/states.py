"""One client in every state that lies in the vault, and bringing one of them back."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from coachtui import clock
from coachtui.domain.session import Session
from coachtui.errors import Damaged
from coachtui.language import N_, _
from coachtui.services import snapshots
from coachtui.services.reading import first_line
from coachtui.services.snapshots import Copy, Told
from coachtui.tui import privacy
from coachtui.tui.bindings import shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("saved", N_("Saved"), 16),
    Column("source", N_("State"), 12, wider=2),
    Column("sessions", N_("Sess."), 5, right=True),
    Column("last", N_("Last"), 10, rank=1),
    Column("note", N_("Newest note"), 14, grows=True),
)


class StatesScreen(CoachScreen[None]):
    """The states of one client, the present one first. Enter brings one back, after a question."""

    BINDING_GROUP_TITLE = N_("Earlier states")
    BINDINGS = [
        shown("states.leave", "escape", "leave", N_("Back"), N_("Back, without changing anything")),
    ]
    AUTO_FOCUS = "RowList"

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self._record_id = record_id

    def compose(self) -> ComposeResult:
        yield Heading(_("Earlier states"), with_keys(_("{list_choose} brings one back")))
        yield RowList[Copy](COLUMNS, lambda state: state.source, _cell)
        yield Footer()

    async def on_screen_resume(self) -> None:
        """Show what lies in the vault now."""
        found = await self.call(snapshots.states, self.vault, self._record_id)
        records = [each.record for each in found if each.record]
        if records:
            client = records[0].client
            title = _("{client}: earlier states")
            self.query_one(Heading).show(lambda: title.format(client=privacy.title(client)))
        self.query_one(RowList).fill(
            found,
            _("No state of this client can be found. “coachtui vault check” says more."),
        )

    @on(RowList.Chosen)
    async def _ask(self, event: RowList.Chosen) -> None:
        state: Copy = event.item
        if state.source == snapshots.PRESENT and not state.problem:
            self.notify(_("That is how it is now. Choose an earlier state."))
            return
        if state.record is None:
            raise Damaged(
                _("That state cannot be used: {reason}. Choose another.").format(
                    reason=state.problem
                )
            )
        told = await self.call(snapshots.differences, self.vault, self._record_id, state.source)
        question = ConfirmScreen(
            _("Bring this state back?"),
            lambda: as_told(told),
            _("Bring it back"),
        )

        async def answered(sure: bool | None) -> None:
            if sure:
                await self._restore(state.source)

        self.app.push_screen(question, answered)

    async def _restore(self, source: str) -> None:
        await self.call(snapshots.restore, self.vault, self._record_id, source, clock.now())
        self.notify(_("Brought back. The state before is in this list."))
        self.dismiss(None)

    def action_leave(self) -> None:
        self.dismiss(None)


def as_told(told: Sequence[Told]) -> str:
    """What a state that is to be brought back says otherwise, in privacy mode without what was written."""
    lines = [str(each._replace(words=privacy.blurred(each.words))) for each in told]
    return "\n".join((*lines, "", _("The state of now stays among the earlier ones.")))


def _cell(state: Copy, column: str) -> Cell:
    sessions = state.record.sessions if state.record else ()
    match column:
        case "saved":
            return Cell(f"{state.saved.astimezone():%Y-%m-%d %H:%M}", "muted")
        case "source":
            return Cell(_source(state.source))
        case "note" if state.problem:
            return Cell(state.problem, "bad")
        case _ if state.record is None:
            return Cell("–", "muted")
        case "sessions":
            return Cell(str(len(sessions)))
        case "last":
            return Cell(sessions[-1].date.isoformat() if sessions else "–")
        case _:
            return Cell(privacy.blurred(_newest_note(sessions)))


def _source(source: str) -> str:
    named = {snapshots.PRESENT: _("now"), snapshots.PREVIOUS: _("previous")}
    return named.get(source, _("in snapshot"))


def _newest_note(sessions: tuple[Session, ...]) -> str:
    return next((first_line(each.note) for each in reversed(sessions) if each.note), "–")
