"""Markdown blocks laid out as lines of a given width: pure measuring and breaking, no widget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

from coachtui.tui.output import fitted, safe

if TYPE_CHECKING:
    from coachtui.services.reading import Block, Span

Piece = tuple[str, str]
"""A stretch of text and the name of its style: ``text``, ``strong``, ``heading`` and so on."""

Line = list[Piece]
_WORDS = re.compile(r"\S+|[^\S\n]+|\n")


def lines_of(blocks: Sequence[Block], width: int) -> list[Line]:
    """``blocks`` as lines of at most ``width`` cells, with a blank line between paragraphs."""
    lines: list[Line] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and not _close_together(before, block):
            lines.append([])
        lines.extend(_block_lines(block, width))
        before = block
    return lines


def _close_together(before: Block, block: Block) -> bool:
    """Items of a list follow each other without a gap."""
    return before.kind == block.kind == "item"


def _block_lines(block: Block, width: int) -> Iterator[Line]:
    first, rest = _margins(block)
    room = max(8, width - sum(cell_len(text) for text, _style in first))
    lines: Iterator[Line]
    if block.kind == "rule":
        lines = iter([[("─" * min(room, 24), "mark")]])
    elif block.kind == "code":
        lines = (
            [(piece, "code")] for line in block.text.split("\n") for piece in _chopped(line, room)
        )
    elif block.kind == "table":
        lines = _table(block, room)
    else:
        lines = _wrapped(_pieces(block), room)
    for number, line in enumerate(lines):
        yield [*(rest if number else first), *line]


def _margins(block: Block) -> tuple[Line, Line]:
    """What stands before the first line of a block, and before the further ones."""
    quote: Line = [("▎ ", "mark")] * block.quote
    if block.kind == "item":
        marker = "•" if block.marker in ("-", "*", "+", "") else block.marker
        if block.done is not None:
            marker = "[x]" if block.done else "[ ]"
        outer = "  " * max(0, block.indent - 1)
        return (
            [*quote, (outer, "text"), (f"{marker} ", "mark")],
            [*quote, (outer + " " * (cell_len(marker) + 1), "text")],
        )
    inner = "  " * (block.indent + (1 if block.kind == "code" else 0))
    margin = [*quote, (inner, "text")] if inner else quote
    return margin, margin


def _pieces(block: Block) -> Iterator[Piece]:
    if block.kind == "heading":
        yield block.text, "title" if block.level == 1 else "heading"
        return
    for span in block.spans:
        yield span.text, _style(span)
        if span.link and span.link != span.text:
            yield f" ({span.link})", "muted"


def _style(span: Span) -> str:
    if span.code:
        return "code"
    if span.strike:
        return "strike"
    if span.link:
        return "link"
    if span.strong:
        return "strong"
    return "emphasis" if span.emphasis else "text"


def _wrapped(pieces: Iterator[Piece], room: int) -> Iterator[Line]:
    """Break at spaces; a word longer than a line is cut."""
    line: Line = []
    used = 0
    for text, style in pieces:
        for word in _WORDS.findall(text):
            if word == "\n":
                yield line
                line, used = [], 0
                continue
            word = safe(word)
            length = cell_len(word)
            if used + length > room:
                if line and not word.isspace():
                    yield line
                    line, used = [], 0
                if word.isspace():
                    continue
                *whole, word = _chopped(word, room)
                yield from ([(part, style)] for part in whole)
                length = cell_len(word)
            if word.isspace() and not line:
                continue
            line.append((word, style))
            used += length
    if line or used == 0:
        yield line


def _chopped(text: str, room: int) -> list[str]:
    text = safe(text.expandtabs(4))
    return chop_cells(text, room) if cell_len(text) > room else [text]


def _table(block: Block, room: int) -> Iterator[Line]:
    """A table in aligned columns, each cut to its share where the room is short."""
    texts = [["".join(span.text for span in cell) for cell in row] for row in block.rows]
    columns = max((len(row) for row in texts), default=0)
    if not columns:
        return
    share = max(3, (room - 2 * (columns - 1)) // columns)
    widest = [
        min(share, max((cell_len(row[at]) for row in texts if at < len(row)), default=0))
        for at in range(columns)
    ]
    for number, row in enumerate(texts):
        style = "text" if number else "strong"
        yield [("  ".join(fitted(safe(text), widest[at]) for at, text in enumerate(row)), style)]
        if number == 0:
            yield [("  ".join("─" * size for size in widest), "mark")]
