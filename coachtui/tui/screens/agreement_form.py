"""The form before an agreement: from which template, in which language, under which title.

What the template still has to know is asked in ``questions_form``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import Label

from coachtui import clock
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotFound
from coachtui.language import N_, _
from coachtui.services import drafts, questions, templates
from coachtui.services.questions import Question
from coachtui.services.templates import Template
from coachtui.tui.bindings import shown
from coachtui.tui.languages import LANGUAGES
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.screens.questions_form import QuestionsForm, draft_of_answers
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.field import Field, FieldRow


class AgreementForm(FormScreen[str]):
    """A new agreement, or one in place of a draft. The result is the id of the record.

    What the template asks and nobody knows yet is asked for once, in a form of its own.
    """

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Go on"), N_("Make the agreement, or go on to what it asks"), wins=True),
    ]  # fmt: skip
    DEFAULT_CSS = """
    AgreementForm #about { width: 100%; margin-bottom: 1; color: $text-muted; }
    """

    def __init__(
        self, record: ClientRecord, practice: Practice, offered: Sequence[Template]
    ) -> None:
        self._record, self._practice, self._offered = record, practice, offered
        before = record.agreement
        instead = before is not None
        hint = (
            _("The agreement under way is thrown away, with its answers and comments.")
            if instead
            else _("It is made from the terms of the engagement.")
        )
        names = list(dict.fromkeys(each.id for each in offered))
        fields = [
            Field("template", _("Template"), "choice", before.template if before else "core", hint, [(each, each) for each in names]),
            Field("language", _("Language"), "choice", before.language if before else record.client.language, hint, LANGUAGES),
            Field("title", _("Title"), "choice", "", _("How the document is called."), [("", "")]),
            Field(
                "everything", _("Ask for"), "choice", False,
                _("What the template leaves open for you to decide, such as how soon you answer."),
                [(False, _("what is missing")), (True, _("everything"))],
            ),
        ]  # fmt: skip
        super().__init__(_("Begin again") if instead else _("New agreement"), fields)

    def on_mount(self) -> None:
        self._row("template").display = len({each.id for each in self._offered}) > 1
        self._offer_titles()

    def introduction(self) -> Iterable[Widget]:
        """What the template that is picked is."""
        return (Label("", id="about", markup=False),)

    @property
    def unsaved(self) -> bool:
        """What is picked here is picked again in a moment."""
        return False

    def _row(self, name: str) -> FieldRow:
        return next(row for row in self.rows if row.field.name == name)

    @on(Choice.Changed, "#field-template")
    @on(Choice.Changed, "#field-language")
    def _offer_titles(self) -> None:
        """Let the titles be those of the template that is picked; one alone is no choice."""
        template, row = self._template, self._row("title")
        titles = template.titles if template else ("",)
        picked = questions.usual_title(self._practice, template) if template else ""
        row.offer([(each, each) for each in titles], picked)
        row.display = len(titles) > 1
        about = templates.about(template) if template else ""
        self.query_one("#about", Label).update(about)

    @property
    def _template(self) -> Template | None:
        """The one that is picked, if it is written in that language."""
        wanted = self.values["template"], self.values["language"]
        return next((each for each in self._offered if (each.id, each.language) == wanted), None)

    @property
    def _picked(self) -> Template:
        if self._template is None:
            raise NotFound(_("That template is not written in that language. Choose another."))
        return self._template

    async def save(self, values: Mapping[str, Any]) -> str:
        """Make the agreement, unless something is to be asked first."""
        template = self._picked
        if self._questions(template):
            return ""
        today = clock.today()
        proposed = questions.asked(self._practice, self._record, template, today, everything=True)
        answers = {each.variable.name: each.value for each in proposed}
        await self.call(
            questions.begin, self.vault, self._record.id, today, template, answers,
            values["title"], self._record.agreement is not None,
        )  # fmt: skip
        return self._record.id

    async def done(self, result: str) -> None:
        """Close, or ask what the template asks."""
        if result:
            self.dismiss(result)
            return
        template = self._picked
        draft = await self.call(drafts.resume, self.vault, draft_of_answers(self._record, template))
        form = QuestionsForm(
            self._record, template, self._questions(template), draft,
            self.values["title"], self._record.agreement is not None,
        )  # fmt: skip
        self.app.push_screen(form, self._asked)

    def _questions(self, template: Template) -> tuple[Question, ...]:
        everything = self.values["everything"]
        return questions.asked(self._practice, self._record, template, clock.today(), everything)

    def _asked(self, record: ClientRecord | None) -> None:
        if record:
            self.dismiss(record.id)
