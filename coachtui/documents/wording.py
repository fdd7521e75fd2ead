"""Which Markdown the wording of an agreement may use, and where a variable may stand in it.

Wording is set into a larger document, between headings, comments and boxes that mean something. So
it may hold paragraphs, lists, quotes, tables, emphasis and small headings, and nothing that could
be taken for those, hides from the reader, or reaches beyond its own end. Read by the parser's
tokens; the only pattern here is the one for a variable inside a piece of plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from coachtui.documents.clean import hidden
from coachtui.documents.escape import escape_line, escape_within
from coachtui.documents.parser import parser
from coachtui.documents.problems import Problem, quoted
from coachtui.documents.template.front_matter import is_variable_name
from coachtui.language import N_, _

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_NESTING = 8
SENTENCE = N_("the text has to begin with a sentence")
# What may stand at the head of a line before its first word: signs of lists and quotes.
_NO_WORDS = re.compile(r"[\s>*+\-\d.)]*")
_VARIABLE = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")
# Beside these a value could end what they begin: code, an address, HTML, an entity, an escape.
_UNSAFE_BESIDE = re.compile(r"[`<]|\]\(|&#?\{\{|\\\{\{")

_CONDITION_LIKE = re.compile(r"<!--\s*(?:when|unless|end)\b")

_REFUSED = {
    "html_block": ("html", N_("HTML has no place in a template, apart from its own comments")),
    "html_inline": ("html", N_("HTML has no place in a template, apart from its own comments")),
    "fence": ("code", N_("a block of code has no place in an agreement")),
    "code_block": ("code", N_("a block of code has no place in an agreement (is it indented?)")),
    "hr": ("rule", N_("a rule across the page has no place inside a clause")),
    "image": ("picture", N_("a picture has no place in an agreement")),
}


class BrokenLine(Exception):
    """A wording is not one: the line to look at and the reason, before it is known whose it is."""

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def check_wording(text: str, first_line: int = 1) -> None:
    """Accept ``text`` as the wording of a clause or an introduction, or say what is wrong with it.

    Raises:
        BrokenLine: with the line, counted from ``first_line`` as the number of the first.
    """
    if not begins_with_sentence(text):
        raise BrokenLine(first_line, _(SENTENCE))
    for problem in wording_problems(text, first_line):
        raise BrokenLine(problem.line, problem.reason)


def begins_with_sentence(text: str) -> bool:
    """Whether ``text`` begins as every text has to, or is empty, or with what is refused anyway."""
    tokens = parser(html=True).parse(text)
    if not tokens or tokens[0].type in _REFUSED or _is_underlined(tokens[0]):
        return True
    return tokens[0].type == "paragraph_open"


def wording_problems(text: str, first_line: int = 1) -> Iterator[Problem]:
    """What ``text`` holds that a wording may not, with lines counted from ``first_line``."""
    environment: dict[str, object] = {}
    tokens = parser(html=True).parse(text, environment)
    yield from _definitions(environment, first_line)
    line = first_line
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        yield from _token_problems(token, line)
        for child in token.children or ():
            yield from _token_problems(child, line)
            line += child.type in ("softbreak", "hardbreak")


def variable_problems(text: str, first_line: int = 1) -> Iterator[Problem]:
    """What is wrong with the variables in ``text``: ill named, or where a value could do harm."""
    for name, line in variables_in(text):
        if not is_variable_name(name):
            message = _("“{name}” is no variable name: use small letters a-z, digits, underscores")
            reason = message.format(name=quoted(name))
            yield Problem(first_line + line, "variable", reason)
    rest = _VARIABLE.sub("", text)
    if unpaired := re.search(r"\{\{|\}\}", rest):
        line = first_line + rest.count("\n", 0, unpaired.start())
        reason = _("double braces stand around nothing, or are not closed")
        yield Problem(line, "variable", reason)
    if not _VARIABLE.search(text):
        return
    for token in parser(html=True).parse(text):
        if token.type == "inline" and token.map and not _is_safe_place(token):
            reason = _(
                "a paragraph with a variable has no code, no address and no “<”, “&” or “\\” beside it"
            )
            yield Problem(first_line + token.map[0], "variable-place", reason)
    if _shape(_VARIABLE.sub("1", text)) != _shape(_VARIABLE.sub("x", text)):
        reason = _("a number in place of a variable would begin a list here")
        yield Problem(first_line, "variable-place", reason)


def variables_in(text: str) -> Iterator[tuple[str, int]]:
    """The names between double braces in ``text``, each with its line counted from 0."""
    for found in _VARIABLE.finditer(text):
        yield found.group(1), text.count("\n", 0, found.start())


def replace_variables(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each variable replaced by its value, escaped as its place in the line asks for."""

    def escaped(found: re.Match[str]) -> str:
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        escape = escape_line if _NO_WORDS.fullmatch(before) else escape_within
        return escape(values[found.group(1)])

    return _VARIABLE.sub(escaped, text)


def _definitions(environment: dict[str, object], first_line: int) -> Iterator[Problem]:
    references = environment.get("references")
    if isinstance(references, dict):
        for reference in references.values():
            reason = _("a link definition cannot be seen; write the address where it belongs")
            yield Problem(first_line + reference["map"][0], "link-definition", reason)


def _token_problems(token: Token, line: int) -> Iterator[Problem]:
    if token.type in _REFUSED:
        yield Problem(line, *_refused(token))
    if token.type == "heading_open":
        yield from _heading_problems(token, line)
    if token.level > MAX_NESTING * 2 + 1:  # a list and its item are two levels, a paragraph one
        yield Problem(line, "nesting", _("lists or quotes stand too deep inside each other"))
    if token.type == "inline" and _is_box(token.content):
        yield Problem(line, "box", _("boxes are made by the export, a text has none of its own"))
    if token.type == "text" and (code := hidden(token.content)):
        reason = _("there is a hidden character, {code}").format(code=code)
        yield Problem(line, "hidden-character", reason)


def _refused(token: Token) -> tuple[str, str]:
    rule, reason = _REFUSED[token.type]
    if token.type.startswith("html") and _CONDITION_LIKE.match(token.content.strip()):
        reason = N_("“when”, “unless” and “end” stand each in one comment, on a line of its own")
    return rule, _(reason)


def _is_underlined(token: Token) -> bool:
    return token.type == "heading_open" and not token.markup.startswith("#")


def _heading_problems(token: Token, line: int) -> Iterator[Problem]:
    if _is_underlined(token):
        underline = line + (token.map[1] - token.map[0] - 1 if token.map else 0)
        reason = _("this line makes a heading of the text above it; leave a blank line between")
        yield Problem(underline, "heading", reason)
    elif token.tag in ("h1", "h2"):
        yield Problem(line, "heading", _("a heading inside a text has three # or more"))


def _is_box(content: str) -> bool:
    return content[:3].lower() in ("[ ]", "[x]")


def _is_safe_place(paragraph: Token) -> bool:
    content, children = paragraph.content, paragraph.children or ()
    variables = len(_VARIABLE.findall(content))
    plain = sum(len(_VARIABLE.findall(each.content)) for each in children if each.type == "text")
    return not variables or (plain == variables and not _UNSAFE_BESIDE.search(content))


def _shape(text: str) -> list[str]:
    return [token.type for token in parser(html=True).parse(text)]
