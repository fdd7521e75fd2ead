"""The manual pages: made from the commands, up to date, and read by man without a complaint."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from coachtui.errors import CoachError
from coachtui.language import LANGUAGES, Language, set_language
from man.make import _CODES, file_of, page
from tests.cli.test_help import COMMANDS

ROOT = Path(__file__).parents[1]
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Pages are made in each language; the next test begins in the first again."""
    yield
    set_language("en")


@each_language
def test_it_is_what_the_commands_say_or_else_make_manual_brings_it_up(language: Language) -> None:
    assert file_of(language).read_text("utf-8") == page(language)


@each_language
def test_it_has_every_command_and_every_option(language: Language) -> None:
    text = file_of(language).read_text("utf-8").replace("\\-", "-")
    for words, command in COMMANDS.items():
        section = text.split(f".SS coachtui {' '.join(words)} ")[1].split("\n.S")[0]
        for param in command.params:
            if isinstance(param, click.Option):
                assert f".B {param.opts[0]}" in section
        assert "\n$ coachtui" in section


def test_it_has_the_exit_codes_of_every_error() -> None:
    codes = {each.exit_code for each in CoachError.__subclasses__()} | {
        0,
        CoachError.exit_code,
        130,
    }
    for language in LANGUAGES:
        assert {int(code) for code, _meaning in _CODES[language]} == codes


@each_language
def test_man_reads_it_without_a_complaint(language: Language) -> None:
    checks = {
        "mandoc": ["mandoc", "-Tlint", "-Wwarning"],
        "groff": ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-z"],
    }
    found = [words for name, words in checks.items() if shutil.which(name)]
    if not found:
        pytest.skip("neither mandoc nor groff is installed")
    for words in found:
        done = subprocess.run(
            [*words, file_of(language)], capture_output=True, text=True, timeout=60
        )
        said = (done.stdout + done.stderr).splitlines()
        # A page without a date is the same on every day that it is made.
        assert [each for each in said if "missing date" not in each] == []


def test_the_wheel_lays_it_where_man_looks() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    laid = told["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert laid == {
        "man/coachtui.en.1": "share/man/man1/coachtui.1",
        "man/coachtui.nb.1": "share/man/nb/man1/coachtui.1",
    }
    assert all((ROOT / each).is_file() for each in laid)
