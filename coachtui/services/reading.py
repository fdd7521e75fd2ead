"""Markdown and foreign text as the screens and the command line show them."""

from __future__ import annotations

from coachtui.documents.clean import clean_line, clean_text
from coachtui.documents.markdown import Block, BlockKind, Span, blocks

__all__ = ["Block", "BlockKind", "Span", "blocks", "clean_line", "clean_text", "first_line"]

LONGEST_LINE = 400
"""Characters of a first line that are looked at; no list shows more."""


def first_line(note: str) -> str:
    """The words of a note's first line, without the signs of Markdown."""
    line = note.lstrip().partition("\n")[0][:LONGEST_LINE]
    return next((block.text for block in blocks(line)), "")
