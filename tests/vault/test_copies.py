"""Earlier states of one client or of all: found, told apart, brought back, nothing lost by it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.domain.upkeep import with_erasures
from coachtui.errors import Damaged, NotAllowed, NotFound
from coachtui.vault import bringing_back, copies, making, snapshots
from coachtui.vault.copies import PRESENT, PREVIOUS
from coachtui.vault.envelope import Keys
from coachtui.vault.vault import Vault
from tests.vault.people import PASSPHRASE, newcomer, noting
from tests.vault.tree_disk import Operation, watched

NOW = datetime(2026, 11, 25, 17, 12, 5, tzinfo=UTC)
FIRST, SECOND = "20261125T171205Z", "20261126T171205Z"


def take(vault: Vault, days: int = 0) -> str:
    with vault.holding() as rooms:
        return snapshots.take(rooms, NOW + timedelta(days=days)).name


def ids(record: ClientRecord | None) -> list[str]:
    return [each.id for each in record.sessions] if record else []


def states(vault: Vault, only: str) -> list[tuple[str, list[str]]]:
    return [(each.source, ids(each.record)) for each in copies.copies(vault, only)]


@pytest.fixture
def rich(vault: Vault, only: str) -> Vault:
    """One client in three states: in a snapshot, in the generation before, and at present."""
    take(vault)
    for name in "abc":
        vault.update(only, noting(name))
    return vault


def spoil(file: Path) -> bytes:
    content = file.read_bytes()
    content = content[:-1] + bytes([content[-1] ^ 1])
    file.unlink()
    file.write_bytes(content)
    file.chmod(0o600)
    return content


def test_each_state_is_told_once_the_present_one_first(rich: Vault, only: str) -> None:
    take(rich, days=1)
    found = copies.copies(rich, only)
    assert [(each.source, each.generation, ids(each.record)) for each in found] == [
        (PRESENT, 4, ["a", "b", "c"]),
        (PREVIOUS, 3, ["a", "b"]),
        (FIRST, 1, []),
    ]
    assert found[0].saved >= found[1].saved >= found[2].saved
    assert not any(each.problem for each in found)


def test_a_state_comes_back_as_the_newest_and_the_one_it_replaces_stays(
    rich: Vault, path: Path, only: str
) -> None:
    record = bringing_back.restore(rich, only, PREVIOUS, NOW + timedelta(days=1))
    assert ids(record) == ids(rich.load(only)) == ["a", "b"]
    assert Vault.unlock(path, PASSPHRASE).cards()[0].sessions == 2
    assert not rich.damaged
    assert states(rich, only) == [
        (PRESENT, ["a", "b"]),
        (PREVIOUS, ["a", "b", "c"]),
        (FIRST, []),
    ]
    assert copies.copies(rich, only)[0].generation == 5
    assert snapshots.listed(path)[0].name == SECOND
    assert ids(bringing_back.restore(rich, only, SECOND, NOW)) == ["a", "b", "c"]


def test_what_stands_already_is_left_as_it_is(rich: Vault, path: Path, only: str) -> None:
    last = take(rich, days=1)
    before = states(rich, only)
    bringing_back.restore(rich, only, last, NOW)
    bringing_back.restore(rich, only, PRESENT, NOW)
    assert states(rich, only) == before
    assert len(snapshots.listed(path)) == 2


@pytest.mark.parametrize("source", [PREVIOUS, FIRST])
def test_a_damaged_file_is_laid_aside_and_the_generation_before_stays(
    rich: Vault, path: Path, only: str, source: str
) -> None:
    content = spoil(path / "records" / only)
    (present, *rest) = copies.copies(rich, only)
    assert (present.source, present.record) == (PRESENT, None)
    assert "changed" in present.problem
    assert [each.source for each in rest] == [PREVIOUS, FIRST]
    with pytest.raises(Damaged, match="take another"):
        bringing_back.restore(rich, only, PRESENT, NOW)
    wanted = {PREVIOUS: ["a", "b"], FIRST: []}[source]
    assert ids(bringing_back.restore(rich, only, source, NOW)) == wanted
    assert (path / "aside" / FIRST / f"records-{only}").read_bytes() == content
    assert (path / "aside" / FIRST).stat().st_mode & 0o777 == 0o700
    again = Vault.unlock(path, PASSPHRASE)
    assert again.cards()[0].sessions == len(wanted)
    assert not again.damaged
    kept = copies.opened_copy(again.rooms, only, path / "records" / f"{only}.prev")
    assert ids(kept.record) == ["a", "b"]
    assert ids(again.update(only, noting("d")))[-1] == "d"


def test_a_missing_file_comes_back(rich: Vault, path: Path, only: str) -> None:
    (path / "records" / only).unlink()
    assert [source for source, _ids in states(rich, only)] == [PREVIOUS, FIRST]
    bringing_back.restore(rich, only, PREVIOUS, NOW)
    assert ids(rich.load(only)) == ["a", "b"]
    (path / "records" / only).unlink()
    (path / "records" / f"{only}.prev").unlink()
    bringing_back.restore(rich, only, FIRST, NOW)
    assert ids(rich.load(only)) == []
    assert not (path / "aside").exists()
    assert [card.id for card in Vault.unlock(path, PASSPHRASE).cards()] == [only]


@pytest.mark.parametrize("what", ["pipe", "folder", "link"])
def test_what_is_no_file_at_all_is_moved_aside(
    rich: Vault, path: Path, only: str, what: str
) -> None:
    file = path / "records" / only
    file.unlink()
    {"pipe": os.mkfifo, "folder": os.mkdir, "link": lambda f: f.symlink_to("/etc/passwd")}[what](
        file
    )
    bringing_back.restore(rich, only, PREVIOUS, NOW)
    assert ids(rich.load(only)) == ["a", "b"]
    assert [each.name for each in (path / "aside" / FIRST).iterdir()] == [f"records-{only}"]


def test_an_older_file_put_back_can_be_taken_and_the_newer_one_is_not_lost(
    rich: Vault, path: Path, only: str
) -> None:
    shutil.copy(path / "snapshots" / FIRST / "records" / only, path / "records" / only)
    again = Vault.unlock(path, PASSPHRASE)
    present, previous = copies.copies(again, only)
    assert (present.source, present.generation) == (PRESENT, 1)
    assert "older copy" in present.problem
    assert (previous.source, ids(previous.record)) == (PREVIOUS, ["a", "b"])
    bringing_back.restore(again, only, PRESENT, NOW)
    assert ids(again.load(only)) == []
    newest = path / "aside" / FIRST / f"records-{only}.prev"
    assert ids(copies.opened_copy(again.rooms, only, newest).record) == ["a", "b"]


def test_a_damaged_copy_is_told_and_refused(rich: Vault, path: Path, only: str) -> None:
    spoil(path / "snapshots" / FIRST / "records" / only)
    (damaged,) = [each for each in copies.copies(rich, only) if each.source == FIRST]
    assert damaged.record is None
    assert "changed" in damaged.problem
    before = (path / "records" / only).read_bytes()
    with pytest.raises(Damaged, match="Nothing was changed"):
        bringing_back.restore(rich, only, FIRST, NOW)
    assert (path / "records" / only).read_bytes() == before
    assert len(snapshots.listed(path)) == 1


def test_the_copy_of_another_client_is_no_copy(rich: Vault, path: Path, only: str) -> None:
    other = rich.add(newcomer)
    name = take(rich, days=1)
    shutil.copy(
        path / "snapshots" / name / "records" / only,
        path / "snapshots" / name / "records" / other.id,
    )
    with pytest.raises(Damaged, match="another file"):
        bringing_back.restore(rich, other.id, name, NOW)


def test_what_is_not_there_is_not_found(rich: Vault, only: str) -> None:
    for record_id, source in ((only, "20200101T000000Z"), ("0" * 32, FIRST), ("../x", FIRST)):
        with pytest.raises(NotFound):
            bringing_back.restore(rich, record_id, source, NOW)
    assert copies.copies(rich, "../x") == ()
    with pytest.raises(NotFound):
        bringing_back.restore_all(rich, "20200101T000000Z", NOW)
    with pytest.raises(NotFound):
        copies.contents(rich, "../records")


def test_who_was_erased_never_comes_back(rich: Vault, path: Path, only: str) -> None:
    rich.update_upkeep(lambda upkeep: with_erasures(upkeep, [only], date(2026, 11, 25)))
    for file in (path / "records").iterdir():
        file.unlink()
    assert copies.copies(rich, only) == ()
    assert copies.contents(rich, FIRST) == ()
    with pytest.raises(NotAllowed, match="erased"):
        bringing_back.restore(rich, only, FIRST, NOW)
    assert bringing_back.restore_all(rich, FIRST, NOW).erased == (only,)
    assert list((path / "records").iterdir()) == []


# All of them


def test_all_come_back_but_those_added_since_stay(rich: Vault, path: Path, only: str) -> None:
    second = rich.add(newcomer)
    name = take(rich, days=1)
    rich.update(only, noting("d"))
    third = rich.add(newcomer)
    kept = copies.contents(rich, name)
    assert [(each.record_id, each.changed) for each in kept] == [(only, True), (second.id, False)]
    steps: list[tuple[int, int]] = []
    done = bringing_back.restore_all(
        rich, name, NOW + timedelta(days=2), lambda *step: steps.append(step)
    )
    assert done == bringing_back.BroughtBack((only,), (second.id,), (), ())
    assert steps
    assert all(each <= of for each, of in steps)
    assert ids(rich.load(only)) == ["a", "b", "c"]
    assert rich.load(third.id) == third
    again = Vault.unlock(path, PASSPHRASE)
    assert [card.sessions for card in again.cards()] == [3, 0, 0]
    assert not again.damaged
    assert again.add(newcomer).client.code == "K-004"
    assert len(snapshots.listed(path)) == 3
    assert bringing_back.restore_all(rich, name, NOW).restored == ()
    assert len(snapshots.listed(path)) == 3


def test_a_damaged_copy_leaves_that_client_as_they_are(rich: Vault, path: Path, only: str) -> None:
    second = rich.add(newcomer)
    name = take(rich, days=1)
    rich.update(only, noting("d"))
    rich.update(second.id, noting("e"))
    spoil(path / "snapshots" / name / "records" / only)
    damaged = next(each for each in copies.contents(rich, name) if each.record_id == only)
    assert damaged.record is None
    done = bringing_back.restore_all(rich, name, NOW + timedelta(days=2))
    assert (done.restored, done.damaged) == ((second.id,), (only,))
    assert ids(rich.load(only)) == ["a", "b", "c", "d"]
    assert ids(rich.load(second.id)) == []


def test_damaged_and_missing_clients_come_back_with_all(rich: Vault, path: Path, only: str) -> None:
    second = rich.add(newcomer)
    name = take(rich, days=1)
    spoil(path / "records" / only)
    (path / "records" / second.id).unlink()
    bringing_back.restore_all(rich, name, NOW)
    again = Vault.unlock(path, PASSPHRASE)
    assert len(again.cards()) == 2
    assert not again.damaged
    assert ids(again.load(only)) == ["a", "b", "c"]


# Crashes


def anew(path: Path, keys: Keys) -> Vault:
    """The vault, open on a machine that has not seen what the state tried before has come to."""
    shutil.rmtree(path.parent / "state", ignore_errors=True)
    return Vault(path, keys)


def old_or_new(path: Path, only: str, old: list[str], new: list[str]) -> Callable[[bool], None]:
    keys = making.unlock(path, PASSPHRASE)[1]

    def check(told: bool) -> None:
        vault = anew(path, keys)
        (card,) = vault.cards()
        assert not vault.damaged
        now = ids(vault.load(only))
        assert now == new or (not told and now == old)
        assert card.sessions == len(now)
        everything = [each for _source, each in states(vault, only)]
        assert old in everything
        assert len(ids(vault.update(only, noting("later")))) == len(now) + 1

    return check


def seen_done(path: Path, act: Callable[[], object]) -> Operation:
    """``act`` done and written down, but for the index: a cache, here the one from before."""
    operation = watched(path, act)
    assert operation.replayed() == operation.after
    return operation.leaving_alone(path / "index")


@pytest.fixture
def restoring(rich: Vault, path: Path, only: str) -> Operation:
    return seen_done(
        path, lambda: bringing_back.restore(rich, only, FIRST, NOW + timedelta(days=1))
    )


def test_no_crash_state_of_bringing_one_back_loses_anything(
    restoring: Operation, path: Path, only: str
) -> None:
    states, broken = restoring.broken(old_or_new(path, only, ["a", "b", "c"], []))
    assert states > 15
    assert broken == 0


@pytest.mark.parametrize("what", ["sync", "sync folder"])
def test_bringing_one_back_without_a_sync_would_be_caught(
    restoring: Operation, path: Path, only: str, what: str
) -> None:
    check = old_or_new(path, only, ["a", "b", "c"], [])
    assert restoring.caught(check, restoring.without(what))


@pytest.fixture
def mending(rich: Vault, path: Path, only: str) -> Operation:
    spoil(path / "records" / only)
    return seen_done(
        path, lambda: bringing_back.restore(rich, only, PREVIOUS, NOW + timedelta(days=1))
    )


def damaged_or_new(path: Path, only: str, damaged: bytes) -> Callable[[bool], None]:
    keys = making.unlock(path, PASSPHRASE)[1]

    def check(told: bool) -> None:
        vault = anew(path, keys)
        vault.cards()
        file = path / "records" / only
        lying = [file, *(path / "aside").rglob(f"records-{only}")]
        assert damaged in [each.read_bytes() for each in lying if each.exists()]
        assert (PREVIOUS, ["a", "b"]) in states(vault, only) or not vault.damaged
        if vault.damaged:
            assert not told
            bringing_back.restore(vault, only, PREVIOUS, NOW)
        assert ids(vault.load(only)) == ["a", "b"]

    return check


def test_no_crash_state_of_mending_a_damaged_client_loses_anything(
    mending: Operation, path: Path, only: str
) -> None:
    damaged = mending.before.files[path / "records" / only]
    states, broken = mending.broken(damaged_or_new(path, only, damaged))
    assert states > 15
    assert broken == 0


def test_mending_without_laying_aside_would_be_caught(
    mending: Operation, path: Path, only: str
) -> None:
    damaged = mending.before.files[path / "records" / only]
    steps = [each for each in mending.steps if not (each[0][0] == "link" and "aside" in each[0][2])]
    assert len(steps) == len(mending.steps) - 1
    assert mending.caught(damaged_or_new(path, only, damaged), steps)


def test_ended_anywhere_bringing_all_back_leaves_each_old_or_new(
    rich: Vault, path: Path, only: str
) -> None:
    second = rich.add(newcomer)
    name = take(rich, days=1)
    for each in (only, second.id):
        rich.update(each, noting("d"))
    keys = making.unlock(path, PASSPHRASE)[1]

    def check(told: bool) -> None:
        vault = anew(path, keys)
        assert len(vault.cards()) == 2
        assert not vault.damaged
        first, other = ids(vault.load(only)), ids(vault.load(second.id))
        assert (first, other) in (
            [(["a", "b", "c"], [])]
            if told
            else [
                (["a", "b", "c", "d"], ["d"]),
                (["a", "b", "c"], ["d"]),
                (["a", "b", "c", "d"], []),
                (["a", "b", "c"], []),
            ]
        )

    operation = seen_done(
        path, lambda: bringing_back.restore_all(rich, name, NOW + timedelta(days=2))
    )
    states, broken = operation.broken(check)
    assert states > 30
    assert broken == 0
    assert operation.caught(check, operation.without("sync"))
    assert operation.caught(check, operation.without("sync folder"))
