"""What pages tell to type, held against the commands there are."""

from __future__ import annotations

import re
import shlex

import click

from coachtui.cli.main import command as root
from coachtui.errors import CoachError

_BLOCK = re.compile(r"^```(console|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`(coachtui(?: [^`]+)?)`(?!`)")
_NEXT = re.compile(r"&&|[;|]")
_SHELLS_OWN = re.compile(r"\s(?:[<>]|#).*")
_ELSEWHERE = ("ssh", "mosh")
_FOR_ALL = {"--vault": 1, "--passphrase-file": 1, "--lang": 1, "--restricted": 0}
"""The options of every command, and how many values each has."""


def typed(page: str) -> list[list[str]]:
    """The words after ``coachtui`` of every line in its blocks that runs it, here or over SSH."""
    found = []
    for kind, block in _BLOCK.findall(page):
        for line in block.splitlines():
            if kind == "console" and not line.startswith("$ "):
                continue  # What is printed.
            for part in _NEXT.split(line.removeprefix("$ ")):
                words = shlex.split(_SHELLS_OWN.sub("", part))
                if words and words[0] in _ELSEWHERE and "coachtui" in words:
                    words = words[words.index("coachtui") :]
                if words and words[0].rpartition("/")[2] == "coachtui":
                    found.append(words[1:])
    return found


def printed(page: str) -> list[str]:
    """The lines of its blocks in which the program speaks; codes, and what differs, are results."""
    return [
        line
        for kind, block in _BLOCK.findall(page)
        for line in block.splitlines()
        if kind == "console" and re.match(r"[A-Z][a-z-]+[ :]", line) and "[-" not in line
    ]


def spoken_of(page: str) -> list[list[str]]:
    """The words after ``coachtui`` wherever a sentence names a command, or only its beginning."""
    spans = _SPAN.findall(" ".join(page.split()))
    return [shlex.split(_SHELLS_OWN.sub("", span))[1:] for span in spans]


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command, or the group of commands, that a line names, and what stands behind it."""
    left = iter(words)
    rest = [word for word in left if word not in _FOR_ALL or (_FOR_ALL[word] and not next(left))]
    command: click.Command = root
    while isinstance(command, click.Group) and rest and rest[0][0].islower():
        named = command.get_command(click.Context(command), rest[0])
        if named is None:
            raise LookupError(f"there is no “coachtui {' '.join(words)}”")
        command, rest = named, rest[1:]
    return command, rest


def mistake_in(words: list[str], whole: bool = True) -> str:
    """Why coachtui does not take a line; empty if it does. Of one not ``whole`` values may be left out."""
    try:
        command, rest = command_of(words)
        if whole:
            # The screens, or a command with everything that it needs.
            if command is not root or rest:
                command.make_context("coachtui", rest)
        else:
            known = {
                each for param in command.params for each in (*param.opts, *param.secondary_opts)
            }
            unknown = {word for word in rest if word.startswith("--")} - known - {"--help"}
            return f"{unknown} of {words}" if unknown else ""
    except (LookupError, click.ClickException, CoachError) as error:
        return f"{words}: {error or type(error).__name__}"
    return ""
