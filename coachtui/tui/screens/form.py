"""The base of every form: fields one under the other, saved together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Label

from coachtui.domain.draft import FormDraft
from coachtui.domain.value import to_plain
from coachtui.errors import CoachError, InvalidValue
from coachtui.language import N_, _
from coachtui.tui.bindings import hidden, shown
from coachtui.tui.keeper import Keeper
from coachtui.tui.screens.base import Box, Dialog
from coachtui.tui.screens.confirm import leave_question
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.field import Field, FieldRow
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.text import TextInput

Saved = TypeVar("Saved")


class FormScreen(Dialog[Saved]):
    """A form. A subclass gives ``save``; its result is what the screen is left with.

    With a ``draft`` of its own, what is typed is sealed meanwhile, and what the draft holds already
    stands there from the start. Ctrl+S saves, Enter goes to the next field and saves from the last one, Esc leaves and asks
    first if something was changed. An InvalidValue from ``save`` is shown at its field, any other
    CoachError under the form; both leave everything as typed.
    """

    BINDING_GROUP_TITLE = N_("Form")
    takes_text = True
    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Save"), N_("Save the form and close it"), wins=True),
        hidden("form.next", "down", "next_field", N_("Next field"), N_("To the next field")),
        hidden("form.previous", "up", "previous_field", N_("Previous field"), N_("To the field before")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    FormScreen {
        #help { color: $text-muted; margin-top: 1; width: 100%; min-height: 1; }
        #problem { display: none; color: $text-error; text-style: bold; width: 100%; margin-top: 1; }
        #problem.-shown { display: block; }
    }
    """

    def __init__(self, title: str, fields: Sequence[Field], draft: FormDraft | None = None) -> None:
        super().__init__()
        self._title, self._fields = title, fields
        self._keeper = draft and Keeper(self, draft, self._standing, written=bool(draft.values))
        self._saving = False

    async def save(self, values: Mapping[str, Any]) -> Saved:
        """Save ``values``, by field name, and give the result of the form."""
        raise NotImplementedError

    async def done(self, result: Saved) -> None:
        """What follows a save that worked: the form closes with its result."""
        self.dismiss(result)

    def compose(self) -> ComposeResult:
        with Box(self._title):
            yield from self.introduction()
            for field in self._fields:
                yield FieldRow(field)
            yield Label("", id="problem", markup=False)
            yield Label("", id="help", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        if self._keeper and (before := self._keeper.draft.values):
            for row in self.rows:
                if row.field.name in before:
                    row.put(before[row.field.name])
            self.notify(_("This is what was typed here before and not saved yet."))

    def introduction(self) -> Iterable[Widget]:
        """What stands above the fields; nothing, unless a form has something to say first."""
        return ()

    @property
    def rows(self) -> list[FieldRow]:
        """The rows of the form, in order."""
        return list(self.query(FieldRow))

    @property
    def values(self) -> dict[str, Any]:
        """What stands in the fields now, by name."""
        return {row.field.name: row.value for row in self.rows}

    @property
    def changes(self) -> dict[str, Any]:
        """What was changed here, by name: of the rest, the disk may know something newer."""
        return {row.field.name: row.value for row in self.rows if row.changed}

    async def action_save(self) -> None:
        """Save and close, or say what stands against it."""
        if self._saving:
            return
        self._saving = True
        try:
            for row in self.rows:
                row.complain("")
            self._say("")
            result = await self.save(self.values)
            with suppress(CoachError):
                # It is saved, whatever becomes of its draft.
                await self._settle()
            await self.done(result)
        except InvalidValue as error:
            self._point_at(error)
        except CoachError as error:
            self._say(str(error))
        finally:
            self._saving = False

    @property
    def unsaved(self) -> bool:
        """Whether something was changed here that no draft keeps."""
        return self._keeper is None and bool(self.changes)

    @property
    def kept(self) -> bool:
        """Whether what is typed here lies in a draft."""
        return bool(self._keeper and self._keeper.written)

    async def action_leave(self) -> None:
        """Close with no result, once it is sure that nothing typed is lost by it."""
        if self.unsaved or (self._keeper and self.changes):
            self.app.push_screen(leave_question(), self._left)
        else:
            await self._left(True)

    async def _left(self, sure: bool | None) -> None:
        if sure:
            await self._settle()
            self.dismiss(None)

    # -- the draft

    @on(TextInput.Changed)
    @on(NoteArea.Changed)
    @on(Choice.Changed)
    def _typed(self) -> None:
        if self._keeper:
            self._keeper.typed()

    def _standing(self, draft: FormDraft) -> FormDraft:
        return replace(draft, values=to_plain(self.changes))

    async def seal(self) -> None:
        """Put what was changed into the draft on disk; a save under way needs none any more."""
        if self._keeper and not self._saving:
            await self._keeper.seal()

    async def _settle(self) -> None:
        if self._keeper:
            await self._keeper.settle()

    def action_next_field(self) -> None:
        self.focus_next()

    def action_previous_field(self) -> None:
        self.focus_previous()

    async def on_input_submitted(self, event: TextInput.Submitted) -> None:
        event.stop()
        await self._next_or_save()

    async def on_choice_submitted(self, event: Choice.Submitted) -> None:
        event.stop()
        await self._next_or_save()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        row = next((row for row in self.rows if row in event.widget.ancestors), None)
        self.query_one("#help", Label).update(row.field.help if row else "")
        self.call_after_refresh(self._bring_into_view)

    def on_resize(self) -> None:
        """Keep the field in hand in view where the terminal became smaller."""
        self.call_after_refresh(self._bring_into_view)

    @on(TextInput.Changed)
    def _bring_into_view(self) -> None:
        """Show what is filled in now: after several quick keys that is another than was focused first."""
        if self.focused:
            self._row_of(self.focused).scroll_visible(animate=False)

    def scroll_to_center(self, widget: Widget, *args: Any, **how: Any) -> None:
        """What Textual does to bring a field into view; with its label."""
        super().scroll_to_center(self._row_of(widget), *args, **how)

    def _row_of(self, widget: Widget) -> Widget:
        return next((row for row in self.rows if row in widget.ancestors), widget)

    async def _next_or_save(self) -> None:
        if self.focus_chain and self.focused is self.focus_chain[-1]:
            await self.action_save()
        else:
            self.focus_next()

    def _point_at(self, error: InvalidValue) -> None:
        name = error.field.rpartition(".")[2].partition("[")[0]
        row = next((row for row in self.rows if row.field.name == name), None)
        if row is None:
            self._say(str(error))
            return
        row.complain(self.complaint(row.field, error.reason))
        row.focus_editor()

    def complaint(self, field: Field, reason: str) -> str:
        """What is wrong with ``field``, in a sentence that stands under it."""
        return _("{field} {reason}.").format(field=field.label, reason=reason)

    def _say(self, problem: str) -> None:
        label = self.query_one("#problem", Label)
        label.update(self.coach.without_names(problem))
        label.set_class(bool(problem), "-shown")
