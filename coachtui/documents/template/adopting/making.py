"""The template that is made of an agreement from elsewhere, and what was proposed for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coachtui.documents.escape import escape_line
from coachtui.documents.template.adopting.dividing import Divided, Section, divided
from coachtui.documents.template.adopting.fitting import fit
from coachtui.documents.template.adopting.plain_lines import as_markdown
from coachtui.documents.template.adopting.proposing import (
    Proposal,
    guessed_language,
    proposal,
    slug,
    unused,
)
from coachtui.documents.template.adopting.topic_words import POINTS, TITLES
from coachtui.documents.template.parsing import MAX_BYTES
from coachtui.language import Language, _

_NUMBER = re.compile(r"^[§\d.):\s]+")


class TooLong(Exception):
    """A template cannot hold the text; ``str(error)`` says how much it can."""


@dataclass(frozen=True, slots=True)
class Made:
    """A template as its file has it, and the proposals in it, one for each clause."""

    id: str
    language: Language
    title: str
    source: str
    clauses: tuple[Proposal, ...]


def made(
    text: str,
    fallback: Language,
    template_id: str = "",
    language: Language | None = None,
    taken: Sequence[str] = (),
) -> Made:
    """The template of the agreement that ``text`` is; it has to hold at least a word.

    ``fallback`` is the language of a text that does not tell its own. An id that is not given is
    made of the title, and is none of those ``taken``.

    Raises:
        TooLong: it would not fit into a template.
    """
    language = language or guessed_language(text) or fallback
    parts = divided(as_markdown(text))
    title = parts.title or TITLES[language]
    template_id = template_id or unused(slug(title) or "agreement", taken)
    clauses = _proposals(parts.sections, language)
    source = _source(
        parts, clauses, {"template": template_id, "language": language, "title": title}
    )
    if len(source.encode()) > MAX_BYTES:
        message = _("a template is at most {limit} KiB long")
        raise TooLong(message.format(limit=MAX_BYTES // 1024))
    return Made(template_id, language, title, source, clauses)


def _proposals(sections: Sequence[Section], language: Language) -> tuple[Proposal, ...]:
    proposals: list[Proposal] = []
    for number, section in enumerate(sections, 1):
        title = section.title or f"{POINTS[language]} {number}"
        taken = [each.id for each in proposals]
        own = "" if section.derived else title
        proposals.append(proposal(title, own, section.text, language, taken))
    return tuple(proposals)


def _source(parts: Divided, clauses: Sequence[Proposal], matter: dict[str, str]) -> str:
    title = matter["title"]
    pieces = [
        "---",
        f"template: {matter['template']}\nlanguage: {matter['language']}\nversion: 1\ntitle: {title}",
        "---\n",
    ]
    if any(line.strip() for line in parts.introduction):
        pieces.append(fit("\n".join(parts.introduction), title) + "\n")
    for section, clause in zip(parts.sections, clauses, strict=True):
        covers = f", covers: {' '.join(clause.covers)}" if clause.covers else ""
        pieces += [
            f"## {_heading(clause.title)}\n",
            f"<!-- clause: {clause.id}, kind: {clause.kind}{covers} -->\n",
            fit(section.text, _NUMBER.sub("", clause.title) or clause.title) + "\n",
        ]
    return "\n".join(pieces)


def _heading(title: str) -> str:
    """``title`` as the words of a heading, where a number begins no list."""
    return re.sub(r"^(\d{1,9})\\(?=[.)])", r"\1", escape_line(title))
