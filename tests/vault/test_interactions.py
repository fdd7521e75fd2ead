"""What one part of the vault does to another: erasing beside snapshots, keys beside repairs, and so on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.domain.client import Client
from coachtui.domain.draft import AmendmentDraft, CommentDraft, Draft, FormDraft, FormKind
from coachtui.domain.record import ClientRecord
from coachtui.errors import CoachError, Damaged, KeysChanged, NotFound, NotSaved
from coachtui.services import snapshots as earlier
from coachtui.vault import (
    backup,
    bringing_back,
    erasing,
    making,
    rekeying,
    restoring,
    snapshots,
)
from coachtui.vault.checking import check, unlock_as_it_is
from coachtui.vault.envelope import claimed, unseal
from coachtui.vault.holder import holder
from coachtui.vault.repairing import accept, repair
from coachtui.vault.vault import Vault
from tests.vault.people import PASSPHRASE, draft, newcomer, noting
from tests.vault.test_damage import SPOILS, Spoil, flip_the_middle

NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
CANARY = "Flaggermus"


def person(record_id: str, code: str) -> ClientRecord:
    """Somebody whose name occurs nowhere else."""
    return ClientRecord(id=record_id, client=Client(code=code, name=CANARY, since=DAY))


@pytest.fixture
def other(vault: Vault) -> str:
    """The id of a second client."""
    return vault.add(person).id


def telling(vault: Vault) -> list[str]:
    """The files in the vault and the state folder that tell of the second client."""
    _genuine, keys = making.unlock(vault.path, PASSPHRASE)
    found = []
    for file in filter(Path.is_file, vault.path.parent.rglob("*")):
        sealed = file.read_bytes()
        name = claimed(sealed)
        # What a test has damaged lies aside, and nobody can read it.
        with suppress(Damaged):
            if name and CANARY.encode() in unseal(keys, name, sealed)[1]:
                found.append(str(file.relative_to(vault.path.parent)))
    return found


# -- erasing, and what others have in memory or do meanwhile


def test_a_snapshot_by_another_session_does_not_write_the_card_back(
    vault: Vault, path: Path, other: str
) -> None:
    session = Vault.unlock(path, PASSPHRASE)
    session.cards()
    session.update(session.cards()[0].id, noting("a"))
    erasing.erase(vault, other, DAY)
    earlier.take(session, NOW)
    assert telling(vault) == []
    backup.make(session, path.parent / "backup", NOW)
    assert telling(vault) == []


def test_bringing_back_a_snapshot_does_not_write_the_card_back(
    vault: Vault, path: Path, only: str, other: str
) -> None:
    session = Vault.unlock(path, PASSPHRASE)
    taken = earlier.take(session, NOW)
    session.update(only, noting("a"))
    session.cards()
    erasing.erase(vault, other, DAY)
    assert bringing_back.restore_all(session, taken.name, NOW).restored == (only,)
    assert telling(vault) == []
    assert check(vault).ok


def test_a_list_read_before_an_erasure_is_not_written_down_after_it(
    vault: Vault, path: Path, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.cards()
    (path / "index").unlink()
    session = Vault.unlock(path, PASSPHRASE)
    held = session._settle

    def late(*words: object) -> None:
        erasing.erase(vault, other, DAY)
        held(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "_settle", late)
    session.cards()
    assert telling(vault) == []
    assert other not in {card.id for card in session.cards()}
    assert check(vault).ok


DRAFTS: list[Draft] = [
    CommentDraft("1" * 32, "", "a", "c", NOW, CANARY),
    AmendmentDraft("4" * 32, "", "a", "c", NOW, CANARY),
    FormDraft("2" * 32, FormKind.CLIENT, NOW, "", None, {"name": CANARY}),
    FormDraft("3" * 32, FormKind.ENGAGEMENT, NOW, "", "e", {"title": CANARY}),
]


@pytest.mark.parametrize("kept", [*DRAFTS, draft("")], ids=lambda each: type(each).__name__)
def test_drafts_of_every_kind_go_with_their_client(vault: Vault, other: str, kept: Draft) -> None:
    vault.save_draft(replace(kept, record=other))
    erasing.erase(vault, other, DAY)
    assert vault.drafts() == ()
    assert telling(vault) == []
    with pytest.raises(NotFound):
        vault.save_draft(replace(kept, record=other))


def test_the_form_that_somebody_was_added_with_goes_with_them(vault: Vault, other: str) -> None:
    """A connection was cut after the client was saved, and before the draft of the form was dropped."""
    form = FormDraft("1" * 32, FormKind.CLIENT, NOW, values={"name": f" {CANARY.upper()}"})
    another = FormDraft("2" * 32, FormKind.CLIENT, NOW, values={"name": "Kråke"})
    vault.save_draft(form)
    vault.save_draft(another)
    erasing.erase(vault, other, DAY)
    assert vault.drafts() == (another,)


def test_a_form_for_somebody_new_is_no_problem(vault: Vault) -> None:
    vault.save_draft(FormDraft("1" * 32, FormKind.CLIENT, NOW, values={"name": "Kråke"}))
    vault.save_draft(FormDraft("2" * 32, FormKind.PRACTICE, NOW, values={"place": "Testby"}))
    assert check(vault).problems == ()


def test_left_overs_in_snapshots_and_aside_go_with_an_erasure(
    vault: Vault, path: Path, other: str
) -> None:
    taken = snapshots.named(path, earlier.take(vault, NOW).name)
    (path / "aside" / "20260101T000000Z").mkdir(mode=0o700, parents=True)
    (path / "aside").chmod(0o700)
    for folder in (taken.folder, taken.folder / "records", path / "aside" / "20260101T000000Z"):
        shutil.copy(path / "records" / other, folder / "tmp-0123")
    erasing.erase(vault, other, DAY)
    assert telling(vault) == []


# -- erasing, and older states that come back


def test_an_older_copy_of_the_vault_does_not_bring_somebody_back(
    vault: Vault, path: Path, only: str, other: str, tmp_path: Path
) -> None:
    vault.save_draft(draft(other))
    shutil.copytree(path, tmp_path / "older")
    erasing.erase(vault, other, DAY)
    vault.update(only, noting("a"))
    vault.close()
    shutil.rmtree(path)
    (tmp_path / "older").rename(path)
    again = Vault.unlock(path, PASSPHRASE)
    assert other not in {card.id for card in again.cards()}
    with pytest.raises(NotFound):
        again.load(other)
    outcome = accept(again, NOW)
    assert outcome.report.ok, outcome.report
    assert other in again.upkeep().erased
    assert telling(again) == []
    assert [card.id for card in again.cards()] == [only]
    assert again.add(newcomer).client.code == "K-003"


def test_a_practice_from_before_an_erasure_does_not_bring_somebody_back(
    vault: Vault, path: Path, other: str
) -> None:
    older = (path / "practice").read_bytes()
    record = (path / "records" / other).read_bytes()
    erasing.erase(vault, other, DAY)
    # Cut off in its last step, and then the practice is damaged.
    (path / "records" / other).write_bytes(record)
    (path / "records" / other).chmod(0o600)
    flip_the_middle(path / "practice")
    (path / "practice.prev").write_bytes(older)
    outcome = repair(unlock_as_it_is(path, PASSPHRASE), NOW)
    assert outcome.report.ok, outcome.report
    assert telling(vault) == []
    assert other in Vault.unlock(path, PASSPHRASE).upkeep().erased


def test_a_code_is_not_given_again_by_an_older_backup(
    vault: Vault, path: Path, tmp_path: Path
) -> None:
    backup.make(vault, tmp_path / "backup", NOW)
    gone = vault.add(person).id
    assert vault.load(gone).client.code == "K-002"
    erasing.erase(vault, gone, DAY)
    restoring.restore(tmp_path / "backup", PASSPHRASE, tmp_path / "new", DAY)
    again = Vault.unlock(tmp_path / "new", PASSPHRASE)
    assert again.add(newcomer).client.code == "K-003"


def test_a_code_is_not_given_again_by_an_older_practice(vault: Vault, path: Path) -> None:
    older = (path / "practice").read_bytes()
    gone = vault.add(person).id
    erasing.erase(vault, gone, DAY)
    flip_the_middle(path / "practice")
    (path / "practice.prev").write_bytes(older)
    assert repair(unlock_as_it_is(path, PASSPHRASE), NOW).report.ok
    assert Vault.unlock(path, PASSPHRASE).add(newcomer).client.code == "K-003"


# -- damage, repair and new keys


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("place", ["records/{0}", "records/{0}.prev", "drafts/{1}", "index"])
def test_after_a_repair_nothing_stands_in_the_way_of_new_keys(
    vault: Vault, path: Path, only: str, spoil: Spoil, place: str
) -> None:
    vault.update(only, noting("a"))
    vault.save_draft(draft(only))
    earlier.take(vault, NOW)
    vault.update(only, noting("b"))
    spoil(path / place.format(only, draft(only).id))
    # The snapshot of the day keeps what is damaged already.
    earlier.take(vault, NOW)
    outcome = repair(unlock_as_it_is(path, PASSPHRASE), NOW)
    assert outcome.report.ok, outcome.report
    again = Vault.unlock(path, PASSPHRASE)
    rekeying.rekey(again, PASSPHRASE)
    assert check(again).ok
    assert again.load(only).sessions
    assert not rekeying.unfinished(Vault.unlock(path, PASSPHRASE))


def test_a_damaged_file_that_is_not_only_aside_still_stops_new_keys(
    vault: Vault, path: Path, only: str
) -> None:
    (path / "aside" / "20260101T000000Z").mkdir(mode=0o700, parents=True)
    (path / "aside").chmod(0o700)
    os.link(path / "records" / only, path / "aside" / "20260101T000000Z" / f"records-{only}")
    flip_the_middle(path / "records" / only)
    with pytest.raises(Damaged, match=only):
        rekeying.rekey(vault, PASSPHRASE)


# -- folders that lead elsewhere


@contextmanager
def elsewhere(path: Path, name: str) -> Iterator[Path]:
    """A folder of somebody's that the folder ``name`` of the vault leads to; nothing in it may change."""
    folder = path.parent / "elsewhere"
    (folder / "20250101T000000Z" / "records").mkdir(parents=True)
    (folder / "tmp-mine").mkdir()
    (folder / "tmp-mine" / "letter").write_text("mine")
    (folder / "20250101T000000Z" / "tmp-file").write_text("mine")
    (path / name).symlink_to(folder)
    before = sorted(str(each) for each in folder.rglob("*"))
    yield folder
    assert sorted(str(each) for each in folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["snapshots", "aside"])
def test_a_folder_that_leads_elsewhere_is_never_followed(
    vault: Vault, path: Path, only: str, other: str, name: str
) -> None:
    with elsewhere(path, name):
        vault.update(only, noting("a"))
        vault.update(only, noting("b"))
        flip_the_middle(path / "records" / only)
        again = Vault.unlock(path, PASSPHRASE, lambda: NOW)
        again.update(other, noting("a"))
        erasing.erase(again, other, DAY)
        assert {f"records/{only}", name} <= {each.file for each in check(again).problems}
        for act in (
            lambda: repair(again, datetime(2025, 1, 1, tzinfo=UTC)),
            lambda: earlier.take(again, NOW),
            lambda: rekeying.rekey(again, PASSPHRASE, delete_snapshots=True),
        ):
            with suppress(CoachError):
                act()
    assert Vault.unlock(path, PASSPHRASE).practice().name


@pytest.mark.parametrize("name", ["snapshots", "aside"])
def test_a_pipe_in_the_place_of_a_folder_costs_no_more_than_that_folder(
    vault: Vault, path: Path, only: str, other: str, name: str
) -> None:
    os.mkfifo(path / name, 0o600)
    again = Vault.unlock(path, PASSPHRASE, lambda: NOW)
    again.update(only, noting("a"))
    erasing.erase(again, other, DAY)
    assert telling(again) == []
    assert [each.file for each in check(again).problems] == [name]


def test_snapshots_half_deleted_by_new_keys_do_not_pass_for_whole(
    vault: Vault, path: Path, only: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier.take(vault, NOW)
    real, left = Path.unlink, [1]

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if "snapshots" in self.parts or "tmp-" in str(self.parent):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(5, "Input/output error")
        real(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(NotSaved):
        rekeying.rekey(vault, PASSPHRASE, delete_snapshots=True)
    monkeypatch.undo()
    again = Vault.unlock(path, PASSPHRASE)
    assert earlier.listed(again) == ()
    rekeying.go_on(again)
    assert check(again).ok


def test_a_vault_from_before_new_keys_is_told_and_opens_only_on_purpose(
    vault: Vault, path: Path, only: str, other: str, tmp_path: Path
) -> None:
    shutil.copytree(path, tmp_path / "older")
    rekeying.rekey(vault, PASSPHRASE)
    erasing.erase(vault, other, DAY)
    session = Vault.unlock(path, PASSPHRASE)
    shutil.rmtree(path)
    (tmp_path / "older").rename(path)
    with pytest.raises(Damaged, match="before the vault was given new keys"):
        Vault.unlock(path, PASSPHRASE)
    with pytest.raises(KeysChanged):
        session.update(only, noting("under a former key"))
    with pytest.raises(Damaged, match="before the vault was given new keys"):
        session.unlock_again(PASSPHRASE)
    as_it_is = unlock_as_it_is(path, PASSPHRASE)
    assert "header" in {each.file for each in check(as_it_is).problems}
    assert "header" in {each.file for each in repair(as_it_is, NOW).report.problems}
    outcome = accept(unlock_as_it_is(path, PASSPHRASE), NOW)
    assert outcome.report.ok, outcome.report
    again = Vault.unlock(path, PASSPHRASE)
    assert [card.id for card in again.cards()] == [only]
    assert telling(again) == []
    assert again.update(only, noting("on purpose")).sessions


def test_a_backup_from_before_new_keys_is_restored_in_the_same_place(
    vault: Vault, path: Path, only: str, tmp_path: Path
) -> None:
    backup.make(vault, tmp_path / "backup", NOW)
    rekeying.rekey(vault, PASSPHRASE)
    shutil.rmtree(path)
    restoring.restore(tmp_path / "backup", PASSPHRASE, path, DAY)
    again = Vault.unlock(path, PASSPHRASE)
    assert again.update(only, noting("a")).sessions
    assert check(again).ok


def test_a_holder_with_a_number_that_no_process_has_is_nobody(tmp_path: Path) -> None:
    (tmp_path / "holder").write_text(f'{{"pid": {10**30}, "terminal": ""}}')
    (tmp_path / "holder").chmod(0o600)
    assert holder(tmp_path) is None
