"""``vault check`` by lines: exit codes, what a script reads, what a person reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PASSPHRASE, Line, Terminal, ended


def _checked(line: Line, *words: str) -> tuple[int, Any]:
    done = line("vault", "check", *words, "--json")
    return done.code, json.loads(done.out)


def _record(vault: Path) -> Path:
    return next(each for each in (vault / "records").iterdir() if not each.suffix)


@pytest.fixture
def spoilt(one_client: Line, vault: Path) -> Line:
    """The same, with the client's file damaged; the state before has no session."""
    one_client("note", "K-001", "-", typed="Notat.\n")
    content = bytearray(_record(vault).read_bytes())
    content[3000] ^= 1
    _record(vault).write_bytes(content)
    return one_client


def test_a_sound_vault_is_told_to_be_sound(one_client: Line) -> None:
    done = one_client("vault", "check")
    assert (done.code, done.err) == (0, "")
    assert done.out == "All is well: 1 record, and everything around it.\n"
    assert _checked(one_client) == (0, {"ok": True, "records": 1, "problems": []})


def test_damage_is_told_in_words_and_in_json_without_a_name(spoilt: Line, vault: Path) -> None:
    code, report = _checked(spoilt)
    assert code == 5
    assert (report["ok"], report["records"]) == (False, 1)
    (problem,) = report["problems"]
    assert list(problem) == ["file", "what", "safe", "next"]
    assert problem["file"] == f"records/{_record(vault).name}"
    done = spoilt("vault", "check")
    assert done.code == 5
    assert all(text in done.out for text in problem.values())
    assert "1 problem was found. Nothing was changed." in done.err
    assert "Åse" not in done.out + done.err


def test_a_vault_that_others_can_reach_or_that_lacks_a_folder_can_be_checked(
    one_client: Line, vault: Path
) -> None:
    vault.chmod(0o755)
    shutil.rmtree(vault / "drafts")
    assert one_client("client", "list").code != 0
    code, report = _checked(one_client)
    assert code == 5
    assert {problem["file"] for problem in report["problems"]} == {".", "drafts"}


def test_a_script_reads_also_that_no_header_will_do(one_client: Line, vault: Path) -> None:
    (vault / "header.2").unlink()
    (vault / "header").write_bytes(b"")
    code, report = _checked(one_client)
    assert (code, report["ok"]) == (5, False)
    assert [problem["file"] for problem in report["problems"]] == ["header", "header.2"]
    assert "it is missing, and no other copy" in report["problems"][1]["what"]


def test_repair_tells_what_it_did_and_what_it_means(spoilt: Line, vault: Path) -> None:
    done = spoilt("vault", "check", "--repair")
    assert done.code == 0, done.err
    assert "with 0 sessions counts from now on; what was there is kept" in done.err
    assert done.out.startswith("All is well: 1 record")
    assert spoilt("session", "list", "K-001", "--json").out == "[]\n"
    assert len(list((vault / "aside").rglob("records-*"))) == 1
    assert spoilt("vault", "check", "--repair").err == ""


def test_an_older_copy_is_accepted_only_with_a_yes(one_client: Line, vault: Path) -> None:
    older = _record(vault).read_bytes()
    for _time in range(3):
        one_client("note", "K-001", "-", typed="Notat.\n")
    _record(vault).with_suffix(".prev").unlink()
    _record(vault).write_bytes(older)
    shutil.rmtree(vault / "snapshots", ignore_errors=True)
    done = one_client("vault", "check", "--accept", typed="y\n")
    assert done.code == 2
    assert "--yes" in done.err
    code, report = _checked(one_client, "--repair")
    assert code == 5
    assert "older copy" in report["problems"][0]["what"]
    assert _checked(one_client, "--accept", "--yes") == (
        0,
        {"ok": True, "records": 1, "problems": []},
    )
    assert one_client("client", "list").code == 0


def test_on_a_terminal_it_is_asked_before_older_files_count(
    one_client: Line, vault: Path, terminal: Terminal
) -> None:
    there = set((vault / "records").iterdir())
    one_client("client", "add", typed="Ola\n")
    (lost,) = set((vault / "records").iterdir()) - there
    lost.unlink()
    for typed, code in (("", 5), ("y", 0)):
        child = terminal("vault", "check", "--accept")
        child.expect_exact("Passphrase: ")
        child.sendline(PASSPHRASE)
        child.expect_exact("it is missing")
        child.expect_exact("[y/N]: ")
        child.sendline(typed)
        assert ended(child)[1] == code
