"""``coachtui vault rekey``: a new vault key, and everything sealed anew under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coachtui import services
from coachtui.cli import asking, opened, options, output, recovery
from coachtui.cli.progress import bar
from coachtui.cli.spoken import Command
from coachtui.invocation import Invocation
from coachtui.language import N_, _

if TYPE_CHECKING:
    from coachtui.services.keys import Rekeyed
    from coachtui.services.opening import Vault


@click.command(
    "rekey",
    cls=Command,
    help=N_(
        "Give the vault a new key and seal everything anew under it. Do this when somebody may "
        "know an old passphrase or recovery key and have an old copy of the vault. Only the "
        "passphrase is kept; a new recovery key is made. If it was stopped on the way, it goes on."
    ),
    examples=(
        "$ coachtui vault rekey",
        "$ coachtui --passphrase-file P vault rekey --to-file KEY",
    ),
)
@click.option(
    "--delete-snapshots",
    is_flag=True,
    help=N_("Delete the snapshots instead of sealing them anew."),
)
@options.file("--to-file", N_("Write the new recovery key to this new file instead of showing it."))
@click.pass_obj
def rekey(invocation: Invocation, /, delete_snapshots: bool, to_file: str | None) -> None:
    """Re-key the vault that ``invocation`` names."""
    with opened.proven(invocation) as (vault, passphrase):
        assert isinstance(passphrase, str)
        rekeyed(vault, passphrase, delete_snapshots, to_file)


def rekeyed(
    vault: Vault, passphrase: str, delete_snapshots: bool = False, to_file: str | None = None
) -> None:
    """Re-key an open vault, tell what follows from it, and make the new recovery key.

    Raises:
        KeyboardInterrupt: the person left; what was begun is told.
        NotAllowed: something is at ``to_file`` already; nothing was changed.
        NotSaved: there is no such folder; nothing was changed.
    """
    if to_file is not None:
        services.keys.refuse_taken(services.entry.place("file", to_file))
    try:
        with bar(_("Sealing everything anew")) as progress:
            done = services.keys.rekey(
                vault, passphrase, progress, delete_snapshots=delete_snapshots
            )
    except KeyboardInterrupt:
        if services.keys.rekey_unfinished(vault):
            output.say(_("Stopped on the way. Everything opens; “coachtui vault rekey” goes on."))
        raise
    _tell(done)
    if to_file is not None or done.lacks_recovery_key:
        recovery.offered(vault, asking.on_terminal(), to_file)


def _tell(done: Rekeyed) -> None:
    if done.continued:
        output.say(_("The re-keying that was begun is done."))
    else:
        output.say(
            _(
                "The vault has a new key. Backups and copies from before still open with the old one."
            )
        )
    if "recovery" in done.dropped:
        output.say(_("The recovery key from before opens it no more."))
    if "passphrase" in done.dropped:
        output.say(_("Another passphrase from before opens it no more."))
