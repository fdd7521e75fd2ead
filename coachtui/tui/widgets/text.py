"""Where a person types: one line, or many. Neither blinks, and what is pasted is cleaned."""

from __future__ import annotations

from textual import events
from textual.widgets import Input, TextArea

from coachtui.language import N_
from coachtui.tui.bindings import hidden


class TextInput(Input):
    """One line of text, one row high."""

    BINDING_GROUP_TITLE = ""
    DEFAULT_CSS = """
    TextInput {
        height: 1; border: none; padding: 0 1; background: $background; color: $foreground;
        &:focus { border: none; background: $panel; }
        &.-invalid, &.-invalid:focus { border: none; }
        &>.input--placeholder { color: $text-muted; }
    }
    """

    def on_mount(self) -> None:
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        if not self.password:
            from coachtui.services.cleaning import clean_line

            event.text = clean_line(event.text)


class SecretInput(TextInput):
    """One line that shows only dots, takes a paste as it is, and gives nothing to the clipboard."""

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, password=True, id=id)

    def action_copy(self) -> None:
        """Not from here."""

    def action_cut(self) -> None:
        """Not from here."""


class NoteArea(TextArea):
    """Many lines of text, written on where they end. The screen's Ctrl keys win over the editing
    keys of the same name.
    """

    BINDING_GROUP_TITLE = N_("In the text")
    BINDINGS = [
        hidden("text.undo", "ctrl+underscore,ctrl+minus", "undo", N_("Undo"), N_("Take back what was typed last")),
        hidden("text.redo", "ctrl+y", "redo", N_("Redo"), N_("Type again what was taken back")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    NoteArea {
        border: none; padding: 0 1; background: $background; color: $foreground;
        &:focus { border: none; }
    }
    """

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(text, id=id, classes=classes, soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False
        self.highlight_cursor_line = False
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        from coachtui.services.cleaning import clean_text

        event.text = clean_text(event.text)
