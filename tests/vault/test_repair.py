"""Repair: what is spoilt is put right without losing anything, told, kept aside, and done once."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.domain.upkeep import Erasure
from coachtui.errors import NotSaved
from coachtui.vault.checking import check, unlock_as_it_is
from coachtui.vault.repairing import Outcome, accept, repair
from coachtui.vault.vault import Vault
from tests.vault.crash import Watched, counting, watched
from tests.vault.people import PASSPHRASE, draft, everything_in, newcomer, noting, session
from tests.vault.snapshot_by_hand import MOMENT, snapshot
from tests.vault.test_check import KINDS, agreement, files, put_alone
from tests.vault.test_damage import SPOILS, flip_the_middle, make_a_device
from tests.vault.test_refusing_disk import Refusing

NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
ASIDE = "20260302T140500Z"


@pytest.fixture
def full(vault: Vault, path: Path, only: str) -> Vault:
    """A vault that has one of everything."""
    vault.update(only, noting("a"))
    vault.add(newcomer)
    vault.save_draft(draft(only))
    snapshot(path)
    vault.update(only, noting("b"))
    vault.cards()
    return vault


def aside(path: Path) -> list[bytes]:
    return [each.read_bytes() for each in (path / "aside").rglob("*") if each.is_file()]


def repaired(path: Path) -> tuple[Vault, Outcome]:
    """The vault, repaired, unlocked as usual, and sound; a second repair changes nothing."""
    outcome = repair(unlock_as_it_is(path, PASSPHRASE), NOW)
    assert outcome.report.ok, outcome.report
    before = everything_in(path)
    again = repair(unlock_as_it_is(path, PASSPHRASE), NOW)
    assert again.done == ()
    changed = {file for file, state in everything_in(path).items() if before.get(file) != state}
    assert not changed
    assert before.keys() == everything_in(path).keys()
    return Vault.unlock(path, PASSPHRASE), outcome


def assert_goes_on(vault: Vault, only: str, at_least: int) -> None:
    """Nothing but the newest generation of one client may be gone, and everything can be saved."""
    cards = vault.cards()
    assert not vault.damaged
    assert [card.code for card in cards] == ["K-001", "K-002"]
    assert len(vault.load(only).sessions) >= at_least
    assert vault.update(only, noting("later")).sessions
    assert vault.practice().name
    assert vault.add(newcomer).client.code == "K-003"
    assert check(vault).ok


@pytest.mark.parametrize("kind", [*KINDS, "lock"])
def test_whatever_is_spoilt_is_put_right_and_kept_aside(
    full: Vault, path: Path, only: str, kind: str, tmp_path: Path
) -> None:
    file = {**files(path, only), "lock": "lock"}[kind]
    whole = tmp_path / "whole"
    shutil.copytree(path, whole)
    state = tmp_path / "state"
    shutil.copytree(state, tmp_path / "whole-state")
    for spoil in SPOILS:
        if spoil is make_a_device and os.geteuid():
            continue
        if kind == "lock" and spoil.__name__ in ("flip_the_middle", "cut_in_half", "empty"):
            continue
        for place, copy in ((path, whole), (state, tmp_path / "whole-state")):
            shutil.rmtree(place)
            shutil.copytree(copy, place)
        (tmp_path / "elsewhere").unlink(missing_ok=True)
        put_alone(path / file, (path / file).read_bytes())
        spoil(path / file)
        spoilt = (path / file).read_bytes() if (path / file).is_file() else None
        vault, outcome = repaired(path)
        assert file in [done.file for done in outcome.done], spoil
        kept = [each.name for each in (path / "aside" / ASIDE).iterdir()]
        assert file.replace("/", "-") in kept
        assert spoilt is None or spoilt in aside(path)
        assert (path / "aside" / ASIDE).stat().st_mode & 0o077 == 0
        assert_goes_on(vault, only, 1 if kind == "record" else 2)


@pytest.mark.parametrize("kind", ["header", "header.2", "practice", "record"])
def test_what_is_missing_is_brought_back(full: Vault, path: Path, only: str, kind: str) -> None:
    file = files(path, only)[kind]
    (path / file).unlink()
    vault, outcome = repaired(path)
    assert [done.file for done in outcome.done] == [file]
    assert_goes_on(vault, only, 1 if kind == "record" else 2)


@pytest.mark.parametrize("kind", ["record", "practice"])
def test_an_older_copy_gives_way_to_a_newer_state(
    full: Vault, path: Path, only: str, kind: str
) -> None:
    file = files(path, only)[kind]
    older = (path / "snapshots" / MOMENT / file).read_bytes()
    full.update(only, noting("c"))
    full.update_practice(lambda practice: replace(practice, place="A"))
    full.update_practice(lambda practice: replace(practice, place="B"))
    put_alone(path / file, older)
    vault, _outcome = repaired(path)
    assert older in aside(path)
    assert_goes_on(vault, only, 2 if kind == "record" else 3)
    assert vault.practice().place == ("B" if kind == "record" else "A")


def test_a_much_older_copy_is_left_for_the_coach_to_decide(
    full: Vault, path: Path, only: str
) -> None:
    older = (path / "snapshots" / MOMENT / "records" / only).read_bytes()
    shutil.rmtree(path / "snapshots")
    full.update(only, noting("c"))
    full.update(only, noting("d"))
    put_alone(path / "records" / only, older)
    (path / "records" / f"{only}.prev").unlink()
    before = everything_in(path / "records")
    outcome = repair(full, NOW)
    assert outcome.done == ()
    assert [problem.what for problem in outcome.report.problems] == [
        "an older copy of it was put back"
    ]
    assert everything_in(path / "records") == before
    outcome = accept(full, NOW)
    assert "with 1 session counts from now on" in outcome.done[0].what
    assert outcome.report.ok
    assert_goes_on(Vault.unlock(path, PASSPHRASE), only, 1)


def test_what_a_state_is_is_told(full: Vault, path: Path, only: str) -> None:
    flip_the_middle(path / "records" / only)
    (path / "records" / f"{only}.prev").unlink()
    vault, outcome = repaired(path)
    assert f"the state of snapshot {MOMENT} with 1 session counts" in outcome.done[0].what
    assert_goes_on(vault, only, 1)


def test_files_swapped_are_put_in_each_other_s_place_and_nothing_is_lost(
    full: Vault, path: Path, only: str
) -> None:
    one, two = (path / "records" / card.id for card in full.cards())
    first, second = one.read_bytes(), two.read_bytes()
    put_alone(one, second)
    put_alone(two, first)
    vault, _outcome = repaired(path)
    assert {first, second} <= set(aside(path))
    assert_goes_on(vault, only, 2)


def test_a_repaired_record_is_newer_than_anything_that_was_known(
    full: Vault, path: Path, only: str
) -> None:
    spoilt = (path / "records" / only).read_bytes()
    flip_the_middle(path / "records" / only)
    vault, _outcome = repaired(path)
    put_alone(path / "records" / only, spoilt)
    assert [problem.what for problem in check(vault).problems] == [
        "an older copy of it was put back"
    ]


@pytest.mark.parametrize("folder", ["records", "drafts"])
def test_a_missing_folder_is_made_anew_and_filled_from_snapshots(
    full: Vault, path: Path, only: str, folder: str
) -> None:
    shutil.rmtree(path / folder)
    vault, _outcome = repaired(path)
    assert_goes_on(vault, only, 1)


def test_what_is_open_to_others_is_closed_and_what_a_crash_left_is_swept(
    full: Vault, path: Path, only: str
) -> None:
    for name in (".", "records", "header", "practice", f"records/{only}", "lock"):
        (path / name).chmod((path / name).stat().st_mode | 0o055)
    for name in ("tmp-1", "records/tmp-2"):
        (path / name).touch(mode=0o600)
    vault, _outcome = repaired(path)
    assert not [each for each in (path, *path.rglob("*")) if each.stat().st_mode & 0o077]
    assert not list(path.rglob("tmp-*"))
    assert not (path / "aside").exists()
    assert_goes_on(vault, only, 2)


def test_what_the_owner_may_not_read_is_opened_and_not_replaced(
    full: Vault, path: Path, only: str
) -> None:
    (path / "records" / only).chmod(0)
    vault, outcome = repaired(path)
    assert [done.file for done in outcome.done] == [f"records/{only}"]
    assert not (path / "aside").exists()
    assert_goes_on(vault, only, 2)


def test_references_are_cut_only_where_nothing_is_lost(full: Vault, only: str) -> None:
    dangling = replace(session("s"), engagement="none")
    full.update(only, lambda record: replace(record, sessions=(*record.sessions, dangling)))
    full.update(only, lambda record: replace(record, agreements=(agreement(),)))
    full.save_draft(draft("0" * 32, 5))
    full.update_practice(lambda practice: replace(practice, next_number=1))
    outcome = repair(full, NOW)
    assert {problem.file for problem in outcome.report.problems} == {
        f"drafts/{draft('', 5).id}",
        f"records/{only}",
    }
    record = full.load(only)
    assert record.session("s") == session("s")
    assert record.agreements == (agreement(),)
    assert full.practice().next_number == 3
    assert len(full.drafts()) == 2


def test_codes_given_twice_are_told_and_left(full: Vault, only: str) -> None:
    other = full.cards()[1].id
    full.update(other, lambda record: replace(record, client=full.load(only).client))
    assert len(repair(full, NOW).report.problems) == 1
    assert [card.code for card in full.cards()] == ["K-001", "K-001"]


def test_an_erasure_that_was_cut_off_is_finished(full: Vault, path: Path, only: str) -> None:
    full.update_upkeep(lambda upkeep: replace(upkeep, erasures=(Erasure(only, date(2026, 3, 2)),)))
    vault, _outcome = repaired(path)
    assert [card.code for card in vault.cards()] == ["K-002"]
    assert not list(path.rglob(f"{only}*"))


# -- an older vault put back on purpose


def test_an_older_vault_put_back_on_purpose_is_accepted(
    full: Vault, path: Path, only: str, tmp_path: Path
) -> None:
    shutil.copytree(path, tmp_path / "earlier")
    for name in ("c", "d", "e"):
        full.update(only, noting(name))
        full.update_practice(lambda practice: replace(practice, place=name))  # noqa: B023
    later = full.add(newcomer).id
    full.close()
    shutil.rmtree(path)
    shutil.copytree(tmp_path / "earlier", path)
    vault = Vault.unlock(path, PASSPHRASE)
    assert {problem.file for problem in check(vault).problems} == {
        "practice", f"records/{only}", f"records/{later}",
    }  # fmt: skip
    outcome = accept(vault, NOW)
    assert outcome.report.ok
    assert len(outcome.done) == 3
    assert_goes_on(vault, only, 2)
    assert accept(vault, NOW).done == ()


def test_accepting_forgets_no_client_whose_generation_before_is_there(
    full: Vault, path: Path, only: str
) -> None:
    (path / "records" / only).unlink()
    outcome = accept(full, NOW)
    assert outcome.done == ()
    assert [problem.what for problem in outcome.report.problems] == ["it is missing"]


# -- cut off, and a disk that refuses


def everything_is_there(only: str, file: str) -> Callable[[Vault], int]:
    """1 as long as the file is damaged, 2 once it is repaired; the vault can be repaired both ways."""

    def count(vault: Vault) -> int:
        # The index is a cache and not synced; it may be anything.
        damaged = any(problem.file == file for problem in check(vault).problems)
        assert repair(vault, NOW).report.ok
        assert vault.practice().name
        assert len(vault.load(only).sessions) == (2 if file == "practice" else 1)
        assert len(vault.cards()) == 2
        assert vault.update(only, noting("later"))
        return 1 if damaged else 2

    return count


@pytest.fixture(params=["record", "practice"])
def cut_off(full: Vault, path: Path, only: str, request: pytest.FixtureRequest) -> Watched:
    file = files(path, only)[request.param]
    put_alone(path / file, (path / file).read_bytes())
    flip_the_middle(path / file)
    save = watched(path, lambda: repair(full, NOW), counting(path, everything_is_there(only, file)))
    save.steps = [(step, content) for step, content in save.steps if "/state/" not in step[1]]
    return save


def test_no_crash_state_of_a_repair_makes_it_worse(cut_off: Watched) -> None:
    states, lost = cut_off.broken(cut_off.steps)
    assert states > 15
    assert lost == 0


def test_a_repair_that_does_not_sync_what_it_puts_in_place_would_be_caught(
    cut_off: Watched,
) -> None:
    place = next(
        step[2]
        for step, _content in reversed(cut_off.steps)
        if step[0] == "rename" and "index" not in step[2]
    )
    unsynced = ("sync folder", str(Path(place).parent))
    steps = [each for each in cut_off.steps if each[0] != unsynced]
    assert cut_off.broken(steps)[1] > 0


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO])
def test_whatever_the_disk_refuses_a_repair_leaves_it_no_worse(
    full: Vault, path: Path, only: str, reason: int
) -> None:
    flip_the_middle(path / "records" / only)
    spoilt = (path / "records" / only).read_bytes()
    kept = (path / "records" / f"{only}.prev").read_bytes()
    nth = 0
    while True:
        nth += 1
        with pytest.MonkeyPatch.context() as monkeypatch:
            refusing = Refusing(monkeypatch, nth, reason, for_good=True)
            with suppress(NotSaved):
                repair(full, NOW)
        assert (path / "records" / f"{only}.prev").read_bytes() == kept
        assert spoilt in [(path / "records" / only).read_bytes(), *aside(path)]
        if not refusing.refused:
            break
    assert nth > 5
    assert len(full.load(only).sessions) == 1
    assert check(full).ok
