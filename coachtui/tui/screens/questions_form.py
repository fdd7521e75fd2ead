"""What a template asks and nobody knows yet, asked for once: each answer checked at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coachtui import clock
from coachtui.domain.draft import FormDraft, FormKind
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.language import N_, _
from coachtui.services import drafts, questions
from coachtui.services.questions import Question, VariableType
from coachtui.services.templates import Template
from coachtui.tui.bindings import shown
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.widgets.field import Field, Kind

_KINDS: dict[VariableType, Kind] = {
    VariableType.DATE: "date",
    VariableType.MINUTES: "minutes",
    VariableType.WEEKS: "minutes",
    VariableType.NUMBER: "minutes",
    VariableType.CHOICE: "choice",
}
_HINTS = {
    VariableType.TEXT: N_("In your words, as it shall stand in the agreement."),
    VariableType.DATE: N_("A day, such as 2026-11-24 or 24.11.2026."),
    VariableType.MONEY: N_("An amount, such as 1200 or 1200 EUR."),
    VariableType.MINUTES: N_("A number of minutes."),
    VariableType.WEEKS: N_("A number of weeks: 2 is every second week."),
    VariableType.NUMBER: N_("A number."),
    VariableType.CHOICE: N_("One of these; the arrow keys choose."),
}


class QuestionsForm(FormScreen[ClientRecord]):
    """The questions of ``template`` with what is proposed for them; the agreement is made with the answers.

    Where one of ``record`` is in force, that is a new version of it.

    Args:
        record: the client whose agreement it is to be.
        template: what it is made from.
        asked: the questions.
        title: one of the template's; empty for what was chosen last.
        instead: whether it takes the place of a draft.
        draft: seals what is typed meanwhile.
    """

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Make it"), N_("Make the agreement with these answers"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    QuestionsForm FieldRow {
        margin-bottom: 1;
        .field--line { layout: vertical; }
        .field--label { width: 100%; }
        TextInput, Choice { width: 100%; }
        .field--error { padding: 0; }
    }
    QuestionsForm #help { dock: bottom; min-height: 3; padding-top: 1; margin: 0; background: $surface; }
    """

    def __init__(
        self,
        record: ClientRecord,
        template: Template,
        asked: Sequence[Question],
        draft: FormDraft,
        title: str = "",
        instead: bool = False,
    ) -> None:
        super().__init__(_("Before the agreement"), [_field(each) for each in asked], draft)
        self._record, self._template = record, template
        self._document_title, self._instead = title, instead

    def complaint(self, field: Field, reason: str) -> str:  # noqa: ARG002 - it stands above
        """What is wrong with an answer; its question is too long to be said again."""
        return _("The answer {reason}.").format(reason=reason)

    async def save(self, values: Mapping[str, Any]) -> ClientRecord:
        """Make the agreement with these answers."""
        record, template, today = self._record, self._template, clock.today()
        if record.agreement_in_force:
            return await self.call(questions.renew, self.vault, record.id, today, template, values)
        return await self.call(
            questions.begin, self.vault, record.id, today, template, values,
            self._document_title, self._instead,
        )  # fmt: skip


def _field(question: Question) -> Field:
    variable = question.variable
    hints = [_(_HINTS[variable.type])]
    if question.optional:
        hints.append(_("It may stay empty."))
    if variable.remember:
        hints.append(_("Proposed again next time."))
    options = [(each, each) for each in variable.choices]
    return Field(
        variable.name,
        variable.says or variable.name.replace("_", " "),
        _KINDS.get(variable.type, "text"),
        question.value,
        " ".join(hints),
        [("", "–"), *options] if question.optional else options,
    )


def draft_of_answers(record: ClientRecord, template: Template) -> FormDraft:
    """A draft of what is answered to ``template`` for ``record``, with nothing in it yet."""
    row = questions.key(template)
    return drafts.begin_form(FormKind.QUESTIONS, clock.now(), record.id, row)


def resumed(draft: FormDraft, record: ClientRecord, practice: Practice) -> QuestionsForm:
    """The form that ``draft`` was typed in.

    Raises:
        NotFound: its template is not there any more.
    """
    template = questions.template_of(draft.row or "")
    asked = questions.asked(practice, record, template, clock.today(), everything=True)
    return QuestionsForm(record, template, asked, draft)
