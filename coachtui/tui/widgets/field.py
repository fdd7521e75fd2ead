"""The rows of a form: a label, what is typed beside it, and under it what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label

from coachtui.language import _
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.text import SecretInput, TextInput

Kind = Literal["text", "date", "minutes", "choice", "yes-no", "multi-line", "secret"]


class Field(NamedTuple):
    """What one row of a form asks for.

    ``name`` is the field's name in the domain, so that an InvalidValue finds its row. ``label``
    and ``help`` are translated texts. ``options`` of a choice are pairs of value and translated
    label. ``value`` may be text, a number, a date, a bool or None. One that is ``proposed`` is
    replaced by what is typed, unless the cursor is moved in it first. Text is blurred in privacy
    mode unless it is ``open``: nothing that could tell of a client ever stands there. What ``empty``
    says stands in a line with nothing in it.
    """

    name: str
    label: str
    kind: Kind = "text"
    value: Any = ""
    help: str = ""
    options: Sequence[tuple[Any, str]] = ()
    open: bool = False
    proposed: bool = False
    empty: str = ""


class FieldRow(Vertical):
    """A :class:`Field` on the screen."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto;
        .field--line { height: auto; }
        .field--label { width: 18; padding: 0 1 0 0; color: $text-muted; }
        .field--error { display: none; padding: 0 0 0 19; color: $text-error; width: 100%; }
        &.-wrong .field--error { display: block; }
        &.-in-hand .field--label { color: $foreground; text-style: bold; }
        &.-wrong .field--label { color: $text-error; text-style: bold; }
        TextInput, Choice, NoteArea { width: 1fr; }
        NoteArea { height: 5; }
    }
    """

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._editor = _editor(field)
        self._error = Label("", classes="field--error", markup=False)
        self._before = self._refused = self.value

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field--line"):
            yield Label(self.field.label, classes="field--label", markup=False)
            yield self._editor
        yield self._error

    @property
    def value(self) -> Any:
        """What stands there: text as typed, or the value of the option picked."""
        return self._editor.text if isinstance(self._editor, NoteArea) else self._editor.value

    @property
    def changed(self) -> bool:
        """Whether it is another value than at the start."""
        return bool(self.value != self._before)

    def put(self, value: Any) -> None:
        """Let ``value`` stand there, as if it had been typed or picked."""
        if isinstance(self._editor, NoteArea):
            self._editor.text = value
        elif isinstance(self._editor, Choice):
            self._editor.pick(value)
        else:
            self._editor.value = value
            # What was typed is gone on with, also where a proposal had been marked to be replaced.
            self._editor.cursor_position = len(value)

    def offer(self, options: Sequence[tuple[Any, str]], value: Any) -> None:
        """Let a choice offer ``options``, with ``value`` picked and counting as what it was at the start."""
        if isinstance(self._editor, Choice):
            self._editor.offer(options, value)
            self._before = self.value

    def focus_editor(self) -> None:
        """Put the cursor into it."""
        self._editor.focus()

    def clear(self) -> None:
        """Empty what was typed, where a secret stood."""
        if isinstance(self._editor, TextInput):
            self._editor.clear()

    def complain(self, reason: str) -> None:
        """Say under the row what is wrong with it, until that is changed; empty takes it away."""
        self._refused = self.value
        self._error.update(reason)
        self.set_class(bool(reason), "-wrong")

    def on_descendant_focus(self) -> None:
        """Let the label stand out; Textual would not style it anew for ``:focus-within``."""
        self.add_class("-in-hand")

    def on_descendant_blur(self) -> None:
        """Let the label be one of many again."""
        self.remove_class("-in-hand")

    @on(TextInput.Changed)
    @on(NoteArea.Changed)
    @on(Choice.Changed)
    def _changed(self) -> None:
        # Compared, since a change from before the complaint may be told only after it.
        if self.has_class("-wrong") and self.value != self._refused:
            self.complain("")


class _Lines(NoteArea):
    """Many lines in a form: beyond the first and the last one the arrows go on to other fields."""

    def action_cursor_up(self, select: bool = False) -> None:
        """One line up, or to the field before."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """One line down, or to the next field."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)


def _editor(field: Field) -> TextInput | NoteArea | Choice:
    name = f"field-{field.name}"
    if field.kind == "choice":
        return Choice(field.options, field.value, id=name)
    if field.kind == "yes-no":
        return Choice(((True, _("Yes")), (False, _("No"))), field.value, id=name)
    text = _typed(field.value)
    if field.kind == "multi-line":
        return _Lines(text, id=name)
    example = _("such as {day}").format(day="2026-11-24") if field.kind == "date" else ""
    if field.kind == "secret":
        return SecretInput(id=name)
    return TextInput(
        text,
        id=name,
        placeholder=field.empty or example,
        type="integer" if field.kind == "minutes" else "text",
        select_on_focus=field.proposed,
        private=field.kind == "text" and not field.open,
    )


def _typed(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
