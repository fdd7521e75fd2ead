"""``coachtui agreement``: made, answered, signed, exported. Each module holds the verbs of one matter."""

from __future__ import annotations

from coachtui.cli.agreement.answering import accept, decline
from coachtui.cli.agreement.making import new
from coachtui.cli.agreement.papers import export, read, verify
from coachtui.cli.agreement.showing import show
from coachtui.cli.agreement.signing import sign
from coachtui.cli.spoken import Group
from coachtui.language import N_

command = Group(
    "agreement", help=N_("Agreements: new, show, accept, decline, sign, export, read, verify.")
)
for _verb in (new, show, accept, decline, sign, export, read, verify):
    command.add_command(_verb)
