"""Help, and the page of documentation that must know exactly the commands there are."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from coachtui.cli.main import command as root
from tests.cli.conftest import Line

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


def test_the_list_of_commands_imports_no_library_but_click() -> None:
    code = (
        "import sys\n"
        "from coachtui.start import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('cryptography', 'tinydb', 'textual', 'rich', 'markdown_it')"
        " or name.startswith(('coachtui.cli.client', 'coachtui.services', 'coachtui.vault'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30)
    assert done.stdout.splitlines()[-1] == "[]"


def _documented() -> Iterator[list[str]]:
    """The words after ``coachtui`` of every line that the page tells to type."""
    for block in re.findall(r"```console\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL):
        for typed in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
            yield shlex.split(typed.partition("coachtui ")[2].partition(" <")[0])


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
