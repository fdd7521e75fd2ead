"""Snapshots: whole or not there, for nothing but a second name, once a day and before a loss."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from coachtui.errors import CoachError, NotAllowed, NotFound, NotSaved
from coachtui.vault import making, records, snapshots
from coachtui.vault.vault import Vault
from tests.vault.people import PASSPHRASE, draft, newcomer, noting
from tests.vault.tree_disk import Operation, watched

NOW = datetime(2026, 11, 25, 18, 12, 5, tzinfo=timezone(timedelta(hours=1)))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dated(vault: Vault, path: Path, clock: Clock) -> Vault:
    """The vault with a clock."""
    return Vault(path, making.unlock(path, PASSPHRASE)[1], clock)


def names(path: Path) -> list[str]:
    return [each.name for each in snapshots.listed(path)]


def take(vault: Vault, now: datetime = NOW) -> snapshots.Snapshot:
    with vault.writing() as rooms:
        return snapshots.take(rooms, now)


def test_a_snapshot_is_named_by_its_moment_and_is_the_same_files(
    vault: Vault, path: Path, only: str
) -> None:
    taken = take(vault)
    assert taken.folder == path / "snapshots" / "20261125T171205Z"
    assert taken.record_ids() == (only,)
    for name in ("practice", f"records/{only}"):
        assert (taken.folder / name).samefile(path / name)
    before = (taken.folder / "records" / only).read_bytes()
    vault.update(only, noting("a"))
    vault.update(only, noting("b"))
    assert (taken.folder / "records" / only).read_bytes() == before
    assert {each.stat().st_mode & 0o777 for each in (taken.folder, taken.folder / "records")} == {
        0o700
    }


def test_two_in_one_second_are_both_kept(vault: Vault, path: Path) -> None:
    assert take(vault) != take(vault)
    assert names(path) == ["20261125T171206Z", "20261125T171205Z"]
    assert snapshots.named(path, "20261125T171206Z").at.second == 6
    with pytest.raises(NotFound, match="snapshot list"):
        snapshots.named(path, "20261125T171207Z")


def test_whatever_else_lies_there_is_no_snapshot(vault: Vault, path: Path, tmp_path: Path) -> None:
    take(vault)
    for name in ("tmp-1234", "20261125", "20261325T171205Z", "mine"):
        (path / "snapshots" / name).mkdir()
    (path / "snapshots" / "20251125T171205Z").symlink_to(tmp_path)
    (path / "snapshots" / "20241125T171205Z").touch()
    assert names(path) == ["20261125T171205Z"]


def test_no_record_has_to_be_read_again_because_of_a_snapshot(
    vault: Vault, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _each in range(3):
        vault.add(newcomer)
    keys = making.unlock(path, PASSPHRASE)[1]
    other = Vault(path, keys)
    assert len(other.cards()) == 4
    for days in (0, 60, 61, 62):
        take(vault, NOW + timedelta(days=days))
    with vault.writing() as rooms:
        snapshots.prune(rooms, NOW + timedelta(days=800))

    def refuse(*_words: object) -> None:
        raise AssertionError

    monkeypatch.setattr(records.Records, "read", refuse)
    assert len(Vault(path, keys).cards()) == 4
    assert len(other.cards()) == 4


def test_where_links_cannot_be_had_a_copy_is_kept(
    vault: Vault, path: Path, only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object, **_more: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    taken = take(vault)
    copy, record = taken.folder / "records" / only, path / "records" / only
    assert copy.read_bytes() == record.read_bytes()
    assert not copy.samefile(record)
    assert copy.stat().st_mtime_ns == record.stat().st_mtime_ns
    assert copy.stat().st_mode & 0o777 == 0o600


def test_what_is_no_plain_file_is_not_followed(vault: Vault, path: Path, only: str) -> None:
    os.mkfifo(path / "records" / ("0" * 32))
    (path / "records" / ("1" * 32)).symlink_to("/etc/passwd")
    assert take(vault).record_ids() == (only,)


def test_a_folder_of_snapshots_that_leads_elsewhere_is_refused(
    vault: Vault, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (path / "snapshots").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CoachError, match="should be a folder"):
        take(vault)
    (path / "snapshots").unlink()
    (path / "snapshots").mkdir()
    (path / "snapshots").chmod(0o755)
    with pytest.raises(NotAllowed):
        take(vault)
    assert not list((tmp_path / "elsewhere").iterdir())


# The one of the day


def test_the_first_save_of_each_day_is_preceded_by_one(
    dated: Vault, path: Path, only: str, clock: Clock
) -> None:
    before = (path / "records" / only).read_bytes()
    dated.update(only, noting("a"))
    dated.update(only, noting("b"))
    (first,) = snapshots.listed(path)
    assert (first.folder / "records" / only).read_bytes() == before
    clock.now += timedelta(hours=5)  # 23:12 where the coach is
    dated.add(newcomer)
    assert len(names(path)) == 1
    clock.now += timedelta(hours=1)
    dated.update_practice(lambda practice: practice)
    assert names(path) == ["20261125T231205Z", "20261125T171205Z"]


def test_one_of_another_process_is_the_one_of_the_day(
    vault: Vault, dated: Vault, path: Path, only: str
) -> None:
    take(vault, NOW - timedelta(hours=3))
    dated.update(only, noting("a"))
    assert len(names(path)) == 1


def test_a_clock_set_back_does_not_end_the_snapshots(
    vault: Vault, dated: Vault, path: Path, only: str
) -> None:
    take(vault, NOW + timedelta(days=4000))
    dated.update(only, noting("a"))
    assert len(names(path)) == 2


def test_reading_and_drafts_take_none(dated: Vault, path: Path, only: str) -> None:
    dated.cards()
    dated.load(only)
    dated.practice()
    dated.save_draft(draft(only))
    dated.drop_draft(draft(only).id)
    assert not (path / "snapshots").exists()


def test_an_empty_vault_takes_none(
    tmp_path: Path, path: Path, vault: Vault, clock: Clock, only: str
) -> None:
    (path / "records" / only).unlink()
    (path / "index").unlink()
    empty = Vault(path, making.unlock(path, PASSPHRASE)[1], clock)
    empty.add(newcomer)
    assert names(path) == []
    empty.add(newcomer)
    assert len(names(path)) == 1


def test_the_ones_that_had_their_time_go_then(
    vault: Vault, dated: Vault, path: Path, only: str
) -> None:
    for days in range(40, 0, -1):
        take(vault, NOW - timedelta(days=days))
    dated.update(only, noting("a"))
    assert (
        len(names(path)) == 7 + 3 + 1
    )  # a week, the ends of three weeks before, the end of October
    assert not [each for each in (path / "snapshots").iterdir() if each.name.startswith("tmp-")]


@pytest.mark.parametrize("call", ["mkdir", "link", "rename", "fsync"])
def test_a_disk_that_refuses_the_snapshot_does_not_stop_the_save(
    dated: Vault, path: Path, only: str, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = getattr(os, call)

    def full(*words: object, **more: object) -> object:
        where = Path(f"/proc/self/fd/{words[0]}").readlink() if call == "fsync" else words
        if "snapshots" in str(where):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*words, **more)

    monkeypatch.setattr(os, call, full)
    assert dated.update(only, noting("a")).sessions
    monkeypatch.undo()
    left = list((path / "snapshots").iterdir()) if (path / "snapshots").exists() else []
    assert not [each for each in left if each.name.startswith("tmp-")]
    dated.update(only, noting("b"))
    assert len(names(path)) == 1


def test_a_full_disk_is_told_to_whoever_asks_for_one(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(NotSaved, match="the disk is full"):
        take(vault)


def test_before_something_is_taken_away_there_is_one_more(
    vault: Vault, dated: Vault, path: Path, only: str
) -> None:
    dated.update(only, noting("a"))
    dated.keep_snapshot()
    assert len(names(path)) == 2
    vault.keep_snapshot()
    assert len(names(path)) == 2


# Crashes


def whole_or_not_there(path: Path, only: str, content: bytes) -> Callable[[bool], None]:
    def check(told: bool) -> None:
        found = snapshots.listed(path)
        assert found or not told
        for each in found:
            assert (each.folder / "practice").is_file()
            assert each.record_ids() == (only,)
            assert (each.folder / "records" / only).read_bytes() == content
        again = Vault.unlock(path, PASSPHRASE)
        assert [card.id for card in again.cards()] == [only]
        assert not again.damaged
        left = path / "snapshots"
        assert not left.exists() or not list(left.glob("tmp-*"))

    return check


@pytest.fixture
def taking(vault: Vault, path: Path, only: str) -> Operation:
    return watched(path, lambda: take(vault))


def test_no_crash_state_of_a_snapshot_has_half_of_one(
    taking: Operation, path: Path, only: str
) -> None:
    assert taking.replayed() == taking.after
    check = whole_or_not_there(path, only, (path / "records" / only).read_bytes())
    states, broken = taking.broken(check)
    assert states > 20
    assert broken == 0


def test_a_snapshot_made_without_syncing_its_folders_would_be_caught(
    taking: Operation, path: Path, only: str
) -> None:
    check = whole_or_not_there(path, only, (path / "records" / only).read_bytes())
    assert taking.caught(check, taking.without("sync folder"))


@pytest.fixture
def pruning(vault: Vault, path: Path) -> Operation:
    for days in range(60, 0, -30):
        take(vault, NOW - timedelta(days=days))
    take(vault, NOW - timedelta(days=59))

    def prune() -> None:
        with vault.writing():
            for each in snapshots.listed(path)[-1:]:
                snapshots._remove(each.folder)

    return watched(path, prune)


def test_no_crash_state_of_removing_one_leaves_half_of_it(
    pruning: Operation, path: Path, only: str
) -> None:
    assert pruning.replayed() == pruning.after
    check = whole_or_not_there(path, only, (path / "records" / only).read_bytes())
    states, broken = pruning.broken(check)
    assert states > 12
    assert broken == 0


def test_removing_one_whose_new_name_is_not_synced_first_would_be_caught(
    pruning: Operation, path: Path, only: str
) -> None:
    check = whole_or_not_there(path, only, (path / "records" / only).read_bytes())
    assert pruning.caught(check, pruning.without("sync folder"))


def test_what_a_crash_left_is_swept_at_the_next_opening(vault: Vault, path: Path) -> None:
    left = path / "snapshots" / "tmp-0123" / "records"
    left.mkdir(parents=True)
    (left / ("0" * 32)).write_bytes(b"half")
    (path / "snapshots" / "tmp-4567").touch()
    (left / "link").symlink_to(path / "records")
    Vault.unlock(path, PASSPHRASE)
    assert list((path / "snapshots").iterdir()) == []
    assert list((path / "records").iterdir())
