"""One client: the sessions, the agreement, and the file with what is known and what has left."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import ContentSwitcher

from coachtui import clock
from coachtui.domain.agreement import Agreement
from coachtui.domain.draft import FormKind
from coachtui.domain.record import ClientRecord, card_of
from coachtui.domain.session import Session, SessionState
from coachtui.errors import CoachError, KeysChanged, NotFound
from coachtui.language import N_, _
from coachtui.services import erasing, exports, sessions
from coachtui.services.reading import first_line
from coachtui.services.wording import days_since, progress, term
from coachtui.tui import privacy
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.one_client import OneClientScreen
from coachtui.tui.widgets.agreement_list import AgreementList, AgreementRow
from coachtui.tui.widgets.columns import Cell, Column
from coachtui.tui.widgets.file_list import FileList, FileRow
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.sections import Sections

SESSION_COLUMNS = (
    Column("date", N_("Date"), 10),
    Column("kind", N_("Kind"), 9, wider=3),
    Column("minutes", N_("Min"), 4, right=True),
    Column("paid", N_("Pay"), 8, rank=1),
    Column("note", N_("Note"), 12, grows=True, private=True),
)


class ClientScreen(OneClientScreen):
    """Three lists about one client; a key or a click goes from one to the next."""

    BINDING_GROUP_TITLE = N_("Client")
    BINDINGS = [
        hidden("client.sessions", "1", "section('sessions')", N_("Sessions"), N_("Show the sessions")),
        hidden("client.agreement", "2", "section('agreement')", N_("Clauses"), N_("Show the agreement's clauses")),
        hidden("client.file", "3", "section('file')", N_("File"), N_("Show what is known and what has left")),
        shown("client.next", "tab", "next_section(1)", N_("Next part"), N_("Show the next part")),
        hidden("client.previous", "shift+tab", "next_section(-1)", N_("Part before"), N_("Show the part before")),
        hidden("client.engagement", "a", "add_engagement", N_("Engagement"), N_("Add an engagement")),
        hidden("client.restore", "u", "restore", N_("Undelete"), N_("Put back the session deleted last")),
        hidden("client.states", "H", "states", N_("Earlier states"), N_("Show earlier states of this client, to bring one back")),
        hidden("client.erase", "ctrl+e", "erase", N_("Erase"), N_("Erase this client for good, once the code was typed")),
        shown("client.leave", "escape", "leave", N_("Back"), N_("Back to the clients")),
    ]  # fmt: skip
    AUTO_FOCUS = "#sessions"
    DEFAULT_CSS = "ClientScreen ContentSwitcher { height: 1fr; }"

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self._record_id = record_id
        self._record: ClientRecord | None = None
        self._deleted: list[Session] = []

    @property
    def record_id(self) -> str:
        """The client this screen is about."""
        return self._record_id

    def compose(self) -> ComposeResult:
        yield Heading()
        names = (("sessions", _("Sessions")), ("agreement", _("Agreement")), ("file", _("File")))
        yield Sections(names)
        with ContentSwitcher(initial="sessions"):
            yield RowList[Session](
                SESSION_COLUMNS, lambda session: session.id, _session_cell, id="sessions",
                empty=with_keys(_("No sessions yet. Press {client_note} to write a note.")),
            )  # fmt: skip
            yield AgreementList(id="agreement")
            yield FileList(id="file")
        yield Footer()

    @property
    def follows(self) -> str:
        """The client this screen is about."""
        return self._record_id

    async def follow(self) -> None:
        """Show the record as it is saved now."""
        record = await self._load()
        if record and record != self._record:
            self._show(record)

    async def on_screen_resume(self) -> None:
        """Show what is saved now."""
        if record := await self._load():
            self._show(record)

    async def _load(self) -> ClientRecord | None:
        """The record; one that is gone or cannot be read leads back to the list."""
        try:
            return await self.call(self.vault.load, self._record_id)
        except NotFound:
            # Erased, here or by another session.
            self.lead_back()
            return None
        except KeysChanged:
            raise
        except CoachError:
            # Textual lays a new screen out after this: with the error it would never be drawn.
            self.lead_back()
            raise

    def _show(self, record: ClientRecord) -> None:
        self._record = record
        client, card = record.client, card_of(record)
        status = _("{state} · agreement {progress} · last {since}").format(
            state=term(client.state),
            progress=progress(card.agreement),
            since=days_since(card.last, clock.today()),
        )
        self.query_one(Heading).show(lambda: privacy.title(client), status)
        self.query_one("#sessions", RowList).fill(record.sessions[::-1])
        self.query_one(AgreementList).show(record)
        self.query_one(FileList).show(record, exports.still_there(record))

    # -- the parts

    def action_section(self, section: str) -> None:
        self.query_one(ContentSwitcher).current = section
        self.query_one(Sections).show(section)
        self.query_one(f"#{section}").focus()

    def action_next_section(self, step: int) -> None:
        names = ("sessions", "agreement", "file")
        place = names.index(self.query_one(ContentSwitcher).current or names[0])
        self.action_section(names[(place + step) % len(names)])

    @on(Sections.Picked)
    def _picked(self, event: Sections.Picked) -> None:
        self.action_section(event.section)

    # -- what Enter opens

    @on(RowList.Chosen, "#sessions")
    def _read(self, event: RowList.Chosen) -> None:
        from coachtui.tui.screens.session import SessionScreen

        if self._record:
            self.app.push_screen(SessionScreen(self._record, event.item), self._session_left)

    def _session_left(self, deleted: Session | None) -> None:
        if deleted:
            self._deleted.append(deleted)
            self.notify(with_keys(_("Deleted. {client_restore} puts it back.")))

    async def action_restore(self) -> None:
        if not self._deleted:
            self.notify(_("Nothing was deleted since this client was opened."))
            return
        deleted = self._deleted[-1]
        self._show(await self.call(sessions.restore, self.vault, self._record_id, deleted))
        self._deleted.pop()
        self.query_one("#sessions", RowList).put_cursor_on(deleted.id)

    @on(RowList.Chosen, "#agreement")
    def _review(self, event: RowList.Chosen) -> None:
        row: AgreementRow = event.item
        if isinstance(row, Agreement):
            self._open_agreement(row)
        elif self._record and self._record.agreement:
            self._open_agreement(self._record.agreement, row.id)

    def _open_agreement(self, agreement: Agreement, clause_id: str = "") -> None:
        from coachtui.tui.screens.review import ReviewScreen

        if self._record:
            review = ReviewScreen(self._record, clause_id, agreement_id=agreement.id)
            self.app.push_screen(review)

    @on(RowList.Chosen, "#file")
    async def _open_file_row(self, event: RowList.Chosen) -> None:
        row: FileRow = event.item
        if row.kind == "engagement":
            await self._edit_engagement(row.id or None)
        elif row.kind == "disclosure":
            self._offer_removal(row.id)
        elif row.kind == "consent":
            self._open_consent(row.id)
        else:
            await self.action_edit()

    def _open_consent(self, clause_id: str) -> None:
        """The agreement whose consents count, at that one: there it is withdrawn or given."""
        signed_last = self._record.agreement_signed_last if self._record else None
        if signed_last:
            self._open_agreement(signed_last, clause_id)

    async def action_add_engagement(self) -> None:
        await self._edit_engagement(None)

    async def _edit_engagement(self, engagement_id: str | None) -> None:
        from coachtui.tui.screens.forms import EngagementForm

        if record := self._record:
            known = next((each for each in record.engagements if each.id == engagement_id), None)
            draft = await self.resumed(FormKind.ENGAGEMENT, record.id, engagement_id)
            self.app.push_screen(EngagementForm(record, known, draft))

    def _offer_removal(self, disclosure_id: str) -> None:
        from coachtui.tui.screens.confirm import ConfirmScreen

        record = self._record
        lying = exports.still_there(record) if record else ()
        disclosure = next((each for each in lying if each.id == disclosure_id), None)
        if disclosure is None:
            self.notify(_("That file is not there any more."))
            return
        question = ConfirmScreen(
            _("Remove the file?"),
            _("{file}\n\nThe log keeps that it was there.").format(file=disclosure.file),
            _("Remove"),
        )

        async def answered(sure: bool | None) -> None:
            if sure:
                self._show(
                    await self.call(
                        exports.remove_export, self.vault, self._record_id, disclosure_id,
                        clock.now(),
                    )
                )  # fmt: skip

        self.app.push_screen(question, answered)

    def action_states(self) -> None:
        from coachtui.tui.screens.states import StatesScreen

        self.app.push_screen(StatesScreen(self._record_id))

    async def action_erase(self) -> None:
        from coachtui.tui.screens.erase import EraseForm

        if self._record:
            reach = await self.call(erasing.reach, self.vault, self._record_id)
            self.app.push_screen(EraseForm(card_of(self._record), reach))

    def action_leave(self) -> None:
        self.dismiss(None)


def _session_cell(session: Session, column: str) -> Cell:
    match column:
        case "date":
            return Cell(session.date.isoformat())
        case "kind":
            held = session.state is SessionState.HELD
            return Cell(term(session.kind if held else session.state), "muted")
        case "minutes":
            return Cell(str(session.minutes))
        case "paid":
            return Cell(_("paid") if session.paid else _("pro bono"), "muted")
        case _:
            return Cell(first_line(session.note))
