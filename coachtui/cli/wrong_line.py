"""What is said about a line that cannot be read: one sentence, and what to do about it.

Never with what was given for a value, which may be a name. A line that can be read, and that a
service says no to, is the matter of ``way_out``.
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from coachtui.errors import UsageError
from coachtui.language import _, quoted


def in_words(error: click.ClickException) -> UsageError:
    """What is wrong with a line, in one sentence and a hint."""
    ctx = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption):
        options = _options_of(ctx)
        text = _("There is no option “{option}”.").format(option=error.option_name)
        return UsageError(text + near(error.option_name, options, ctx))
    if isinstance(error, click.MissingParameter) and error.param and not _choices(error.param):
        text = _("{name} is missing.").format(name=name_of(error.param))
    elif isinstance(error, click.BadOptionUsage):
        text = _("“{option}” is given without a value, or with one that it does not take.").format(
            option=error.option_name
        )
    elif isinstance(error, click.BadParameter) and error.param:
        text = _misfit(error.param)
    else:
        text = _("There is more on the line than this command takes.")
    return UsageError(text + _see_help(ctx))


def name_of(param: click.Parameter) -> str:
    """An option as it is written, an argument by the word that stands for it in the help."""
    if isinstance(param, click.Option):
        return param.opts[-1]
    metavar = param.metavar or ""
    return _(metavar).strip("[]")


def near(given: str, known: Iterable[str], ctx: click.Context | None) -> str:
    """The nearest thing that exists, or else where to read what does."""
    import difflib

    known = list(known)
    begun = [name for name in known if name.startswith(given)]
    found = begun or difflib.get_close_matches(given, known, 1, 0.5)
    return " " + _("Did you mean “{near}”?").format(near=found[0]) if found else _see_help(ctx)


def _choices(param: click.Parameter) -> tuple[str, ...]:
    return tuple(param.type.choices) if isinstance(param.type, click.Choice) else ()


def _misfit(param: click.Parameter) -> str:
    choices = _choices(param)
    if len(choices) == 1 and isinstance(param, click.Option):
        return _("{option} can only be {only}.").format(
            option=name_of(param), only=quoted(*choices)
        )
    if len(choices) == 1:
        return _("Only {only} can stand behind this command.").format(only=quoted(*choices))
    if choices:
        known = ", ".join(map(quoted, choices))
        return _("{option} is one of {known}.").format(option=name_of(param), known=known)
    if isinstance(param.type, click.IntRange):
        return _("{option} is a whole number from {least} on.").format(
            option=name_of(param), least=param.type.min
        )
    return _("{name} has a value that does not fit.").format(name=name_of(param))


def _options_of(ctx: click.Context | None) -> list[str]:
    params = ctx.command.get_params(ctx) if ctx else []
    return [name for param in params if isinstance(param, click.Option) for name in param.opts]


def _see_help(ctx: click.Context | None) -> str:
    command = ctx.command_path if ctx else "coachtui"
    return " " + _("See “{command} --help”.").format(command=command)
