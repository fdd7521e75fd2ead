"""The front matter of a template: plain ``key: value`` lines between two lines of three dashes.

Here belongs reading the lines; what the keys mean is the matter of ``template`` and ``variables``.
It is deliberately not YAML: no nesting, no quotes, nothing to trip over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coachtui.documents.clean import clean_line
from coachtui.documents.problems import Report, quoted
from coachtui.language import _

FENCE = "---"
MAX_LINES = 200
_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its value as plain text, and its number counted from 1."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The entries by key, ``fee`` or ``fee.type``, and how many lines the front matter takes."""

    entries: dict[str, Entry]
    length: int

    def value(self, key: str) -> str:
        """What the front matter says for ``key``; empty if it says nothing."""
        return self.entries[key].value if key in self.entries else ""

    def line(self, key: str) -> int:
        """The line of ``key``; the first where it is missing."""
        return self.entries[key].line if key in self.entries else 1


def is_variable_name(text: str) -> bool:
    """Whether ``text`` is a name as keys and variables have them: ``cadence_weeks``."""
    return len(text) <= 40 and bool(_KEY.fullmatch(text))


def front_matter(lines: list[str], report: Report) -> FrontMatter | None:
    """The front matter that ``lines`` begin with; None if there is none, or it has no end."""
    if not lines or lines[0].rstrip() != FENCE:
        reason = _("a template begins with its front matter, after a line “---”")
        report.error(1, "front-matter", reason)
        return None
    entries: dict[str, Entry] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == FENCE:
            return FrontMatter(entries, number)
        if number > MAX_LINES:
            reason = _("the front matter has more than {limit} lines")
            report.error(number, "front-matter", reason.format(limit=MAX_LINES))
            return None
        if line.strip():
            _enter(entries, line, number, report)
    report.error(1, "front-matter", _("the front matter is not closed by a line “---”"))
    return None


def _enter(entries: dict[str, Entry], line: str, number: int, report: Report) -> None:
    key, colon, value = line.partition(":")
    key = key.strip()
    name, dot, attribute = key.partition(".")
    if not colon:
        report.error(number, "front-matter", _("this is not a line “key: value”"))
    elif not (is_variable_name(name) and (not dot or is_variable_name(attribute))):
        reason = _("“{key}” is no key: use small letters a-z, digits and single underscores")
        report.error(number, "key", reason.format(key=quoted(key)))
    elif key in entries:
        report.error(number, "key", _("“{key}” is given twice").format(key=key))
    else:
        entries[key] = Entry(clean_line(value), number)
