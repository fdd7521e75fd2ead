"""A template filled in: its variables as words, its clauses ready for an agreement.

Here belongs what a value may become. A value is text: it is cleaned and escaped, so that it cannot
change the structure of the document it comes to stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coachtui.documents import words
from coachtui.documents.escape import escape_line
from coachtui.documents.front_matter import TemplateError, quoted
from coachtui.documents.template import Template
from coachtui.documents.wording import replace_variables, variables_in
from coachtui.domain.agreement import Clause
from coachtui.language import Language, _

MAX_VALUE = 400


@dataclass(frozen=True, slots=True)
class Filled:
    """The wording of an agreement: nothing is left to fill in, and no clause is decided."""

    introduction: str
    clauses: tuple[Clause, ...]


def fill(template: Template, values: Mapping[str, str]) -> Filled:
    """``template`` with ``values``, and with its own defaults where they say nothing.

    A variable that ends in ``_weeks`` or ``_minutes`` is a whole number and comes out as words; all
    others as they are given. Values that the template has no variable for are not used.

    Raises:
        TemplateError: a variable in use has neither value nor default, or its number is none.
    """
    used = {name for text in _texts(template) for name, _line in variables_in(text)}
    markdown = {name: _rendered(template, name, values) for name in used}
    return Filled(
        introduction=replace_variables(template.introduction, markdown),
        clauses=tuple(
            Clause(
                id=clause.id,
                kind=clause.kind,
                title=clause.title,
                text=replace_variables(clause.text, markdown),
                covers=clause.covers,
            )
            for clause in template.clauses
        ),
    )


def _texts(template: Template) -> list[str]:
    return [template.introduction, *(clause.text for clause in template.clauses)]


def _rendered(template: Template, name: str, values: Mapping[str, str]) -> str:
    value = escape_line(str(values.get(name, ""))) or escape_line(template.variables[name])
    if not value:
        raise _broken(template, _("the variable “{name}” needs a value"), name)
    if len(value) > MAX_VALUE:
        raise _broken(template, _("the value of “{name}” is too long"), name)
    if name.endswith("_weeks"):
        return _in_words(template, name, value, words.cadence, 52)
    if name.endswith("_minutes"):
        return _in_words(template, name, value, words.minutes, 1440)
    return value


def _in_words(
    template: Template,
    name: str,
    value: str,
    say: Callable[[int, Language], str],
    most: int,
) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 5 and 1 <= int(value) <= most):
        message = _("the variable “{name}” is a whole number from 1 to {most}")
        raise _broken(template, message, name, most)
    return say(int(value), template.language)


def _broken(template: Template, message: str, name: str, most: int = 0) -> TemplateError:
    source = f"{template.id}.{template.language}"
    return TemplateError(source, None, message.format(name=quoted(name), most=most))
