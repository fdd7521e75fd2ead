"""Whether the vault is as it was written, and putting right what is not."""

from __future__ import annotations

from coachtui.vault.checking import check, unlock_as_it_is, unopened
from coachtui.vault.findings import Done, Problem, Report
from coachtui.vault.info import damaged_beside
from coachtui.vault.repairing import Outcome, accept, repair

__all__ = [
    "Done",
    "Outcome",
    "Problem",
    "Report",
    "accept",
    "check",
    "damaged_beside",
    "repair",
    "unlock_as_it_is",
    "unopened",
]
