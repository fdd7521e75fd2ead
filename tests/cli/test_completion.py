"""What a shell proposes on Tab: in the real shells, and word by word."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Line
from tests.terminal import Terminal

BEGIN = {
    "bash": (("--norc", "--noprofile", "-i"), 'PS1="ready "; eval "$(coachtui completion bash)"'),
    "zsh": (
        ("-f", "-i"),
        'PS1="ready "; autoload -Uz compinit; compinit -u -D; eval "$(coachtui completion zsh)"',
    ),
    "fish": (
        ("--no-config", "-i"),
        'function fish_prompt; echo "ready "; end; coachtui completion fish | source',
    ),
}
TAB, CTRL_C, CTRL_D = "\t", "\x03", "\x04"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The folder of a ``coachtui`` as it is installed."""
    program = tmp_path / "bin" / "coachtui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coachtui "$@"\n')
    program.chmod(0o755)
    return program.parent


@pytest.fixture(params=BEGIN)
def shell(request: pytest.FixtureRequest, tmp_path: Path, program: Path) -> Terminal:
    """A shell that knows how to complete ``coachtui``; no vault is anywhere."""
    arguments, begin = BEGIN[request.param]
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    path = f"{program}:/usr/local/bin:/usr/bin:/bin"
    terminal = Terminal(
        tmp_path, *arguments, program=(request.param,), size=(100, 40), variables={"PATH": path}
    )
    terminal.read(0.5)
    terminal.type(begin + "\r")
    terminal.wait_for("\nready ")
    terminal.read(0.3)
    return terminal


def test_a_shell_completes_commands_choices_templates_and_files(
    shell: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "kopi fra Nora.md").write_text("x")
    for typed, completed in (
        ("coachtui agreem" + TAB, "coachtui agreement "),
        ("coachtui --vault x agreement revi" + TAB, "coachtui --vault x agreement review "),
        ("coachtui client list --js" + TAB, "coachtui client list --json "),
        ("coachtui agreement export K-001 --format ht" + TAB, "--format html "),
        ("coachtui agreement new --template ful" + TAB, "--template full "),
        (f"coachtui template check {tmp_path}/kop" + TAB, "kopi"),
    ):
        shell.type(typed)
        shell.wait_for(completed)
        shell.type(CTRL_C)
        shell.wait_for("ready ")
    shell.type("coachtui template " + TAB + TAB)
    for verb in ("list", "show", "check", "new"):
        shell.wait_for(verb)


def test_a_client_is_never_proposed_and_nothing_asked_for(
    shell: Terminal, line: Line, tmp_path: Path
) -> None:
    line("init", "--name", "Kari", "--kdf", "minimal")
    line("client", "add", "--name", "Nora Nyklient")
    shell.type(f"coachtui --vault {tmp_path}/vault agreement show " + TAB + TAB)
    shell.read(1.5)
    assert "K-001" not in shell.text
    assert "Nora" not in shell.text
    assert "assphrase" not in shell.text


@pytest.fixture
def words(line: Line) -> Callable[..., dict[str, str]]:
    """What may come next, each with what it means."""

    def asked(*typed: str, language: str = "en") -> dict[str, str]:
        done = line("--lang", language, "completion", "words", typed="\n".join(typed) + "\n")
        assert (done.code, done.err) == (0, "")
        rows = [row.split("\t") for row in done.out.splitlines()]
        return {value or kind: meaning for kind, value, meaning in rows}

    return asked


def test_every_word_says_what_it_means_in_the_language_of_the_coach(
    words: Callable[..., dict[str, str]],
) -> None:
    assert words("cli") == {"client": "Clients: add, list, show, edit, erase"}
    assert words("client", "eras")["erase"].startswith("Erase a client for good")
    assert words("client", "eras", language="nb")["erase"].startswith("Slett en klient for godt")
    assert words("client", "list", "--j", language="nb") == {"--json": "Skriv ut JSON."}
    assert set(words("agreement", "new", "--lang", "")) == {"nb", "en"}
    assert set(words("--l")) == {"--lang"}
    assert set(words("--vault", "x")) == {"x"}


def test_a_line_that_makes_no_sense_proposes_nothing(words: Callable[..., dict[str, str]]) -> None:
    assert words("") != {}
    for typed in (("nonsense", ""), ("client", "nonsense", ""), ("client", "list", "--no", "x")):
        assert words(*typed) == {}


def test_a_template_of_the_coachs_own_is_proposed(
    line: Line, words: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "templates").mkdir()
    shipped = line("template", "show", "core").out
    own = shipped.replace("template: core", "template: korttid")
    (tmp_path / "templates" / "mine.md").write_text(own)
    assert set(words("template", "show", "k")) == {"korttid"}
