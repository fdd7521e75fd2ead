"""``coachtui vault``: the vault itself. Each module here holds the verbs of one matter."""

from __future__ import annotations

from coachtui.cli.spoken import Group
from coachtui.cli.vault.backups import backup, restore
from coachtui.cli.vault.check import check
from coachtui.cli.vault.info import info
from coachtui.cli.vault.keys import passphrase, recovery_key
from coachtui.cli.vault.rekey import rekey
from coachtui.cli.vault.snapshots import command as snapshot
from coachtui.language import N_

command = Group(
    "vault",
    help=N_(
        "The vault itself: info, check, snapshot, backup, restore, passphrase, recovery, rekey."
    ),
    examples=(
        "$ coachtui vault check",
        "$ coachtui vault backup /media/stick/practice.backup",
    ),
)
for _verb in (info, check, snapshot, backup, restore, passphrase, recovery_key, rekey):
    command.add_command(_verb)
