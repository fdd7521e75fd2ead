"""The session editor: a note, sealed while it is typed, and the few facts around it."""

from __future__ import annotations

import asyncio
from typing import Any

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import ContentSwitcher, Label

from coachtui import clock, process
from coachtui.domain.client import Client
from coachtui.domain.draft import NoteDraft
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session, SessionKind
from coachtui.errors import CoachError, InvalidValue
from coachtui.language import N_, _
from coachtui.services import drafts, sessions
from coachtui.services.entry import entered
from coachtui.services.reading import blocks
from coachtui.services.wording import term
from coachtui.tui import privacy
from coachtui.tui.bindings import shown
from coachtui.tui.keeper import Keeper
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.text import TextInput


class EditorScreen(CoachScreen[str]):
    """Writes one session. Every way out but Ctrl+S leaves a sealed draft behind.

    The result says what became of it; empty where nothing was typed.
    """

    BINDING_GROUP_TITLE = N_("Note")
    BINDINGS = [
        shown("editor.save", "ctrl+s", "save", N_("Save"), N_("Save the session and close it"), wins=True),
        shown("editor.preview", "ctrl+r", "preview", N_("Preview"), N_("Show the note as it will read, or write on"), wins=True),
        shown("editor.leave", "escape", "leave", N_("Back"), N_("Back; what was typed is kept as a draft")),
    ]  # fmt: skip
    takes_text = True
    AUTO_FOCUS = "NoteArea"
    DEFAULT_CSS = """
    EditorScreen {
        #facts {
            height: 1; margin-bottom: 1;
            Label { color: $text-muted; margin-right: 1; }
            TextInput, Choice { margin-right: 1; }
            #date { width: 13; } #minutes { width: 7; } #kind { width: 15; } #paid { width: 14; }
        }
        ContentSwitcher, NoteArea { height: 1fr; }
        NoteArea { max-width: 90; }
    }
    """

    def __init__(self, draft: NoteDraft, client: Client) -> None:
        super().__init__()
        self._client = client
        self._keeper = Keeper(self, draft, self._standing, written=False)
        self._opened = process.boot_time()
        self._elsewhere = self._sealed = ""

    @property
    def _draft(self) -> NoteDraft:
        return self._keeper.draft

    def _standing(self, draft: NoteDraft) -> NoteDraft:
        return replace(draft, session=self._session())

    def compose(self) -> ComposeResult:
        session = self._draft.session
        yield Heading(lambda: privacy.title(self._client))
        with Horizontal(id="facts"):
            yield TextInput(session.date.isoformat(), id="date", max_length=10)
            yield Choice([(kind, term(kind)) for kind in SessionKind], session.kind, id="kind")
            yield TextInput(str(session.minutes), id="minutes", type="integer", max_length=4)
            yield Label(_("min"))
            yield Choice(((True, _("paid")), (False, _("pro bono"))), session.paid, id="paid")
        with ContentSwitcher(initial="note"):
            yield NoteArea(session.note, id="note")
            yield DocumentView(id="preview")
        yield Footer()

    # -- what stands there

    @property
    def _facts(self) -> dict[str, Any]:
        return {
            "date": self.query_one("#date", TextInput).value,
            "kind": self.query_one("#kind", Choice).value,
            "minutes": self.query_one("#minutes", TextInput).value,
            "paid": self.query_one("#paid", Choice).value,
        }

    def _session(self) -> Session:
        """The session as typed so far; a fact that is half typed stays what it was."""
        session = replace(self._draft.session, note=self.query_one(NoteArea).text)
        for name, value in self._facts.items():
            try:
                session = entered(session, {name: value})
            except InvalidValue:
                continue
        return session

    @property
    def follows(self) -> str:
        """The client whose session it is."""
        return self._draft.record

    async def follow(self) -> None:
        """Say so as soon as the note is saved elsewhere; what is typed here stays."""
        record = await self.call(self.vault.load, self._draft.record)
        self._elsewhere = sessions.elsewhere(record, self._standing(self._draft))
        self._status(self._sealed)

    @property
    def busy_until(self) -> float:
        """The planned end of a session that is written while it is held."""
        if self._draft.before is not None or self._draft.session.date != clock.today():
            return 0.0
        # Asked at any time, also before the field stands there and while it goes.
        typed = [box.value for box in self.query("#minutes").results(TextInput)]
        return max((self._opened + int(each) * 60 for each in typed if each.isdecimal()), default=0)

    # -- the draft

    @on(NoteArea.Changed)
    @on(TextInput.Changed)
    @on(Choice.Changed)
    def _typed(self) -> None:
        self._keeper.typed()

    async def seal(self) -> None:
        """Put what stands there into the draft on disk."""
        if await self._keeper.seal():
            time = f"{self._draft.saved:%H:%M}"
            self._sealed = _("draft sealed {time}").format(time=time)
            self._status(self._sealed)

    @property
    def farewell(self) -> str:
        """That there is a draft, once something was sealed."""
        if not self._sealed:
            return ""
        told = _("Kept as a draft for {code}; “coachtui note {code}” goes on writing it.")
        return told.format(code=self._client.code)

    @property
    def kept(self) -> bool:
        """Whether what is typed here lies in a draft."""
        return self._keeper.written

    def _status(self, text: str) -> None:
        self.query_one(Heading).show(status=self._elsewhere or text)

    # -- the ways out

    async def action_save(self) -> None:
        note = self.query_one(NoteArea).text
        try:
            session = entered(self._draft.session, {**self._facts, "note": note})
            self._keeper.rest()
            draft = replace(self._draft, session=session)
            record = await self.call(sessions.save, self.vault, draft, clock.today())
        except CoachError as error:
            # It was to need no draft any more, and needs one all the same.
            self._keeper.typed()
            raise self._explained(error) if isinstance(error, InvalidValue) else error from None
        saved = record.session(session.id)
        if saved.note == session.note:
            told = _("Saved for {code}.").format(code=self._client.code)
            self.dismiss(told)
        else:
            told = _(
                "Saved. It was changed elsewhere meanwhile: both texts are kept, one after the other."
            )
            self.dismiss(told)
            self._show_both(record, saved)
        self.notify(told)

    def _show_both(self, record: ClientRecord, saved: Session) -> None:
        from coachtui.tui.screens.session import SessionScreen

        if not isinstance(self.app.screen, SessionScreen):
            self.app.push_screen(SessionScreen(record, saved))

    def _explained(self, error: InvalidValue) -> CoachError:
        """What is wrong in the words of the screen, with the cursor where it is wrong."""
        labels = {"date": _("The date"), "minutes": _("The minutes"), "note": _("The note")}
        name = error.field.rpartition(".")[2]
        if name in labels:
            self.query_one(f"#{name}").focus()
        return CoachError(f"{labels.get(name, error.field)} {error.reason}.")

    async def action_leave(self) -> None:
        if self.query_one(ContentSwitcher).current == "preview":
            await self.action_preview()
            return
        await self.seal()
        kept = self._draft in await self.call(drafts.offered, self.vault)
        self.dismiss(self.farewell if kept else "")
        if kept:
            self.notify(with_keys(_("Kept as a draft. {client_note} goes on writing it.")))

    async def action_preview(self) -> None:
        switcher = self.query_one(ContentSwitcher)
        if switcher.current == "note":
            # A note pasted from elsewhere may take long to read; the keys shall not wait for it.
            read = await asyncio.to_thread(blocks, self.query_one(NoteArea).text)
            self.query_one(DocumentView).show(read)
            switcher.current = "preview"
            self.query_one(DocumentView).focus()
        else:
            switcher.current = "note"
            self.query_one(NoteArea).focus()
