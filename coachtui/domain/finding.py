"""What the agreement check gives: findings, each with its weight. The rules are not here."""

from __future__ import annotations

from enum import StrEnum

from coachtui.domain.value import Value


class Level(StrEnum):
    """How much a finding weighs.

    An error is something the agreement says or lacks that cannot stand; advice is what a fuller
    agreement would have.
    """

    ERROR = "error"
    ADVICE = "advice"


class Finding(Value, frozen=True):
    """One thing to look at: which rule found it, in which clause (empty for the whole), and how to mend it.

    ``message`` says what it is and why it matters.
    """

    rule: str
    level: Level
    clause: str
    message: str
    mend: str
