"""``coachtui agreement``: made, answered, signed, exported. Each module holds the verbs of one matter."""

from __future__ import annotations

from coachtui.cli.agreement.answering import accept, decline
from coachtui.cli.agreement.checking import check
from coachtui.cli.agreement.consents import withdraw
from coachtui.cli.agreement.making import new
from coachtui.cli.agreement.papers import export, read, verify
from coachtui.cli.agreement.recording import record
from coachtui.cli.agreement.reviewing import review
from coachtui.cli.agreement.showing import show
from coachtui.cli.agreement.signing import hold, sign, take_back
from coachtui.cli.agreement.versions import all_versions, diff, version
from coachtui.cli.agreement.wording import amend, comment
from coachtui.cli.spoken import Group
from coachtui.language import N_

command = Group(
    "agreement",
    help=N_("Agreements: from the first draft to what was signed."),
    examples=(
        "$ coachtui agreement new K-001",
        "$ coachtui agreement review K-001",
        "$ coachtui agreement sign K-001",
    ),
)
for _verb in (
    *(new, show, review, accept, decline, comment, amend),
    *(check, hold, take_back, sign, record, withdraw),
    *(version, all_versions, diff, export, read, verify),
):
    command.add_command(_verb)
