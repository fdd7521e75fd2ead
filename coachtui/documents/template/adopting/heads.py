"""Where the clauses of an agreement from elsewhere begin: at headings, numbers, bold words or bare titles.

Here belongs finding these places and their titles. Dividing the text at them is the matter of
``dividing``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from coachtui.documents.clean import clean_line
from coachtui.documents.parser import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_TITLE = 120
_SHORT = 70
_PLAIN_INLINE = {"text", "softbreak", "code_inline", "em_open", "em_close", "strong_open"}
_PLAIN_INLINE |= {"strong_close", "s_open", "s_close", "hardbreak", "text_special"}

_NUMBER = re.compile(
    r"^\s{0,3}(?P<number>(?P<word>§+\s*|(?:punkt|pkt\.?|artikkel|article|section|clause)\s+)?"
    r"(?P<digits>\d{1,3}(?:\.\d{1,3})*)(?P<stop>[.):]?))(?P<gap>\s+)(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_BOLD = re.compile(
    r"^\s{0,3}(\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)\1(?P<stop>[.:]?)(?P<rest>(?:\s.*)?)$"
)
_LETTERED = re.compile(r"[^\W\d_][.)]\s")
_LEAD = re.compile(r"^(?P<lead>[^.:*_`<!&\[\]\\]{2,50}[.:])\s+(?P<rest>\S.*)$")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a clause begins: on the lines from ``start`` up to ``end``, of which ``rest`` is text already.

    A ``level`` of 1 is the highest. ``title`` is empty where the text has none of its own; ``number``
    is what stands before it.
    """

    start: int
    end: int
    level: int
    title: str
    number: str = ""
    rest: str = ""


def top_level(lines: Sequence[str]) -> list[Token]:
    """The tokens of the blocks that stand in no other, each with those inside it after it."""
    return parser(html=True).parse("\n".join(lines))


def plain(inline: Token) -> str:
    """The words of a line without emphasis; as they are written where they hold more than that."""
    children = inline.children or []
    if any(child.type not in _PLAIN_INLINE for child in children):
        return " ".join(inline.content.split())
    breaks = ("softbreak", "hardbreak")
    words = "".join(" " if child.type in breaks else child.content for child in children)
    return " ".join(clean_line(words).split())


def headings(lines: Sequence[str]) -> list[Head]:
    """The headings with ``#`` or underlined."""
    tokens = top_level(lines)
    return [
        Head(token.map[0], token.map[1], int(token.tag[1:]), plain(inline))
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]


def numbered(lines: Sequence[str]) -> list[Head]:
    """The lines that are numbered on from 1, in the fashion of which there are most."""
    chains: dict[tuple[str, int], list[tuple[int, re.Match[str]]]] = {}
    for place in _line_starts(lines):
        if found := _NUMBER.match(lines[place]):
            digits = found["digits"].split(".")
            word = (found["word"] or "").strip().lower()
            if not word and len(digits) == 1 and not found["stop"] and "\t" not in found["gap"]:
                continue
            chain = chains.setdefault((word, len(digits)), [])
            if len(digits) > 1 or int(digits[0]) == len(chain) + 1:
                chain.append((place, found))
    ranked = sorted(chains.items(), key=lambda item: (item[0][1], -len(item[1])))
    for _key, chain in ranked:
        if len(chain) > 1:
            return [_numbered_head(lines, place, found) for place, found in chain]
    return []


def bold(lines: Sequence[str]) -> list[Head]:
    """The paragraphs that begin in bold."""
    found = ((place, _BOLD.match(lines[place])) for place, _end in _paragraphs(lines))
    return [
        Head(place, place + 1, 1, _words(match["bold"]), rest=match["rest"].strip())
        for place, match in found
        if match and len(match["bold"]) <= MAX_TITLE
    ]


def bare_titles(lines: Sequence[str]) -> list[Head]:
    """The short lines that stand above a text, alone or at its beginning."""
    paragraphs = list(_paragraphs(lines))
    followed = {start for start, _end in paragraphs}
    heads = []
    for start, end in paragraphs:
        for place in range(start, end):
            if place == start and end == start + 1:
                found = is_title(lines[place]) and _next_text(lines, end) in followed
            else:
                found = place + 1 < end and _is_title_above(lines, place, first=place == start)
            if found:
                heads.append(Head(place, place + 1, 1, _words(lines[place])))
    return [
        head
        for head, after in zip_longest(heads, heads[1:])
        if after is None or _next_text(lines, head.end) != after.start
    ]


def _is_title_above(lines: Sequence[str], place: int, first: bool) -> bool:
    """Whether a line is a title of the next, with no empty line between them."""
    line, after = lines[place].strip(), lines[place + 1].strip()
    if not is_title(line) or not (first or lines[place - 1].rstrip()[-1:] in ".!?:"):
        return False
    sentence = after[:1].isupper() and (after[-1:] in ".!?:;" or len(after) > _SHORT)
    return line.isupper() or sentence


def title_line(lines: Sequence[str], place: int) -> str:
    """The title that a line is which stands alone; empty if it is none, or numbered."""
    alone = (place, place + 1) in _paragraphs(lines)
    whole = _BOLD.match(lines[place])
    if alone and whole and not whole["rest"].strip():
        return _words(whole["bold"])
    return _words(lines[place]) if alone and is_title(lines[place]) else ""


def is_title(line: str) -> bool:
    """Whether a line looks like a title: short, no sentence, nothing to fill in."""
    words = line.strip()
    return (
        0 < len(words) <= _SHORT
        and words[-1] not in ".!?;,…"
        and not re.search(r"_{3,}|\.{4,}|…|:\s*\S|^[-*+>|]\s", words)
        and any(character.isalpha() for character in words)
        and not words[0].islower()
    )


def _words(markdown: str) -> str:
    """The words of a title in Markdown, without emphasis and without what ends it."""
    for token in parser(html=True).parseInline(markdown.strip()):
        words = plain(token).rstrip(":")
        return words if "." in words[:-1] else words.removesuffix(".")
    return ""


def _numbered_head(lines: Sequence[str], place: int, found: re.Match[str]) -> Head:
    """The head at a numbered line, with as much of it as title as looks like one."""
    number, rest = " ".join(found["number"].split()), found["rest"].rstrip()
    level = found["digits"].count(".") + 1
    after = lines[place + 1].strip() if place + 1 < len(lines) else ""
    if strong := _BOLD.match(rest):
        title, rest = _words(strong["bold"]), strong["rest"].strip()
    elif is_title(rest) and not _goes_on(after) and _next_text(lines, place + 1) is not None:
        title, rest = _words(rest), ""
    elif lead := _LEAD.match(rest):
        title, rest = _words(lead["lead"]), lead["rest"]
    else:
        title = ""
    return Head(place, place + 1, level, title, number, rest)


def _goes_on(line: str) -> bool:
    """Whether a line goes on with what stands above it: no sentence of its own, and no ``a)``."""
    return line[:1].islower() and not _LETTERED.match(line)


def _next_text(lines: Sequence[str], place: int) -> int | None:
    return next((each for each in range(place, len(lines)) if lines[each].strip()), None)


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines from which up to which the paragraphs go that stand in nothing else."""
    for token in top_level(lines):
        if token.type == "paragraph_open" and token.level == 0 and token.map:
            yield token.map[0], token.map[1]


def _line_starts(lines: Sequence[str]) -> Iterator[int]:
    """The lines of paragraphs, and those at which an item of a numbered list begins."""
    listed = ""
    for token in top_level(lines):
        if token.level == 0 and token.type.endswith("list_open"):
            listed = token.type
        elif token.level == 0 and token.type == "paragraph_open" and token.map:
            yield from range(*token.map)
        elif token.type == "list_item_open" and token.level == 1 and listed.startswith("ordered"):
            yield token.map[0] if token.map else 0
