"""What people read goes through the catalogue, and as whole sentences: read off the source.

A literal counts as written for people if it has two words or is one word with a capital.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from tests.catalogues import PACKAGE

MARKS = {"_", "N_", "ngettext", "pgettext"}
LITERAL = {"N_": 1, "ngettext": 2, "pgettext": 2}
"""How many arguments of each must be a plain text, or nothing would be collected."""

FOR_PEOPLE = re.compile(r"^[^$<]*[^\W\d_]{2,} [^\W\d_]{2,}|^[A-ZÆØÅ][a-zæøå]{2,}[.:!?]?$")

SHOWING = {
    *("Label", "Static", "Button", "Content", "Heading", "Box", "Toast"),
    *("notify", "echo", "secho", "say", "line", "put", "ask", "agreed", "confirm"),
    *("CoachError", "UsageError", "NotAllowed", "NotFound", "NotSaved", "Damaged", "VaultBusy"),
}
"""What shows its first argument to people."""

HELPING = {"help", "epilog", "title", "placeholder", "tooltip", "label", "border_title", "sentence"}
"""Named arguments that people read."""

OF_THE_DOCUMENT = {
    "documents/words.py",
    "documents/agreement/words.py",
    "documents/template/adopting/making.py",
    "spelling.py",
}
"""What speaks a language that is given to it has its words in both, side by side."""

NO_MESSAGE = {
    "Norsk (bokmål)": "a language is named in itself",
    "English": "a language is named in itself",
    **dict.fromkeys(
        ("Esc", "Enter", "Tab", "Home", "End", "Backspace", "Delete", "Insert"),
        "a key is named as it stands on the keyboard",
    ),
    "coachtui demo": "the passphrase of the demo",
    "coachtui vault 1": "the first line of a header file",
    "coachtui wrap 1\n": "what a key is derived for",
}
"""Literals that look as if they were for people, each with the reason why they are not."""

PATTERNS = {
    "domain/agreement_text.py": "what it looks for in the agreement, in both languages",
    "domain/value.py": "what msgspec says, to be replaced by what we say",
    "vault/header.py": "the lines of a header file",
    "documents/template/adopting/topic_words.py": "words that tell what a clause is about, in both languages",
    "documents/spreadsheet.py": "what Python's csv says, to be replaced by what we say",
    "services/importing/cells.py": "what a cell may say, in both languages",
    "services/importing/columns.py": "what a column may be called, in both languages",
}
"""Modules whose literals are compared with, not shown."""


class Literal(NamedTuple):
    """One literal text of the program, outside every mark for the catalogue."""

    file: str
    line: int
    text: str


@cache
def modules() -> dict[str, ast.Module]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths
    }


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call of the program with its file and the last part of the name that is called."""
    for file, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                yield file, node, name


def marked(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS


def unread(tree: ast.Module) -> Iterator[ast.AST]:
    """What nobody reads on a screen: docstrings, styles, names of exports, hints of types, checks."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if {getattr(each, "id", "") for each in targets} & {"DEFAULT_CSS", "CSS", "__all__"}:
                yield node
        if isinstance(node, ast.ClassDef) and "StrEnum" in map(ast.unparse, node.bases):
            yield node  # values of the record; the words for them are in services.wording
        if isinstance(node, ast.Subscript):
            yield node.slice
        if isinstance(node, ast.Assert) and node.msg:
            yield node.msg
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = getattr(node.exc.func, "id", "")
            if name in ("AssertionError", "TypeError"):
                yield node.exc
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("cast", "TypeVar"):
            yield from node.args[:1]


@cache
def literals() -> tuple[Literal, ...]:
    return tuple(_literals())


def _literals() -> Iterator[Literal]:
    for file, tree in modules().items():
        skipped = {
            id(inner)
            for node in ast.walk(tree)
            for outer in ([node] if marked(node) else [])
            for inner in ast.walk(outer)
        }
        skipped |= {id(inner) for outer in unread(tree) for inner in ast.walk(outer)}
        for node in ast.walk(tree):
            read = isinstance(node, ast.Constant) and id(node) not in skipped
            if read and isinstance(node.value, str):
                yield Literal(file, node.lineno, node.value)


def test_what_people_read_goes_through_the_catalogue() -> None:
    apart = OF_THE_DOCUMENT | set(PATTERNS)
    found = [
        each
        for each in literals()
        if FOR_PEOPLE.search(each.text) and each.file not in apart and each.text not in NO_MESSAGE
    ]
    assert not found


def test_what_shows_its_argument_is_given_a_message() -> None:
    found = []
    for file, call, name in calls():
        shown = call.args[:1] if name in SHOWING and not file.startswith("documents/") else []
        shown += [each.value for each in call.keywords if each.arg in HELPING]
        found += [(file, each.lineno, said) for each in shown for said in words(each)]
    assert not found


def words(node: ast.expr) -> list[str]:
    """The words that a literal, or the fixed part of an f-string, says by itself."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [each.value for each in parts if isinstance(each, ast.Constant)]
    known = {"coachtui"}  # a name, in every language
    return [
        word
        for text in texts
        if isinstance(text, str)
        for word in re.findall(r"[^\W\d_]{2,}", text)
        if word not in known
    ]


def test_a_message_is_one_whole_text_and_values_are_put_in_after_it_was_translated() -> None:
    """Neither an f-string nor a sum can be looked up, and half a sentence cannot be translated."""
    refused = (ast.JoinedStr, ast.BinOp)
    found = [
        (file, call.lineno, ast.unparse(call))
        for file, call, name in calls()
        if name in MARKS
        for argument in call.args
        if isinstance(argument, refused) or (marked(call) and is_format(argument))
    ]
    assert not found


BELOW = ("domain/", "documents/", "services/")


def test_what_is_said_below_screens_and_commands_names_no_option_of_a_line() -> None:
    """Whoever reads it on a screen has no line to put one on; the commands say theirs themselves."""
    found = [
        (file, call.lineno, argument.value)
        for file, call, name in calls()
        if name in MARKS and file.startswith(BELOW)
        for argument in call.args
        if isinstance(argument, ast.Constant) and re.search(r"(?<!\w)--[a-z]", str(argument.value))
    ]
    assert not found


def is_format(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format"


def test_what_is_marked_for_the_catalogue_is_a_plain_text() -> None:
    found = [
        (file, call.lineno, ast.unparse(call))
        for file, call, name in calls()
        if name in LITERAL and file != "language.py"
        for argument in call.args[: LITERAL[name]]
        if not isinstance(argument, ast.Constant)
    ]
    assert not found


@pytest.mark.parametrize("text", NO_MESSAGE)
def test_what_is_allowed_is_still_there(text: str) -> None:
    assert any(each.text == text for each in literals()), "take it out of the list"
