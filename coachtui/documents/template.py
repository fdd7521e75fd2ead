"""A template: a Markdown file with front matter, an introduction, clauses and ``{{variables}}``.

Here belongs reading one, and saying with its line what is wrong with one; ``docs/templates.md``
tells how to write one. Filling it in is the matter of ``fill``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coachtui.documents.clean import hidden
from coachtui.documents.front_matter import BrokenLine, TemplateError, front_matter, quoted
from coachtui.documents.parser import parser
from coachtui.documents.wording import check_variables, check_wording, variables_in
from coachtui.domain.agreement import ClauseKind
from coachtui.language import LANGUAGES, Language, _

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["MAX_BYTES", "MAX_CLAUSES", "Template", "TemplateClause", "TemplateError", "parse"]

MAX_BYTES = 64 * 1024
MAX_CLAUSES = 100
MAX_TITLE = 120
RESERVED = ("template", "language", "version", "title")

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")


@dataclass(frozen=True, slots=True)
class TemplateClause:
    """One clause as it stands in the template; ``text`` is Markdown with its variables unfilled."""

    id: str
    kind: ClauseKind
    title: str
    text: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read. ``variables`` gives each variable's default, empty for none."""

    id: str
    language: Language
    version: str
    title: str
    introduction: str
    clauses: tuple[TemplateClause, ...]
    variables: dict[str, str] = field(default_factory=dict)


def parse(text: str, source: str) -> Template:
    """The template that ``text`` is; ``source`` names it in messages.

    Raises:
        TemplateError: it is none, with the line to look at and the reason.
    """
    try:
        return _parsed(_decent(text))
    except BrokenLine as broken:
        raise TemplateError(source, broken.line, broken.reason) from None


def _decent(text: str) -> str:
    """``text`` without a byte order mark, with LF at the ends of its lines, if it hides nothing."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        message = _("a template is at most {limit} KiB long")
        raise BrokenLine(None, message.format(limit=MAX_BYTES // 1024))
    for number, line in enumerate(text.split("\n"), 1):
        if code := hidden(line):
            raise BrokenLine(number, _("there is a hidden character, {code}").format(code=code))
    return text


def _parsed(text: str) -> Template:
    lines = text.split("\n")
    values, length = front_matter(lines)
    language = _described(values)
    variables = {key: value for key, (value, _line) in values.items() if key not in RESERVED}
    introduction, clauses = _body(lines[length:], length, variables)
    return Template(
        id=values["template"][0],
        language=language,
        version=values["version"][0],
        title=values["title"][0],
        introduction=introduction,
        clauses=clauses,
        variables=variables,
    )


def _described(values: dict[str, tuple[str, int]]) -> Language:
    """The language, once the four keys that every template has are known to be sound."""
    for key in RESERVED:
        if key not in values or not values[key][0]:
            reason = _("the front matter has no “{key}”").format(key=key)
            raise BrokenLine(values[key][1] if key in values else 1, reason)
    for key, pattern in (("template", _ID), ("version", _VERSION)):
        value, line = values[key]
        if len(value) > 40 or not pattern.fullmatch(value):
            message = _("“{value}” cannot be the {key}")
            raise BrokenLine(line, message.format(value=quoted(value), key=key))
    language, line = values["language"]
    if language not in LANGUAGES:
        message = _("“{value}” is no language of an agreement; there are {languages}")
        names = ", ".join(LANGUAGES)
        raise BrokenLine(line, message.format(value=quoted(language), languages=names))
    _check_title(*values["title"])
    return language


def _check_title(title: str, line: int) -> None:
    if not title or len(title) > MAX_TITLE:
        message = _("a title has between one and {limit} characters")
        raise BrokenLine(line, message.format(limit=MAX_TITLE))
    if code := hidden(title):
        raise BrokenLine(line, _("there is a hidden character, {code}").format(code=code))
    if "{{" in title:
        raise BrokenLine(line, _("a title holds no variable"))


def _body(
    lines: list[str], offset: int, variables: dict[str, str]
) -> tuple[str, tuple[TemplateClause, ...]]:
    """Introduction and clauses; ``offset`` is how many lines stand before ``lines`` in the file."""
    top = _top_level("\n".join(lines))
    for node in top:
        if node.type == "heading" and not node.markup.startswith("#"):
            reason = _("this line makes a heading of the text above it; leave a blank line between")
            raise BrokenLine(offset + _span(node)[1], reason)
    heads = [place for place, node in enumerate(top) if node.type == "heading" and node.tag == "h2"]
    if not heads:
        raise BrokenLine(offset + 1, _("there is no clause: no heading that begins with “## ”"))
    if len(heads) > MAX_CLAUSES:
        raise BrokenLine(None, _("there are more than {limit} clauses").format(limit=MAX_CLAUSES))
    starts = [_span(top[place])[0] for place in heads]
    introduction = _wording(lines, 0, starts[0], offset, variables)
    clauses: dict[str, TemplateClause] = {}
    for place, end in zip(heads, [*starts[1:], len(lines)], strict=True):
        heading, following = top[place], top[place + 1] if place + 1 < len(top) else None
        clause = _clause(heading, following, lines, (offset, end), variables)
        if clause.id in clauses:
            line = offset + _span(heading)[0] + 1
            raise BrokenLine(line, _("a second clause “{id}”").format(id=clause.id))
        clauses[clause.id] = clause
    return introduction, tuple(clauses.values())


def _top_level(body: str) -> list[SyntaxTreeNode]:
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(parser(html=True).parse(body)).children


def _span(node: SyntaxTreeNode) -> tuple[int, int]:
    """The first line of a block and the one after its last, counted from 0."""
    assert node.map is not None, "every block at the top knows its lines"
    return node.map


def _clause(
    heading: SyntaxTreeNode,
    following: SyntaxTreeNode | None,
    lines: list[str],
    bounds: tuple[int, int],
    variables: dict[str, str],
) -> TemplateClause:
    offset, end = bounds
    line = offset + _span(heading)[0] + 1
    title = _plain(heading)
    _check_title(title, line)
    if following is None or following.type != "html_block":
        reason = _("below the heading belongs “<!-- clause: an-id, kind: term -->”")
        raise BrokenLine(line, reason)
    comment_line = offset + _span(following)[0] + 1
    clause_id, kind, covers = _comment(following.content, comment_line)
    start = _span(following)[1]
    text = _wording(lines, start, end, offset, variables)
    if not text:
        raise BrokenLine(line, _("the clause “{id}” has no text").format(id=clause_id))
    return TemplateClause(clause_id, kind, title, text, covers)


def _plain(heading: SyntaxTreeNode) -> str:
    """The words of a heading, without emphasis or other markup."""
    return "".join(node.content for node in heading.walk() if node.type in ("text", "code_inline"))


def _comment(content: str, line: int) -> tuple[str, ClauseKind, tuple[str, ...]]:
    """What ``<!-- clause: id, kind: term, covers: other-id -->`` says."""
    inner = content.strip().removeprefix("<!--").removesuffix("-->")
    if f"<!--{inner}-->" != content.strip() or "--" in inner:
        raise BrokenLine(line, _("below the heading belongs one comment and no other HTML"))
    said: dict[str, str] = {}
    for part in inner.split(","):
        key, colon, value = (piece.strip() for piece in part.partition(":"))
        if not colon or key not in ("clause", "kind", "covers") or key in said:
            message = _("the comment says “clause”, “kind” and perhaps “covers”, not “{part}”")
            raise BrokenLine(line, message.format(part=quoted(part.strip())))
        said[key] = value
    return _id(said.get("clause", ""), line), _kind(said.get("kind", ""), line), _covers(said, line)


def _id(text: str, line: int) -> str:
    if not text:
        raise BrokenLine(line, _("the clause has no id"))
    if len(text) > 40 or not _ID.fullmatch(text):
        message = _("“{id}” is no id: use small letters a-z, digits and single hyphens")
        raise BrokenLine(line, message.format(id=quoted(text)))
    return text


def _kind(text: str, line: int) -> ClauseKind:
    if text not in list(ClauseKind):
        message = _("“{kind}” is no kind of clause; there are {kinds}")
        kinds = ", ".join(ClauseKind)
        raise BrokenLine(line, message.format(kind=quoted(text), kinds=kinds))
    return ClauseKind(text)


def _covers(said: dict[str, str], line: int) -> tuple[str, ...]:
    return tuple(_id(each, line) for each in said.get("covers", "").split())


def _wording(lines: list[str], start: int, end: int, offset: int, variables: dict[str, str]) -> str:
    """The text between two lines, once it and its variables are known to be sound."""
    while start < end and not lines[start].strip():
        start += 1
    text = "\n".join(lines[start:end]).rstrip()
    first = offset + start + 1
    check_wording(text, first)
    check_variables(text, first)
    for name, line in variables_in(text):
        if name not in variables:
            message = _("the front matter has no variable “{name}”")
            raise BrokenLine(first + line, message.format(name=name))
    return text
