"""A text of a template in its parts: what is always there, and what stands under a condition.

Here belongs where a text is divided and that each part is sound; what a wording may hold is the
matter of ``wording``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coachtui.documents.problems import Report
from coachtui.documents.template.comments import END, check_condition, condition_comment
from coachtui.documents.template.values import Condition, Part, Parts
from coachtui.documents.wording import (
    SENTENCE,
    begins_with_sentence,
    variable_problems,
    variables_in,
    wording_problems,
)
from coachtui.language import _


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: the lines of the file, from ``start`` up to ``end``, counted from 0.

    ``comments`` are the comments that stand between its paragraphs: first line, end, content.
    """

    lines: Sequence[str]
    start: int
    end: int
    comments: Sequence[tuple[int, int, str]] = ()


def read_parts(place: Place, variables: frozenset[str], report: Report) -> Parts:
    """The text in its parts, every problem in it reported."""
    found = Report()
    divided = _divided(place, variables, found)
    for part, line in divided:
        _check_part(part, line, variables, found)
    for part, line in _could_be_first(divided):
        if not begins_with_sentence(part.text):
            found.error(line, "text-start", _(SENTENCE))
    for part, line in divided[1:]:
        if part.text.startswith((" ", "\t")):
            reason = _("beside a condition, a text begins at the left edge")
            found.error(line, "text-start", reason)
    report.add(found.problems)
    return tuple(part for part, _line in divided)


def may_be_empty(parts: Parts, condition: Condition | None = None) -> bool:
    """Whether a text can come out empty where ``condition`` is fulfilled."""
    seen = {part.condition for part in parts}
    return not ({None, condition} & seen or any(_opposite(each) in seen for each in seen))


def _opposite(condition: Condition | None) -> Condition | None:
    return condition and Condition(condition.variable, not condition.wanted)


def _divided(place: Place, variables: frozenset[str], report: Report) -> list[tuple[Part, int]]:
    """The parts, each with the number of its first line."""
    parts: list[tuple[Part, int]] = []
    start, opened, condition = place.start, 0, None
    for first, after, content in place.comments:
        said = condition_comment(content)
        if said is None:
            continue  # refused as HTML, with the text it stands in
        line = first + 1
        if (said == END) != (condition is not None):
            report.error(line, "condition", _misplaced(said))
        parts += _part(place.lines, start, first, condition)
        if said == END and condition and not _part(place.lines, start, first, condition):
            report.error(opened, "condition", _("nothing stands under this condition"))
        start, opened, condition = after, line, None
        if isinstance(said, Condition):
            check_condition(said, line, variables, report)
            condition = said
    if condition is not None:
        report.error(opened, "condition", _("this condition is not closed by “<!-- end -->”"))
    return parts + _part(place.lines, start, place.end, condition)


def _misplaced(said: Condition | str) -> str:
    if said == END:
        return _("“<!-- end -->” closes no condition")
    return _("conditions do not stand inside each other; close the first by “<!-- end -->”")


def _part(
    lines: Sequence[str], start: int, end: int, condition: Condition | None
) -> list[tuple[Part, int]]:
    while start < end and not lines[start].strip():
        start += 1
    text = "\n".join(lines[start:end]).rstrip()
    return [(Part(text, condition), start + 1)] if text else []


def _check_part(part: Part, line: int, variables: frozenset[str], report: Report) -> None:
    report.add(wording_problems(part.text, line))
    report.add(variable_problems(part.text, line))
    for name, further in variables_in(part.text):
        if name not in variables:
            reason = _("the front matter has no variable “{name}”")
            report.error(line + further, "unknown-variable", reason.format(name=name))


def _could_be_first(parts: Sequence[tuple[Part, int]]) -> Iterable[tuple[Part, int]]:
    """The parts that a filled text can begin with."""
    seen: set[Condition | None] = set()
    for part, line in parts:
        yield part, line
        if part.condition is None or _opposite(part.condition) in seen:
            return
        seen.add(part.condition)
