"""Where a person types one line; many are told in ``note_area``. Pasted text is cleaned, and the
cursor does not blink.

In privacy mode a private line is blurred until one writes on it.
"""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual import events
from textual.widget import Widget
from textual.widgets import Input

from coachtui.language import _
from coachtui.tui import privacy


def kept_from_clipboard(widget: Widget) -> bool:
    """Whether it is not to be copied; then that was said."""
    if privacy.on():
        widget.notify(_("Nothing is copied in privacy mode."))
    return privacy.on()


class TextInput(Input):
    """One line of text, one row high; a ``private`` one is blurred in privacy mode."""

    BINDING_GROUP_TITLE = ""
    DEFAULT_CSS = """
    TextInput {
        height: 1; border: none; padding: 0 1; background: $background; color: $foreground;
        &:focus { border: none; background: $panel; }
        &.-invalid, &.-invalid:focus { border: none; }
        &>.input--placeholder { color: $text-muted; }
    }
    """

    def __init__(self, value: str | None = None, *, private: bool = False, **how: Any) -> None:
        self._private, self._in_hand = private, False
        super().__init__(value, **how)

    def on_mount(self) -> None:
        self.cursor_blink = False

    @property
    def _value(self) -> Text:
        shown = super()._value
        if self._private and not self._in_hand and not self.password:
            shown.plain = privacy.blurred(shown.plain)
        return shown

    async def _on_key(self, event: events.Key) -> None:
        # Before Textual types it: both handlers are called.
        self._in_hand = self._in_hand or event.is_printable

    def _on_blur(self, event: events.Blur) -> None:  # noqa: ARG002 - Textual gives it
        self._in_hand = False

    def action_copy(self) -> None:
        """Copy what is selected, unless it is hidden."""
        if not (self._private and kept_from_clipboard(self)):
            super().action_copy()

    def action_cut(self) -> None:
        """Cut what is selected, unless it is hidden."""
        if not (self._private and kept_from_clipboard(self)):
            super().action_cut()

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
