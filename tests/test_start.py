"""The way from the command to what it runs: global options, exit codes, lean imports."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coachtui import prompt, start
from coachtui.errors import CoachError, UsageError
from coachtui.invocation import Invocation, read_arguments
from coachtui.language import set_language
from tests.conftest import NO_KEYS

VARIABLES = ("COACHTUI_VAULT", "COACHTUI_PASSPHRASE_FILE", "COACHTUI_PASSPHRASE_COMMAND")


@pytest.fixture(autouse=True)
def _nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Starting changes the process it runs in; here that is the one of the tests."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    environment, mask = dict(os.environ), os.umask(0o022)
    yield
    os.umask(mask)
    os.environ.update(environment)
    set_language("en")


def read(*arguments: str) -> Invocation:
    return read_arguments(arguments, lambda _invocation, _vault: 0, lambda _config: NO_KEYS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--vault", "V", "--passphrase-file", "P", "--lang", "nb", "client", "list", "--json"],
        ["client", "list", "--json", "--vault=V", "--passphrase-file=P", "--lang=nb"],
        ["client", "--vault", "V", "list", "--lang", "nb", "--json", "--passphrase-file", "P"],
    ],
)
def test_global_options_stand_before_or_after_the_noun(arguments: list[str]) -> None:
    invocation = read(*arguments)
    assert invocation.vault == Path("V")
    assert invocation.passphrase_file == "P"
    assert invocation.language == "nb"
    assert invocation.rest == ["client", "list", "--json"]


@pytest.mark.parametrize(
    "made", [["agreement", "new"], ["agreement", "record"], ["template", "new"]]
)
def test_behind_a_command_that_makes_a_document_the_language_is_that_of_the_document(
    made: list[str],
) -> None:
    invocation = read("--lang", "nb", *made, "X", "--lang", "en")
    assert invocation.language == "nb"
    assert invocation.rest == [*made, "X", "--lang", "en"]
    assert read(*made, "X", "--lang=en").language is None
    helped = read(*made, "--lang", "nb", "--help")
    assert (helped.language, helped.rest) == ("nb", [*made, "--help"])


def test_the_language_of_the_line_is_spoken_about_the_line_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_of("--lang", "nb", "client", "list", "--vault") == 2
    assert capsys.readouterr().err == "coachtui: --vault trenger en verdi.\n"


def test_after_two_dashes_everything_is_the_commands_own() -> None:
    invocation = read("note", "--", "--vault", "V")
    assert invocation.rest == ["note", "--", "--vault", "V"]
    assert invocation.vault != Path("V")


def test_the_environment_serves_where_no_option_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHTUI_VAULT", "/from/environment")
    assert read().vault == Path("/from/environment")
    assert read("--vault", "/given").vault == Path("/given")
    monkeypatch.delenv("COACHTUI_VAULT")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert read().vault == Path("/data/coachtui/vault")


@pytest.mark.parametrize("arguments", [["--vault"], ["--vault="], ["--lang", "de"]])
def test_an_option_without_a_value_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(UsageError):
        read(*arguments)


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [
        (b"correct horse", "correct horse"),
        (b"correct horse\n", "correct horse"),
        (b"correct horse\n\n", "correct horse\n"),
        (b" correct horse \r\n", " correct horse "),
        ("blåbær og bjørn\n".encode(), "blåbær og bjørn"),
    ],
)
def test_a_passphrase_file_loses_one_newline_and_nothing_else(
    tmp_path: Path, content: bytes, passphrase: str
) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(content)
    assert prompt.given(read("--passphrase-file", str(file))) == passphrase


@pytest.mark.parametrize("content", [b"", b"\n", b"x" * 5000, b"\xff\xfe\xff"])
def test_a_useless_passphrase_file_is_refused_without_quoting_it(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(content)
    with pytest.raises(CoachError) as caught:
        prompt.given(read("--passphrase-file", str(file)))
    assert "xxx" not in str(caught.value)


def test_a_command_gives_the_passphrase_and_no_shell_sees_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COACHTUI_PASSPHRASE_COMMAND", "echo 'correct $HOME; horse'")
    assert prompt.given(read()) == "correct $HOME; horse"
    for command in ("false", "no-such-command", "'", " "):
        monkeypatch.setenv("COACHTUI_PASSPHRASE_COMMAND", command)
        with pytest.raises(CoachError, match="did not work"):
            prompt.given(read())


def exit_of(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        start.main(arguments)
    return caught.value.code


def test_version_is_told_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_of("--version") == 0
    assert capsys.readouterr().out.startswith("coachtui 0.")


def test_wrong_usage_is_one_message_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_of("--vault") == 2
    printed = capsys.readouterr()
    assert printed.err == "coachtui: --vault needs a value.\n"
    assert printed.out == ""


def test_an_unforeseen_error_is_one_sentence_without_its_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_invocation: Invocation) -> int:
        raise RuntimeError("hemmelig-notat")

    monkeypatch.setattr(start, "_run", broken)
    assert exit_of() == 1
    printed = capsys.readouterr().err
    assert "RuntimeError at " in printed
    assert "hemmelig" not in printed
    assert printed.count("\n") == 1


def test_before_the_prompt_stands_nothing_large_is_imported() -> None:
    script = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "import coachtui.start, coachtui.invocation, coachtui.launch, coachtui.process\n"
        "print(*sorted(set(sys.modules) - before))\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(printed.stdout.split())
    heavy = {
        *("textual", "rich", "click", "cryptography", "tinydb", "markdown_it", "msgspec"),
        *("pathlib", "typing", "asyncio", "tomllib", "ctypes", "subprocess"),
    }
    assert not loaded & heavy


def test_textual_is_told_nothing_by_the_environment_but_how_to_draw(tmp_path: Path) -> None:
    script = (
        "import coachtui.process; coachtui.process.be_private()\n"
        "from textual import constants\n"
        "import os\n"
        "print(constants.LOG_FILE, constants.SCREENSHOT_DELAY, constants.MAX_FPS, 'TEXTUAL' in os.environ)\n"
        "open('made', 'w').close(); print(oct(os.stat('made').st_mode & 0o777))\n"
    )
    log = tmp_path / "log"
    printed = subprocess.run(
        [sys.executable, "-c", script],
        env={
            **os.environ,
            "TEXTUAL_LOG": str(log),
            "TEXTUAL_SCREENSHOT": "1",
            "TEXTUAL_FPS": "30",
            "TEXTUAL": "devtools,debug",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.split() == ["None", "-1", "30", "False", "0o600"]
    assert not log.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's own")
def test_no_core_is_dumped_and_no_other_process_may_look() -> None:
    script = (
        "import ctypes, resource\n"
        "from coachtui.process import forbid_dumps\n"
        "forbid_dumps()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert printed.stdout == "(0, 0) 0\n"
