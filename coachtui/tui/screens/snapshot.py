"""One snapshot: the clients in it, whether each is another now, and bringing one back or all."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult

from coachtui import clock
from coachtui.errors import CoachError, Damaged, NotAllowed
from coachtui.language import N_, _, ngettext
from coachtui.services import snapshots
from coachtui.services.snapshots import BroughtBack, Kept, Snapshot
from coachtui.tui import privacy
from coachtui.tui.bindings import shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.states import as_told
from coachtui.tui.screens.working import WorkingScreen
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.row_list import RowList

COLUMNS = (
    Column("code", N_("Code"), 6),
    Column("name", N_("Name"), 20, grows=True),
    Column("sessions", N_("Sess."), 5, right=True),
    Column("since", N_("Since then"), 10),
)


class SnapshotScreen(CoachScreen[None]):
    """The clients in a snapshot. Enter brings the one under the cursor back, after a question."""

    BINDING_GROUP_TITLE = N_("Snapshot")
    BINDINGS = [
        shown("snapshot.restore", "r", "restore_all", N_("Restore all"), N_("Bring all clients of this snapshot back")),
        shown("snapshot.leave", "escape", "leave", N_("Back"), N_("Back to the vault")),
    ]  # fmt: skip
    AUTO_FOCUS = "RowList"

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self._snapshot = snapshot
        self._kept: tuple[Kept, ...] = ()

    def compose(self) -> ComposeResult:
        title = _("As it was on {moment}").format(moment=f"{self._snapshot.at:%Y-%m-%d %H:%M}")
        yield Heading(title, with_keys(_("{list_choose} brings one back")))
        yield RowList[Kept](COLUMNS, lambda kept: kept.record_id, _cell)
        yield Footer()

    async def on_screen_resume(self) -> None:
        """Show how it compares with what is saved now."""
        self._kept = await self.call(snapshots.contents, self.vault, self._snapshot.name)
        self.query_one(RowList).fill(
            self._kept,
            with_keys(_("Nobody is in it. {snapshot_leave} leads back to the other snapshots.")),
        )

    @on(RowList.Chosen)
    async def _ask(self, event: RowList.Chosen) -> None:
        kept: Kept = event.item
        if kept.record is None:
            raise Damaged(_("This client is damaged in the snapshot. Take another snapshot."))
        if not kept.changed:
            self.notify(_("This client is as in the snapshot."))
            return
        name = self._snapshot.name
        told = await self.call(snapshots.differences, self.vault, kept.record_id, name)
        question = ConfirmScreen(
            _("Bring {code} back as it was?").format(code=kept.record.client.code),
            lambda: as_told(told),
            _("Bring it back"),
        )

        async def answered(sure: bool | None) -> None:
            if sure:
                await self.call(snapshots.restore, self.vault, kept.record_id, name, clock.now())
                self.notify(_("Brought back."))
                await self.on_screen_resume()

        self.app.push_screen(question, answered)

    def action_restore_all(self) -> None:
        changed = [each.record.client.code for each in self._kept if each.record and each.changed]
        if not changed:
            raise NotAllowed(_("Every client in it is as it was. There is nothing to bring back."))
        question = ngettext(
            "Bring {count} client back as they were?",
            "Bring {count} clients back as they were?",
            len(changed),
        ).format(count=len(changed))
        consequence = _("{codes}\n\nClients added since stay, and so do the states of now.")
        self.app.push_screen(
            ConfirmScreen(
                question, consequence.format(codes=", ".join(changed)), _("Bring them back")
            ),
            self._restore_all,
        )

    def _restore_all(self, sure: bool | None) -> None:
        if not sure:
            return
        vault, name, now = self.vault, self._snapshot.name, clock.now()
        self.app.push_screen(
            WorkingScreen[BroughtBack](
                _("Restoring"),
                lambda progress: snapshots.restore_all(vault, name, now, progress),
            ),
            self._restored,
        )

    def _restored(self, result: BroughtBack | CoachError | None) -> None:
        if isinstance(result, CoachError):
            self.tell(result)
        elif result is not None:
            count = len(result.restored)
            told = ngettext(
                "Brought back: {count} client.", "Brought back: {count} clients.", count
            )
            self.notify(told.format(count=count))

    def action_leave(self) -> None:
        self.dismiss(None)


def _cell(kept: Kept, column: str) -> Cell:
    record: Any = kept.record
    match column:
        case "since" if record is None:
            return Cell(_("damaged"), "bad")
        case "since":
            return Cell(_("changed"), "warning") if kept.changed else Cell(_("as it was"), "muted")
        case _ if record is None:
            return Cell("–", "muted")
        case "code":
            return Cell(record.client.code, "muted")
        case "name":
            return Cell(privacy.beside_code(record.client.name))
        case _:
            return Cell(str(len(record.sessions)))
