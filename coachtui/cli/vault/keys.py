"""``coachtui vault passphrase`` and ``recovery``: what opens the vault."""

from __future__ import annotations

import click

from coachtui import clock, prompt, services
from coachtui.cli import asking, opened, options, output, recovery
from coachtui.cli.spoken import Command
from coachtui.cli.vault.rekey import rekeyed
from coachtui.errors import UsageError
from coachtui.invocation import Invocation
from coachtui.language import N_, _


@click.command(
    "passphrase",
    cls=Command,
    help=N_(
        "Change the passphrase. The one that opens the vault now is asked for first, then the new "
        "one twice. Records, notes and the recovery key stay as they are."
    ),
    examples=(
        "$ coachtui vault passphrase",
        "$ coachtui vault passphrase --recovery",
        "$ coachtui --passphrase-file OLD vault passphrase --new-passphrase-file NEW",
    ),
)
@click.option(
    "--recovery",
    "forgotten",
    is_flag=True,
    help=N_("Ask for the recovery key in the place of a forgotten passphrase."),
)
@options.file(
    "--new-passphrase-file", N_("Read the new passphrase there instead of asking for it.")
)
@options.kdf(None, N_("How long one guess at it takes; as before if left out."))
@click.pass_obj
def passphrase(
    invocation: Invocation, /, forgotten: bool, new_passphrase_file: str | None, kdf: str | None
) -> None:
    """Give the vault that ``invocation`` names another passphrase."""
    if new_passphrase_file is None and not asking.on_terminal():
        raise UsageError(
            _(
                "There is no terminal to ask for the new passphrase on. Nothing was changed; give "
                "it with --new-passphrase-file."
            )
        )
    new = prompt.from_file(new_passphrase_file) if new_passphrase_file is not None else None
    with opened.proven(invocation, forgotten) as (vault, secret):
        if new is None:
            new = opened.chosen()
        services.keys.change_passphrase(
            vault, secret, new, services.opening.Cost[kdf.upper()] if kdf else None
        )
        if forgotten:
            services.keys.tried(vault, clock.today())
        _tell_what_the_old_one_opens()
        if asking.on_terminal() and asking.agreed(_("Re-key now?")):
            rekeyed(vault, new)


def _tell_what_the_old_one_opens() -> None:
    output.say(_("The passphrase is changed."))
    output.say(
        _(
            "Whoever knows the old one and has an old copy of the vault's header can still "
            "open this vault with both. “coachtui vault rekey” ends that; backups from before "
            "keep the old passphrase for ever."
        )
    )


@click.command(
    "recovery",
    cls=Command,
    help=N_(
        "Make a new recovery key and revoke the one before. It is shown once, to be written on "
        "paper, and two of its groups are asked back. With “test”, try the one you have: it is "
        "asked for, nothing else is, and the day is noted."
    ),
    examples=(
        "$ coachtui vault recovery",
        "$ coachtui vault recovery test",
        "$ coachtui vault recovery --to-file KEY",
    ),
)
@click.argument("action", metavar="[test]", type=click.Choice(["test"]), required=False)
@options.file("--to-file", N_("Write the key to this new file instead of showing it."))
@click.pass_obj
def recovery_key(invocation: Invocation, /, action: str | None, to_file: str | None) -> None:
    """Make a recovery key for the vault that ``invocation`` names, or try the one there is."""
    if action and to_file is not None:
        raise UsageError(_("“test” shows no key, so it takes no --to-file."))
    with opened.proven(invocation, recovery=bool(action)) as (vault, _secret):
        if action:
            services.keys.tried(vault, clock.today())
            output.say(_("This recovery key opens the vault. The day is noted."))
        else:
            recovery.made(vault, to_file)
