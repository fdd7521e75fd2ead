"""The command line as a person or a script uses it: a line in, an exit code and two texts out."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pexpect
import pytest

from coachtui.language import set_language
from coachtui.start import main

PASSPHRASE = "en lang nok setning"


class Done(NamedTuple):
    """What a line came to."""

    code: int
    out: str
    err: str


Line = Callable[..., Done]
Terminal = Callable[..., pexpect.spawn]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No configuration, no settings of whoever runs the tests; what the process changes is put back."""
    for name in [name for name in os.environ if name.startswith("COACHTUI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COACHTUI_CONFIG", str(tmp_path / "no-config.toml"))
    umask = os.umask(0o077)
    os.umask(umask)
    of_textual = {name: text for name, text in os.environ.items() if name.startswith("TEXTUAL")}
    yield
    os.umask(umask)
    os.environ.update(of_textual)
    set_language("en")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Where the vault is, or is to be."""
    return tmp_path / "vault"


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    """The file with the passphrase."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    file.chmod(0o600)
    return file


@pytest.fixture
def line(
    vault: Path,
    passphrase: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Line:
    """Runs ``coachtui`` on the vault in this process, with ``typed`` on standard input."""

    def run(*words: str, typed: str | bytes = "", file: Path = passphrase) -> Done:
        content = typed.encode() if isinstance(typed, str) else typed
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--vault", str(vault), "--passphrase-file", str(file), *words])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in err
        return Done(ended.value.code, out, err)

    return run


@pytest.fixture
def practice(line: Line) -> Line:
    """The same, on a vault with a practice in it."""
    done = line("init", "--kdf", "minimal", typed="Kari Coach\nkari@example.org\n")
    assert done.code == 0, done.err
    return line


@pytest.fixture
def one_client(practice: Line) -> Line:
    """The same, with the client K-001."""
    done = practice("client", "add", typed="Åse Ødegård\naase@example.org\n+47 900 00 000\n")
    assert done.out == "K-001\n"
    return practice


@pytest.fixture
def terminal(vault: Path, tmp_path: Path) -> Terminal:
    """Starts ``coachtui`` on a terminal of its own, without a passphrase file."""

    def start(*words: str) -> pexpect.spawn:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "COACHTUI_CONFIG": str(tmp_path / "none.toml"),
        }
        arguments = ["-m", "coachtui", "--vault", str(vault), *words]
        return pexpect.spawn(
            sys.executable, arguments, env=environment, encoding="utf-8", timeout=60
        )

    return start


def ended(child: pexpect.spawn) -> tuple[str, int]:
    """What was shown last, and the exit code."""
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before), int(child.exitstatus)
