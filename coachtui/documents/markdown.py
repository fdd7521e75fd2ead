"""Markdown as a flat list of blocks for the screen's own line view.

Here belongs turning the parser's tokens into plain values: nothing of markdown-it leaks out, HTML
is text, a link shows where it leads, and any text at all gives an answer. How a block is drawn is
the screen's matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from coachtui.documents.clean import clean_text
from coachtui.documents.parser import parser
from coachtui.documents.spans import Span, Spans, spans_of

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["MAX_BYTES", "Block", "BlockKind", "Span", "Spans", "blocks"]

MAX_BYTES = 256 * 1024
# Below the depth at which the parser leaves out what stands inside.
MAX_NESTING = 18


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    RULE = "rule"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One block, in reading order; lines inside it are separated by newlines in the text of spans.

    ``level`` is a heading's, 1 to 6. ``indent`` is how many lists it stands in, ``quote`` how many
    quotes. ``marker`` is an item's bullet ``-`` or number ``3.``; ``done`` is a task's box, None
    where there is none. A further paragraph of an item is a paragraph with the item's indent.
    ``rows`` are a table's, the header first.
    """

    kind: BlockKind
    spans: Spans = ()
    level: int = 0
    indent: int = 0
    quote: int = 0
    marker: str = ""
    done: bool | None = None
    rows: tuple[tuple[Spans, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words of the block without their style."""
        return "".join(span.text for span in self.spans)


def blocks(text: str, *, keep_lines: bool = True) -> tuple[Block, ...]:
    """``text`` as blocks, cleaned; every text has an answer.

    With ``keep_lines`` a line that was ended stays ended, as in notes; without, lines flow together
    as in a document. Beyond 256 KiB, or nested too deep to be read, it is shown as it was typed.
    """
    text = clean_text(text)
    if len(text.encode()) > MAX_BYTES:
        return _as_typed(text)
    try:
        tokens = parser(html=False).parse(text)
    except (RecursionError, ValueError, IndexError, KeyError):
        return _as_typed(text)
    if any(token.level > MAX_NESTING for token in tokens):
        return _as_typed(text)
    return _Reading(keep_lines).read(tokens)


def _as_typed(text: str) -> tuple[Block, ...]:
    """The paragraphs of ``text``, each with its lines as they were typed."""
    typed: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            typed[-1].append(line)
        elif typed[-1]:
            typed.append([])
    return tuple(Block(BlockKind.PARAGRAPH, (Span("\n".join(lines)),)) for lines in typed if lines)


class _Reading:
    """One walk along the tokens, remembering which lists and quotes are open."""

    def __init__(self, keep_lines: bool) -> None:
        self._keep_lines = keep_lines
        self._blocks: list[Block] = []
        self._numbers: list[int | None] = []
        self._quote = 0
        self._marker = ""
        self._level = 0
        self._rows: list[list[Spans]] | None = None

    def read(self, tokens: list[Token]) -> tuple[Block, ...]:
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self._open_list(token)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._numbers.pop()
            elif token.type == "list_item_open":
                self._open_item(token)
            elif token.type == "list_item_close":
                self._close_item()
            elif token.type in ("blockquote_open", "blockquote_close"):
                self._quote += token.nesting
            elif token.type == "heading_open":
                self._level = int(token.tag[1:])
            elif token.type in ("table_open", "tr_open", "table_close"):
                self._table(token.type)
            else:
                self._leaf(token)
        return tuple(self._blocks)

    def _open_list(self, token: Token) -> None:
        ordered = token.type == "ordered_list_open"
        self._numbers.append(int(token.attrs.get("start", 1)) if ordered else None)

    def _open_item(self, token: Token) -> None:
        if self._marker:  # an item that begins with another list
            self._add(Block(BlockKind.ITEM), outer=1)
        number = self._numbers[-1]
        self._marker = "-" if number is None else f"{number}{token.markup}"
        if number is not None:
            self._numbers[-1] = number + 1

    def _close_item(self) -> None:
        if self._marker:
            self._add(Block(BlockKind.ITEM))

    def _table(self, kind: str) -> None:
        if kind == "table_open":
            self._rows = []
        elif kind == "tr_open" and self._rows is not None:
            self._rows.append([])
        elif self._rows is not None:
            rows = tuple(tuple(row) for row in self._rows)
            self._rows = None
            self._add(Block(BlockKind.TABLE, rows=rows))

    def _leaf(self, token: Token) -> None:
        if token.type == "inline":
            self._inline(token)
        elif token.type in ("fence", "code_block"):
            text = clean_text(token.content).removesuffix("\n")
            self._add(Block(BlockKind.CODE, (Span(text, code=True),)))
        elif token.type == "hr":
            self._add(Block(BlockKind.RULE))

    def _inline(self, token: Token) -> None:
        spans = spans_of(token.children or [], self._keep_lines)
        if self._rows is not None:
            self._rows[-1].append(spans)
        elif self._level:
            self._add(Block(BlockKind.HEADING, spans, level=self._level))
            self._level = 0
        elif self._marker:
            # An escaped bracket is one of the words.
            done, spans = _box(spans) if token.content.startswith("[") else (None, spans)
            self._add(Block(BlockKind.ITEM, spans, done=done))
        else:
            self._add(Block(BlockKind.PARAGRAPH, spans))

    def _add(self, block: Block, outer: int = 0) -> None:
        """Take ``block`` with where it stands; ``outer`` is how many open lists it is outside of."""
        place = replace(block, indent=len(self._numbers) - outer, quote=self._quote)
        if self._marker and block.kind is BlockKind.ITEM:
            place = replace(place, marker=self._marker)
            self._marker = ""
        elif (
            self._marker
        ):  # an item that begins with code, a heading, a table: its marker stands alone
            self._add(Block(BlockKind.ITEM))
        self._blocks.append(place)


def _box(spans: Spans) -> tuple[bool | None, Spans]:
    """Whether a task is done, and its words without the box."""
    if not spans or spans[0].code or spans[0].link:
        return None, spans
    first = spans[0].text
    if first[:4].lower() not in ("[ ] ", "[x] "):
        return None, spans
    rest = replace(spans[0], text=first[4:].lstrip())
    return first[1] != " ", (rest, *spans[1:]) if rest.text else spans[1:]
