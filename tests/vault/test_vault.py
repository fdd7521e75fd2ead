"""What goes into a vault comes out of it again, and nothing else changes."""

from __future__ import annotations

import shutil
import stat
import unicodedata
from datetime import UTC, date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tinydb import where

from coachtui.domain.client import ClientState
from coachtui.domain.engagement import Engagement
from coachtui.domain.record import ClientRecord, with_client, with_engagement, with_session
from coachtui.errors import Damaged, InvalidValue, NotAllowed, NotFound, WrongPassphrase
from coachtui.vault import making
from coachtui.vault.records import Records
from coachtui.vault.storage import SealedTinyDB
from coachtui.vault.vault import Cost, Vault, describe, exists
from tests.vault.people import (
    PASSPHRASE,
    PRACTICE,
    draft,
    everything_in,
    newcomer,
    noting,
    session,
    with_sessions,
)


def test_what_was_saved_is_there_after_unlocking_again(vault: Vault, path: Path, only: str) -> None:
    saved = vault.update(only, noting("a"))
    saved = vault.update(
        only, lambda record: with_engagement(record, Engagement(id="e", start=date(2026, 1, 1)))
    )
    vault.close()
    again = Vault.unlock(path, PASSPHRASE)
    assert again.load(only) == saved
    assert again.practice() == replace(PRACTICE, next_number=2)
    assert [card.code for card in again.cards()] == ["K-001"]


def test_the_vault_exists_once_it_is_made_and_not_before(path: Path) -> None:
    assert not exists(path)
    Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL)
    assert exists(path)


def test_everything_is_private(vault: Vault, path: Path, only: str) -> None:
    vault.update(only, noting("a"))
    vault.save_draft(draft(only))
    for each in [path, *path.rglob("*")]:
        wanted = 0o700 if each.is_dir() else 0o600
        assert stat.S_IMODE(each.stat().st_mode) == wanted, each


def test_a_wrong_passphrase_is_told_and_changes_nothing(vault: Vault, path: Path) -> None:
    (path / "tmp-left-by-a-crash").touch(mode=0o600)
    (path / "header.2").unlink()
    before = everything_in(path)
    with pytest.raises(WrongPassphrase, match="Nothing was changed"):
        Vault.unlock(path, "en helt annen setning")
    with pytest.raises(WrongPassphrase):
        Vault.unlock(path, "not \ud800 text at all")
    assert everything_in(path) == before


def test_a_passphrase_may_be_typed_composed_or_decomposed(path: Path) -> None:
    phrase = "blåbærsyltetøy på brød"
    Vault.create(path, unicodedata.normalize("NFD", phrase), PRACTICE, Cost.MINIMAL)
    assert Vault.unlock(path, unicodedata.normalize("NFC", phrase)).practice() == PRACTICE


@pytest.mark.parametrize("phrase", ["", "elleve tegn", unicodedata.normalize("NFD", "åååååå")])
def test_a_short_passphrase_is_refused_and_nothing_is_made(path: Path, phrase: str) -> None:
    with pytest.raises(InvalidValue, match="at least 12"):
        Vault.create(path, phrase, PRACTICE, Cost.MINIMAL)
    assert not path.exists()


def test_an_empty_folder_will_do_and_a_full_one_will_not(path: Path) -> None:
    path.mkdir()
    Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL)
    before = everything_in(path)
    with pytest.raises(NotAllowed, match="already"):
        Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL)
    assert everything_in(path) == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_no_vault_is_told_as_such(path: Path) -> None:
    with pytest.raises(NotFound, match="no vault"):
        Vault.unlock(path, PASSPHRASE)
    assert not path.exists()


def test_codes_count_up_and_cards_come_in_their_order(vault: Vault) -> None:
    vault.update_practice(lambda practice: replace(practice, next_number=999))
    added = [vault.add(newcomer).client.code for _ in range(3)]
    assert added == ["K-999", "K-1000", "K-1001"]
    assert [card.code for card in vault.cards()] == ["K-001", *added]


def test_a_code_is_never_given_twice_though_the_practice_was_put_back(
    vault: Vault, path: Path, tmp_path: Path
) -> None:
    vault.add(newcomer)
    vault.close()
    (path / "practice.prev").replace(path / "practice")
    with pytest.raises(Damaged, match="an older copy"):
        Vault.unlock(path, PASSPHRASE).add(newcomer)
    shutil.rmtree(tmp_path / "state")
    assert Vault.unlock(path, PASSPHRASE).add(newcomer).client.code == "K-003"


@pytest.mark.parametrize("index", ["older", "gone"])
def test_nor_one_that_neither_practice_nor_index_knows_of(
    vault: Vault, path: Path, index: str
) -> None:
    before = {name: (path / name).read_bytes() for name in ("practice", "index")}
    vault.add(newcomer)
    vault.close()
    for name, content in before.items():
        (path / name).write_bytes(content)
    if index == "gone":
        (path / "index").unlink()
    shutil.rmtree(path.parent / "state")
    again = Vault.unlock(path, PASSPHRASE)
    assert [again.add(newcomer).client.code for _ in range(2)] == ["K-003", "K-004"]


def test_a_client_that_cannot_be_built_uses_up_no_code(vault: Vault) -> None:
    def refuse(record_id: str, code: str) -> ClientRecord:
        raise InvalidValue("client.name", "must not be empty")

    with pytest.raises(InvalidValue):
        vault.add(refuse)
    assert vault.practice().next_number == 2


def test_an_update_that_changes_nothing_writes_nothing(vault: Vault, path: Path, only: str) -> None:
    before = everything_in(path)
    vault.update(only, lambda record: replace(record))
    vault.update_practice(lambda practice: replace(practice))
    assert everything_in(path) == before


def test_an_update_that_fails_half_way_changes_nothing(vault: Vault, path: Path, only: str) -> None:
    before = everything_in(path)
    too_long = session("b", note="x" * 300_000)
    with pytest.raises(InvalidValue, match="note"):
        vault.update(only, lambda record: with_session(noting("a")(record), too_long))
    with pytest.raises(InvalidValue, match="not text"):
        vault.update(only, noting("a", "half of \ud83d"))
    with pytest.raises(InvalidValue, match="not text"):
        vault.save_draft(draft(only, note="half of \ud83d"))
    with pytest.raises(InvalidValue, match="same id"):
        vault.update(only, lambda record: with_sessions(record, [session("a"), session("a")]))
    with pytest.raises(ZeroDivisionError):
        vault.update(only, lambda record: 1 // 0)  # type: ignore[arg-type,return-value]
    assert everything_in(path) == before
    assert vault.load(only).sessions == ()


def test_an_unknown_client_is_not_found(vault: Vault) -> None:
    for record_id in ("0" * 32, "../practice", "", "A" * 32):
        with pytest.raises(NotFound):
            vault.load(record_id)
        with pytest.raises(NotFound):
            vault.update(record_id, noting("a"))


def test_the_generation_before_is_kept_beside_the_record(
    vault: Vault, path: Path, only: str
) -> None:
    vault.update(only, noting("a"))
    earlier = (path / "records" / only).read_bytes()
    vault.update(only, noting("b"))
    assert (path / "records" / f"{only}.prev").read_bytes() == earlier


def test_cards_follow_every_save(vault: Vault, only: str) -> None:
    vault.update(only, noting("a"))
    ended = vault.update(
        only, lambda record: with_client(record, replace(record.client, state=ClientState.ENDED))
    )
    (card,) = vault.cards()
    assert (card.sessions, card.state, card.name) == (1, ClientState.ENDED, ended.client.name)


def test_two_open_vaults_follow_each_other(vault: Vault, path: Path, only: str) -> None:
    other = Vault.unlock(path, PASSPHRASE)
    other.update(only, noting("a"))
    assert vault.cards()[0].sessions == 1
    vault.update(only, noting("b"))
    assert {each.id for each in other.load(only).sessions} == {"a", "b"}
    added = vault.add(newcomer)
    assert [card.id for card in other.cards()] == [only, added.id]


def test_drafts_are_kept_replaced_and_dropped(vault: Vault, path: Path, only: str) -> None:
    vault.save_draft(draft(only, 1, "Halv"))
    vault.save_draft(draft(only, 2, "To"))
    vault.save_draft(draft(only, 1, "Halvferdig"))
    vault.close()
    again = Vault.unlock(path, PASSPHRASE)
    assert again.drafts() == (draft(only, 1, "Halvferdig"), draft(only, 2, "To"))
    again.drop_draft(draft(only, 1).id)
    again.drop_draft(draft(only, 1).id)
    assert again.drafts() == (draft(only, 2, "To"),)


def test_drafts_of_different_clocks_stand_side_by_side(vault: Vault, only: str) -> None:
    here, there = draft(only, 1), draft(only, 2)
    there = replace(there, saved=there.saved.replace(tzinfo=UTC))
    vault.save_draft(here)
    vault.save_draft(there)
    assert set(vault.drafts()) == {here, there}


def test_a_draft_cannot_choose_a_place_outside(vault: Vault, path: Path, only: str) -> None:
    before = everything_in(path.parent)
    with pytest.raises(InvalidValue):
        vault.save_draft(replace(draft(only), id="../practice"))
    with pytest.raises(InvalidValue):
        vault.drop_draft("../practice")
    assert everything_in(path.parent) == before


def test_a_closed_vault_gives_nothing_away(vault: Vault, only: str) -> None:
    vault.close()
    uses = (
        vault.cards,
        vault.practice,
        vault.drafts,
        vault.info,
        lambda: vault.load(only),
        lambda: vault.add(newcomer),
        lambda: vault.update(only, noting("a")),
        lambda: vault.update_practice(lambda practice: practice),
        lambda: vault.save_draft(draft(only)),
        lambda: vault.drop_draft(draft(only).id),
    )
    for use in uses:
        with pytest.raises(NotAllowed, match="locked"):
            use()
    vault.close()


@given(st.lists(st.lists(st.integers(0, 8), unique=True), min_size=2, max_size=6))
def test_rows_keep_their_order_whatever_comes_goes_and_moves(
    tmp_path_factory: pytest.TempPathFactory, orders: list[list[int]]
) -> None:
    vault = _shared(tmp_path_factory)
    record_id = vault.cards()[0].id
    for turn, order in enumerate(orders):
        sessions = [session(str(number), note=f"{number} {turn % 2}") for number in order]
        saved = vault.update(record_id, lambda record: with_sessions(record, sessions))  # noqa: B023
        assert list(vault.load(record_id).sessions) == list(saved.sessions) == sessions


_vaults: list[Vault] = []


def _shared(folders: pytest.TempPathFactory) -> Vault:
    if not _vaults:
        vault = Vault.create(folders.mktemp("o") / "v", PASSPHRASE, PRACTICE, Cost.MINIMAL)
        vault.add(newcomer)
        _vaults.append(vault)
    return _vaults[0]


def test_a_vault_can_be_made_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    vault = Vault.create(Path("vault"), PASSPHRASE, PRACTICE, Cost.MINIMAL)
    monkeypatch.chdir("/")
    assert vault.add(newcomer).client.code == "K-001"
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAllowed, match="already"):
        Vault.create(Path(), PASSPHRASE, PRACTICE, Cost.MINIMAL)


def test_what_anybody_can_tell_of_a_vault(vault: Vault, path: Path, only: str) -> None:
    vault.save_draft(draft(only))
    told = describe(path)
    (slot,) = told.slots
    assert (slot.kind, slot.memory_mib, slot.passes, slot.lanes) == ("passphrase", 19, 2, 1)
    assert (told.clients, told.drafts, told.epoch, told.damaged) == (1, 1, 1, None)
    assert told.bytes == sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    assert vault.info() == replace(told, damaged=0)
    with pytest.raises(NotFound):
        describe(path / "nowhere")


def test_a_record_is_a_tinydb_of_its_own(vault: Vault, path: Path, only: str) -> None:
    vault.update(only, noting("a"))
    _genuine, keys = making.unlock(path, PASSPHRASE)
    with SealedTinyDB(Records(path, keys).file(only)) as base:
        assert base.tables() == {"client", "sessions"}
        (row,) = base.rows("sessions").search(where("note").search("møte"))
        assert row.doc_id == "a"
        base.rows("sessions").update({"minutes": 45}, doc_ids=["a"])  # type: ignore[list-item]
    assert vault.load(only).session("a").minutes == 45
