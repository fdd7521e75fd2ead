"""``vault backup`` and ``vault restore`` as a script or a person runs them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import PASSPHRASE, Line


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "practice.backup"


def test_a_backup_is_made_and_a_vault_of_it(
    one_client: Line, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = one_client("vault", "backup", str(file))
    assert (done.code, done.out) == (0, f"{file}\n")
    assert "1 client" in done.err
    folder = tmp_path / "restored"
    done = one_client("vault", "restore", str(file), str(folder))
    assert (done.code, done.out) == (0, f"{folder}\n")
    assert "1 client" in done.err
    assert "another machine" in done.err
    assert one_client("--vault", str(folder), "client", "list", "--json").out == (
        one_client("client", "list", "--json").out
    )


def test_both_tell_scripts_what_they_did(one_client: Line, file: Path, tmp_path: Path) -> None:
    made = json.loads(one_client("vault", "backup", str(file), "--json").out)
    assert made == {"file": str(file), "clients": 1, "drafts": 0, "left_out": 0}
    folder = tmp_path / "restored"
    made = json.loads(one_client("vault", "restore", str(file), str(folder), "--json").out)
    assert made.pop("made").startswith("20")
    assert made == {"path": str(folder), "clients": 1, "drafts": 0, "erased": 0}


def test_what_is_in_the_way_stays(one_client: Line, file: Path, vault: Path) -> None:
    file.write_text("mine")
    done = one_client("vault", "backup", str(file))
    assert (done.code, "--force" in done.err) == (1, True)
    assert file.read_text() == "mine"
    assert one_client("vault", "backup", str(file), "--force").code == 0
    done = one_client("vault", "restore", str(file), str(vault))
    assert done.code == 1
    assert "already" in done.err


def test_what_cannot_be_restored_has_its_exit_code(
    one_client: Line, file: Path, tmp_path: Path
) -> None:
    folder, other = tmp_path / "restored", tmp_path / "other"
    other.write_text("en helt annen setning\n")
    assert one_client("vault", "restore", str(file), str(folder)).code == 6
    one_client("vault", "backup", str(file))
    assert one_client("vault", "restore", str(file), str(folder), file=other).code == 3
    file.write_bytes(file.read_bytes()[:-1])
    done = one_client("vault", "restore", str(file), str(folder))
    assert done.code == 5
    assert "cut short" in done.err
    assert not folder.exists()


def test_a_backup_without_a_damaged_client_says_so(
    one_client: Line, file: Path, vault: Path
) -> None:
    (record,) = (vault / "records").iterdir()
    record.write_bytes(bytes(4096))
    done = one_client("vault", "backup", str(file))
    assert done.code == 5
    assert done.out == f"{file}\n"
    assert "without 1" in done.err


def test_on_a_terminal_the_passphrase_is_asked_for_and_a_bar_is_shown(
    one_client: Line, vault: Path, file: Path, tmp_path: Path
) -> None:
    one_client("vault", "backup", str(file))
    words = ["-m", "coachtui", "vault", "restore", str(file), str(tmp_path / "restored")]
    child = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=60)
    child.expect_exact("Passphrase:")
    child.sendline("ikke denne her, nei")
    child.expect_exact("That does not open it.")
    child.sendline(PASSPHRASE)
    child.expect_exact("Restoring")
    child.expect_exact("100%")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (tmp_path / "restored" / "header").exists()
