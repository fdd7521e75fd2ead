"""Lines that cannot be read: every command says in one message what is wrong and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Line
from tests.cli.test_help import COMMANDS, NODES
from tests.cli.test_json_page import WITH_JSON, behind, worked_in

__all__ = ["worked_in"]


def refused(line: Line, *words: str) -> str:
    """The message in bokmål; the same line says something else in English."""
    said = []
    for language in ("en", "nb"):
        done = line("--lang", language, *words)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("coachtui: ")
        assert done.err.count("\n") <= 2
        said.append(done.err)
    assert said[0] != said[1]
    return said[1]


@pytest.mark.parametrize("words", NODES, ids=" ".join)
def test_an_option_that_is_none_is_told_with_the_nearest_or_the_help(
    line: Line, words: tuple[str, ...]
) -> None:
    said = refused(line, *words, "--zzz")
    assert f"Se «coachtui{''.join(f' {word}' for word in words)} --help»." in said
    assert "«--zzz»" in said


@pytest.mark.parametrize("words", [each for each in NODES if each not in COMMANDS and each])
def test_a_noun_alone_is_told_its_verbs(line: Line, words: tuple[str, ...]) -> None:
    said = refused(line, *words)
    assert all(each[-1] in said for each in NODES if each[:-1] == words)
    assert "--help" in refused(line, *words, "qqqqq")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("session edit K-001", "MØTE mangler. Se «coachtui session edit --help»."),
        ("session move K-001 1", "TIL mangler."),
        ("agreement diff K-001 x", "GAMMEL er et helt tall fra 1 og oppover."),
        ("agreement show K-001 --version 0", "--version er et helt tall fra 1 og oppover."),
        ("completion", "SKALL er en av «bash», «zsh», «fish»."),
        ("completion csh", "SKALL er en av «bash», «zsh», «fish»."),
        ("vault recovery x", "Bak denne kommandoen kan bare «test» stå."),
        ("engagement add K-001 --minutes x", "--minutes: må være et helt tall"),
        ("engagement add K-001 --cadence 0", "--cadence: må være minst 1"),
        ("engagement add K-001 --start 99", "--start: må være en dag"),
        ("practice edit --training-start x", "--training-start: må være en dag"),
        ("session edit K-001 x --minutes 3", "Et møte oppgis med nummeret i listen, med dagen"),
        ("agreement record K-001 --date 2.1.2099", "--date: er ikke kommet ennå"),
        ("agreement record K-001 --date 2.1.2020 --yes icf-log=x", "--yes: må være en dag"),
        ("agreement record K-001 --date 2.1.2020 --other-consents yes", "kan bare være «no»."),
        ("template check ~nobody-of-that-name/x", "FIL: begynner med «~»"),
        ("agreement new K-001 --lang de", "--lang er en av «nb», «en»."),
        (
            "client erase K-001 --code K-002",
            "--code: er ikke koden til denne klienten; ingenting ble slettet",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_named_as_on_the_line(
    one_client: Line, words: str, told: str
) -> None:
    assert told in refused(one_client, *words.split())


def test_what_is_piped_has_no_colour_and_nothing_that_a_terminal_obeys(
    worked_in: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    taken = worked_in("vault", "snapshot", "list").out.splitlines()[1].split()[0]
    lines = behind(tmp_path, taken)
    for words in WITH_JSON:
        for form in ([], ["--json"]):
            for more in lines.get(words, [""]):
                done = worked_in(*words, *more.split(), *form)
                assert not re.search(r"[^\n -~\xa0-\uffff]", done.out + done.err), words
