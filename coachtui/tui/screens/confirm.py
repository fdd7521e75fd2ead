"""Small dialogs: a yes or no, a text, a choice between actions."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Label, Static

from coachtui.language import N_, _
from coachtui.tui.bindings import shown
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.text import NoteArea


class ConfirmScreen(Dialog[bool]):
    """A question that only ``y`` answers with True; Esc and ``n`` answer with None.

    Args:
        question: what is asked, one translated line.
        consequence: what happens then, and what is kept; translated.
        yes: the translated verb that stands beside the key, such as “Delete”.
    """

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

    def __init__(self, question: str, consequence: str = "", yes: str = "") -> None:
        super().__init__()
        self._question, self._consequence, self._yes = question, consequence, yes

    def compose(self) -> ComposeResult:
        with Box(self._question):
            if self._consequence:
                yield Label(self._consequence, id="consequence", markup=False)
            yield Static(self._answers(), id="answers")

    def _answers(self) -> Content:
        keys = (("y", self._yes or _("Yes")), ("n", _("No")), (_("Esc"), _("Cancel")))
        pairs = (Content.assemble((key, "$text-accent bold"), f"  {label}") for key, label in keys)
        return Content("      ").join(list(pairs))

    def action_yes(self) -> None:
        """Answer with True."""
        self.dismiss(True)


class CommentScreen(Dialog[str]):
    """Several lines of text, given with Ctrl+S; Esc asks first if something was typed."""

    BINDINGS = [
        shown("comment.save", "ctrl+s", "keep", N_("Save"), N_("Save the text"), wins=True),
    ]
    DEFAULT_CSS = """
    CommentScreen NoteArea { height: 8; }
    """

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Box(self._title):
            yield NoteArea(self._text)
        yield Footer()

    def action_keep(self) -> None:
        """Answer with the text."""
        self.dismiss(self.query_one(NoteArea).text)

    @property
    def unsaved(self) -> bool:
        """Whether the text is another than at the start."""
        return self.query_one(NoteArea).text != self._text

    async def action_leave(self) -> None:
        """Close with no result, once it is sure that nothing typed is lost by it."""
        if self.unsaved:
            self.app.push_screen(leave_question(), self._left)
        else:
            self.dismiss(None)

    def _left(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)


def leave_question() -> ConfirmScreen:
    """The question before something typed and not saved is given up."""
    return ConfirmScreen(
        _("Leave without saving?"), _("What you changed here is lost then."), _("Leave")
    )
