"""``coachtui vault``: the vault itself. Each module here holds the verbs of one matter."""

from __future__ import annotations

from coachtui.cli.spoken import Group
from coachtui.cli.vault.check import check
from coachtui.cli.vault.info import info
from coachtui.language import N_

command = Group("vault", help=N_("The vault itself: info, check."))
for _verb in (info, check):
    command.add_command(_verb)
