"""The inside of a block: stretches of text in one style each.

Here belongs turning inline tokens into spans. Which block they stand in is the matter of
``markdown``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from coachtui.documents.clean import clean_text

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style.

    ``link`` is the address it leads to, empty for none: to be shown beside the text, never opened
    unasked, since the two may disagree.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    strike: bool = False
    link: str = ""


Spans = tuple[Span, ...]

_STYLES = {"strong": "strong", "em": "emphasis", "s": "strike"}


def spans_of(tokens: list[Token], keep_lines: bool) -> Spans:
    """The inline tokens as spans, those of one style joined; a link is one span."""
    return tuple(
        Span("".join(piece.text for piece in pieces), *style)
        for style, pieces in groupby(_pieces(tokens, keep_lines), key=_style)
    )


def _style(span: Span) -> tuple[bool, bool, bool, bool, str]:
    return span.strong, span.emphasis, span.code, span.strike, span.link


def _pieces(tokens: list[Token], keep_lines: bool) -> Iterator[Span]:
    depth = dict.fromkeys(_STYLES, 0)
    address, silent = "", False
    for token in tokens:
        kind, _underscore, _end = token.type.partition("_")
        if kind in depth:
            depth[kind] += token.nesting
        elif kind == "link":
            if silent:  # a link without words shows its address
                yield Span(address, link=address)
            address = clean_text(str(token.attrs.get("href", "")))
            silent = bool(address)
        elif text := clean_text(_text_of(token, keep_lines)):
            style = {_STYLES[name]: count > 0 and not address for name, count in depth.items()}
            link = clean_text(str(token.attrs.get("src", address)))
            yield Span(text, code=kind == "code" and not address, link=link, **style)
            silent = False


def _text_of(token: Token, keep_lines: bool) -> str:
    """The characters of a token that holds some; a picture's are its description, or its address."""
    if token.type == "hardbreak" or (token.type == "softbreak" and keep_lines):
        return "\n"
    if token.type == "softbreak":
        return " "
    return token.content or str(token.attrs.get("src", ""))
