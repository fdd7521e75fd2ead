"""The installed coachtui, as its first user has it: away from the source, with nothing but its own needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from coachtui import __version__
from tests.conftest import PASSPHRASE
from tests.hands import ENTER, ESCAPE, make_the_practice, unlock
from tests.packaging.building import Built
from tests.packaging.conftest import WAYS
from tests.packaging.installing import Installed

pytestmark = pytest.mark.smoke

CTRL_P = "\x10"
ONLY_FOR_DEVELOPMENT = {
    "babel",
    "hatchling",
    "hypothesis",
    "mypy",
    "pexpect",
    "pypdf",
    "pyte",
    "pytest",
    "ruff",
}

Line = Callable[..., str]


@pytest.fixture
def line(installed: Installed, tmp_path: Path) -> Line:
    """Runs a command that must succeed in the home of a coach; gives what it printed."""
    return lines(installed, tmp_path)


def lines(installed: Installed, home: Path) -> Line:
    """Runs commands of ``installed`` that must succeed; the passphrase is in a file."""
    file = home / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    file.chmod(0o600)

    def run(*words: str, typed: str = "") -> str:
        done = installed.run(home, "--passphrase-file", str(file), *words, typed=typed)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def signed(line: Line) -> None:
    """Make a vault with a client whose agreement is signed."""
    line("init", "--kdf", "minimal", typed="Kari Coach\nkari@example.org\n")
    assert line("client", "add", typed="Åse Ødegård\naase@example.org\n") == "K-001\n"
    line("agreement", "new", "K-001", "--template", "core", "--lang", "nb")
    line("agreement", "accept", "K-001", "--all")
    line("agreement", "decline", "K-001", "icf-log")
    line("agreement", "sign", "K-001", "--how", "in-person", typed="Åse Ødegård\n")


def test_it_says_its_version_by_command_and_by_module(installed: Installed, tmp_path: Path) -> None:
    by_command = installed.run(tmp_path, "--version")
    module = [str(installed.python), "-m", "coachtui"]
    by_module = installed.run(tmp_path, "--version", program=module)
    assert (by_command.stdout, by_command.stderr) == (f"coachtui {__version__}\n", "")
    assert by_module.stdout == by_command.stdout


def test_it_speaks_bokmaal(line: Line) -> None:
    assert "Klientmappene til en coach." in line("--lang", "nb", "--help")


def test_nothing_that_only_development_needs_came_along(
    installed: Installed, tmp_path: Path
) -> None:
    names = "from importlib.metadata import distributions as d; print(*{each.name.lower() for each in d()})"
    listed = installed.run(tmp_path, "-c", names, program=[str(installed.python)])
    there = set(listed.stdout.split())
    assert "textual" in there
    assert not there & ONLY_FOR_DEVELOPMENT


def test_an_agreement_is_signed_and_exported(line: Line, tmp_path: Path) -> None:
    signed(line)
    for form in ("md", "html"):
        line("agreement", "export", "K-001", "--format", form, "-o", "out")
    assert "- [ ] Ja\n- [x] Nei" in tmp_path.joinpath("out/K-001.md").read_text()
    page = tmp_path.joinpath("out/K-001.html").read_text()
    assert "Åse Ødegård" in page
    assert "<style>" in page
    assert "fingerprint" in line("agreement", "show", "K-001", "--json")
    line("vault", "check")


def test_a_pdf_without_its_extra_is_refused_with_what_is_missing(
    line: Line, installed: Installed, tmp_path: Path
) -> None:
    signed(line)
    export = ("agreement", "export", "K-001", "--format", "pdf", "-o", "out")
    done = installed.run(tmp_path, "--passphrase-file", "passphrase", *export)
    assert done.returncode == 6
    assert "A PDF needs an extra that is not installed" in done.stderr
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize("name", WAYS)
def test_a_pdf_with_its_extra_is_written(built: Built, name: str, tmp_path: Path) -> None:
    way, python = WAYS[name]
    line = lines(way(built.wheel, python, tmp_path / name, "[pdf]"), tmp_path)
    signed(line)
    line("agreement", "export", "K-001", "--format", "pdf", "-o", "out")
    (file,) = tmp_path.joinpath("out").iterdir()
    assert "Åse Ødegård" in "".join(page.extract_text() for page in PdfReader(file).pages)


def test_the_screens_make_a_practice_and_open_it_again(
    installed: Installed, tmp_path: Path
) -> None:
    terminal = installed.terminal(tmp_path)
    make_the_practice(terminal)
    terminal.type("q")
    assert terminal.end() == 0
    terminal = installed.terminal(tmp_path)
    unlock(terminal)
    terminal.wait_for("No clients yet")
    terminal.type("q")
    assert terminal.end() == 0


def test_the_demo_shows_its_clients_and_every_theme(installed: Installed, tmp_path: Path) -> None:
    terminal = installed.terminal(tmp_path, "demo")
    terminal.wait_for("K-001")
    terminal.type(CTRL_P)
    terminal.wait_for("Commands")
    terminal.type("coach-")
    for theme in ("dark", "light", "contrast", "warm", "nordic", "mono", "console"):
        terminal.wait_for(f"coach-{theme}")
    terminal.type(ESCAPE)
    terminal.wait_for("K-001")
    terminal.type("q")
    assert terminal.end() == 0


def test_a_vault_is_made_at_a_prompt(installed: Installed, line: Line, tmp_path: Path) -> None:
    terminal = installed.terminal(tmp_path, "init", "--kdf", "minimal", "--name", "Kari Coach")
    for question, answer in (("Choose a passphrase:", PASSPHRASE), ("Once more:", PASSPHRASE)):
        terminal.wait_for(question)
        terminal.type(answer + ENTER)
    terminal.wait_for("Make a recovery key")
    terminal.type("n" + ENTER)
    assert terminal.end() == 0
    assert "Kari Coach" in line("practice", "show")


def test_it_runs_where_it_may_write_nothing_beside_itself(
    installed: Installed, line: Line, tmp_path: Path
) -> None:
    with installed.read_only():
        tried = installed.run(tmp_path, str(installed.folder / "file"), program=["/usr/bin/touch"])
        assert tried.returncode == 1
        signed(line)
        terminal = installed.terminal(tmp_path, "demo")
        terminal.wait_for("K-001")
        terminal.type("q")
        assert terminal.end() == 0


def test_it_writes_nothing_beside_itself_where_it_may(
    installed: Installed, line: Line, tmp_path: Path
) -> None:
    before = installed.files()
    signed(line)
    line("agreement", "export", "K-001")
    terminal = installed.terminal(tmp_path, "demo")
    terminal.wait_for("K-001")
    terminal.type("q")
    assert terminal.end() == 0
    assert installed.files() == before


def test_pipx_puts_the_man_page_where_man_looks(built: Built, installed: Installed) -> None:
    if "pipx" not in str(installed):
        pytest.skip("uv leaves man pages in the folder of the tool")
    page = built.tree / "man/coachtui.en.1"
    assert installed.folder.joinpath("man/man1/coachtui.1").exists() == page.exists()


def test_pipx_and_pip_compile_it_to_byte_code(installed: Installed) -> None:
    if "pipx" not in str(installed):
        pytest.skip("uv leaves it to the first run, unless it is told --compile-bytecode")
    (package,) = installed.folder.rglob("site-packages/coachtui")
    for source in package.rglob("*.py"):
        assert list(source.parent.glob(f"__pycache__/{source.stem}.*.pyc")), source
