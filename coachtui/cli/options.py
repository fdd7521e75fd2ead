"""Arguments and options that several commands share, named and explained in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coachtui import clock, services
from coachtui.cli.asking import ASK
from coachtui.domain.agreement import How
from coachtui.domain.session import SessionKind
from coachtui.errors import UsageError
from coachtui.language import LANGUAGES, N_, _, quoted

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_KDF = ("minimal", "default", "strong")

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]


class OneOf(click.ParamType):  # type: ignore[type-arg]
    """One of the values of an enumeration, however it is spaced: “in person”, “in-person”."""

    name = "choice"

    def __init__(self, choices: type[StrEnum]) -> None:
        self._choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """The choices, as the help shows them."""
        return "|".join(str(choice).replace(" ", "-") for choice in self._choices)

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,  # noqa: ARG002
    ) -> StrEnum:
        """The choice that was written.

        Raises:
            UsageError: it is none of them; the message names them.
        """
        for choice in self._choices:
            if _folded(choice) == _folded(value):
                return choice
        name = param.opts[0] if param else _("It")
        known = ", ".join(map(quoted, self._choices))
        raise UsageError(_("{option} is one of {known}.").format(option=name, known=known))

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """The choices that begin as what is typed, written as the help shows them."""
        from click.shell_completion import CompletionItem

        written = [str(choice).replace(" ", "-") for choice in self._choices]
        return [CompletionItem(each) for each in written if each.startswith(incomplete.lower())]


def _folded(text: str) -> str:
    return str(text).lower().replace(" ", "").replace("-", "")


def files(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Let the shell complete a file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(typed, type="file")]


def folders(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Let the shell complete a folder."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(typed, type="dir")]


def templates(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """The ids of the templates there are, which lie in no vault."""
    from coachtui.services.templates import available

    known = dict.fromkeys(each.template.id for each in available() if each.template)
    return [name for name in known if name.startswith(typed)]


def several(*options: Decorator[Any]) -> Decorator[Any]:
    """All of ``options`` on one command, told in this order."""

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def secret(name: str, meaning: str) -> Decorator[Any]:
    """An option that is asked for when it is given without its value."""
    return click.option(name, is_flag=False, flag_value=ASK, metavar=N_("[TEXT]"), help=meaning)


def plain(name: str, metavar: str, meaning: str) -> Decorator[Any]:
    """An option whose value is read by the services, such as a number or a day."""
    return click.option(name, metavar=metavar, help=meaning)


def file(name: str, meaning: str) -> Decorator[Any]:
    """An option whose value is the path of a file."""
    return click.option(name, metavar=N_("FILE"), shell_complete=files, help=meaning)


def language(name: str, meaning: str) -> Decorator[Any]:
    """An option that takes one of the languages there are."""
    return click.option(name, type=click.Choice(LANGUAGES), metavar="nb|en", help=meaning)


def kdf(default: str | None, meaning: str) -> Decorator[Any]:
    """How long one guess at a passphrase takes, by the name of a ``Cost`` in small letters."""
    return click.option(
        "--kdf", type=click.Choice(_KDF), default=default, metavar="|".join(_KDF), help=meaning
    )


the_file = click.argument("file", metavar=N_("FILE"), shell_complete=files)
the_client = click.argument("who", metavar=N_("CLIENT"), required=False)
as_json = click.option("--json", "json", is_flag=True, help=N_("Print JSON."))
day = plain(
    "--date", N_("DAY"), N_("The day, such as 2026-11-24 or 24.11.2026; today if left out.")
)
minutes = plain("--minutes", "N", N_("How many minutes."))
paid = click.option("--paid/--pro-bono", default=None, help=N_("Whether it is paid for."))
template = click.option(
    "--template",
    default="core",
    metavar=N_("TEMPLATE"),
    shell_complete=templates,
    help=N_("The template; core if left out."),
)
title = plain("--title", N_("TEXT"), N_("One of the titles that the template offers."))
other_consents = click.option(
    "--other-consents",
    type=click.Choice(["no"]),
    metavar="no",
    help=N_("What counts for consents of which nothing is said; only a no can."),
)
assigned = click.option(
    "--set",
    "assigned",
    multiple=True,
    metavar=N_("NAME[=VALUE]"),
    help=N_(
        "The value of a variable of the template; asked for if only its name is given. "
        "May be repeated."
    ),
)
kind = click.option("--kind", type=OneOf(SessionKind), help=N_("What sort of meeting."))


def how(default: How) -> Decorator[Any]:
    """The way in which a decision or a signature was given."""
    meaning = {
        How.ON_SCREEN: N_("In which way the client answered; on screen if left out."),
        How.IN_PERSON: N_("In which way it was signed; in person if left out."),
        How.PAPER: N_("In which way it was signed; on paper if left out."),
    }
    return click.option("--how", type=OneOf(How), default=default, help=meaning[default])


def entered_day(typed: str | None) -> date:
    """The day given as ``--date``, or today.

    Raises:
        InvalidValue: it is no day, or one that is still to come.
    """
    today = clock.today()
    if typed is None:
        return today
    return services.entry.not_to_come("date", services.entry.day("date", typed), today)
