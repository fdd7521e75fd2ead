"""The Markdown parser of the house: CommonMark with tables and strikethrough, bounded, no HTML read.

Here belongs how markdown-it is set up. It is imported on first use: a caller who only needs words
or clean text does not wait for it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

TABLE_COLUMNS = 32
TABLE_CELLS = 8_000


@cache
def parser(html: bool, definitions: bool | None = None) -> MarkdownIt:
    """The parser, for wording and for notes.

    With ``html``, HTML and link definitions are told apart, so that they can be refused. Without,
    they are text like any other: what was typed in a note is never hidden from its reader.
    ``definitions`` says it of the link definitions alone.
    """
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": html, "maxNesting": 20})
    made.enable(["table", "strikethrough"])
    if not (html if definitions is None else definitions):
        made.disable("reference")
    made.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    return made


def _bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table of at most ``TABLE_COLUMNS``, and of a document's ``TABLE_CELLS`` what is left of them.

    markdown-it fills each row up to the width of the header, so a header of 2,000 columns over
    sixty rows of one letter makes 65,000 cells out of 8 KB, for every table anew. What goes beyond
    the bounds is read as a paragraph.
    """
    from markdown_it.rules_block import table

    if start + 1 >= end:
        return False
    rule = state.src[state.bMarks[start + 1] : state.eMarks[start + 1]]
    columns = rule.strip().strip("|").count("|") + 1
    left: int = state.env.get("cells", TABLE_CELLS)
    if columns > TABLE_COLUMNS or columns * 2 > left:
        return False
    if not table(state, start, min(end, start + 1 + left // columns), silent):
        return False
    if not silent:
        state.env["cells"] = left - columns * (state.line - start)
    return True
