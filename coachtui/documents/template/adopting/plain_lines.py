"""What plain text says by its layout, said in Markdown: bullets, indented text, lines that stay lines.

Here belongs the layout of lines; the words of a line are never touched. Which lines begin a clause
is the matter of ``heads``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coachtui.documents.parser import parser

_ROUND = "•·●■➢➤‣∙"
_DEEPER = "◦○▪o"
_DASHES = "–—"
_BULLET = re.compile(
    rf"^(?P<before>[ \t\xa0]*)(?P<sign>[{_ROUND}{_DEEPER}{_DASHES}])[ \t\xa0]+(?P<rest>\S.*)$"
)
_OWN_LINE = re.compile(
    r"^\s*(?:\d{1,3}(?:\.\d{1,3})+\.?\s|\(?[a-zA-Z0-9]{1,2}\)\s|§|\[[ xX]\]\s|[☐☑☒□]|_{3,}|\.{4,})"
)
_LABEL = re.compile(r"^\s*[^\s:|>#][^:|]{0,40}:(?:\s|$)|_{4,}|\.{5,}|…{2,}")


def as_markdown(text: str) -> list[str]:
    """The lines of ``text``, so that Markdown reads them as they look."""
    lines = _with_bullets([line if line.strip() else "" for line in text.split("\n")])
    for _round in range(3):
        dedented = _without_indents(lines)
        if dedented == lines:
            break
        lines = dedented
    return _with_breaks(lines)


def _with_bullets(lines: Sequence[str]) -> list[str]:
    made: list[str] = []
    depth = -1
    for place, line in enumerate(lines):
        found = _BULLET.match(line)
        if found and _is_bullet(found, lines, place):
            depth = min(_depth(found, depth), depth + 1)
            made.append("  " * depth + f"- {found['rest']}")
        else:
            if depth >= 0 and line.strip() and not line.startswith("  "):
                made.append("")  # it would else be read as a part of the last item
                line = line.lstrip("\t")
            depth = depth if not line.strip() else -1
            made.append(line)
    return made


def _is_bullet(found: re.Match[str], lines: Sequence[str], place: int) -> bool:
    """Whether the sign is a bullet: a dash is one in company, and an “o” below another bullet."""
    if found["sign"] in _ROUND + "◦○▪":
        return True
    beside = [*lines[max(place - 2, 0) : place], *lines[place + 1 : place + 3]]
    if found["sign"] == "o":
        return any(_BULLET.match(line) for line in beside) and "\t" in found.group()
    return any((other := _BULLET.match(line)) and other["sign"] in _DASHES for line in beside)


def _depth(found: re.Match[str], before: int) -> int:
    indent = found["before"].expandtabs(4).replace("\xa0", " ")
    by_sign = 1 if found["sign"] in _DEEPER and before >= 0 else 0
    return max(len(indent) // 4, by_sign)


def _without_indents(lines: Sequence[str]) -> list[str]:
    """``lines`` with the text that an indent would make code of at the left edge."""
    made = list(lines)
    for token in parser(html=True).parse("\n".join(lines)):
        if token.type == "code_block" and token.level == 0 and token.map:
            for place in range(*token.map):
                made[place] = made[place].lstrip()
    return made


def _with_breaks(lines: Sequence[str]) -> list[str]:
    """``lines`` with a line break where the next line of a paragraph is a line of its own."""
    made = list(lines)
    for token in parser(html=True).parse("\n".join(lines)):
        if token.type == "paragraph_open" and token.map:
            start, end = token.map
            form = sum(bool(_LABEL.search(line)) for line in lines[start:end]) > 1
            for place in range(start, end - 1):
                own = form or _OWN_LINE.match(lines[place + 1])
                if own and not lines[place].endswith(("  ", "\\")):
                    made[place] += "  "
    return made
