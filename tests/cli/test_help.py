"""Help, and the page of documentation that must know exactly the commands there are."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest

from coachtui.cli.main import command as root
from coachtui.invocation import read_arguments
from tests.cli.conftest import Line
from tests.conftest import NO_KEYS

_PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
_GLOBAL = {"--vault", "--passphrase-file", "--lang"}


def _commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that name it."""
    ctx = click.Context(root)
    for noun in root.list_commands(ctx):
        command = root.get_command(ctx, noun)
        assert command is not None
        yield from _below((noun,), command)


def _below(
    words: tuple[str, ...], command: click.Command
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        for verb, each in command.commands.items():
            yield from _below((*words, verb), each)
    else:
        yield words, command


COMMANDS = dict(_commands())


def _given(typed: str) -> list[str]:
    """The words that coachtui is given by a line of a shell."""
    return shlex.split(re.split(" [<>]", typed.partition("coachtui")[2])[0])


def _nodes() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command and every group, the root first."""
    below: list[tuple[tuple[str, ...], click.Command]] = [((), root)]
    while below:
        words, command = below.pop(0)
        yield words, command
        if isinstance(command, click.Group):
            ctx = click.Context(command)
            found = ((name, command.get_command(ctx, name)) for name in command.list_commands(ctx))
            below += [((*words, name), each) for name, each in found if each]


NODES = dict(_nodes())


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_and_option_has_help(line: Line, words: tuple[str, ...]) -> None:
    done = line(*words, "--help")
    assert done.code == 0
    assert done.out.startswith(f"Usage: coachtui {' '.join(words)}")
    assert max(map(len, done.out.splitlines())) <= 80
    assert COMMANDS[words].help
    for param in COMMANDS[words].params:
        if isinstance(param, click.Option):
            assert param.opts[0] in done.out
            assert param.help, param.name


def test_the_list_of_commands_tells_them_all(line: Line) -> None:
    out = line("--help").out
    for words in COMMANDS:
        assert re.search(rf"^  {words[0]} +\S", out, re.MULTILINE)


def test_help_is_in_the_language_of_the_screens(line: Line) -> None:
    out = line("client", "add", "--help", "--lang", "nb").out
    assert out.startswith("Bruk: coachtui client add [VALG]\n")
    assert "Klientens navn." in out
    assert "Vis dette og avslutt." in out
    assert "coachtui [VALG] KOMMANDO ..." in line("--help", "--lang", "nb").out


def test_a_value_to_choose_stands_in_help_as_it_is_typed(line: Line) -> None:
    for words in (("import", "csv"), ("agreement", "record")):
        assert "--other-consents no " in line(*words, "--help", "--lang", "nb").out


@pytest.mark.parametrize("words", NODES, ids=" ".join)
def test_help_ends_with_examples_of_this_command_that_can_be_read(
    line: Line, words: tuple[str, ...]
) -> None:
    for language in ("en", "nb"):
        shown = line(*words, "--help", "--lang", language).out.splitlines()
        typed = list(takewhile(lambda each: each.startswith("  $ coachtui"), reversed(shown)))
        assert 1 <= len(typed) <= 3
        assert shown[-len(typed) - 1] in ("Examples:", "Eksempler:")
        for each in typed:
            given = read_arguments(_given(each), show, lambda _config: NO_KEYS).rest
            assert tuple(given[: len(words)]) == words
            _read_whole(given)


def show(*_given: object, **_named: object) -> int:
    """Stands where the screens would open."""
    return 0


def _read_whole(given: list[str]) -> None:
    """Let click read a whole line, down to the values of the verb, and do nothing of it."""
    command: click.Command = root
    while isinstance(command, click.Group) and given:
        settings = {**root.context_settings, "resilient_parsing": True}
        with command.make_context("coachtui", list(given), **settings) as ctx:
            name, found, given = command.resolve_command(ctx, list(given))
        assert found, name
        command = found
    if not isinstance(command, click.Group):
        command.make_context("coachtui", list(given), **root.context_settings).close()


AS_TYPED = re.compile(r"\$ |--|.*\||COACHTUI_|\d{1,2}\.\d{1,2}\.\d{4}\.$")
"""How a line begins that is the same in every language: nothing in it but what is typed."""


@pytest.mark.parametrize("words", NODES, ids=" ".join)
def test_help_in_norwegian_has_no_line_left_in_english(line: Line, words: tuple[str, ...]) -> None:
    english = line(*words, "--help", "--lang", "en").out
    norwegian = line(*words, "--help", "--lang", "nb").out
    left = set(map(str.strip, norwegian.splitlines())) & set(map(str.strip, english.splitlines()))
    assert [each for each in left if each and not AS_TYPED.match(each)] == []
    without = [re.sub(r"^ +\$ .*", "", each, flags=re.MULTILINE) for each in (english, norwegian)]
    names = [set(re.findall(r"(?<![_-])\b[A-ZÆØÅ]{2,}\b(?![_-])", each)) for each in without]
    assert names[0] & names[1] <= {"CSV", "ID", "JSON", "PDF"}


def test_no_character_that_a_terminal_obeys_stands_in_the_help(line: Line) -> None:
    for words in NODES:
        for language in ("en", "nb"):
            out = line(*words, "--help", "--lang", language).out
            assert not re.search(r"[^\n -~\xa0-\uffff]", out), words


def test_the_help_of_what_makes_a_document_is_in_the_language_that_is_asked_for(
    line: Line,
) -> None:
    for words in (["agreement", "new"], ["agreement", "record"], ["template", "new"]):
        assert line("--lang", "nb", *words, "--help").out.startswith("Bruk: ")
        assert line(*words, "--lang", "nb", "-h").out.startswith("Bruk: ")


def test_the_list_of_commands_imports_no_noun() -> None:
    code = (
        "import sys\n"
        "from coachtui.start import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith(('msgspec', 'coachtui.cli.client'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


WALK = """
import io, json, sys
from coachtui.start import main

def run(*words, typed=""):
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8")
    try: main(words)
    except SystemExit: pass
    brought = [name for name in sys.modules if name.startswith(HEAVY)]
    if brought: sys.exit(f"{words} {typed!r} imports {brought}")

HEAVY, nodes = map(json.loads, sys.argv[1:])
HEAVY = tuple(HEAVY)
for words in nodes:
    for begun in ("", "--"):
        run("completion", "bash", "--answer", typed="\\n".join([*words, begun]))
    run(*words, "--help")
"""
"""Asks in one process for the help and the completion of every command; the first to blame is told."""

HEAVY = (
    *("coachtui.services.", "coachtui.vault", "coachtui.documents", "coachtui.tui"),
    *("cryptography", "tinydb", "textual", "rich", "markdown_it"),
)
"""How the names of modules begin that only a command which does something may import."""


def test_neither_help_nor_completion_waits_for_a_service() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WALK, json.dumps(HEAVY), json.dumps(list(NODES))],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: coachtui agreement sign" in done.stdout
    assert "plain\t--how" in done.stdout


def _documented() -> Iterator[list[str]]:
    """The words after ``coachtui`` of every line that the page tells to type."""
    for block in re.findall(r"```console\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL):
        for typed in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
            yield _given(typed)


def _without_globals(words: list[str]) -> list[str]:
    rest = iter(words)
    return [word for word in rest if word not in _GLOBAL or (word and not next(rest))]


def test_the_page_knows_exactly_the_commands_there_are() -> None:
    documented = set()
    for words in map(_without_globals, _documented()):
        begun = (tuple(words[:count]) for count in (1, 2, 3))
        name = next((each for each in begun if each in COMMANDS), ())
        assert name in COMMANDS, words
        documented.add(name)
        known = {option for param in COMMANDS[name].params for option in param.opts}
        known |= {option for param in COMMANDS[name].params for option in param.secondary_opts}
        used = {word for word in words if word.startswith("-") and word != "-"}
        assert used <= known, words
    assert documented == set(COMMANDS)


def test_the_page_names_every_option() -> None:
    page = _PAGE.read_text("utf-8")
    for name, command in COMMANDS.items():
        for param in command.params:
            if isinstance(param, click.Option):
                assert param.opts[-1] in page, (name, param.opts)
