"""``coachtui init``: making a vault without a screen."""

from __future__ import annotations

import click

from coachtui import prompt, services
from coachtui.cli import asking, opened, options, output, recovery
from coachtui.cli.spoken import Command
from coachtui.errors import NotAllowed
from coachtui.invocation import Invocation
from coachtui.language import N_, _
from coachtui.process import forbid_dumps

_QUESTIONS = {"name": N_("Your name"), "email": N_("Your e-mail")}


@click.command(
    "init",
    cls=Command,
    help=N_(
        "Make a vault. Without --name, your name and e-mail address are asked for, or read from "
        "standard input, one on each line. The passphrase is asked for twice, unless a file or a "
        "command gives it. Nobody can open the vault without it."
    ),
    examples=(
        "$ coachtui init",
        "$ coachtui --passphrase-file P init < profile.txt",
    ),
)
@options.secret("--name", N_("Your name, as agreements show it."))
@options.secret("--email", N_("Your e-mail address."))
@options.language("--language", N_("The language that new clients get; nb if left out."))
@options.kdf("default", N_("How long one guess at the passphrase takes; minimal is for tests."))
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
    typed = passphrase is None
    cost = services.opening.Cost[kdf.upper()]
    vault = services.opening.create(invocation.vault, passphrase or opened.chosen(), fields, cost)
    try:
        output.say(_("The vault is at {path}.").format(path=invocation.vault))
        taken = output.seconds(services.keys.seconds_to_open(vault))
        output.say(
            _("One guess at the passphrase takes {time} on this machine.").format(time=taken)
        )
        recovery.offered(vault, ask=typed)
    finally:
        vault.close()
