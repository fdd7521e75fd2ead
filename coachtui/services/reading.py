"""Markdown and foreign text as the screens and the command line show them."""

from __future__ import annotations

from coachtui.documents.clean import clean_line, clean_text
from coachtui.documents.markdown import Block, Span, blocks

__all__ = ["Block", "Span", "blocks", "clean_line", "clean_text"]
