"""The check: what is wrong is told, and apart; what is right never is, also beside a busy writer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace as replace_header
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.domain.agreement import Agreement, AgreementState, Clause, ClauseKind
from coachtui.domain.upkeep import Erasure, Upkeep
from coachtui.errors import KeysChanged, NotFound, WrongPassphrase
from coachtui.services.demo import making as demo
from coachtui.vault import header as text
from coachtui.vault import looking
from coachtui.vault.checking import check, unlock_as_it_is
from coachtui.vault.findings import Problem
from coachtui.vault.vault import Vault
from tests.vault import reader
from tests.vault.handmade import Handmade
from tests.vault.people import (
    PASSPHRASE,
    draft,
    everything_in,
    newcomer,
    noting,
    session,
)
from tests.vault.snapshot_by_hand import MOMENT, snapshot
from tests.vault.test_damage import SPOILS, flip_the_middle, link_away, make_a_device

NAMES = ("Papegøye", "papegoye", "Kanari", "kanari")


@pytest.fixture
def full(vault: Vault, path: Path, only: str) -> Vault:
    """A vault that has one of everything."""
    vault.update(only, noting("a"))
    vault.add(newcomer)
    vault.save_draft(draft(only))
    snapshot(path)
    vault.update(only, noting("b"))
    return vault


def files(path: Path, only: str) -> dict[str, str]:
    """One file of each kind, as seen from the vault."""
    return {
        "header": "header",
        "header.2": "header.2",
        "practice": "practice",
        "practice.prev": "practice.prev",
        "index": "index",
        "record": f"records/{only}",
        "record.prev": f"records/{only}.prev",
        "draft": f"drafts/{draft(only).id}",
        "snapshot": f"snapshots/{MOMENT}/practice",
        "record in a snapshot": f"snapshots/{MOMENT}/records/{only}",
    }


KINDS = list(files(Path(), "").keys())


def told(vault: Vault) -> dict[str, str]:
    """What is wrong, by file."""
    return {problem.file: problem.what for problem in problems(vault)}


def problems(vault: Vault) -> tuple[Problem, ...]:
    """The problems, once it was seen that nothing was changed and no name is told."""
    before = everything_in(vault.path)
    report = check(vault)
    assert everything_in(vault.path) == before
    assert not [name for name in NAMES if name in repr(report)]
    for problem in report.problems:
        assert all((problem.file, problem.what, problem.safe, problem.next)), problem
        assert "{" not in repr(problem)
    return report.problems


def test_a_sound_vault_is_sound(full: Vault) -> None:
    assert problems(full) == ()
    report = check(full)
    assert (report.ok, report.records, report.mentioned) == (True, 2, ())


def test_the_made_up_practice_is_sound(tmp_path: Path) -> None:
    assert problems(demo.practice(tmp_path / "demo", date(2026, 3, 2))) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_spoilt_is_told_and_nothing_else(
    full: Vault, path: Path, only: str, kind: str
) -> None:
    file = files(path, only)[kind]
    genuine = (path / file).read_bytes()
    for spoil in SPOILS:
        if spoil is not make_a_device or os.geteuid() == 0:
            put_alone(path / file, genuine)
            spoil(path / file)
            assert told(full).keys() == {file}, spoil


def put_alone(file: Path, content: bytes) -> None:
    """Put a file that shares its bytes with no snapshot in the place of whatever is there."""
    if file.is_dir() and not file.is_symlink():
        file.rmdir()
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(content)


@pytest.mark.parametrize("kind", ["header", "header.2", "practice", "record"])
def test_what_is_missing_is_told(full: Vault, path: Path, only: str, kind: str) -> None:
    file = files(path, only)[kind]
    (path / file).unlink()
    assert told(full) == {file: "it is missing"}


@pytest.mark.parametrize("kind", ["index", "practice.prev", "record.prev", "draft", "snapshot"])
def test_what_may_be_missing_is_not_told(full: Vault, path: Path, only: str, kind: str) -> None:
    (path / files(path, only)[kind]).unlink()
    assert not told(full)


def test_damage_in_place_hits_what_shares_the_file(full: Vault, path: Path, only: str) -> None:
    flip_the_middle(path / "snapshots" / MOMENT / "records" / only)
    file, kept = (path / "records" / f"{only}.prev", f"snapshots/{MOMENT}/records/{only}")
    assert file.samefile(path / kept)
    assert told(full).keys() == {f"records/{only}.prev", kept}


def test_swapped_older_and_damaged_are_told_apart(full: Vault, path: Path, only: str) -> None:
    one, two = (path / "records" / card.id for card in full.cards())
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    assert told(full)[f"records/{one.name}"].startswith("it holds the content of another file")
    assert f"records/{two.name}" in told(full)[f"records/{one.name}"]
    one.write_bytes((path / "records" / f"{only}.prev").read_bytes())
    assert told(full) == {f"records/{only}": "an older copy of it was put back"}
    flipped = bytearray(first)
    flipped[40] ^= 1  # in the id of the file that it says to be
    one.write_bytes(flipped)
    assert "first bytes were changed" in told(full)[f"records/{only}"]


def test_an_older_copy_is_noticed_by_the_generation_before_it_alone(
    full: Vault, path: Path, only: str, tmp_path: Path
) -> None:
    first = (path / "records" / only).read_bytes()
    full.update(only, noting("c"))
    full.update(only, noting("d"))
    (path / "records" / only).write_bytes(first)
    (path / "index").unlink()
    shutil.rmtree(tmp_path / "state")
    again = Vault.unlock(path, PASSPHRASE)
    assert told(again) == {f"records/{only}": "an older copy of it was put back"}


def test_a_record_that_this_machine_has_seen_and_is_gone_is_told(full: Vault, path: Path) -> None:
    gone = full.cards()[1].id
    (path / "records" / gone).unlink()
    (path / "index").unlink()
    shutil.rmtree(path / "snapshots")
    full.close()
    again = Vault.unlock(path, PASSPHRASE)
    (problem,) = problems(again)
    assert (problem.file, problem.what) == (f"records/{gone}", "it is missing")
    assert "--accept" in problem.next


def test_what_a_repair_would_take_is_said(full: Vault, path: Path, only: str) -> None:
    flip_the_middle(path / "records" / only)
    assert "with 1 session in its place" in problems(full)[0].next
    (path / "records" / f"{only}.prev").unlink()
    assert f"the state of snapshot {MOMENT} with 1 session" in problems(full)[0].next
    shutil.rmtree(path / "snapshots")
    assert problems(full)[0].next == "Restore it from a backup."


def test_a_vault_open_to_others_can_be_checked_all_the_same(
    full: Vault, path: Path, only: str
) -> None:
    exposed = ["header", f"records/{only}", "index", "lock"]
    for name in (*exposed, ".", "drafts"):
        mode = (path / name).stat().st_mode
        (path / name).chmod(mode | 0o044)
    again = unlock_as_it_is(path, PASSPHRASE)
    assert told(again) == dict.fromkeys(
        (*exposed, ".", "drafts"), "other users of this machine can reach it"
    )


def test_files_of_another_user_are_told(full: Vault, path: Path, only: str) -> None:
    try:
        os.chown(path / "records" / only, 12_345, -1)
    except PermissionError:
        pytest.skip("only the administrator can give files away")
    assert told(full) == {f"records/{only}": "it belongs to another user"}


def test_a_folder_that_is_missing_or_a_link_is_told(full: Vault, path: Path) -> None:
    (path / "drafts").rename(path.parent / "elsewhere")
    again = unlock_as_it_is(path, PASSPHRASE)
    assert told(again) == {"drafts": "the folder is missing"}
    (path / "drafts").symlink_to(path.parent / "elsewhere")
    assert told(again) == {"drafts": "it should be a folder of the vault and is not"}


def test_a_lock_that_is_no_file_is_told(full: Vault, path: Path) -> None:
    link_away(path / "lock")
    assert told(unlock_as_it_is(path, PASSPHRASE)).keys() == {"lock"}


def test_what_is_not_ours_and_what_a_crash_left_is_mentioned_but_not_by_name(
    full: Vault, path: Path
) -> None:
    for name in ("Papegøye Ødegård.txt", "records/kanari", "records/tmp-1", "tmp-2"):
        (path / name).touch(mode=0o600)
    (path / "snapshots" / "mine").mkdir()
    assert problems(full) == ()
    said = " ".join(check(full).mentioned)
    assert "the vault: 1 name that is not" in said
    assert "records: 1 name" in said
    assert "snapshots: 1 name" in said
    assert "2 left-overs" in said


def test_the_copies_of_the_header_are_told_apart(full: Vault, path: Path) -> None:
    genuine = (path / "header").read_bytes()
    vault_id, keys = reader.open_header(genuine, PASSPHRASE)
    made = Handmade(vault_id, 1, keys[1])
    forged = text.serialise(replace_header(text.parse(genuine), counter=99))
    newer = made.header(2, made.slot(PASSPHRASE))
    for content, file, what in (
        (forged, "header", "it was changed without its key"),
        (newer, "header.2", "it is older than the other copy"),
    ):
        (path / "header").write_bytes(content)
        assert told(full) == {file: what}
    (path / "header").write_bytes(forged)
    (path / "header.2").write_bytes(b"")
    assert told(full).keys() == {"header", "header.2"}
    assert "do not close it" in problems(full)[0].next


def test_a_change_of_keys_that_was_cut_off_is_told(full: Vault, path: Path) -> None:
    vault_id, keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    made = Handmade(vault_id, 2, os.urandom(32))
    file = made.header(2, made.slot(PASSPHRASE), made.former(1, keys[1]))
    for name in ("header", "header.2"):
        (path / name).write_bytes(file)
    with pytest.raises(KeysChanged):
        check(full)
    (problem,) = problems(Vault.unlock(path, PASSPHRASE))
    assert "coachtui vault rekey" in problem.next


def test_no_other_passphrase_checks_it_and_no_other_place(full: Vault, path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        unlock_as_it_is(path, "noe helt annet enn det")
    with pytest.raises(NotFound):
        unlock_as_it_is(path / "there", PASSPHRASE)


# -- what the records say


def agreement(**fields: object) -> Agreement:
    """An agreement of one clause for an engagement that is not there, with ``fields`` changed."""
    clause = Clause(id="purpose", kind=ClauseKind.TERM, title="T", text="T")
    made = Agreement(
        id="a1", engagement="none", template="core", template_version="1", language="nb",
        title="T", created=date(2026, 1, 5), clauses=(clause,),
    )  # fmt: skip
    return replace(made, **fields)


TWICE = (Clause(id="c", kind=ClauseKind.TERM, title="T", text="T"),) * 2


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"sessions": (replace(session("s"), engagement="none"),)}, "a session in it names"),
        ({"agreements": (agreement(),)}, "an agreement in it names"),
        ({"agreements": (agreement(clauses=TWICE),)}, "two clauses"),
        ({"agreements": (agreement(state=AgreementState.SIGNED),)}, "not the text that was signed"),
        ({"agreements": (agreement(fingerprint="0" * 64),)}, "not the text that was signed"),
    ],
)
def test_a_record_that_contradicts_itself_is_told(
    vault: Vault, only: str, fields: dict[str, object], what: str
) -> None:
    vault.update(only, lambda record: replace(record, **fields))
    said = problems(vault)
    assert {problem.file for problem in said} == {f"records/{only}"}
    assert [problem for problem in said if what in problem.what]


def test_codes_rows_and_numbers_given_twice_are_told(full: Vault, only: str) -> None:
    other = full.cards()[1].id
    full.update(other, lambda record: replace(record, client=full.load(only).client))
    full.update(other, noting("a"))
    full.update_practice(lambda practice: replace(practice, next_number=1))
    said = problems(full)
    (record,) = {problem.file for problem in said} - {"practice"}
    assert [problem.what for problem in said if problem.file == record] == [
        "its code K-001 is also that of another record",
        f"a session or an agreement in it stands in the record records/{min(only, other)} as well",
    ]
    assert told(full)["practice"].startswith("the number for the next client")


def test_drafts_for_nobody_and_what_is_left_of_the_erased_is_told(
    full: Vault, path: Path, only: str
) -> None:
    full.save_draft(draft("0" * 32, 2))
    assert told(full) == {
        f"drafts/{draft(only, 2).id}": "it is a draft for a client who is not in this vault"
    }
    full.drop_draft(draft(only, 2).id)
    full.update_upkeep(lambda upkeep: Upkeep(erasures=(Erasure(only, date(2026, 3, 2)),)))
    assert set(told(full).values()) == {"it belongs to a client who was erased"}
    assert told(full).keys() == {
        f"records/{only}",
        f"records/{only}.prev",
        f"drafts/{draft(only).id}",
        f"snapshots/{MOMENT}/records/{only}",
    }


def test_an_index_that_shows_another_card_than_the_record_is_told(
    full: Vault, path: Path, only: str
) -> None:
    entry = full.rooms.index._entries[only]
    full.rooms.index._put(replace(entry, card=replace(entry.card, sessions=99)))
    full.rooms.index.write()
    assert told(full) == {"index": "it does not show what stands in a record"}


# -- beside a busy writer


def busy(vault: Vault, path: Path, only: str) -> Callable[[int, int], None]:
    """Does something in another session at each step of a check."""
    other = Vault.unlock(path, PASSPHRASE)
    count = iter(range(10_000))

    def work() -> Iterator[object]:
        for number in count:
            yield other.update(only, noting(f"n{number}"))
            yield other.save_draft(draft(other.add(newcomer).id, number + 10))
            yield other.update(other.cards()[-1].id, noting(f"m{number}"))
            yield other.update_practice(lambda practice: replace(practice, place=f"{number}"))  # noqa: B023
            yield other.drop_draft(draft(only, number + 10).id)

    steps = work()
    return lambda done, of: (next(steps), None)[1]


def test_a_check_beside_a_busy_writer_finds_nothing(full: Vault, path: Path, only: str) -> None:
    write = busy(full, path, only)
    for _time in range(3):
        assert check(full, write).ok
    assert len(full.cards()) > 5


def test_a_check_that_asked_what_is_known_after_reading_would_be_caught(
    full: Vault, path: Path, only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late(looking.Look):
        def _read_practice(self) -> None:
            super()._read_practice()
            self.known = looking._known(self._rooms)

    monkeypatch.setattr("coachtui.vault.checking.Look", Late)
    assert not check(full, busy(full, path, only)).ok


def test_damage_is_found_beside_a_busy_writer(full: Vault, path: Path, only: str) -> None:
    spoilt = full.cards()[1].id
    put_alone(path / "records" / spoilt, b"")
    report = check(full, busy(full, path, only))
    assert [problem.file for problem in report.problems] == [f"records/{spoilt}"]


def test_progress_goes_to_its_end(full: Vault) -> None:
    steps: list[tuple[int, int]] = []
    check(full, lambda done, of: steps.append((done, of)))
    assert steps == [(number, steps[-1][1]) for number in range(1, len(steps) + 1)]
    assert steps[-1][0] == steps[-1][1]
