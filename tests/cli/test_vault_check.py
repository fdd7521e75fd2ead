"""``vault check`` by lines: exit codes, what a script reads, what a person reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Line


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
