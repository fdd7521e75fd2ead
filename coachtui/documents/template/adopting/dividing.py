"""An agreement from elsewhere, divided: its title, what comes first, and its sections.

Here belongs which of the ways to divide a text is taken, and that every line of it ends up in one
place, in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coachtui.documents.escape import escape_line, escape_text
from coachtui.documents.template.adopting import heads as found_heads
from coachtui.documents.template.adopting.heads import MAX_TITLE, Head, top_level
from coachtui.documents.template.body import MAX_CLAUSES

_WORDS_IN_TITLE = 50
_MARKER = re.compile(r"\s*(?:[-+*]|(?P<number>\d+[.)]))\s*")
_FOREIGN_MATTER = re.compile(r"^(?:\s*#.*|\s*- .*|\s*[\w.-]+\s*:.*|\s+.*|\s*)$")


@dataclass(slots=True)
class Section:
    """What becomes one clause: its title as plain words, and its text as lines of Markdown.

    A title that is ``derived`` is the first words of the text.
    """

    title: str
    lines: list[str] = field(default_factory=list)
    derived: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def empty(self) -> bool:
        return not any(line.strip() for line in self.lines)


@dataclass(slots=True)
class Divided:
    """``title`` is that of the whole, empty where there is none; ``introduction`` comes first."""

    title: str
    introduction: list[str]
    sections: list[Section]


def divided(lines: Sequence[str]) -> Divided:
    """``lines`` of Markdown in their sections; at least one where there is any text."""
    matter, lines = _foreign_matter(list(lines))
    title, body = _title(lines)
    if matter and title:
        matter += [f"**{escape_line(title)}**", ""]
    introduction, sections = _by_heads(body, _heads(body))
    if not sections:
        introduction, sections = [], _by_blocks(introduction)
    if not sections:
        sections = [Section("", [escape_text("\n".join(lines))], derived=True)]
    return Divided(title, [*matter, *introduction], sections)


def _foreign_matter(lines: list[str]) -> tuple[list[str], list[str]]:
    """The front matter that other programs write, as text, and the lines after it."""
    if lines and lines[0].rstrip() == "---":
        for end, line in enumerate(lines[1:200], 1):
            if line.rstrip() in ("---", "..."):
                return [escape_text("\n".join(lines[1:end])), ""], lines[end + 1 :]
            if not _FOREIGN_MATTER.match(line):
                break
    return [], lines


def _title(lines: list[str]) -> tuple[str, list[str]]:
    """The title of the whole where the text begins with one, and the lines without it."""
    headings = found_heads.headings(lines)
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if headings and headings[0].start == first:
        head = headings[0]
        highest = [each for each in headings if each.level <= head.level]
        if len(highest) == 1 and _can_be_title(head.title):
            return head.title, lines[head.end :]
        return "", lines
    title = found_heads.title_line(lines, first)
    if _can_be_title(title) and any(line.strip() for line in lines[first + 1 :]):
        return title, lines[first + 1 :]
    return "", lines


def _can_be_title(title: str) -> bool:
    return 0 < len(title) <= MAX_TITLE and "{{" not in title


def _heads(lines: Sequence[str]) -> list[Head]:
    """Where clauses begin, by the first of the ways that finds more than one."""
    headings = _of_the_level_to_divide_at(found_heads.headings(lines))
    if len(headings) > 1:
        return headings
    for way in (found_heads.numbered, found_heads.bold, found_heads.bare_titles, _items):
        if len(heads := way(lines)) > 1:
            taken = {place for each in headings for place in range(each.start, each.end)}
            apart = [head for head in heads if head.start not in taken]
            return sorted([*headings, *apart], key=lambda head: head.start)[:MAX_CLAUSES]
    return headings


def _of_the_level_to_divide_at(headings: list[Head]) -> list[Head]:
    for level in sorted({head.level for head in headings}):
        heads = [head for head in headings if head.level <= level]
        if len(heads) > 1:
            return heads[:MAX_CLAUSES]
    return headings


def _items(lines: Sequence[str]) -> list[Head]:
    """The items of a text that is a list and little else."""
    tokens = [token for token in top_level(lines) if token.map]
    paragraphs = [token for token in tokens if token.type == "paragraph_open" and not token.level]
    items = [token for token in tokens if token.type == "list_item_open" and token.level == 1]
    if len(paragraphs) > 2:
        return []
    heads = []
    for item in items:
        start = item.map[0] if item.map else 0
        marker = _MARKER.match(lines[start])
        rest = lines[start][marker.end() :] if marker else lines[start]
        number = marker["number"] or "" if marker else ""
        heads.append(Head(start, start + 1, 1, "", number, rest))
    return heads


def _by_heads(lines: Sequence[str], heads: Sequence[Head]) -> tuple[list[str], list[Section]]:
    """What comes before the first head, and the sections.

    A heading with nothing but smaller headings below it joins the first of these.
    """
    lines = _without_item_indents(lines, heads)
    introduction = list(lines[: heads[0].start] if heads else lines)
    sections: list[Section] = []
    waiting = ""
    for place, head in enumerate(heads):
        after = heads[place + 1] if place + 1 < len(heads) else None
        section = _section(head, lines[head.end : after.start if after else len(lines)])
        joined = f"{waiting}: {section.title}"
        if waiting and section.title and len(joined) <= MAX_TITLE:
            section.title = joined
        elif waiting:
            sections.append(_alone(waiting))
        waiting = ""
        if not section.empty:
            sections.append(section)
        elif after and after.level > head.level:
            waiting = section.title
        elif section.title:
            sections.append(_alone(section.title))
    return introduction, sections


def _alone(title: str) -> Section:
    """A title that no text follows is all that is said."""
    return Section(title, [escape_line(title)])


def _section(head: Head, lines: Sequence[str]) -> Section:
    text = [head.rest, *lines] if head.rest else list(lines)
    title = " ".join(part for part in (head.number, head.title) if part)
    if not head.title:
        title = " ".join(part for part in (head.number, short_title("\n".join(text))) if part)
        return Section(title, text, derived=True)
    kept, over = _bounded(title)
    return Section(kept, [escape_line(over), "", *text] if over else text)


def _bounded(title: str) -> tuple[str, str]:
    """``title`` as long as one may be and without braces, and the words that are left over."""
    place = title.find("{{") if "{{" in title else len(title)
    if place <= MAX_TITLE and place == len(title):
        return title, ""
    place = min(place, MAX_TITLE)
    cut = title[:place]
    if not title[place : place + 1].isspace() and title[place : place + 2] != "{{":
        cut = cut.rpartition(" ")[0] or cut
    return cut.strip(), title[len(cut) :].strip()


def short_title(markdown: str) -> str:
    """The first words of a text, to stand as its title."""
    for token in top_level(markdown.split("\n")):
        if token.type == "inline" and token.content.strip():
            words = re.sub(r"\{\{+|\}\}+", " ", found_heads.plain(token))
            words = " ".join(re.sub(r"^\[[ xX]\] ", "", words).split())
            sentence = re.match(r"[^.!?:]{3,50}(?=[.!?:](?:\s|$))", words)
            if sentence:
                return sentence.group()
            if len(words) <= _WORDS_IN_TITLE:
                return words
            return (words[:_WORDS_IN_TITLE].rpartition(" ")[0] or words[:_WORDS_IN_TITLE]) + "…"
    return ""


def _without_item_indents(lines: Sequence[str], heads: Sequence[Head]) -> list[str]:
    """``lines`` with what belongs to an item at the left edge, where that item becomes a section."""
    made = list(lines)
    starts = {head.start for head in heads}
    for token in top_level(lines):
        if token.type == "list_item_open" and token.level == 1 and token.map:
            start, end = token.map
            if start in starts and (marker := _MARKER.match(lines[start])):
                indent = re.compile(rf"^ {{1,{len(marker.group())}}}")
                made[start + 1 : end] = [indent.sub("", line) for line in lines[start + 1 : end]]
    return made


def _by_blocks(lines: Sequence[str]) -> list[Section]:
    """A section for each paragraph; what is none belongs to the one before it."""
    starts = [0]
    for token in top_level(lines):
        if token.level == 0 and token.type == "paragraph_open" and token.map:
            starts.append(token.map[0])
    starts = sorted(set(starts))
    if len(starts) > 1 and not any(line.strip() for line in lines[: starts[1]]):
        starts.pop(0)
    starts = starts[:MAX_CLAUSES]
    sections = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        section = Section("", list(lines[start:end]), derived=True)
        section.title = short_title(section.text)
        if not section.empty:
            sections.append(section)
    return sections
