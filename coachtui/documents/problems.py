"""What is wrong with a template: every problem with its line, its rule and its weight.

Here belongs how problems are gathered and said; which there are is the matter of the modules that
read a template.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coachtui.documents.clean import clean_line
from coachtui.errors import CoachError
from coachtui.language import _


class Level(StrEnum):
    """An error stands in the way of using the template; advice does not."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` counts from 1; None where no line is to blame. ``rule`` names the kind of problem."""

    line: int | None
    rule: str
    reason: str
    level: Level = Level.ERROR


class TemplateError(CoachError):
    """A template cannot be used. ``line`` counts from 1; None where no line is to blame."""

    def __init__(self, source: str, line: int | None, reason: str) -> None:
        self.source = clean_line(source)
        self.line = line
        self.reason = reason
        place = _("{source}, line {line}") if line else "{source}"
        super().__init__(f"{place.format(source=self.source, line=line)}: {reason}")


class Report:
    """The problems of one template, in the order in which they were found, each said once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def error(self, line: int | None, rule: str, reason: str) -> None:
        """Note what stands in the way of using the template."""
        self.add([Problem(line, rule, reason)])

    def advice(self, line: int | None, rule: str, reason: str) -> None:
        """Note what its author may want to know."""
        self.add([Problem(line, rule, reason, Level.ADVICE)])

    def add(self, problems: Iterable[Problem]) -> None:
        """Note ``problems``."""
        self._found.update(dict.fromkeys(problems))

    @property
    def first_error(self) -> Problem | None:
        """The first error that was found."""
        return next((each for each in self._found if each.level is Level.ERROR), None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, by line."""
        return tuple(sorted(self._found, key=lambda each: each.line or 0))


def quoted(text: str) -> str:
    """``text`` short enough to stand in a message."""
    text = clean_line(text)
    return text if len(text) <= 40 else text[:39] + "…"
