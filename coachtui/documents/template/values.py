"""What a template is, once it has been read: plain values, in the order of the file.

Here belongs no reading and no filling in; ``parsing`` and ``fill`` do that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from coachtui.documents.template.variables import Variable
from coachtui.documents.wording import variables_in
from coachtui.domain.agreement import ClauseKind
from coachtui.language import Language


@dataclass(frozen=True, slots=True)
class Condition:
    """Fulfilled if ``variable`` has a value, or, where none is ``wanted``, if it has none."""

    variable: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of a text, Markdown with variables; there only if ``condition`` is fulfilled."""

    text: str
    condition: Condition | None = None


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TemplateClause:
    """One clause as it stands in the template; there only if ``condition`` is fulfilled.

    ``line`` is that of its heading in the file.
    """

    id: str
    kind: ClauseKind
    title: str
    parts: Parts
    covers: tuple[str, ...] = ()
    condition: Condition | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read. ``titles`` are all that may be chosen, ``title`` the first of them."""

    id: str
    language: Language
    version: str
    title: str
    titles: tuple[str, ...]
    introduction: Parts
    clauses: tuple[TemplateClause, ...]
    variables: dict[str, Variable] = field(default_factory=dict)


def mentioned(template: Template) -> tuple[str, ...]:
    """The variables that are used, in words or in conditions, in the order of first use."""
    return tuple(dict.fromkeys(_mentions(template)))


def _mentions(template: Template) -> Iterator[str]:
    yield from _mentions_of(template.introduction)
    for clause in template.clauses:
        if clause.condition:
            yield clause.condition.variable
        yield from _mentions_of(clause.parts)


def _mentions_of(parts: Parts) -> Iterator[str]:
    for part in parts:
        if part.condition:
            yield part.condition.variable
        yield from (name for name, _line in variables_in(part.text))


def whole(parts: Parts) -> str:
    """The text of all ``parts``, whatever their conditions."""
    return "\n\n".join(part.text for part in parts)
