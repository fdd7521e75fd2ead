"""A template filled in: its variables as words, its clauses ready for an agreement.

Here belongs what is kept, what still needs a value, and what a value may become. A value is text:
it is cleaned, and escaped where it comes to stand, so that it cannot change the structure there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coachtui.documents.clean import clean_line
from coachtui.documents.problems import TemplateError, quoted
from coachtui.documents.template.values import Condition, Parts, Template, TemplateClause, mentioned
from coachtui.documents.template.variables import UnfitValue, Variable, in_words
from coachtui.documents.wording import replace_variables, variables_in
from coachtui.domain.agreement import Clause
from coachtui.language import _


class WrongValue(TemplateError):
    """A variable cannot have the value that it was given; ``variable`` names it."""

    exit_code = 2

    def __init__(self, template: Template, variable: str, reason: str) -> None:
        super().__init__(f"{template.id}.{template.language}", None, reason)
        self.variable = variable


class MissingValue(WrongValue):
    """A variable in use has neither a value nor a default."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The wording of an agreement: nothing is left to fill in, and no clause is decided.

    ``values`` are what was used for each variable of the template, as it was typed.
    """

    title: str
    introduction: str
    clauses: tuple[Clause, ...]
    values: dict[str, str]


def fill(template: Template, values: Mapping[str, str], title: str = "") -> Filled:
    """``template`` with ``values``, and with its own defaults where they say nothing.

    What stands under a condition is there only if that is fulfilled. Values that the template has
    no variable for are not used. ``title`` is one of the template's; empty for its first.

    Raises:
        MissingValue: a variable in use has neither value nor default.
        WrongValue: it has one that it does not take.
        TemplateError: the template has no such title, or no clause was kept.
    """
    used = used_values(template, values)
    if title and title not in template.titles:
        reason = _("there is no title “{title}”; it offers: {titles}")
        titles = " | ".join(template.titles)
        raise _broken(template, reason.format(title=quoted(title), titles=titles))
    if missing := unfilled(template, values):
        reason = _("the variable “{name}” needs a value").format(name=missing[0])
        raise MissingValue(template, missing[0], reason)
    words = {name: said(template, name, used[name]) for name in _names(template, used)}
    clauses = tuple(_clause(clause, used, words) for clause in _kept(template, used))
    if not clauses:
        raise _broken(template, _("with these values no clause is left"))
    return Filled(
        title=title or template.title,
        introduction=_text(template.introduction, used, words),
        clauses=clauses,
        values=used,
    )


def used_values(template: Template, values: Mapping[str, str]) -> dict[str, str]:
    """For each variable of ``template`` the value that is used, given or default; empty for none."""
    return {
        name: clean_line(str(values.get(name, ""))) or variable.default
        for name, variable in template.variables.items()
    }


def unfilled(template: Template, values: Mapping[str, str]) -> tuple[str, ...]:
    """The variables that need a value and have none, in the order in which they are used.

    A value may bring in a text that needs another, so this is asked again once some are given.
    """
    used = used_values(template, values)
    return tuple(name for name in _names(template, used) if not used[name])


def questions(template: Template) -> tuple[Variable, ...]:
    """The variables that the template uses, in words or in conditions, in the order of first use."""
    return tuple(template.variables[name] for name in mentioned(template))


def is_optional(template: Template, name: str) -> bool:
    """Whether ``template`` can do without a value for ``name``, whatever else is filled in."""
    own = Condition(name)
    texts = [template.introduction]
    texts += [clause.parts for clause in template.clauses if clause.condition != own]
    return not any(
        name in (found for found, _line in variables_in(part.text))
        for parts in texts
        for part in parts
        if part.condition != own
    )


def said(template: Template, name: str, value: str) -> str:
    """How ``value`` reads in the document; empty for an empty one.

    Raises:
        WrongValue: the variable does not take it.
    """
    value = clean_line(value)
    try:
        return value and in_words(template.variables[name], value, template.language)
    except UnfitValue as unfit:
        raise WrongValue(template, name, str(unfit)) from None


def _fulfilled(condition: Condition | None, used: Mapping[str, str]) -> bool:
    return condition is None or bool(used[condition.variable]) == condition.wanted


def _kept(template: Template, used: Mapping[str, str]) -> Iterator[TemplateClause]:
    return (clause for clause in template.clauses if _fulfilled(clause.condition, used))


def _names(template: Template, used: Mapping[str, str]) -> list[str]:
    """The variables in the texts that are kept, each once."""
    texts = [template.introduction, *(clause.parts for clause in _kept(template, used))]
    return list(
        dict.fromkeys(
            name
            for parts in texts
            for part in parts
            if _fulfilled(part.condition, used)
            for name, _line in variables_in(part.text)
        )
    )


def _clause(clause: TemplateClause, used: Mapping[str, str], words: Mapping[str, str]) -> Clause:
    return Clause(
        id=clause.id,
        kind=clause.kind,
        title=clause.title,
        text=_text(clause.parts, used, words),
        covers=clause.covers,
    )


def _text(parts: Parts, used: Mapping[str, str], words: Mapping[str, str]) -> str:
    kept = (part.text for part in parts if _fulfilled(part.condition, used))
    return "\n\n".join(replace_variables(text, words) for text in kept)


def _broken(template: Template, reason: str) -> TemplateError:
    return TemplateError(f"{template.id}.{template.language}", None, reason)
