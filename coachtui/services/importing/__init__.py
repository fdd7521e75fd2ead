"""Bringing in clients from a spreadsheet: what its columns mean, who is new, and adding them all at once."""

from __future__ import annotations

from coachtui.documents.spreadsheet import MOST_BYTES
from coachtui.services.importing.adding import Added, By, Double, Plan, add, plan, read
from coachtui.services.importing.newcomers import Assumed, Newcomer, Refused, Sheet

__all__ = [
    "MOST_BYTES",
    "Added",
    "Assumed",
    "By",
    "Double",
    "Newcomer",
    "Plan",
    "Refused",
    "Sheet",
    "add",
    "plan",
    "read",
]
