"""The body of a template: its introduction, then its clauses, each a heading, a comment and a text.

Here belongs dividing the body by its headings, read by the parser's tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.documents.clean import hidden
from coachtui.documents.parser import parser
from coachtui.documents.problems import Report
from coachtui.documents.template.comments import ClauseComment, check_condition, clause_comment
from coachtui.documents.template.parts import Place, may_be_empty, read_parts
from coachtui.documents.template.values import Parts, TemplateClause
from coachtui.language import _

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

MAX_CLAUSES = 200
MAX_TITLE = 120


def check_title(title: str, line: int, report: Report) -> None:
    """Report what a title cannot be: of an agreement, or of a clause."""
    if not title or len(title) > MAX_TITLE:
        reason = _("a title has between one and {limit} characters")
        report.error(line, "title", reason.format(limit=MAX_TITLE))
    elif code := hidden(title):
        reason = _("there is a hidden character, {code}")
        report.error(line, "hidden-character", reason.format(code=code))
    elif "{{" in title:
        report.error(line, "title", _("a title holds no variable"))


def read_body(
    lines: list[str], offset: int, variables: frozenset[str], report: Report
) -> tuple[Parts, tuple[TemplateClause, ...]]:
    """Introduction and clauses; ``lines`` are the whole file, the body begins after ``offset``.

    A clause that has no sound id, which is reported, has an empty one here.
    """
    return _Body(lines, offset, variables, report).read()


class _Body:
    """One reading of a body; lines are counted from 0 in the file, and from 1 in what is reported."""

    def __init__(
        self, lines: list[str], offset: int, variables: frozenset[str], report: Report
    ) -> None:
        self._lines, self._offset = lines, offset
        self._variables, self._report = variables, report
        self._top = _top_level("\n".join(lines[offset:]))

    def read(self) -> tuple[Parts, tuple[TemplateClause, ...]]:
        heads = [place for place, node in enumerate(self._top) if _is_head(node)]
        starts = [self._span(self._top[place])[0] for place in heads]
        if not heads:
            reason = _("there is no clause: no heading that begins with “## ”")
            self._report.error(self._offset + 1, "no-clause", reason)
        if len(heads) > MAX_CLAUSES:
            reason = _("there are more than {limit} clauses").format(limit=MAX_CLAUSES)
            self._report.error(starts[MAX_CLAUSES] + 1, "too-many-clauses", reason)
        introduction = self._text(0, self._offset, [*starts, len(self._lines)][0])
        ends = [*starts[1:], len(self._lines)]
        clauses = [self._clause(place, end) for place, end in zip(heads, ends, strict=False)]
        self._check_ids(clauses)
        return introduction, tuple(clauses)

    def _check_ids(self, clauses: list[TemplateClause]) -> None:
        seen = {""}
        for clause in clauses:
            if clause.id and clause.id in seen:
                reason = _("a second clause “{id}”").format(id=clause.id)
                self._report.error(clause.line, "duplicate-id", reason)
            seen.add(clause.id)

    def _clause(self, place: int, end: int) -> TemplateClause:
        """The clause whose heading is at ``place`` of the top level."""
        heading = self._top[place]
        line = self._span(heading)[0] + 1
        title = _plain(heading)
        check_title(title, line, self._report)
        following = self._top[place + 1] if place + 1 < len(self._top) else None
        comment = self._comment(following, line)
        place += following is not None and following.type == "html_block"
        parts = self._text(place + 1, self._span(self._top[place])[1], end)
        if comment.condition:
            check_condition(comment.condition, line + 1, self._variables, self._report)
        if following is not None:
            self._check_presence(comment, parts, line)
        return TemplateClause(
            comment.id, comment.kind, title, parts, comment.covers, comment.condition, line
        )

    def _comment(self, following: SyntaxTreeNode | None, line: int) -> ClauseComment:
        if following is None or following.type != "html_block":
            reason = _("below the heading belongs “<!-- clause: an-id, kind: term -->”")
            self._report.error(line, "clause-comment", reason)
            return ClauseComment()
        return clause_comment(following.content, self._span(following)[0] + 1, self._report)

    def _check_presence(self, comment: ClauseComment, parts: Parts, line: int) -> None:
        if not parts:
            reason = _("the clause “{id}” has no text")
            self._report.error(line, "no-text", reason.format(id=comment.id))
        elif may_be_empty(parts, comment.condition):
            reason = _(
                "the clause “{id}” would be without text where none of its conditions is fulfilled"
            )
            self._report.error(line, "no-text", reason.format(id=comment.id))

    def _text(self, place: int, start: int, end: int) -> Parts:
        comments = [
            (*self._span(node), node.content)
            for node in self._top[place:]
            if node.type == "html_block" and self._span(node)[0] < end
        ]
        return read_parts(Place(self._lines, start, end, comments), self._variables, self._report)

    def _span(self, node: SyntaxTreeNode) -> tuple[int, int]:
        """The first line of a block and the one after its last."""
        assert node.map is not None, "every block at the top knows its lines"
        return node.map[0] + self._offset, node.map[1] + self._offset


def _is_head(node: SyntaxTreeNode) -> bool:
    return node.type == "heading" and node.markup == "##"


def _top_level(body: str) -> list[SyntaxTreeNode]:
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(parser(html=True).parse(body)).children


def _plain(heading: SyntaxTreeNode) -> str:
    """The words of a heading, without emphasis or other markup."""
    return "".join(node.content for node in heading.walk() if node.type in ("text", "code_inline"))
