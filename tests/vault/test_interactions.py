"""What one part of the vault does to another: erasing beside snapshots, keys beside repairs, and so on."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.domain.client import Client
from coachtui.domain.draft import CommentDraft, Draft, FormDraft, FormKind
from coachtui.domain.record import ClientRecord
from coachtui.errors import Damaged, NotFound
from coachtui.services import snapshots as earlier
from coachtui.vault import backup, copies, erasing, making, restoring, snapshots
from coachtui.vault.checking import check, unlock_as_it_is
from coachtui.vault.envelope import claimed, unseal
from coachtui.vault.repairing import accept, repair
from coachtui.vault.vault import Vault
from tests.vault.people import PASSPHRASE, draft, newcomer, noting
from tests.vault.test_damage import flip_the_middle

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
    assert copies.restore_all(session, taken.name, NOW).restored == (only,)
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
