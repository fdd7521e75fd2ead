"""A text on one clause while it is written: sealed as a draft, and never lost by leaving.

What it is, a comment or another wording, and how it looks belongs to the screens that stand on this.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from msgspec.structs import replace
from textual import on

from coachtui.domain.draft import ClauseDraft
from coachtui.errors import CoachError
from coachtui.tui.keeper import Keeper
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.screens.confirm import leave_question
from coachtui.tui.widgets.note_area import NoteArea


class ClauseTextScreen(CoachScreen[None]):
    """Compose a :class:`NoteArea` with the draft's text; give the keys of ``keep`` and ``leave``.

    Args:
        saved: how the text reads in the agreement.
        draft: seals what is typed meanwhile.
        save: what ``keep`` does before it closes; if that fails, the text stays.
    """

    takes_text = True

    def __init__(
        self, saved: str, draft: ClauseDraft, save: Callable[[str], Awaitable[None]]
    ) -> None:
        super().__init__()
        self._saved, self._save = saved, save
        self._keeper = Keeper(self, draft, self._standing, written=draft.text != saved)

    @property
    def _text(self) -> str:
        return self.query_one(NoteArea).text

    # -- the draft

    @on(NoteArea.Changed)
    def _typed(self) -> None:
        self._keeper.typed()

    def _standing(self, draft: ClauseDraft) -> ClauseDraft:
        return replace(draft, text=self._text)

    async def seal(self) -> None:
        """Put the text into the draft on disk."""
        await self._keeper.seal()

    @property
    def kept(self) -> bool:
        """Whether what is typed here lies in a draft."""
        return self._keeper.written

    # -- the ways out

    async def action_keep(self) -> None:
        """Save the text and close."""
        await self._save(self._text)
        with suppress(CoachError):
            # It is saved, whatever becomes of its draft.
            await self._keeper.settle()
        self.dismiss(None)

    async def action_leave(self) -> None:
        """Close without saving, once it is sure that nothing typed is lost by it."""
        if self._text != self._saved:
            self.app.push_screen(leave_question(), self._left)
        else:
            await self._left(True)

    async def _left(self, sure: bool | None) -> None:
        if sure:
            await self._keeper.settle()
            self.dismiss(None)
