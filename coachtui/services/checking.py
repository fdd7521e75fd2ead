"""Whether the vault is as it was written, and putting right what is not."""

from __future__ import annotations

from coachtui.vault.checking import check, unlock_as_it_is
from coachtui.vault.findings import Problem, Report

__all__ = ["Problem", "Report", "check", "unlock_as_it_is"]
