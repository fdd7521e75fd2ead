"""What is asked once before an agreement is made: the variables of its template that need a word.

Here belongs which those are, what is proposed for each, and which answers the practice keeps for the
next time. Filling them in is the matter of ``documents.template.fill``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from coachtui.documents.template import fill
from coachtui.documents.template.shipped import shipped
from coachtui.documents.template.variables import Variable, VariableType
from coachtui.domain.agreement import Agreement
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.errors import InvalidValue, NotFound
from coachtui.language import LANGUAGES, N_, _
from coachtui.services import agreements, engagements, templates, versions
from coachtui.services.entry import day
from coachtui.services.templates import Template
from coachtui.vault.vault import Vault

__all__ = [
    "Question",
    "VariableType",
    "asked",
    "asked_to_renew",
    "begin",
    "checked",
    "key",
    "newer_template",
    "offered",
    "renew",
    "template_of",
    "usual_title",
]

TITLE = "title"

_WORDS = (VariableType.TEXT, VariableType.CHOICE)
"""The types whose values are words; what is of another type says the same in every language."""

_REASONS = {
    VariableType.MONEY: N_("must be an amount, written as 1200 or 1200.50 NOK"),
    VariableType.MINUTES: N_("must be a whole number of minutes, at most 1440"),
    VariableType.WEEKS: N_("must be a whole number of weeks, at most 52"),
    VariableType.NUMBER: N_("must be a whole number of at most nine digits"),
}


class Question(NamedTuple):
    """One variable to be asked for, with what is proposed; one that is ``optional`` may stay empty.

    ``known`` is whether the proposal may be taken without anybody having seen it. What was answered
    for another client may be, if a template of ours says that it is the practice's own; one that
    somebody else wrote is not believed.
    """

    variable: Variable
    value: str
    optional: bool
    known: bool


def offered() -> tuple[Template, ...]:
    """The templates that an agreement can be made from, in every language they are written in."""
    found = (each.template for each in templates.available() if not each.problem)
    return tuple(template for template in found if template)


def key(template: Template) -> str:
    """What ``template`` is known by: its id and its language."""
    return f"{template.id}.{template.language}"


def template_of(key: str) -> Template:
    """The template that is known by ``key``.

    Raises:
        NotFound: it is not there any more.
    """
    template_id, _dot, language = key.rpartition(".")
    return templates.load(template_id, language)


def usual_title(practice: Practice, template: Template) -> str:
    """The title that the practice chose last for that template, or the template's first."""
    kept = practice.terms.get(_kept_as(template, TITLE), "")
    return kept if kept in template.titles else template.title


def asked(
    practice: Practice,
    record: ClientRecord,
    template: Template,
    today: date,
    everything: bool = False,
) -> tuple[Question, ...]:
    """What is to be asked for, in the order of the text; nothing where every answer is known.

    What practice, client and engagement know is not asked for. Of the rest everything is, with what
    was answered last or the template's own words as a proposal: as soon as one has none of these or
    one that has to be seen, or if ``everything`` is wanted.
    """
    engagement = record.engagement or engagements.blank(today)
    known = agreements.known(practice, record.client, engagement)
    found = tuple(_asked(practice, template, known))
    return found if everything or not all(each.value and each.known for each in found) else ()


def _asked(practice: Practice, template: Template, known: Mapping[str, str]) -> Iterator[Question]:
    for variable in fill.questions(template):
        optional = fill.is_optional(template, variable.name)
        # What the template has no question for, and can do without, is not to be asked for.
        silent = optional and not variable.says
        if variable.name not in known and not silent:
            kept = _kept(practice, template, variable)
            ours = kept in ("", variable.default) or template in shipped()
            yield Question(variable, kept or variable.default, optional, ours)


def _kept(practice: Practice, template: Template, variable: Variable) -> str:
    """What was answered last: in the template's language, or a value that every language has."""
    own = practice.terms.get(_kept_as(template, variable.name), "")
    if own or variable.type in _WORDS:
        return own
    said = (practice.terms.get(each, "") for each in _kept_elsewhere(template, variable.name))
    return next((each for each in said if each and _fits(template, variable.name, each)), "")


def _fits(template: Template, name: str, answer: str) -> bool:
    try:
        fill.said(template, name, answer)
    except fill.WrongValue:
        return False
    return True


def checked(template: Template, answers: Mapping[str, str]) -> dict[str, str]:
    """``answers`` as the template takes them.

    Raises:
        InvalidValue: one is not what its variable takes; the error names the variable.
    """
    return {name: _checked(template, name, answer) for name, answer in answers.items()}


def _checked(template: Template, name: str, answer: str) -> str:
    kind = template.variables[name].type
    if kind is VariableType.DATE and answer.strip():
        answer = day(name, answer).isoformat()
    try:
        fill.said(template, name, answer)
    except fill.WrongValue as wrong:
        reason = _(_REASONS[kind]) if kind in _REASONS else wrong.reason
        raise InvalidValue(name, reason) from None
    return answer


def begin(
    vault: Vault,
    record_id: str,
    today: date,
    template: Template,
    answers: Mapping[str, str],
    title: str = "",
    replace_draft: bool = False,
) -> ClientRecord:
    """The record with a new agreement from ``template``, saved; the practice keeps what it is to.

    ``title`` is one of the template's; empty for what the practice chose last.

    Raises:
        InvalidValue: an answer is not what its variable takes, or one is missing.
        NotAllowed: there is an agreement already.
        TemplateError: the template cannot be used with these answers.
    """
    answers = checked(template, answers)
    name = title or usual_title(vault.practice(), template)
    with _naming_the_variable():
        record = agreements.begin(
            vault, record_id, today, template.id, template.language, replace_draft, answers, name
        )
    _keep(vault, template, {**answers, TITLE: name})
    return record


@contextmanager
def _naming_the_variable() -> Iterator[None]:
    """Tell of a value that is missing, or that does not fit, by the name of its variable.

    Answers are checked before, so one that does not fit is a value that the vault knew.
    """
    try:
        yield
    except fill.MissingValue as missing:
        raise InvalidValue(missing.variable, _("must not be empty")) from None
    except fill.WrongValue as wrong:
        raise InvalidValue(wrong.variable, wrong.reason) from None


def _keep(vault: Vault, template: Template, answers: Mapping[str, str]) -> None:
    """Have the practice propose the answers next time that it is to remember; and the title."""
    variables = [each for each in template.variables.values() if each.remember]
    remembered = {each.name for each in variables} | {TITLE}
    kept = {_kept_as(template, name): answers[name] for name in remembered & answers.keys()}
    for each in variables:
        if each.name in answers and each.type not in _WORDS:
            # What counts in every language is what was answered last, in whichever it was.
            kept |= dict.fromkeys(_kept_elsewhere(template, each.name), "")

    def change(practice: Practice) -> Practice:
        terms = {name: text for name, text in {**practice.terms, **kept}.items() if text}
        return replace(practice, terms=terms)

    practice = vault.practice()
    if change(practice) != practice:
        vault.update_practice(change)


def _kept_as(template: Template, name: str) -> str:
    """Under which name an answer is kept: words of one language are none in another."""
    return f"{template.language}.{name}"


def _kept_elsewhere(template: Template, name: str) -> tuple[str, ...]:
    """Under which names an answer in the other languages is kept."""
    return tuple(f"{each}.{name}" for each in LANGUAGES if each != template.language)


def newer_template(agreement: Agreement) -> Template | None:
    """The template that ``agreement`` was made from, if it has another version now."""
    try:
        template = templates.load(agreement.template, agreement.language)
    except NotFound:
        return None
    return template if template.version != agreement.template_version else None


def asked_to_renew(
    practice: Practice, record: ClientRecord, today: date
) -> tuple[Template, tuple[Question, ...]]:
    """The template of the current agreement as it is now, and what it asks that was not asked then.

    Raises:
        NotFound: there is no agreement, or its template is not there any more.
    """
    agreement = agreements.current(record)
    template = templates.load(agreement.template, agreement.language)
    questions = asked(practice, record, template, today, everything=True)
    return template, tuple(each for each in questions if each[0].name not in agreement.values)


def renew(
    vault: Vault,
    record_id: str,
    today: date,
    template: Template,
    answers: Mapping[str, str] | None = None,
) -> ClientRecord:
    """The record with the wording that ``template`` has now under way as a new version, saved.

    Raises:
        InvalidValue: an answer is not what its variable takes, or one is missing.
        NotAllowed: it awaits its signature.
    """
    answers = checked(template, answers or {})
    with _naming_the_variable():
        record = versions.renew(vault, record_id, today, answers)
    _keep(vault, template, answers)
    return record
