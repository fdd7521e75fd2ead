"""What a template is, once it has been read: plain values, in the order of the file.

Here belongs no reading and no filling in; ``template`` and ``fill`` do that.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coachtui.documents.variables import Variable
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
    """One clause as it stands in the template; there only if ``condition`` is fulfilled."""

    id: str
    kind: ClauseKind
    title: str
    parts: Parts
    covers: tuple[str, ...] = ()
    condition: Condition | None = None


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


def whole(parts: Parts) -> str:
    """The text of all ``parts``, whatever their conditions."""
    return "\n\n".join(part.text for part in parts)
