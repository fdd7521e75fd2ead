"""The comments of a template: ``<!-- clause: an-id, kind: term -->`` and ``<!-- when: sponsor -->``.

Here belongs what they may say. Where they may stand is the matter of ``body`` and ``parts``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coachtui.documents.problems import Report, quoted
from coachtui.documents.template.front_matter import is_variable_name
from coachtui.documents.template.values import Condition
from coachtui.domain.agreement import ClauseKind
from coachtui.language import _

END = "end"

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_KEYS = ("clause", "kind", "covers", "when", "unless")
_CONDITION = re.compile(r"<!--\s*(?:(end)|(when|unless)\s*:\s*([^\n]*?))\s*-->")


@dataclass(frozen=True, slots=True)
class ClauseComment:
    """What the comment below a heading says; what is not sound in it is left out."""

    id: str = ""
    kind: ClauseKind = ClauseKind.TERM
    covers: tuple[str, ...] = ()
    condition: Condition | None = None


def is_id(text: str) -> bool:
    """Whether ``text`` is an id as templates and clauses have them: ``late-noshow``."""
    return len(text) <= 40 and bool(_ID.fullmatch(text))


def condition_comment(content: str) -> Condition | str | None:
    """What a comment between paragraphs says: a condition, or ``END`` of one; None if it is neither."""
    found = _CONDITION.fullmatch(content.strip())
    if found is None:
        return None
    end, word, variable = found.groups()
    return end or Condition(variable, wanted=word == "when")


def clause_comment(content: str, line: int, report: Report) -> ClauseComment:
    """What the comment below a heading says."""
    inner = content.strip().removeprefix("<!--").removesuffix("-->")
    if f"<!--{inner}-->" != content.strip() or "--" in inner:
        reason = _("below the heading belongs one comment and no other HTML")
        report.error(line, "clause-comment", reason)
        return ClauseComment()
    said: dict[str, str] = {}
    for part in inner.split(","):
        key, colon, value = (piece.strip() for piece in part.partition(":"))
        if not colon or key not in _KEYS or key in said:
            message = _(
                "the comment says “clause”, “kind” and perhaps “covers”, “when” or “unless”,"
                " not “{part}”"
            )
            reason = message.format(part=quoted(part.strip()))
            report.error(line, "clause-comment", reason)
        else:
            said[key] = value
    return ClauseComment(
        id=_id(said.get("clause", ""), line, report),
        kind=_kind(said.get("kind", ""), line, report),
        covers=_covers(said.get("covers", ""), line, report),
        condition=_condition(said, line, report),
    )


def check_condition(
    condition: Condition, line: int, variables: frozenset[str], report: Report
) -> None:
    """Report a condition that is about no variable of the template."""
    name = condition.variable
    if not is_variable_name(name):
        reason = _("“{name}” is no variable name: use small letters a-z, digits, underscores")
        report.error(line, "condition", reason.format(name=quoted(name)))
    elif name not in variables:
        reason = _("the front matter has no variable “{name}”")
        report.error(line, "unknown-variable", reason.format(name=name))


def _id(text: str, line: int, report: Report) -> str:
    if not text:
        report.error(line, "id", _("the clause has no id"))
    elif not is_id(text):
        reason = _("“{id}” is no id: use small letters a-z, digits and single hyphens")
        report.error(line, "id", reason.format(id=quoted(text)))
        return ""
    return text


def _kind(text: str, line: int, report: Report) -> ClauseKind:
    if text in list(ClauseKind):
        return ClauseKind(text)
    reason = _("“{kind}” is no kind of clause; there are {kinds}")
    kinds = ", ".join(ClauseKind)
    report.error(line, "kind", reason.format(kind=quoted(text), kinds=kinds))
    return ClauseKind.TERM


def _covers(text: str, line: int, report: Report) -> tuple[str, ...]:
    ids = (_id(each, line, report) for each in text.split())
    return tuple(each for each in ids if each)


def _condition(said: dict[str, str], line: int, report: Report) -> Condition | None:
    if "when" in said and "unless" in said:
        report.error(line, "condition", _("a clause has one condition, “when” or “unless”"))
    for word in ("when", "unless"):
        if word in said:
            return Condition(said[word], wanted=word == "when")
    return None
