"""What can be done with one client, wherever one stands: its keys are the same on every screen."""

from __future__ import annotations

from coachtui import clock
from coachtui.domain.draft import FormDraft, FormKind
from coachtui.errors import NotAllowed
from coachtui.language import N_, _
from coachtui.services import drafts, sessions
from coachtui.tui.bindings import shown
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen


class OneClientScreen(CoachScreen[None]):
    """A screen that is about one client, or on which one client is highlighted."""

    BINDING_GROUP_TITLE = N_("Client")
    BINDINGS = [
        shown("client.edit", "e", "edit", N_("Edit"), N_("Change what is known of this client")),
        shown("client.note", "n", "note", N_("Note"), N_("Write a note about a session")),
        shown("client.review", "v", "review", N_("Agreement"), N_("Go through the agreement clause by clause")),
        shown("client.export", "x", "export", N_("Export"), N_("Write the agreement to a file")),
    ]  # fmt: skip

    @property
    def record_id(self) -> str | None:
        """The client in question; None while there is none."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What needs a client works only where there is one."""
        return action not in ("edit", "note", "review", "export") or self.record_id is not None

    async def action_edit(self) -> None:
        from coachtui.tui.screens.forms import ClientForm

        if self.record_id:
            record = await self.call(self.vault.load, self.record_id)
            draft = await self.resumed(FormKind.CLIENT, record.id)
            self.app.push_screen(ClientForm(record.client, record.id, draft=draft))

    async def resumed(
        self, form: FormKind, record_id: str | None = None, row: str | None = None
    ) -> FormDraft:
        """The draft to open that form with: one that was left, or a fresh one."""
        fresh = drafts.begin_form(form, clock.now(), record_id, row)
        return await self.call(drafts.resume, self.vault, fresh)

    async def action_note(self) -> None:
        if self.record_id:
            await self.write_note(self.record_id)

    async def write_note(self, record_id: str, ends_the_app: bool = False) -> None:
        """Open the editor on a new session, or on the draft of one that was left."""
        from coachtui.tui.screens.editor import EditorScreen

        record = await self.call(self.vault.load, record_id)
        fresh = drafts.begin(record, sessions.begin(record, clock.today()), clock.now())
        draft = await self.call(drafts.resume, self.vault, fresh)

        async def left(told: str | None) -> None:
            if ends_the_app:
                self.coach.farewell = told or ""
                await self.app.run_action("quit")

        self.app.push_screen(EditorScreen(draft, record.client), left)

    async def action_review(self) -> None:
        # Whatever knows templates is a twentieth of what a list of clients would hold in memory.
        from coachtui.services import questions
        from coachtui.tui.screens.agreement_form import AgreementForm
        from coachtui.tui.screens.review import ReviewScreen

        if not self.record_id:
            return
        record = await self.call(self.vault.load, self.record_id)
        if record.agreement:
            self.app.push_screen(ReviewScreen(record))
        else:
            practice = await self.call(self.vault.practice)
            offered = await self.call(questions.offered)
            self.app.push_screen(AgreementForm(record, practice, offered), self._agreement_begun)

    async def _agreement_begun(self, record_id: str | None) -> None:
        if record_id:
            await self.action_review()

    async def action_export(self) -> None:
        from coachtui.services import agreements
        from coachtui.tui.screens.export_form import ExportForm

        if self.record_id:
            record = await self.call(self.vault.load, self.record_id)
            if record.agreement is None:
                raise NotAllowed(
                    with_keys(
                        _("There is no agreement to export yet. Press {client_review} to make one.")
                    )
                )
            agreements.current(record)
            self.app.push_screen(ExportForm(record))
