"""A comment on one clause, written over the agreement."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult

from coachtui.domain.agreement import Clause
from coachtui.domain.draft import CommentDraft
from coachtui.language import N_, _
from coachtui.tui.bindings import shown
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.screens.clause_text import ClauseTextScreen
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.note_area import NoteArea


class CommentScreen(Dialog[None], ClauseTextScreen):
    """The comment on ``clause``, sealed while it is typed. ``save`` is what Ctrl+S does before it closes."""

    BINDING_GROUP_TITLE = N_("Comment")
    BINDINGS = [
        shown("comment.save", "ctrl+s", "keep", N_("Save"), N_("Save the text"), wins=True),
    ]
    DEFAULT_CSS = """
    CommentScreen NoteArea { height: 8; }
    """

    def __init__(
        self, clause: Clause, draft: CommentDraft, save: Callable[[str], Awaitable[None]]
    ) -> None:
        super().__init__(clause.comment, draft, save)
        self._clause = clause

    def compose(self) -> ComposeResult:
        with Box(_("Comment on “{title}”").format(title=self._clause.title)):
            yield NoteArea(self._keeper.draft.text)
        yield Footer()

    async def action_leave(self) -> None:
        """Leave as every text on a clause is left: a dialog alone would not ask."""
        await ClauseTextScreen.action_leave(self)
