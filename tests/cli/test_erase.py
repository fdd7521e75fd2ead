"""``client erase`` by lines and on a terminal: the code has to be typed, and what stays is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.domain.upkeep import Backup, Upkeep
from coachtui.services import opening
from tests.cli.conftest import PASSPHRASE, Line, Terminal, ended


@pytest.fixture
def known(one_client: Line, vault: Path, tmp_path: Path) -> Line:
    """The same, with an agreement in clear and a backup that was made."""
    one_client("agreement", "new", "K-001")
    assert one_client("agreement", "export", "K-001", "-o", str(tmp_path)).code == 0
    made = Backup(datetime(2026, 3, 1, 9, tzinfo=UTC), "/media/stick/coach.backup")
    open_vault = opening.unlock(vault, PASSPHRASE)
    open_vault.update_upkeep(lambda upkeep: replace(upkeep or Upkeep(), backups=(made,)))
    open_vault.close()
    return one_client


def test_an_erased_client_is_gone_and_what_stays_is_named(known: Line, tmp_path: Path) -> None:
    done = known("client", "erase", "K-001", "--code", "k-001")
    assert done.code == 0
    assert done.err == "Erased. K-001 is given to nobody else.\n"
    assert "The backup of 2026-03-01: /media/stick/coach.backup" in done.out
    assert f"In clear, to be removed by you: {tmp_path}/K-001.md" in done.out
    assert "coachtui vault rekey" in done.out
    assert "Ødegård" not in done.out
    assert known("client", "show", "K-001").code == 6
    assert known("client", "erase", "K-001", "--code", "K-001").code == 6
    assert known("client", "add", typed="Ola\n").out == "K-002\n"
    assert known("vault", "check").code == 0


def test_what_lies_in_clear_can_go_first(known: Line, tmp_path: Path) -> None:
    file = tmp_path / "K-001.md"
    assert file.exists()
    done = known("client", "erase", "K-001", "--code", "K-001", "--remove-exports")
    assert done.code == 0
    assert not file.exists()
    assert "In clear" not in done.out


def test_without_the_right_code_nothing_is_erased(known: Line) -> None:
    done = known("client", "erase", "K-001", typed="K-001\n")
    assert done.code == 2
    assert "--code" in done.err
    done = known("client", "erase", "K-001", "--code", "K-002")
    assert done.code == 2
    assert "nothing was erased" in done.err
    assert known("client", "show", "K-001").code == 0


def test_on_a_terminal_the_code_is_typed(known: Line, terminal: Terminal, tmp_path: Path) -> None:
    for typed, code in (("yes", 2), ("K-001", 0)):
        child = terminal("client", "erase", "K-001")
        child.expect_exact("Passphrase: ")
        child.sendline(PASSPHRASE)
        child.expect_exact("Still lying in clear")
        child.expect_exact("Remove it first? [y/N]: ")
        child.sendline("y")
        child.expect_exact("Type the code to do it: ")
        child.sendline(typed)
        assert ended(child)[1] == code
        assert (tmp_path / "K-001.md").exists() == bool(code)
    assert known("client", "list", "--json").out == "[]\n"
