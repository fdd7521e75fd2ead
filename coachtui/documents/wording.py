"""Which Markdown the wording of an agreement may use, and where a variable may stand in it.

Wording is set into a larger document, between headings, comments and boxes that mean something. So
it may hold paragraphs, lists, quotes, tables, emphasis and small headings, and nothing that could
be taken for those, hides from the reader, or reaches beyond its own end. Read by the parser's
tokens; the only pattern here is the one for a variable inside a piece of plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coachtui.documents.clean import hidden
from coachtui.documents.front_matter import BrokenLine, is_variable_name, quoted
from coachtui.documents.parser import parser
from coachtui.language import N_, _

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_NESTING = 8
_VARIABLE = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")
# Beside these a value could end what they begin: code, an address, HTML, an entity, an escape.
_UNSAFE_BESIDE = re.compile(r"[`<]|\]\(|&#?\{\{|\\\{\{")

_REFUSED = {
    "html_block": N_("HTML has no place in a template, apart from the comment below a heading"),
    "html_inline": N_("HTML has no place in a template, apart from the comment below a heading"),
    "fence": N_("a block of code has no place in an agreement"),
    "code_block": N_("a block of code has no place in an agreement (is the line indented?)"),
    "hr": N_("a rule across the page has no place inside a clause"),
    "image": N_("a picture has no place in an agreement"),
}


def check_wording(text: str, first_line: int = 1) -> None:
    """Accept ``text`` as the wording of a clause or an introduction, or say what is wrong with it.

    Raises:
        BrokenLine: with the line, counted from ``first_line`` as the number of the first.
    """
    environment: dict[str, object] = {}
    tokens = parser(html=True).parse(text, environment)
    _check_definitions(environment, first_line)
    if tokens and tokens[0].type != "paragraph_open":
        raise BrokenLine(first_line, _("the text has to begin with a sentence"))
    line = first_line
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        _check_token(token, line)
        for child in token.children or ():
            _check_token(child, line)
            line += child.type in ("softbreak", "hardbreak")


def check_variables(text: str, first_line: int = 1) -> None:
    """Accept the variables in ``text``: well named, and where no value can change the structure.

    Raises:
        BrokenLine: with the line, counted from ``first_line`` as the number of the first.
    """
    for name, line in variables_in(text):
        if not is_variable_name(name):
            message = _("“{name}” is no variable name: use small letters a-z, digits, underscores")
            raise BrokenLine(first_line + line, message.format(name=quoted(name)))
    unpaired = re.search(r"\{\{|\}\}", _VARIABLE.sub("", text))
    if unpaired:
        line = first_line + _VARIABLE.sub("", text).count("\n", 0, unpaired.start())
        raise BrokenLine(line, _("double braces stand around nothing, or are not closed"))
    if not _VARIABLE.search(text):
        return
    for token in parser(html=True).parse(text):
        if token.type == "inline" and token.map and _VARIABLE.search(token.content):
            _check_place(token, first_line + token.map[0])
    if _shape(_VARIABLE.sub("1", text)) != _shape(_VARIABLE.sub("x", text)):
        raise BrokenLine(first_line, _("a number in place of a variable would begin a list here"))


def variables_in(text: str) -> Iterator[tuple[str, int]]:
    """The names between double braces in ``text``, each with its line counted from 0."""
    for found in _VARIABLE.finditer(text):
        yield found.group(1), text.count("\n", 0, found.start())


def replace_variables(text: str, values: dict[str, str]) -> str:
    """``text`` with each variable replaced by its value, which must be Markdown already."""
    return _VARIABLE.sub(lambda found: values[found.group(1)], text)


def _check_definitions(environment: dict[str, object], first_line: int) -> None:
    references = environment.get("references")
    if isinstance(references, dict):
        for reference in references.values():
            reason = _("a link definition cannot be seen; write the address where it belongs")
            raise BrokenLine(first_line + reference["map"][0], reason)


def _check_token(token: Token, line: int) -> None:
    if token.type in _REFUSED:
        raise BrokenLine(line, _(_REFUSED[token.type]))
    if token.type == "heading_open" and token.tag in ("h1", "h2"):
        raise BrokenLine(line, _("a heading inside a text has three # or more"))
    if token.level > MAX_NESTING * 2 + 1:  # a list and its item are two levels, a paragraph one
        raise BrokenLine(line, _("lists or quotes stand too deep inside each other"))
    if token.type == "inline" and _is_box(token.content):
        raise BrokenLine(line, _("boxes are made by the export, a text has none of its own"))
    if token.type == "text" and (code := hidden(token.content)):
        raise BrokenLine(line, _("there is a hidden character, {code}").format(code=code))


def _is_box(content: str) -> bool:
    return content[:3].lower() in ("[ ]", "[x]")


def _check_place(paragraph: Token, line: int) -> None:
    children = paragraph.children or ()
    plain = sum(len(_VARIABLE.findall(each.content)) for each in children if each.type == "text")
    content = paragraph.content
    if plain != len(_VARIABLE.findall(content)) or _UNSAFE_BESIDE.search(content):
        reason = _(
            "a paragraph with a variable has no code, no address and no “<”, “&” or “\\” beside it"
        )
        raise BrokenLine(line, reason)


def _shape(text: str) -> list[str]:
    return [token.type for token in parser(html=True).parse(text)]
