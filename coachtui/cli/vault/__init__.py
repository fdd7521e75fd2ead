"""``coachtui vault``: the vault itself. Each module here holds the verbs of one matter."""

from __future__ import annotations

from coachtui.cli.spoken import Group
from coachtui.cli.vault.info import info
from coachtui.language import N_

command = Group("vault", help=N_("The vault itself: info."))
for _verb in (info,):
    command.add_command(_verb)
