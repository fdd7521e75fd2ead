"""``vault snapshot`` as a script or a person runs it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.cli.conftest import PASSPHRASE, Line


@pytest.fixture
def taken(still_clock: None, one_client: Line) -> str:
    """The name of a snapshot from before the first note; the next save is not of another day."""
    name = one_client("vault", "snapshot", "take").out.strip()
    for note in ("Første", "Andre", "Tredje"):
        assert one_client("note", "K-001", "-", typed=note).code == 0
    return name


def listed(line: Line, *words: str) -> Any:
    return json.loads(line("vault", "snapshot", *words, "--json").out)


def test_an_empty_list_says_when_there_will_be_one(practice: Line) -> None:
    done = practice("vault", "snapshot", "list")
    assert (done.code, done.out) == (0, "")
    assert "The next save takes one" in done.err


def test_snapshots_are_listed_newest_first(one_client: Line, taken: str) -> None:
    assert re.fullmatch(r"\d{8}T\d{6}Z", taken)
    second = one_client("vault", "snapshot", "take").out.strip()
    found = listed(one_client, "list")
    assert [each["name"] for each in found] == [second, taken]
    assert found[0]["clients"] == 1
    assert taken in one_client("vault", "snapshot", "list").out


def test_what_is_in_one_is_shown(one_client: Line, taken: str) -> None:
    (kept,) = listed(one_client, "show", taken)
    assert kept.pop("id")
    assert kept == {
        "code": "K-001", "name": "Åse Ødegård", "sessions": 0, "changed": True, "damaged": False,
    }  # fmt: skip
    assert "changed" in one_client("vault", "snapshot", "show", taken).out
    now = one_client("vault", "snapshot", "take").out.strip()
    assert "as it was" in one_client("vault", "snapshot", "show", now).out
    assert one_client("vault", "snapshot", "show", "20200101T000000Z").code == 6


def test_the_states_of_a_client_are_listed(one_client: Line, taken: str) -> None:
    found = listed(one_client, "states", "K-001")
    assert [(each["source"], each["sessions"]) for each in found] == [
        ("present", 3),
        ("previous", 2),
        (taken, 0),
    ]
    out = one_client("vault", "snapshot", "states", "ødegård").out
    assert out.splitlines()[0].startswith("State")


@pytest.mark.parametrize(("source", "sessions"), [("previous", 2), ("", 0)])
def test_one_client_is_brought_back(
    one_client: Line, taken: str, source: str, sessions: int
) -> None:
    words = ("vault", "snapshot", "restore", source or taken, "K-001")
    assert one_client(*words).code == 2
    done = one_client(*words, "--yes")
    assert done.code == 0
    assert "Restored: K-001" in done.err
    assert len(json.loads(one_client("session", "list", "K-001", "--json").out)) == sessions


def test_all_are_brought_back_and_who_came_since_stays(one_client: Line, taken: str) -> None:
    one_client("client", "add", typed="Bo Test\n\n\n")
    done = one_client("vault", "snapshot", "restore", taken, "--yes")
    assert done.code == 0
    assert "1 client" in done.err
    found = json.loads(one_client("client", "list", "--json").out)
    assert [(each["code"], each["sessions"]) for each in found] == [("K-001", 0), ("K-002", 0)]
    done = one_client("vault", "snapshot", "restore", taken, "--yes")
    assert "Nothing was changed" in done.err


def test_what_is_not_there_or_damaged_has_its_exit_code(
    one_client: Line, taken: str, vault: Path
) -> None:
    restore = ("vault", "snapshot", "restore")
    assert one_client(*restore, "20200101T000000Z", "K-001", "--yes").code == 6
    assert one_client(*restore, taken, "K-009", "--yes").code == 6
    assert one_client(*restore, "previous", "--yes").code == 2
    (copy,) = (vault / "snapshots" / taken / "records").iterdir()
    copy.unlink()
    copy.write_bytes(bytes(4096))
    copy.chmod(0o600)
    done = one_client(*restore, taken, copy.name, "--yes")
    assert done.code == 5
    assert "Nothing was changed" in done.err
    assert one_client("vault", "snapshot", "show", taken).code == 5
    assert listed(one_client, "show", taken)[0]["damaged"] is True


def test_a_damaged_client_is_brought_back(one_client: Line, taken: str, vault: Path) -> None:
    (record,) = [each for each in (vault / "records").iterdir() if not each.suffix]
    record.write_bytes(bytes(4096))
    (vault / "index").unlink()
    assert one_client("client", "show", "K-001").code == 5
    assert one_client("vault", "snapshot", "restore", taken, "K-001", "--yes").code == 0
    assert one_client("client", "show", "K-001").code == 0


def test_on_a_terminal_it_says_what_will_be_another_and_asks(
    one_client: Line, taken: str, vault: Path
) -> None:
    words = ["-m", "coachtui", "--vault", str(vault), "vault", "snapshot", "restore", taken]
    for answer, told in (("n", "It was left as it is."), ("y", "Restored: K-001")):
        child = pexpect.spawn(sys.executable, [*words, "K-001"], encoding="utf-8", timeout=60)
        child.expect_exact("Passphrase:")
        child.sendline(PASSPHRASE)
        child.expect_exact("0 sessions, now 3 sessions")
        child.expect_exact("Bring this state back? [y/N]")
        child.sendline(answer)
        child.expect_exact(told)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
