"""Small dialogs: a yes or no, a text, a choice between actions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Label, Static

from coachtui.domain.draft import CommentDraft
from coachtui.errors import CoachError
from coachtui.language import N_, _
from coachtui.tui import privacy
from coachtui.tui.bindings import shown
from coachtui.tui.keeper import Keeper
from coachtui.tui.keymap import key_of
from coachtui.tui.privacy import Shown
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.note_area import NoteArea


class ConfirmScreen(Dialog[bool]):
    """A question that only ``y`` answers with True; Esc and ``n`` answer with None.

    Args:
        question: what is asked, one translated line.
        consequence: what happens then, and what is kept; translated. What gives it, if it is about
            a client.
        yes: the translated verb that stands beside the key, such as “Delete”.
    """

    BINDING_GROUP_TITLE = N_("Question")
    BINDINGS = [
        shown("confirm.yes", "y", "yes", N_("Yes"), N_("Yes, do it")),
        shown("confirm.no", "n", "leave", N_("No"), N_("No, leave it as it is")),
    ]
    DEFAULT_CSS = """
    ConfirmScreen {
        #box { width: 60; }
        #consequence { width: 100%; }
        #answers { margin-top: 1; width: 100%; }
    }
    """

    def __init__(self, question: str, consequence: Shown = "", yes: str = "") -> None:
        super().__init__()
        self._question, self._consequence, self._yes = question, consequence, yes

    def compose(self) -> ComposeResult:
        with Box(self._question):
            if self._consequence:
                yield Label(privacy.said(self._consequence), id="consequence", markup=False)
            yield Static(self._answers(), id="answers")

    def redraw(self) -> None:
        """Say again what happens then, in privacy mode without a name."""
        super().redraw()
        for label in self.query("#consequence").results(Label):
            label.update(privacy.said(self._consequence))

    def _answers(self) -> Content:
        answers = (
            ("confirm.yes", self._yes or _("Yes")),
            ("confirm.no", _("No")),
            ("dialog.leave", _("Cancel")),
        )
        pairs = (
            Content.assemble((key_of(id), "$text-accent bold"), f"  {label}")
            for id, label in answers
        )
        return Content("      ").join(list(pairs))

    def action_yes(self) -> None:
        """Answer with True."""
        self.dismiss(True)


class CommentScreen(Dialog[str]):
    """Several lines of text, given with Ctrl+S; Esc asks first if something was typed.

    Args:
        title: translated.
        text: what stands there at the start, unless the draft has more.
        draft: seals what is typed meanwhile.
        save: what Ctrl+S does before it closes; if that fails, the text stays.
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
        self,
        title: str,
        text: str = "",
        draft: CommentDraft | None = None,
        save: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__()
        self._title, self._text, self._save = title, text, save
        self._keeper = draft and Keeper(self, draft, self._standing, written=draft.text != text)

    def compose(self) -> ComposeResult:
        with Box(self._title):
            yield NoteArea(self._keeper.draft.text if self._keeper else self._text)
        yield Footer()

    async def action_keep(self) -> None:
        """Save the text and answer with it."""
        text = self.query_one(NoteArea).text
        if self._save:
            await self._save(text)
        with suppress(CoachError):
            # It is saved, whatever becomes of its draft.
            await self._settle()
        self.dismiss(text)

    @property
    def changed(self) -> bool:
        """Whether the text is another than at the start."""
        return self.query_one(NoteArea).text != self._text

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that no draft keeps."""
        return self._keeper is None and self.changed

    @property
    def kept(self) -> bool:
        """Whether what is typed here lies in a draft."""
        return bool(self._keeper and self._keeper.written)

    async def action_leave(self) -> None:
        """Close with no result, once it is sure that nothing typed is lost by it."""
        if self.changed:
            self.app.push_screen(leave_question(), self._left)
        else:
            await self._left(True)

    async def _left(self, sure: bool | None) -> None:
        if sure:
            await self._settle()
            self.dismiss(None)

    # -- the draft

    @on(NoteArea.Changed)
    def _typed(self) -> None:
        if self._keeper:
            self._keeper.typed()

    def _standing(self, draft: CommentDraft) -> CommentDraft:
        return replace(draft, text=self.query_one(NoteArea).text)

    async def seal(self) -> None:
        """Put the text into the draft on disk."""
        if self._keeper:
            await self._keeper.seal()

    async def _settle(self) -> None:
        if self._keeper:
            await self._keeper.settle()


def leave_question() -> ConfirmScreen:
    """The question before something typed and not saved is given up."""
    return ConfirmScreen(
        _("Leave without saving?"), _("What you changed here is lost then."), _("Leave")
    )
