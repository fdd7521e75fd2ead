"""A comment on one clause, written over the agreement."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult

from coachtui.domain.agreement import Clause
from coachtui.domain.draft import CommentDraft
from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.tui.bindings import shown
from coachtui.tui.keeper import Keeper
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.screens.confirm import leave_question
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.text import NoteArea


class CommentScreen(Dialog[None]):
    """The comment on ``clause``, sealed while it is typed; Esc asks first if something was.

    ``save`` is what Ctrl+S does before it closes.
    """

    BINDING_GROUP_TITLE = N_("Comment")
    takes_text = True
    BINDINGS = [
        shown("comment.save", "ctrl+s", "keep", N_("Save"), N_("Save the text"), wins=True),
    ]
    DEFAULT_CSS = """
    CommentScreen NoteArea { height: 8; }
    """

    def __init__(
        self, clause: Clause, draft: CommentDraft, save: Callable[[str], Awaitable[None]]
    ) -> None:
        super().__init__()
        self._clause, self._save = clause, save
        self._keeper = Keeper(self, draft, self._standing, written=draft.text != clause.comment)

    def compose(self) -> ComposeResult:
        with Box(_("Comment on “{title}”").format(title=self._clause.title)):
            yield NoteArea(self._keeper.draft.text)
        yield Footer()

    @property
    def _text(self) -> str:
        return self.query_one(NoteArea).text

    # -- the draft

    @on(NoteArea.Changed)
    def _typed(self) -> None:
        self._keeper.typed()

    def _standing(self, draft: CommentDraft) -> CommentDraft:
        return replace(draft, text=self._text)

    async def seal(self) -> None:
        """Put the comment into the draft on disk."""
        await self._keeper.seal()

    @property
    def kept(self) -> bool:
        """Whether what is typed here lies in a draft."""
        return self._keeper.written

    # -- the ways out

    async def action_keep(self) -> None:
        await self._save(self._text)
        with suppress(CoachError):
            # It is saved, whatever becomes of its draft.
            await self._keeper.settle()
        self.dismiss(None)

    async def action_leave(self) -> None:
        """Close without saving, once it is sure that nothing typed is lost by it."""
        if self._text != self._clause.comment:
            self.app.push_screen(leave_question(), self._left)
        else:
            await self._left(True)

    async def _left(self, sure: bool | None) -> None:
        if sure:
            await self._keeper.settle()
            self.dismiss(None)
