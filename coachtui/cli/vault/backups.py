"""``coachtui vault backup`` and ``restore``: all of it in one sealed file, and back again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from coachtui import clock, services
from coachtui.cli import opened, options, output
from coachtui.cli.progress import bar
from coachtui.cli.spoken import Command
from coachtui.cli.way_out import FORCE, way_out
from coachtui.errors import Damaged, NotAllowed
from coachtui.invocation import Invocation
from coachtui.language import N_, _, ngettext
from coachtui.process import forbid_dumps

if TYPE_CHECKING:
    from coachtui.services.backups import Restored


@click.command(
    "backup",
    cls=Command,
    help=N_(
        "Write everything into one sealed file that opens with the same passphrase. It is read "
        "back whole before it gets its name, and the vault notes that it was made. The path is "
        "printed."
    ),
    examples=(
        "$ coachtui vault backup /media/stick/practice.backup",
        "$ coachtui vault backup practice.backup --force --json",
    ),
)
@options.the_file
@click.option("--force", is_flag=True, help=N_("Overwrite a file that is in the way."))
@options.as_json
@click.pass_obj
def backup(invocation: Invocation, /, file: str, force: bool, json: bool) -> None:
    """Make the backup that the line asks for."""
    with way_out(FORCE), opened.unlocked(invocation) as vault, bar(_("Backup")) as progress:
        made = services.backups.make(vault, file, clock.now(), force, progress)
    if json:
        output.as_json({**made._asdict(), "file": str(made.file)})
    else:
        output.line(str(made.file))
    count = ngettext("{count} client", "{count} clients", made.clients).format(count=made.clients)
    output.say(_("In it, read back and whole: {count}.").format(count=count))
    if made.left_out:
        raise Damaged(
            _(
                "The backup is without {count} files that are damaged; all others are in it. "
                "“coachtui vault check --repair” puts earlier states in their place; then make another."
            ).format(count=made.left_out)
        )


@click.command(
    "restore",
    cls=Command,
    help=N_(
        "Make a vault out of a backup. DIR must not exist. It asks for the passphrase that the "
        "backup was made with. Clients who were erased on this machine since stay erased."
    ),
    examples=(
        "$ coachtui vault restore practice.backup ~/restored",
        "$ coachtui vault restore practice.backup ~/restored --recovery",
    ),
)
@options.the_file
@click.argument("folder", metavar=N_("DIR"), shell_complete=options.folders)
@click.option(
    "--recovery", is_flag=True, help=N_("Ask for the recovery key instead of the passphrase.")
)
@options.as_json
@click.pass_obj
def restore(invocation: Invocation, /, file: str, folder: str, recovery: bool, json: bool) -> None:
    """Make the vault that the line asks for."""
    if os.path.lexists(folder):
        # Said before the passphrase is asked for.
        raise NotAllowed(
            _(
                "There is something at {path} already. It was left as it is; give a new place."
            ).format(path=folder)
        )
    forbid_dumps()
    with bar(_("Restoring")) as progress:
        made = opened.tried(
            invocation,
            lambda secret: services.backups.restore(file, secret, folder, clock.today(), progress),
            services.keys.read if recovery else str,
        )
    if json:
        output.as_json(
            {**made._asdict(), "path": str(made.path), "made": made.made.isoformat()},
        )
    else:
        output.line(str(made.path))
    _tell(made)


def _tell(made: Restored) -> None:
    count = ngettext("{count} client", "{count} clients", made.clients).format(count=made.clients)
    output.say(
        _("Restored as it was on {moment}: {count}.").format(
            moment=f"{made.made.astimezone():%Y-%m-%d %H:%M}", count=count
        )
    )
    if made.erased:
        output.say(
            ngettext(
                "{count} client who was erased since was left out.",
                "{count} clients who were erased since were left out.",
                made.erased,
            ).format(count=made.erased)
        )
    output.say(
        _(
            "Erasures that were made on another machine since then are not known here: erase those "
            "clients again."
        )
    )
