"""``coachtui init``: making a vault without a screen."""

from __future__ import annotations

import click

from coachtui import prompt
from coachtui.cli import asking, opened, options, output
from coachtui.cli.spoken import Command
from coachtui.errors import NotAllowed, UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _
from coachtui.process import forbid_dumps
from coachtui.services import opening

_QUESTIONS = {"name": N_("Your name"), "email": N_("Your e-mail")}
_COSTS = {
    "minimal": opening.Cost.MINIMAL,
    "default": opening.Cost.DEFAULT,
    "strong": opening.Cost.STRONG,
}


@click.command(
    "init",
    cls=Command,
    help=N_(
        "Make a vault. Without --name, your name and e-mail address are asked for, or read from "
        "standard input, one on each line. The passphrase is asked for twice, unless a file or a "
        "command gives it. Nobody can open the vault without it."
    ),
)
@options.secret("--name", N_("Your name, as agreements show it."))
@options.secret("--email", N_("Your e-mail address."))
@options.language("--language", N_("The language that new clients get; nb if left out."))
@click.option(
    "--kdf",
    type=click.Choice(list(_COSTS)),
    default="default",
    metavar="|".join(_COSTS),
    help=N_("How long one guess at the passphrase takes; minimal is for tests."),
)
@click.pass_obj
def command(invocation: Invocation, /, kdf: str, **given: str | None) -> None:
    """Make the vault that ``invocation`` names, for the practice that ``given`` describes."""
    if invocation.taken:
        raise NotAllowed(
            _(
                "There is something at {path} already. It was left as it is; name another place "
                "with --vault."
            ).format(path=invocation.vault)
        )
    forbid_dumps()
    passphrase = prompt.given(invocation)
    fields = asking.given_or_asked(given, _QUESTIONS)
    if "name" not in fields:
        fields["name"] = asking.needed(_(_QUESTIONS["name"]))
        if "email" not in fields:
            fields["email"] = asking.answer(_(_QUESTIONS["email"])) or ""
    if passphrase is None:
        passphrase = _chosen()
    opening.create(invocation.vault, passphrase, fields, _COSTS[kdf]).close()
    output.say(_("The vault is at {path}.").format(path=invocation.vault))


def _chosen() -> str:
    """A new passphrase, typed twice alike.

    Raises:
        UsageError: there is no terminal, or it was typed differently.
    """
    first = opened.asked(_("Choose a passphrase:"))
    if opened.asked(_("Once more:")) != first:
        raise UsageError(_("The two passphrases differ. Nothing was made; try again."))
    return first
