"""``coachtui practice``: the coach's own profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coachtui import services
from coachtui.cli import asking, opened, options, output
from coachtui.cli.spoken import Group
from coachtui.domain.value import to_plain
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.domain.practice import Practice

command = Group(
    "practice",
    help=N_("Your own profile: show, edit."),
    examples=(
        "$ coachtui practice show",
        "$ coachtui practice edit",
    ),
)

_QUESTIONS = {
    "name": N_("Name"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "organisation": N_("Organisation"),
    "place": N_("Place"),
    "credential": N_("Credential"),
    "training_start": N_("Training since"),
}


@command.command(
    "show",
    help=N_("Show your profile."),
    examples=(
        "$ coachtui practice show",
        "$ coachtui practice show --json",
    ),
)
@options.as_json
@click.pass_obj
def _show(invocation: Invocation, /, json: bool) -> None:
    with opened.unlocked(invocation) as vault:
        practice = vault.practice()
    known = to_plain(practice)
    del known["next_number"]
    if json:
        output.as_json(known)
    else:
        _print(practice, known)


def _print(practice: Practice, known: dict[str, Any]) -> None:
    asked = [(_(question), known[name] or "") for name, question in _QUESTIONS.items()]
    output.facts((*asked, (_("Language"), practice.language)))


@command.command(
    "edit",
    help=N_(
        "Change your profile. Without options everything is asked for, or read from standard "
        "input, one on each line; an empty line keeps what is there."
    ),
    examples=(
        "$ coachtui practice edit",
        "$ coachtui practice edit --phone",
        "$ coachtui practice edit --place Oslo --credential ACC",
    ),
)
@options.secret("--name", N_("Your name."))
@options.secret("--email", N_("Your e-mail address."))
@options.secret("--phone", N_("Your phone number."))
@options.secret("--organisation", N_("Your organisation or network."))
@options.secret("--place", N_("Where you sign, such as a town."))
@options.secret("--credential", N_("The credential that you have or aim at."))
@options.plain("--training-start", N_("DAY"), N_("When your coach training started."))
@options.language("--language", N_("The language that new clients get."))
@click.pass_obj
def _edit(invocation: Invocation, /, **given: str | None) -> None:
    with opened.unlocked(invocation) as vault:
        fields = asking.given_or_asked(given, _QUESTIONS) or asking.changes_asked(_QUESTIONS)
        services.practice.edit(vault, fields)
    output.say(_("Saved."))
