"""Erasing a client: nothing of them is left in the vault, whatever came between, and nothing returns."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from coachtui.domain.client import Client
from coachtui.domain.record import ClientRecord
from coachtui.domain.upkeep import Erasure
from coachtui.errors import CoachError, NotFound, NotSaved
from coachtui.vault import erasing, making
from coachtui.vault.checking import check
from coachtui.vault.envelope import Keys, claimed, unseal
from coachtui.vault.vault import Vault
from tests.vault.crash import Step, Watched, counting, watched
from tests.vault.people import PASSPHRASE, draft, newcomer, noting
from tests.vault.snapshot_by_hand import snapshot
from tests.vault.test_refusing_disk import Refusing

DAY = date(2026, 3, 2)
CANARY = "Flaggermus"


def person(record_id: str, code: str) -> ClientRecord:
    """Somebody whose name occurs nowhere else."""
    client = Client(code=code, name=CANARY, since=DAY, email=f"{CANARY}@example.org")
    return ClientRecord(id=record_id, client=client)


@pytest.fixture
def known(vault: Vault, path: Path) -> str:
    """The id of a second client, of whom there is everything that there can be."""
    record_id = vault.add(person).id
    vault.update(record_id, noting("a", CANARY))
    vault.save_draft(draft(record_id, note=CANARY))
    snapshot(path)
    vault.update(record_id, noting("b", CANARY))
    vault.cards()
    return record_id


def contents(vault: Vault) -> dict[str, bytes]:
    """What every sealed file holds that lies anywhere in the vault or the state folder, by path."""
    _genuine, keys = making.unlock(vault.path, PASSPHRASE)
    found = {}
    for file in vault.path.parent.rglob("*"):
        if file.is_file() and (name := claimed(file.read_bytes())):
            found[str(file)] = unseal(keys, name, file.read_bytes())[1]
    return found


def assert_gone(vault: Vault, record_id: str) -> None:
    for file, content in contents(vault).items():
        assert CANARY.encode() not in content, file
        assert record_id not in file
    assert record_id not in {card.id for card in vault.cards()}
    assert not vault.damaged
    assert check(vault).ok


def test_nothing_is_left_of_an_erased_client_and_all_of_the_others(
    vault: Vault, only: str, known: str
) -> None:
    assert sum(CANARY.encode() in content for content in contents(vault).values()) == 5
    other = vault.load(only)
    vault.save_draft(draft(only, 2))
    erasing.erase(vault, known, DAY)
    assert_gone(vault, known)
    assert vault.load(only) == other
    assert vault.drafts() == (draft(only, 2),)
    for use in (lambda: vault.load(known), lambda: vault.update(known, noting("c"))):
        with pytest.raises(NotFound):
            use()


def test_the_log_of_erasures_holds_a_random_id_and_a_day(vault: Vault, known: str) -> None:
    erasing.erase(vault, known, DAY)
    (erasure,) = msgspec.to_builtins(vault.upkeep().erasures)
    assert erasure == {"record": known, "on": DAY.isoformat()}


@pytest.mark.parametrize("counted", [True, False], ids=["counted", "miscounted"])
def test_the_code_is_never_given_again(vault: Vault, known: str, counted: bool) -> None:
    assert vault.load(known).client.code == "K-002"
    if not counted:
        vault.update_practice(lambda practice: replace(practice, next_number=1))
    erasing.erase(vault, known, DAY)
    assert vault.add(newcomer).client.code == "K-003"


def test_erasing_somebody_again_or_nobody_changes_nothing(vault: Vault, known: str) -> None:
    erasing.erase(vault, known, DAY)
    erasing.erase(vault, known, DAY)
    assert len(vault.upkeep().erasures) == 1
    with pytest.raises(NotFound):
        erasing.erase(vault, "0" * 32, DAY)
    assert len(vault.upkeep().erasures) == 1


def test_another_session_drops_the_client_and_cannot_bring_them_back(
    vault: Vault, path: Path, only: str, known: str
) -> None:
    other = Vault.unlock(path, PASSPHRASE)
    record = other.load(known)
    assert len(other.cards()) == 2
    erasing.erase(vault, known, DAY)
    for use in (
        lambda: other.update(known, noting("back", CANARY)),
        lambda: other.update(known, lambda _newest: record),
        lambda: other.load(known),
        lambda: other.save_draft(draft(known, 3, CANARY)),
    ):
        with pytest.raises(NotFound):
            use()
    assert [card.id for card in other.cards()] == [only]
    other.update(only, noting("goes on"))
    assert_gone(other, known)
    assert_gone(vault, known)


def test_damaged_or_missing_clients_can_be_erased(vault: Vault, path: Path, known: str) -> None:
    (path / "records" / known).write_bytes(b"")
    vault.cards()
    erasing.erase(vault, known, DAY)
    assert_gone(vault, known)
    gone = vault.add(person).id
    (path / "records" / gone).unlink()
    erasing.erase(vault, gone, DAY)
    assert_gone(vault, gone)


def test_what_was_put_aside_or_left_over_goes_too(
    vault: Vault, path: Path, only: str, known: str
) -> None:
    aside = path / "aside" / "20260301T100000Z"
    aside.mkdir(mode=0o700, parents=True)
    record = (path / "records" / known).read_bytes()
    mine = (path / "records" / only).read_bytes()
    flipped = bytearray(record)
    flipped[50] ^= 1
    for name, content in {
        f"records-{known}": bytes(flipped),
        f"records-{only}": mine,
        f"records-{only}-2": record,
        "index": (path / "index").read_bytes(),
        f"drafts-{draft(known).id}": (path / "drafts" / draft(known).id).read_bytes(),
    }.items():
        (aside / name).write_bytes(content)
    for left_over in ("tmp-1", "records/tmp-2", "drafts/tmp-3"):
        (path / left_over).write_bytes((path / "index").read_bytes())
    (aside / f"records-{known}-2").symlink_to("/nowhere")
    erasing.erase(vault, known, DAY)
    assert [each.name for each in aside.iterdir()] == [f"records-{only}"]
    assert not list(path.rglob("tmp-*"))
    assert not [file for file, held in contents(vault).items() if CANARY.encode() in held]


def test_drafts_that_nobody_can_read_are_counted(vault: Vault, path: Path, known: str) -> None:
    assert erasing.unreadable_drafts(vault) == 0
    (path / "drafts" / draft(known).id).write_bytes(b"")
    assert erasing.unreadable_drafts(vault) == 1


# -- cut off


def cut_off_after_the_entry(vault: Vault, record_id: str) -> None:
    vault.update_upkeep(lambda upkeep: replace(upkeep, erasures=(Erasure(record_id, DAY),)))


def test_an_erasure_that_was_cut_off_is_finished_at_the_next_unlock(
    vault: Vault, path: Path, only: str, known: str
) -> None:
    other = Vault.unlock(path, PASSPHRASE)
    other.cards()
    cut_off_after_the_entry(vault, known)
    assert [card.id for card in other.cards()] == [only]
    assert other.drafts() == ()
    with pytest.raises(NotFound):
        other.update(known, noting("back"))
    assert_gone(Vault.unlock(path, PASSPHRASE), known)
    assert_gone(other, known)


def clients_left(record_id: str) -> Callable[[Vault], int]:
    """Tells from a vault after a crash: 1 if all of the client is there, 2 if nothing is."""

    def count(vault: Vault) -> int:
        erasing.finish_what_was_cut_off(vault.rooms)
        if record_id not in vault.upkeep().erased:
            assert len(vault.load(record_id).sessions) == 2
            assert len(vault.drafts()) == 1
            assert list((vault.path / "snapshots").rglob(record_id))
            return 1
        left = [
            held for file, held in all_files(vault) if record_id in file or CANARY.encode() in held
        ]
        assert not left
        assert len(vault.cards()) == 1
        assert not vault.damaged
        assert vault.add(newcomer).client.code == "K-003"
        return 2

    return count


def all_files(vault: Vault) -> list[tuple[str, bytes]]:
    keys: Keys = vault.rooms.keys
    found = []
    for file in vault.path.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        name = claimed(content)
        try:
            found.append((str(file), unseal(keys, name, content)[1] if name else b""))
        except CoachError:
            found.append((str(file), b""))
    return found


@pytest.fixture
def erasure(vault: Vault, known: str) -> Watched:
    save = watched(
        vault.path,
        lambda: erasing.erase(vault, known, DAY),
        counting(vault.path, clients_left(known)),
    )
    # What this machine remembers is not synced and holds nothing of anybody.
    save.steps = [(step, content) for step, content in save.steps if "/state/" not in step[1]]
    return save


def test_no_crash_state_leaves_half_a_client(erasure: Watched) -> None:
    states, lost = erasure.broken(erasure.steps)
    assert states > 50
    assert lost == 0


def test_an_erasure_that_does_not_sync_what_it_wrote_down_would_be_caught(
    erasure: Watched,
) -> None:
    steps = list(erasure.steps)
    steps.remove((("sync folder", str(erasure.path)), b""))
    assert erasure.broken(steps)[1] > 0


def test_an_erasure_that_began_with_the_records_would_be_caught(erasure: Watched) -> None:
    def of_records(step: Step) -> bool:
        return step[0] == "unlink" and "/vault/records/" in step[1]

    records = [each for each in erasure.steps if of_records(each[0])]
    rest = [each for each in erasure.steps if not of_records(each[0])]
    at = next(place for place, (step, _content) in enumerate(rest) if step[0] == "unlink")
    folder = str(erasure.path / "records")
    assert erasure.broken([*rest[:at], *records, (("sync folder", folder), b""), *rest[at:]])[1] > 0


# -- a disk that refuses


class RefusingToRemove(Refusing):
    """Lets the ``nth`` removal fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
        self._left, self._reason, self._for_good, self.refused = nth, errno.EROFS, True, 0
        real = os.unlink

        def unlink(*words: Any, **more: Any) -> None:
            if "holder" in str(words[0]):
                real(*words, **more)
            else:
                self._maybe("unlink", real)(*words, **more)

        monkeypatch.setattr(os, "unlink", unlink)


@pytest.mark.parametrize("kind", [Refusing, RefusingToRemove])
def test_whatever_the_disk_refuses_the_client_is_whole_or_goes_at_the_next_unlock(
    vault: Vault, path: Path, kind: Any
) -> None:
    nth = told = 0
    while True:
        nth += 1
        record_id = vault.add(person).id
        vault.update(record_id, noting("a", CANARY))
        vault.save_draft(draft(record_id, note=CANARY))
        with pytest.MonkeyPatch.context() as monkeypatch:
            more = () if kind is RefusingToRemove else (errno.ENOSPC, True)
            refusing = kind(monkeypatch, nth, *more)
            try:
                erasing.erase(vault, record_id, DAY)
            except NotSaved:
                told += 1
        again = Vault.unlock(path, PASSPHRASE)
        if record_id not in again.upkeep().erased:
            assert len(again.load(record_id).sessions) == 1
            erasing.erase(again, record_id, DAY)
        assert_gone(again, record_id)
        if not refusing.refused:
            break
    assert told > 2
