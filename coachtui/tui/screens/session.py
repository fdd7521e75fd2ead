"""A session read back, and put right where it went wrong."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult

from coachtui import clock
from coachtui.domain.record import Card, ClientRecord
from coachtui.domain.session import Session, SessionState
from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.services import drafts, sessions
from coachtui.services.reading import blocks
from coachtui.services.wording import term
from coachtui.tui import privacy
from coachtui.tui.bindings import shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import Footer, Heading


class SessionScreen(CoachScreen[Session | None]):
    """The note as it reads. The result is the session if it was deleted here, else None."""

    BINDING_GROUP_TITLE = N_("Session")
    BINDINGS = [
        shown("session.edit", "e", "edit", N_("Correct"), N_("Correct the note or what stands around it")),
        shown("session.move", "m", "move", N_("Move"), N_("Move it to the client it belongs to")),
        shown("session.delete", "ctrl+d,delete", "delete", N_("Delete"), N_("Delete it, after a question")),
        shown("session.leave", "escape", "leave", N_("Back"), N_("Back to the client")),
    ]  # fmt: skip
    AUTO_FOCUS = "DocumentView"
    DEFAULT_CSS = "SessionScreen DocumentView { margin-top: 1; }"

    def __init__(self, record: ClientRecord, session: Session) -> None:
        super().__init__()
        self._record, self._session = record, session
        self._leaving = False

    def compose(self) -> ComposeResult:
        yield Heading()
        yield DocumentView()
        yield Footer()

    @property
    def follows(self) -> str:
        """The client whose session it is."""
        return self._record.id

    async def follow(self) -> None:
        """Show the session as it is saved now: another login may have changed or removed it."""
        before = self._record.client, self._session
        await self._read()
        if (self._record.client, self._session) != before:
            await self._show()

    async def on_screen_resume(self) -> None:
        """Show what is saved now: the editor may have changed it, another login removed it."""
        if not self._leaving:
            await self._read()
            await self._show()

    async def _read(self) -> None:
        try:
            self._record = await self.call(self.vault.load, self._record.id)
            self._session = self._record.session(self._session.id)
        except CoachError:
            self.lead_back()
            raise

    async def _show(self) -> None:
        session, client = self._session, self._record.client
        facts = [
            session.date.isoformat(),
            term(session.kind),
            _("{minutes} min").format(minutes=session.minutes),
            _("paid") if session.paid else _("pro bono"),
        ]
        if session.state is not SessionState.HELD:
            facts.append(term(session.state))
        self.query_one(Heading).show(lambda: privacy.title(client), " · ".join(facts))
        text = session.note or _("*No note was written.*")
        # A note pasted from elsewhere may take long to read; the keys shall not wait for it.
        self.query_one(DocumentView).show(await asyncio.to_thread(blocks, text), keep_place=True)

    async def action_edit(self) -> None:
        from coachtui.tui.screens.editor import EditorScreen

        fresh = drafts.begin(self._record, self._session, clock.now())
        draft = await self.call(drafts.resume, self.vault, fresh)
        self.app.push_screen(EditorScreen(draft, self._record.client))

    def action_move(self) -> None:
        from coachtui.tui.screens.forms import MoveForm

        self.app.push_screen(MoveForm(self._record), self._move_to)

    def _move_to(self, card: Card | None) -> None:
        from coachtui.tui.screens.confirm import ConfirmScreen

        if card is None:
            return
        here = self._record.client.code
        told = _("From {here} to {there}. The copy before stays in the vault.")
        question = ConfirmScreen(
            _("Move this session?"),
            lambda: told.format(here=here, there=privacy.title(card)),
            _("Move"),
        )

        async def answered(sure: bool | None) -> None:
            if sure:
                await self._move(card)

        self.app.push_screen(question, answered)

    async def _move(self, card: Card) -> None:
        self._leaving = True
        await self.call(sessions.move, self.vault, self._record.id, self._session.id, card.id)
        self.dismiss(None)
        self.notify(_("Moved to {code}.").format(code=card.code))

    def action_delete(self) -> None:
        from coachtui.tui.screens.confirm import ConfirmScreen

        question = ConfirmScreen(
            _("Delete this session?"),
            with_keys(
                _(
                    "The note goes with it. The copy before stays in the vault, and {client_restore} puts it back."
                )
            ),
            _("Delete"),
        )
        self.app.push_screen(question, self._delete)

    async def _delete(self, sure: bool | None) -> None:
        if sure:
            self._leaving = True
            deleted = await self.call(
                sessions.delete, self.vault, self._record.id, self._session.id
            )
            self.dismiss(deleted)

    def action_leave(self) -> None:
        self.dismiss(None)
