"""Completion: what a shell proposes, in the real shells, and what it never does for it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from coachtui.invocation import _GLOBAL
from tests.cli.conftest import Line
from tests.cli.test_help import COMMANDS, NODES

SHELLS = {
    "bash": (["--norc", "--noprofile", "-i"], 'eval "$(coachtui completion bash)"'),
    "zsh": (
        ["-f", "-i"],
        'autoload -U compinit; compinit -u -D; eval "$(coachtui completion zsh)"',
    ),
    "fish": (["-i"], "coachtui completion fish | source"),
}

STAND_IN = """\
#!/bin/sh
[ "$1" = completion ] && exec {python} -m coachtui "$@"
printf '<%s>' "$@"; echo
"""
"""A coachtui that completes as the real one does, and otherwise says what it was given."""


def proposed(line: Line, *words: str) -> list[str]:
    """What is proposed for the last of ``words``, as ``kind value``."""
    done = line("completion", "bash", "--answer", typed="".join(f"{word}\n" for word in words))
    assert (done.code, done.err) == (0, "")
    return [" ".join(each.split("\t")[:2]) for each in done.out.splitlines()]


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[pexpect.spawn]:
    """A real shell on a terminal, in a folder of its own, its completion taken from coachtui."""
    name = request.param
    arguments, setting_up = SHELLS[name]
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    home, programs = tmp_path / "home", tmp_path / "bin"
    home.mkdir()
    programs.mkdir()
    stand_in = programs / "coachtui"
    stand_in.write_text(STAND_IN.format(python=sys.executable))
    stand_in.chmod(0o700)
    (home / "practice.backup").touch()
    (home / "restored-here").mkdir()
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "COACHTUI_CONFIG": str(tmp_path / "none.toml"),
        "COACHTUI_VAULT": str(home),
        "COACHTUI_PASSPHRASE_COMMAND": f"touch {tmp_path}/asked; echo x",
    }
    child = pexpect.spawn(
        name, arguments, env=environment, cwd=str(home), encoding="utf-8", timeout=60
    )
    child.sendline(f"{setting_up}; echo rea''dy")
    child.expect("ready\r")
    yield child
    child.close(force=True)
    assert not (tmp_path / "asked").exists()


def test_a_shell_completes_the_line_as_it_is_typed(shell: pexpect.spawn) -> None:
    for typed, run in {
        "cli\tsh\t": "<client><show>",
        "agreement sign K-001 --how pap\t": "<agreement><sign><K-001><--how><paper>",
        "agreement export K-001 --format=ht\t": "<agreement><export><K-001><--format=html>",
        "--lang nb agreement new --templ\tfu\t": "<--lang><nb><agreement><new><--template><full>",
        "vault backup prac\t": "<vault><backup><practice.backup>",
        "vault restore practice.backup resto\t": "<vault><restore><practice.backup><restored-here/?>",
        "--vault resto\t": "<--vault><restored-here/?>",
    }.items():
        shell.send(f"coachtui {typed}\r")
        shell.expect(f"{run}\r")


@pytest.mark.parametrize("words", NODES, ids=" ".join)
def test_every_command_and_option_is_proposed(line: Line, words: tuple[str, ...]) -> None:
    below = {f"plain {each[-1]}" for each in NODES if each[:-1] == words and each}
    assert below <= set(proposed(line, *words, ""))
    options = set(proposed(line, *words, "--"))
    assert {f"plain {each}" for each in _GLOBAL} <= options
    if words in COMMANDS:
        told = {each for param in COMMANDS[words].params for each in param.opts}
        assert {f"plain {each}" for each in told if each.startswith("--")} <= options


def test_what_only_the_vault_knows_is_not_proposed(one_client: Line) -> None:
    for words in (
        ["client", "show", ""],
        ["client", "show", "K"],
        ["client", "show", "Å"],
        ["note", ""],
        ["session", "edit", "K-001", ""],
        ["agreement", "accept", "K-001", ""],
        ["vault", "snapshot", "restore", ""],
        ["client", "add", "--name", ""],
    ):
        assert proposed(one_client, *words) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["import", "csv", "~/cl"], "file ~/cl"),
        (["template", "check", ""], "file "),
        (["vault", "recovery", "--to-file", "k"], "file k"),
        (["agreement", "export", "K-001", "-o", "out"], "dir out"),
        (["--passphrase-file", "p"], "file p"),
        (["client", "list", "--vault", "v"], "dir v"),
        (["--vault=v"], "dir v"),
        (["--vault", "=", "v"], "dir v"),
        (["--lang", "="], "plain nb|plain en"),
        (["--lang=e"], "plain --lang=en"),
        (["client", "edit", "K-001", "--state", "pa"], "plain paused"),
        (["vault", "recovery", ""], "plain test"),
        (["template", "show", "c"], "plain core"),
        (["--restricted", ""], ""),
    ],
)
def test_values_are_proposed_by_their_kind(line: Line, words: list[str], kind: str) -> None:
    assert "|".join(proposed(line, *words)) == kind


def test_what_is_proposed_says_what_it_does_in_the_language_of_the_screens(line: Line) -> None:
    out = line("completion", "zsh", "--answer", "--lang", "nb", typed="client\nadd\n--na\n").out
    assert out == "plain\t--name\tKlientens navn.\n"


def test_words_that_are_no_text_and_words_without_end_do_no_harm(line: Line) -> None:
    for typed in (b"\xff\xfe\n", b"", b"\n" * 100, b"client\n" * 100_000):
        assert line("completion", "fish", "--answer", typed=typed).code in (0, 2)


def test_a_shell_that_is_not_known_is_told_which_are(line: Line) -> None:
    done = line("completion", "powershell")
    assert done.code == 2
    assert "“bash”, “zsh”, “fish”" in done.err
