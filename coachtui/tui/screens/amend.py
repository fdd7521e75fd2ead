"""Another wording of one clause for one client: written above, what differs shown below."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.widgets import Label

from coachtui.domain.agreement import Clause
from coachtui.domain.draft import AmendmentDraft
from coachtui.errors import CoachError, InvalidValue
from coachtui.language import N_, _
from coachtui.tui.bindings import shown
from coachtui.tui.changed_blocks import changed_blocks
from coachtui.tui.screens.clause_text import ClauseTextScreen
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import Footer, Heading
from coachtui.tui.widgets.note_area import NoteArea


class AmendScreen(ClauseTextScreen):
    """The wording of ``clause``, sealed while it is typed. ``save`` is what Ctrl+S does before it closes."""

    BINDING_GROUP_TITLE = N_("Wording")
    BINDINGS = [
        shown("amend.save", "ctrl+s", "keep", N_("Save"), N_("Save the wording; the clause is open then"), wins=True),
        shown("amend.template", "ctrl+r", "template", N_("Template's wording"), N_("Put the template's wording back"), wins=True),
        shown("amend.leave", "escape", "leave", N_("Back"), N_("Back without changing the wording")),
    ]  # fmt: skip
    AUTO_FOCUS = "NoteArea"
    DEFAULT_CSS = """
    AmendScreen {
        NoteArea { height: 1fr; max-width: 90; margin-top: 1; }
        #changes { height: 1fr; }
        #changes .document--strike { color: $text-error; }
        #changes .document--strong { color: $text-success; }
        #about { width: 100%; padding: 0 1; color: $text-muted; background: $panel; }
    }
    """

    def __init__(
        self, clause: Clause, draft: AmendmentDraft, save: Callable[[str], Awaitable[None]]
    ) -> None:
        super().__init__(clause.text, draft, save)
        self._clause = clause

    def compose(self) -> ComposeResult:
        yield Heading(self._clause.title)
        yield NoteArea(self._keeper.draft.text)
        yield Label(_("What changes in the template's wording"), id="about", markup=False)
        yield DocumentView(id="changes")
        yield Footer()

    def on_mount(self) -> None:
        self._compare()

    @property
    def _template_text(self) -> str:
        return self._clause.template_text or self._clause.text

    @on(NoteArea.Changed)
    def _compare(self) -> None:
        changed = changed_blocks(self._template_text, self._text)
        self.query_one(DocumentView).show(changed, keep_place=True)

    def action_template(self) -> None:
        area = self.query_one(NoteArea)
        # Replaced as if it had been typed, so that it can be taken back.
        area.replace(self._template_text, (0, 0), area.document.end)

    async def action_keep(self) -> None:
        try:
            await super().action_keep()
        except InvalidValue as error:
            raise CoachError(_("The wording {reason}.").format(reason=error.reason)) from None
