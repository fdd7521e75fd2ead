"""Two wordings of a clause as blocks to be drawn: what goes and what comes, marked by signs.

The signs tell it without colours, and where nothing is struck through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from coachtui.domain.changed_words import Change, Piece, changed_words
from coachtui.services.reading import Block, BlockKind, Span

_PARAGRAPH = re.compile(r"\n\s*\n")
# Those of the command line, and in every terminal font.
_SIGNS = {Change.REMOVED: ("[-", "-]"), Change.ADDED: ("{+", "+}")}


def changed_blocks(before: str, after: str) -> tuple[Block, ...]:
    """Both wordings in one, as ``[-that-]`` and ``{+this+}``."""
    return tuple(_blocks(changed_words(before, after)))


def sides(before: str, after: str) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The wording before with what goes marked, and the one after with what comes."""
    pieces = changed_words(before, after)
    old = [piece for piece in pieces if piece.change is not Change.ADDED]
    new = [piece for piece in pieces if piece.change is not Change.REMOVED]
    return tuple(_blocks(old)), tuple(_blocks(new))


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    """One block for each paragraph: a piece that goes on into the next is marked in both."""
    spans: list[Span] = []
    for piece in pieces:
        first, *rest = _PARAGRAPH.split(piece.text)
        spans += _marked(first, piece.change)
        for paragraph in rest:
            yield from _paragraph(spans)
            spans = list(_marked(paragraph, piece.change))
    yield from _paragraph(spans)


def _paragraph(spans: Sequence[Span]) -> Iterator[Block]:
    if spans:
        yield Block(BlockKind.PARAGRAPH, tuple(spans))


def _marked(text: str, change: Change) -> Iterator[Span]:
    words = text.strip()
    if change is Change.KEPT or not words:
        if text:
            yield Span(text)
        return
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    opens, closes = _SIGNS[change]
    if before:
        yield Span(before)
    yield Span(
        f"{opens}{words}{closes}",
        strike=change is Change.REMOVED,
        strong=change is Change.ADDED,
    )
    if after:
        yield Span(after)
