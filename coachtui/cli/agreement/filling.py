"""The variables of a template, given on the line as ``--set`` or asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coachtui.cli import asking, output
from coachtui.cli.asking import ASK
from coachtui.errors import UsageError
from coachtui.language import _
from coachtui.services import filling
from coachtui.services.filling import WrongValue
from coachtui.services.templates import Template, Variable

_TRIES = 3


def filled_in(
    template: Template, assigned: Sequence[str], known: Mapping[str, str]
) -> dict[str, str]:
    """The values that ``assigned`` gives, and those that are asked for because nothing else has them.

    Raises:
        NotFound: the template has no such variable.
        UsageError: a value is missing, and there is nobody to ask.
        WrongValue: a value does not fit.
    """
    values = {}
    for each in assigned:
        name, equals, value = each.partition("=")
        variable = filling.variable(template, name.strip())
        values[variable.name] = value if equals else ASK
    for name in [name for name, value in values.items() if value == ASK]:
        values[name] = _answer(template, template.variables[name], [])
    while missing := filling.missing(template, {**known, **values}):
        names = [variable.name for variable in missing]
        values[names[0]] = _answer(template, missing[0], names)
    return values


def _answer(template: Template, variable: Variable, missing: Sequence[str]) -> str:
    """The value that is typed for ``variable``; with ``missing`` an empty one will not do.

    On a terminal one that does not fit is asked for again.
    """
    for left in range(_TRIES - 1, -1, -1):
        typed = asking.answer(_question(variable))
        if typed is None:
            break
        try:
            filling.check(template, variable.name, typed)
        except WrongValue as error:
            if not left or not asking.on_terminal():
                raise
            output.say(error.reason)
            continue
        if typed.strip() or not missing:
            return typed
    names = ", ".join(missing or [variable.name])
    message = _(
        "These variables of the template need a value: {names}. Give each as --set NAME=VALUE, "
        "or send them on standard input, one on each line."
    )
    raise UsageError(message.format(names=names))


def _question(variable: Variable) -> str:
    question = variable.says or variable.name
    if variable.choices:
        return f"{question} ({' | '.join(variable.choices)})"
    return question
