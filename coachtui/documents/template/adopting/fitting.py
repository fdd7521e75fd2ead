"""A text from elsewhere as wording that a template may hold, with the same words for its reader.

Here belongs what is done with HTML, code, pictures, rules, boxes and large headings: each is set as
the text that it is, in no larger a piece than has to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coachtui.documents.escape import escape_line, escape_text
from coachtui.documents.parser import parser
from coachtui.documents.problems import Problem
from coachtui.documents.wording import begins_with_sentence, variable_problems, wording_problems

if TYPE_CHECKING:
    from markdown_it.token import Token

_BRACES = re.compile(r"(\\?)(\{{2,}|\}{2,})")
_BOX = re.compile(r"\[(?=[ xX]\])")
_HEADING = re.compile(r"^(\s{0,3})#{1,2}(?=\s|$)")
# What can be disarmed where it stands; after a few rounds of that, the whole block is.
_SMALL = {"box", "braces", "heading", "html", "picture"}
_ROUNDS_IN_PLACE = 3
_ROUNDS = 6


def fit(text: str, lead: str) -> str:
    """``text`` as wording; where it begins with a list or the like, ``lead`` comes before it."""
    made = text.strip("\n").rstrip()
    for number in range(_ROUNDS):
        problems = list(wording_problems(made, 0)) + _code_with_braces(made)
        if not problems:
            break
        made = _mended(made, problems, in_place=number < _ROUNDS_IN_PLACE)
    else:
        made = escape_text(text)
    made = _BRACES.sub(_single, made)
    if list(wording_problems(made)) or list(variable_problems(made)):
        made = _BRACES.sub(_single, escape_text(text))
    made = re.sub(r"\n{3,}", "\n\n", made).strip("\n").rstrip()
    if made.startswith((" ", "\t")) or not begins_with_sentence(made):
        made = f"{_BRACES.sub(_single, escape_line(lead)).rstrip(':')}:\n\n{made}"
    return made


def _single(braces: re.Match[str]) -> str:
    """Braces of which no two stand side by side, and all are read."""
    escaped, found = braces.groups()
    return "".join("\\" + each for each in found) if not escaped else "\\" + "\\".join(found)


def _code_with_braces(text: str) -> list[Problem]:
    """Code with double braces in it, which only the end of the code could disarm."""
    return [
        Problem(token.map[0], "braces", "")
        for token in parser(html=True).parse(text)
        if token.map
        for child in token.children or ()
        if child.type == "code_inline" and _BRACES.search(child.content)
    ]


def _mended(text: str, problems: Sequence[Problem], in_place: bool) -> str:
    """``text`` with every block that has a problem disarmed."""
    lines = text.split("\n")
    tokens = parser(html=True).parse(text)
    by_line: dict[int, list[Problem]] = {}
    for problem in problems:
        by_line.setdefault(problem.line or 0, []).append(problem)
    made: list[str] = []
    for start, end, inside in _blocks(tokens, len(lines)):
        own = [problem for place in range(start, end) for problem in by_line.get(place, ())]
        if not own:
            made += lines[start:end]
        elif in_place and _can_be_mended(own, inside):
            made += _in_place(lines[start:end], [each.line or 0 for each in own], start, inside)
        else:
            # Apart from what stands around it: a paragraph would else become part of it.
            made += ["", escape_text("\n".join(lines[start:end])), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(made)).strip("\n")


def _blocks(tokens: Sequence[Token], count: int) -> Iterator[tuple[int, int, list[Token]]]:
    """The blocks at the top level with their tokens, and the lines between them, from 0 to ``count``."""
    done = 0
    inside: list[Token] = []
    bounds = (0, 0)
    for token in tokens:
        inside.append(token)
        if token.level == 0 and token.map:
            bounds = (token.map[0], token.map[1])
        if token.level == 0 and token.nesting <= 0:
            if done < bounds[0]:
                yield done, bounds[0], []
            yield *bounds, inside
            done, inside = bounds[1], []
    if done < count:
        yield done, count, []


def _can_be_mended(problems: Sequence[Problem], inside: Sequence[Token]) -> bool:
    """Whether a word here and there is enough: no block of HTML, and no code that a word could hit."""
    kinds = {token.type for token in inside}
    children = [child for token in inside for child in token.children or ()]
    code = any(child.type == "code_inline" for child in children)
    rules = {problem.rule for problem in problems}
    return (
        rules <= _SMALL
        and bool(inside)
        and "html_block" not in kinds
        and not (code and rules & {"html", "picture"})
    )


def _in_place(
    lines: Sequence[str], places: Sequence[int], start: int, inside: Sequence[Token]
) -> list[str]:
    """The lines of a block with what is refused in them made text, and large headings small."""
    if inside[0].type == "heading_open" and not inside[0].markup.startswith("#"):
        return ["### " + " ".join(line.strip() for line in lines[:-1])]
    made = list(lines)
    for place in places:
        line = made[place - start]
        made[place - start] = _BOX.sub("\\\\[", _HEADING.sub(r"\1###", line), count=1)
    return _without_refused("\n".join(made), inside).split("\n")


def _without_refused(text: str, inside: Sequence[Token]) -> str:
    """``text`` with its inline HTML, its pictures, and its code with braces as the signs they are."""
    children = [child for token in inside for child in token.children or ()]
    for tag in dict.fromkeys(child.content for child in children if child.type == "html_inline"):
        text = re.sub(r"(?<!\\)" + re.escape(tag), lambda found: "\\" + found.group(), text)
    if any(child.type == "image" for child in children):
        text = re.sub(r"(?<!\\)!\[", r"\\!\\[", text)
    code = [child for child in children if child.type == "code_inline"]
    for sign, content in dict.fromkeys((child.markup, child.content.strip()) for child in code):
        if _BRACES.search(content):
            span = rf"{sign}\s*{re.escape(content)}\s*{sign}"
            text = re.sub(span, lambda found: escape_line(found.group()), text)
    return text
