"""The front matter of a template: plain ``key: value`` lines between two lines of three dashes.

Here belongs reading it, and the error every broken template gets. It is deliberately not YAML: no
types, no nesting, nothing to trip over.
"""

from __future__ import annotations

import re

from coachtui.documents.clean import clean_line
from coachtui.errors import CoachError
from coachtui.language import _

FENCE = "---"
MAX_KEYS = 60
_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class TemplateError(CoachError):
    """A template cannot be used. ``line`` counts from 1; None where no line is to blame."""

    def __init__(self, source: str, line: int | None, reason: str) -> None:
        self.source = clean_line(source)
        self.line = line
        self.reason = reason
        place = _("{source}, line {line}") if line else "{source}"
        super().__init__(f"{place.format(source=self.source, line=line)}: {reason}")


class BrokenLine(Exception):
    """What is wrong with one line of a template, before it is known which file it is from."""

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def quoted(text: str) -> str:
    """``text`` short enough to stand in a message."""
    text = clean_line(text)
    return text if len(text) <= 40 else text[:39] + "…"


def is_variable_name(text: str) -> bool:
    """Whether ``text`` is a name as keys and variables have them: ``cadence_weeks``."""
    return len(text) <= 40 and bool(_KEY.fullmatch(text))


def front_matter(lines: list[str]) -> tuple[dict[str, tuple[str, int]], int]:
    """The values by key, each with the number of its line, and how many lines the front matter takes.

    Raises:
        BrokenLine: there is none, or a line is not a ``key: value`` of its own.
    """
    if not lines or lines[0].rstrip() != FENCE:
        raise BrokenLine(1, _("a template begins with its front matter, after a line “---”"))
    values: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == FENCE:
            return values, number
        if not line.strip():
            continue
        key, value = _pair(line, number)
        if key in values:
            raise BrokenLine(number, _("“{key}” is given twice").format(key=key))
        values[key] = (value, number)
        if len(values) > MAX_KEYS:
            raise BrokenLine(number, _("there are more than {limit} keys").format(limit=MAX_KEYS))
    raise BrokenLine(1, _("the front matter is not closed by a line “---”"))


def _pair(line: str, number: int) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon:
        raise BrokenLine(number, _("this is not a line “key: value”"))
    if not is_variable_name(key := key.strip()):
        message = _("“{key}” is no key: use small letters a-z, digits and single underscores")
        raise BrokenLine(number, message.format(key=quoted(key)))
    return key, clean_line(value)
