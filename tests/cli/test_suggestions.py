"""What a message tells to type is there to be typed: commands and options, in every language."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from tests.catalogues import CATALOGUES, catalogue
from tests.cli.test_help import COMMANDS, NODES

SUGGESTED = re.compile(r"[“«](coachtui [^”»]+)[”»]")
QUOTED = re.compile(r"[“«]([a-z-]+(?: [a-z-]+)*)[”»]")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
GLOBAL = {"--help", "--version", "--vault", "--passphrase-file", "--lang", "--restricted"}


def messages() -> Iterator[str]:
    """Every message of the program, in the source and in each language."""
    for source in CATALOGUES:
        for each in catalogue(source):
            for said in (each.id, each.string):
                yield from [said] if isinstance(said, str) else said


def options_of(command: click.Command) -> set[str]:
    return GLOBAL | {
        name for param in command.params for name in (*param.opts, *param.secondary_opts)
    }


def named(typed: str) -> tuple[tuple[str, ...], list[str]]:
    """The command that a line names, as far as there is one, and what stands behind it."""
    words = shlex.split(typed)[1:]
    known = max(
        (tuple(words[:count]) for count in range(4) if tuple(words[:count]) in NODES), key=len
    )
    return known, words[len(known) :]


def test_every_command_that_a_message_suggests_is_there_with_its_options() -> None:
    found = [typed for message in messages() for typed in SUGGESTED.findall(message)]
    assert len(found) > 60
    for typed in found:
        words, rest = named(typed)
        assert words in COMMANDS or rest == ["--help"], typed
        used = {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"}
        assert used <= options_of(NODES[words]), typed


def test_a_command_is_suggested_whole_as_it_is_typed() -> None:
    verbs = {" ".join(words) for words in NODES if len(words) > 1}
    short = {" ".join(words[-2:]) for words in NODES if len(words) > 2}
    for message in messages():
        for typed in QUOTED.findall(message):
            assert typed not in verbs | short, message


def test_no_message_names_an_option_that_no_command_has() -> None:
    known = set().union(*map(options_of, COMMANDS.values()))
    for message in messages():
        assert set(OPTION.findall(message)) <= known, message


@pytest.mark.parametrize("wrong", ["coachtui client lits", "coachtui client list --jsn"])
def test_a_suggestion_that_is_wrong_would_be_noticed(wrong: str) -> None:
    words, rest = named(wrong)
    assert words not in COMMANDS or not set(rest) <= options_of(NODES[words])
