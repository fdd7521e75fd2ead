"""The variables of a template, given on the line as ``--set`` or asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from coachtui import services
from coachtui.cli import asking, output
from coachtui.errors import InvalidValue, UsageError
from coachtui.language import _

if TYPE_CHECKING:
    from coachtui.services.questions import Question
    from coachtui.services.templates import Template, Variable

_TRIES = 3


def given(template: Template, assigned: Sequence[str]) -> dict[str, str]:
    """The values that ``assigned`` gives; errors as for :func:`filled_in`."""
    values = {}
    for each in assigned:
        name, equals, value = each.partition("=")
        variable = services.filling.variable(template, name.strip())
        values[variable.name] = value if equals else _answer(template, variable)
    return values


def filled_in(
    template: Template,
    assigned: Sequence[str],
    asked: Iterable[Question],
    known: Mapping[str, str],
) -> dict[str, str]:
    """The values that ``assigned`` gives, the answers to what is ``asked``, and whatever else is needed.

    On a terminal each question is asked, with what is proposed; elsewhere proposals are taken that
    need nobody to look at them.
    ``known`` is what need not be asked for.

    Raises:
        NotFound: the template has no such variable.
        UsageError: a value is missing, and there is nobody to ask.
        InvalidValue: a value does not fit.
    """
    values = given(template, assigned)
    for question in asked:
        name = question.variable.name
        if name not in values and asking.on_terminal():
            values[name] = _answer(template, question.variable, question.value)
        elif name not in values and question.value and question.known:
            values[name] = question.value
    while missing := services.filling.missing(template, {**known, **values}):
        names = [variable.name for variable in missing]
        values[names[0]] = _answer(template, missing[0], needed=names)
    return values


def _answer(
    template: Template, variable: Variable, proposed: str = "", needed: Sequence[str] = ()
) -> str:
    """The value that is typed for ``variable``; where it is ``needed`` an empty one will not do.

    On a terminal one that does not fit is asked for again.
    """
    for left in range(_TRIES - 1, -1, -1):
        typed = asking.answer(_question(variable, proposed))
        if typed is None:
            break
        typed = typed if typed.strip() else proposed
        try:
            services.questions.checked(template, {variable.name: typed})
        except InvalidValue as error:
            if not left or not asking.on_terminal():
                raise
            output.say(_("It {reason}.").format(reason=error.reason))
            continue
        if typed or not needed:
            return typed
    message = _(
        "These variables of the template need a value: {names}. Give each as --set NAME=VALUE, "
        "or send them on standard input, one on each line."
    )
    raise UsageError(message.format(names=", ".join(needed or [variable.name])))


def _question(variable: Variable, proposed: str) -> str:
    question = variable.says or variable.name
    if variable.choices:
        question = f"{question} ({' | '.join(variable.choices)})"
    return f"{question} [{proposed}]" if proposed else question
