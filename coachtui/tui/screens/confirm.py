"""A question that is answered with a yes or a no."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Label, Static

from coachtui.language import N_, _
from coachtui.tui import privacy
from coachtui.tui.bindings import shown
from coachtui.tui.keymap import key_of
from coachtui.tui.privacy import Shown
from coachtui.tui.screens.base import Box, Dialog


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


def leave_question() -> ConfirmScreen:
    """The question before something typed and not saved is given up."""
    return ConfirmScreen(
        _("Leave without saving?"), _("What you changed here is lost then."), _("Leave")
    )
