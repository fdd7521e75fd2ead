"""A copy of an agreement that came back, taken apart: its parts, ticks, wording and what was written.

Here belongs finding things again in a file that any editor may have been at. It is read through the
parser's blocks; what they mean for an agreement in the vault is the matter of ``comparing``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from coachtui.documents.agreement.likeness import normal
from coachtui.documents.agreement.words import box_words
from coachtui.documents.clean import clean_text
from coachtui.documents.parser import parser
from coachtui.errors import NotAllowed
from coachtui.language import _

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_FACTS = (
    *("coachtui", "agreement", "version", "copy", "state", "language", "template"),
    *("template_version", "created", "wording", "fingerprint", "previous"),
)
_MARK = re.compile(r"<!- clause: ([0-9A-Za-z-]+) ->")
_BOX = re.compile(r"\[\s*([^\[\]\s]?)\s*\](?!\()|([☐□▢☑☒✅✓✔■])")
# What stood there as a bullet, before an editor took the space after it or made it plain text.
_LOST_BULLET = re.compile(r"(?:[-–—*+•·◦▪‣]|\d{1,3}[.)])\s*(?=[\[☐□▢☑☒✅✓✔■])")
_QUOTED = re.compile(r" {0,3}> ?")
_QUOTED_HEADING = re.compile(r" {0,3}> ?#{1,2} ")
_TICKS = frozenset("xX×✓✔✗✘✅☑☒■vV*+")


class PieceKind(StrEnum):
    """What a piece of a part is; a ``mark`` is the comment that names a clause."""

    MARK = "mark"
    BOXES = "boxes"
    QUOTE = "quote"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Box:
    """One box and what stands beside it."""

    ticked: bool
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One block at the top of the document. ``source`` is its Markdown, ``text`` its words."""

    kind: PieceKind
    source: str
    text: str
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading; ``heading`` is empty for what stands before the first."""

    heading: str
    pieces: tuple[Piece, ...]

    @property
    def mark(self) -> str:
        """The id in the comment that names a clause, empty if there is none any more."""
        return next((each.text for each in self.pieces if each.kind is PieceKind.MARK), "")

    @property
    def source(self) -> str:
        """The part as Markdown, without its heading and its mark."""
        return joined(each for each in self.pieces if each.kind is not PieceKind.MARK)


@dataclass(frozen=True, slots=True)
class Document:
    """A copy that was read. ``facts`` are what its front matter says, as far as it is there.

    ``above`` is what somebody wrote above the title, ``top`` what stands below it.
    """

    facts: dict[str, str]
    above: tuple[Piece, ...]
    title: str
    top: Part
    parts: tuple[Part, ...]


def joined(pieces: Iterator[Piece] | Sequence[Piece]) -> str:
    """The Markdown of ``pieces``, one below the other."""
    return "\n\n".join(each.source for each in pieces)


def read_document(text: str) -> Document:
    """What ``text`` is made of, whatever it is.

    Raises:
        NotAllowed: it is nested so deep that nobody could have meant it.
    """
    greeting, copy = _out_of_mail(clean_text(text.removeprefix("\ufeff")))
    facts, body = _front_matter(copy)
    body = f"{greeting}\n\n{body}" if greeting else body
    lines = body.split("\n")
    try:
        top = _top_level(body)
    except (RecursionError, ValueError, IndexError, KeyError):
        message = _("This file cannot be read as Markdown. Nothing was changed.")
        raise NotAllowed(message) from None
    title = ""
    above: list[Piece] = []
    parts: list[tuple[str, list[Piece]]] = [("", [])]
    for node, source in _with_sources(top, lines):
        if node.type == "heading" and node.tag == "h2":
            parts.append((_words(node), []))
        elif node.type == "heading" and node.tag == "h1" and not title and len(parts) == 1:
            title = _words(node)
            above, parts = parts[0][1], [("", [])]
        else:
            first = len(parts) > 1 and not parts[-1][1]
            parts[-1][1].extend(_pieces(node, source, lines, first))
    made = [Part(heading, tuple(pieces)) for heading, pieces in parts]
    return Document(facts, tuple(above), title, made[0], tuple(made[1:]))


def _out_of_mail(text: str) -> tuple[str, str]:
    """What a mail says above a copy that it quotes whole, and that copy; else nothing, and ``text``."""
    lines = text.split("\n")
    if any(line.startswith("#") for line in lines) or not any(map(_QUOTED_HEADING.match, lines)):
        return "", text
    first = next(place for place, line in enumerate(lines) if _QUOTED.match(line))
    copy = [
        line[found.end() :] if (found := _QUOTED.match(line)) else line for line in lines[first:]
    ]
    return "\n".join(lines[:first]).strip(), "\n".join(copy)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """What the first lines say, with or without their fences, and the rest."""
    facts: dict[str, str] = {}
    lines = text.split("\n")
    for place, line in enumerate(lines):
        key, colon, value = line.partition(":")
        if colon and key.strip() in _FACTS:
            facts[key.strip()] = value.strip().strip('"“”')
        elif line.strip() and normal(line) != "-":
            return facts, "\n".join(lines[place:])
    return facts, ""


def _top_level(body: str) -> list[SyntaxTreeNode]:
    from markdown_it.tree import SyntaxTreeNode

    # A link definition would make no block at all: what somebody wrote so would be read by nobody.
    return SyntaxTreeNode(parser(html=True, definitions=False).parse(body)).children


def _with_sources(
    nodes: list[SyntaxTreeNode], lines: list[str]
) -> Iterator[tuple[SyntaxTreeNode, str]]:
    starts = [_first_line(node) for node in nodes]
    for node, start, end in zip(nodes, starts, [*starts[1:], len(lines)], strict=True):
        yield node, "\n".join(lines[start:end]).strip("\n").rstrip()


def _first_line(node: SyntaxTreeNode) -> int:
    return node.map[0] if node.map else 0


def _pieces(node: SyntaxTreeNode, source: str, lines: list[str], first: bool) -> Iterator[Piece]:
    """What a block is; only the ``first`` one below a heading names its clause."""
    words = _words(node)
    if first and (mark := _MARK.fullmatch(normal(words))):
        yield Piece(PieceKind.MARK, source, mark.group(1))
    elif node.type == "blockquote":
        yield Piece(PieceKind.QUOTE, source, words)
    elif _is_list_of_boxes(node):
        boxed = [_boxes_of(item) for item in node.children]
        end = boxed.index(()) if () in boxed else len(boxed)
        boxes = tuple(box for item in boxed[:end] for box in item)
        yield Piece(PieceKind.BOXES, source, words, boxes)
        if end < len(boxed) and node.map:
            # A list that was written right below the boxes is none of them.
            rest = "\n".join(lines[_first_line(node.children[end]) : node.map[1]]).rstrip()
            yield Piece(PieceKind.TEXT, rest, rest)
    elif node.type == "paragraph" and (boxes := _boxes_without_bullets(words)):
        yield Piece(PieceKind.BOXES, source, words, boxes)
    else:
        yield Piece(PieceKind.TEXT, source, words)


def _is_list_of_boxes(node: SyntaxTreeNode) -> bool:
    is_list = node.type in ("bullet_list", "ordered_list")
    return is_list and _box(_words(node.children[0])) is not None


def _boxes_of(item: SyntaxTreeNode) -> tuple[Box, ...]:
    """The box that an item begins with, and those that slid below it; none if it begins with none."""
    below = [child for child in item.children if _is_list_of_boxes(child)]
    text = "\n\n".join(_words(child) for child in item.children if child not in below)
    if _box(text) is None:
        return ()
    first, *more = text.split("\n")
    beside = [first]
    for line in more:
        if _boxes_without_bullets(line):
            # Its own bullet is lost, and so it was taken for a part of what stands above it.
            beside.append(_without_bullet(line))
        else:
            beside[-1] += f"\n{line}"
    return (
        *filter(None, map(_box, beside)),
        *(each for boxes in below for child in boxes.children for each in _boxes_of(child)),
    )


def _box(text: str) -> Box | None:
    """The box that ``text`` begins with, if it does."""
    found = _BOX.match(text)
    if not found:
        return None
    sign = found.group(1) if found.group(2) is None else found.group(2)
    if sign and sign not in _TICKS and sign not in "☐□▢_":
        return None
    return Box(sign in _TICKS, text[found.end() :].strip())


def _boxes_without_bullets(text: str) -> tuple[Box, ...]:
    """The boxes of a paragraph whose every line is one, with a label that the export gives."""
    boxes = [_box(_without_bullet(line)) for line in text.split("\n")]
    known = tuple(box_words())
    if all(box and normal(box.label).lower().startswith(known) for box in boxes):
        return tuple(box for box in boxes if box)
    return ()


def _without_bullet(line: str) -> str:
    lost = _LOST_BULLET.match(line)
    return line[lost.end() :] if lost else line


def _words(node: SyntaxTreeNode) -> str:
    """What a block says, as somebody would type it: lines, emphasis and addresses are kept."""
    if node.type == "inline":
        return "".join(_inline(child) for child in node.children)
    if not node.children:
        return node.content.rstrip("\n")
    apart = "\n" if node.type in ("bullet_list", "ordered_list", "tr") else "\n\n"
    bullet = "- " if node.type in ("bullet_list", "ordered_list") else ""
    return apart.join(f"{bullet}{_words(child)}" for child in node.children)


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    inside = "".join(_inline(child) for child in node.children) or node.content
    if node.type in ("em", "strong", "s", "code_inline"):
        return f"{node.markup}{inside}{node.markup}"
    if node.type == "link" and node.markup != "autolink" and node.attrs["href"] != inside:
        return f"[{inside}]({node.attrs['href']})"
    if node.type == "image":
        return f"![{inside}]({node.attrs['src']})"
    return inside
