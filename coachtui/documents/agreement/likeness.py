"""Whether two texts say the same: what an editor changes by itself is no difference.

Here belongs what counts: words, their order, and the blocks they stand in. What does not: where a
line is broken, which quotation mark, dash or bullet is used, how emphasis is marked and what is escaped.
What is struck through does not say what it says.
"""

from __future__ import annotations

import re

from coachtui.documents.markdown import Block, Spans, blocks

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        **dict.fromkeys("*_`\\", ""),
    }
)
_DASHES = re.compile("-{2,}")

Shape = tuple[tuple[object, ...], ...]


def normal(text: str) -> str:
    """``text`` in the one form that all texts have which say the same."""
    return _DASHES.sub("-", " ".join(text.translate(_ALIKE).split()))


def shape(markdown: str) -> Shape:
    """What ``markdown`` says, block by block, as something to hold against another."""
    return tuple(_of_block(block) for block in blocks(markdown, keep_lines=False))


def words_of(block: Block) -> str:
    """The words of one block in their one form: what is struck is marked, a link tells where it leads."""
    cells = (_of_spans(cell) for row in block.rows for cell in row)
    return " ".join(filter(None, (_of_spans(block.spans), *cells)))


def _of_block(block: Block) -> tuple[object, ...]:
    rows = tuple(tuple(_of_spans(cell) for cell in row) for row in block.rows)
    # Which bullet is the editor's own; a number is what another point may refer to.
    number = "" if block.marker == "-" else block.marker.rstrip(".)")
    place = (block.kind, block.level, block.indent, block.quote, block.done, number)
    return *place, _of_spans(block.spans), rows


def _of_spans(spans: Spans) -> str:
    words = "".join(f"~~{span.text}~~" if span.strike else span.text for span in spans)
    links = [span.link for span in spans if span.link and span.link != span.text]
    return " ".join((normal(words), *links)).strip()
