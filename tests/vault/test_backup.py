"""A backup and the vault made of it: whole or not there, and nothing lost or brought back on the way."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coachtui.domain.upkeep import Backup, with_erasures
from coachtui.errors import CoachError, Damaged, NotAllowed, NotFound, NotSaved, WrongPassphrase
from coachtui.vault import backup, backup_file, erased_here, making, restoring
from coachtui.vault.backup_file import Reader
from coachtui.vault.envelope import Keys
from coachtui.vault.vault import Vault
from tests.vault.people import PASSPHRASE, draft, newcomer, noting
from tests.vault.test_refusing_disk import Refusing
from tests.vault.tree_disk import Operation, watched

NOW = datetime(2026, 11, 25, 17, 12, 5, tzinfo=UTC)
DAY = date(2026, 11, 25)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "practice.backup"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "restored"


@pytest.fixture
def keys(vault: Vault, path: Path) -> Keys:
    return making.unlock(path, PASSPHRASE)[1]


def restore(file: Path, folder: Path, passphrase: str = PASSPHRASE) -> restoring.Restored:
    return restoring.restore(file, passphrase, folder, DAY)


def another(byte: int) -> bytes:
    """A byte that is not ``byte``; what is sealed may hold any."""
    return bytes([byte ^ 1])


def beside(file: Path) -> list[str]:
    return sorted(each.name for each in file.parent.iterdir())


def test_what_was_backed_up_comes_back(vault: Vault, only: str, file: Path, folder: Path) -> None:
    record = vault.update(only, noting("a"))
    other = vault.add(newcomer)
    vault.save_draft(draft(only))
    made = backup.make(vault, file, NOW)
    assert made == backup.Made(file, clients=2, drafts=1, left_out=0)
    assert file.stat().st_mode & 0o777 == 0o600
    assert beside(file) == [file.name]
    assert vault.upkeep().backups == (Backup(NOW, str(file)),)
    vault.update(only, noting("after"))

    assert restore(file, folder) == restoring.Restored(folder, NOW, 2, 1, 0)
    again = Vault.unlock(folder, PASSPHRASE)
    assert {each.load(card.id) for each in (again,) for card in again.cards()} == {record, other}
    assert again.practice() == vault.practice()
    assert again.drafts() == (draft(only),)
    assert again.upkeep().backups == (Backup(NOW, str(file)),)
    assert not again.damaged
    assert again.add(newcomer).client.code == "K-003"
    modes = {each.stat().st_mode & 0o777 for each in folder.rglob("*") if each.is_file()}
    assert modes == {0o600}


def test_a_file_in_the_way_is_left_alone_unless_told(vault: Vault, file: Path) -> None:
    file.write_text("mine")
    with pytest.raises(NotAllowed, match="already"):
        backup.make(vault, file, NOW)
    assert file.read_text() == "mine"
    assert not vault.upkeep().backups
    backup.make(vault, file, NOW, overwrite=True)
    backup.make(vault, file, NOW + timedelta(days=1), overwrite=True)
    assert vault.upkeep().backups == (Backup(NOW + timedelta(days=1), str(file)),)
    assert beside(file) == [file.name]


def test_a_file_that_comes_in_between_is_left_alone(vault: Vault, file: Path) -> None:
    with pytest.raises(NotAllowed, match="already"):
        backup.make(vault, file, NOW, progress=lambda done, of: file.touch())
    assert file.read_bytes() == b""
    assert not vault.upkeep().backups
    assert beside(file) == [file.name]


def test_where_links_cannot_be_had_it_is_made_all_the_same(
    vault: Vault, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object, **_more: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    backup.make(vault, file, NOW)
    assert beside(file) == [file.name]
    with pytest.raises(NotAllowed, match="already"):
        backup.make(vault, file, NOW)


def test_a_place_that_will_not_do_is_refused(vault: Vault, path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="is a folder"):
        backup.make(vault, tmp_path, NOW)
    with pytest.raises(NotAllowed, match="inside the vault"):
        backup.make(vault, path / "backup", NOW)
    with pytest.raises(NotSaved, match="no folder"):
        backup.make(vault, tmp_path / "none" / "backup", NOW)
    assert not vault.upkeep().backups


def test_others_save_while_it_is_made_and_it_is_of_one_moment(
    vault: Vault, path: Path, keys: Keys, only: str, file: Path, folder: Path
) -> None:
    before = vault.load(only)
    other, steps = Vault(path, keys), []

    def save(done: int, of: int) -> None:
        steps.append((done, of))
        other.update(only, noting(f"n{done}"))

    backup.make(vault, file, NOW, progress=save)
    assert steps == [(number, 6) for number in range(1, 7)]
    assert len(vault.load(only).sessions) == 6
    restore(file, folder)
    assert Vault.unlock(folder, PASSPHRASE).load(only) == before


def test_an_erasure_while_it_is_made_ends_it(
    vault: Vault, path: Path, keys: Keys, only: str, file: Path
) -> None:
    other = Vault(path, keys)

    def erase(done: int, of: int) -> None:
        if done == of:
            other.update_upkeep(lambda upkeep: with_erasures(upkeep, [only], DAY))

    with pytest.raises(NotSaved, match="Make another"):
        backup.make(vault, file, NOW, progress=erase)
    assert beside(file) == []
    assert not vault.upkeep().backups


def test_a_snapshot_that_goes_while_it_is_made_ends_it(
    vault: Vault, path: Path, file: Path
) -> None:
    def remove(done: int, of: int) -> None:
        shutil.rmtree(path / "snapshots", ignore_errors=True)

    with pytest.raises(NotSaved, match="Make another"):
        backup.make(vault, file, NOW, progress=remove)
    assert beside(file) == []


def test_what_is_damaged_is_left_out_and_counted(
    vault: Vault, path: Path, only: str, file: Path, folder: Path
) -> None:
    whole = vault.add(newcomer)
    vault.save_draft(draft(only))
    for damaged in (path / "records" / only, path / "drafts" / draft(only).id):
        content = damaged.read_bytes()
        damaged.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.mkfifo(path / "drafts" / ("0" * 32))
    made = backup.make(vault, file, NOW)
    assert (made.clients, made.drafts, made.left_out) == (1, 0, 3)
    restore(file, folder)
    assert [card.id for card in Vault.unlock(folder, PASSPHRASE).cards()] == [whole.id]


def test_a_vault_whose_practice_is_damaged_has_to_be_repaired_first(
    vault: Vault, path: Path, file: Path
) -> None:
    (path / "practice").write_bytes(bytes(4096))
    with pytest.raises(Damaged, match="practice"):
        backup.make(vault, file, NOW)
    assert beside(file) == []


def test_a_forged_header_is_not_the_one_that_is_backed_up(
    vault: Vault, path: Path, file: Path, folder: Path
) -> None:
    genuine = (path / "header").read_bytes()
    body = genuine[:-72].replace(b"counter 1", b"counter 9")
    forged = body + f"sha256 {hashlib.sha256(body).hexdigest()}\n".encode()
    (path / "header").write_bytes(forged)
    backup.make(vault, file, NOW)
    restore(file, folder)
    assert (folder / "header").read_bytes() == (folder / "header.2").read_bytes() == genuine


def test_a_disk_that_does_not_keep_what_it_was_given_is_found_out(
    vault: Vault, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def lie(descriptor: int) -> None:
        real(descriptor)
        name = Path(f"/proc/self/fd/{descriptor}").readlink()
        if name.parent == file.parent and name.is_file():
            os.pwrite(descriptor, another(name.read_bytes()[6000]), 6000)

    monkeypatch.setattr(os, "fsync", lie)
    with pytest.raises(Damaged, match="Use another disk"):
        backup.make(vault, file, NOW)
    assert beside(file) == []
    assert not vault.upkeep().backups


def test_never_is_all_of_it_in_memory(vault: Vault, only: str, file: Path, folder: Path) -> None:
    for number in range(24):
        vault.update(vault.add(newcomer).id, noting("a", f"{number} " * 60_000))
    tracemalloc.start()
    backup.make(vault, file, NOW)
    restore(file, folder)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < file.stat().st_size / 2


# A backup that is not what was written


def read_all(file: Path, keys: Keys) -> None:
    with backup_file.opened(file) as reader:
        for _each in reader.contents(keys, reader.manifest(keys)):
            pass


def test_every_cut_and_every_flip_is_refused(vault: Vault, keys: Keys, file: Path) -> None:
    backup.make(vault, file, NOW)
    whole = file.read_bytes()
    read_all(file, keys)
    header = 22 + int.from_bytes(whole[18:22], "big")
    for cut in [*range(header + 200), *range(header + 200, len(whole), 41)]:
        file.write_bytes(whole[:cut])
        with pytest.raises(Damaged):
            read_all(file, keys)
    for at in [*range(22), *range(22, len(whole), 23)]:
        for bit in (1, 128):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            with pytest.raises(Damaged):
                read_all(file, keys)


def test_what_cannot_be_used_makes_nothing(
    vault: Vault, file: Path, folder: Path, tmp_path: Path
) -> None:
    backup.make(vault, file, NOW)
    whole = file.read_bytes()
    refused: list[tuple[type[CoachError], bytes]] = [
        (Damaged, b""),
        (Damaged, b"coachtui backup 1\n"),
        (Damaged, whole[:300]),
        (Damaged, whole[:-1]),
        (Damaged, whole + b"?"),
        (Damaged, whole[:-5000] + another(whole[-5000]) + whole[-4999:]),
    ]
    for kind, content in refused:
        file.write_bytes(content)
        with pytest.raises(kind, match="nothing was made of it"):
            restore(file, folder)
        assert sorted(each.name for each in tmp_path.iterdir()) == ["state", "stick", "vault"]
    file.write_bytes(whole)
    with pytest.raises(WrongPassphrase):
        restore(file, folder, "en annen lang setning")
    file.unlink()
    with pytest.raises(NotFound):
        restore(file, folder)
    os.mkfifo(file)
    with pytest.raises(Damaged, match="not a plain file"):
        restore(file, folder)
    with pytest.raises(Damaged, match="not a plain file"):
        restore(tmp_path, folder)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["state", "stick", "vault"]


def test_whatever_is_in_the_place_is_left_alone(
    vault: Vault, file: Path, folder: Path, tmp_path: Path
) -> None:
    backup.make(vault, file, NOW)
    folder.mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for taken in (folder, tmp_path / "link", vault.path, file):
        with pytest.raises(NotAllowed, match="already"):
            restore(file, taken)
    assert list(folder.iterdir()) == []


def test_a_backup_of_an_earlier_passphrase_opens_with_that(
    vault: Vault, file: Path, folder: Path, keys: Keys
) -> None:
    """The header in it is the one of its day."""
    backup.make(vault, file, NOW)
    reader = Reader(file.open("rb"))
    assert reader.header == (vault.path / "header").read_bytes()
    reader._file.close()


# The machine remembers


def test_a_vault_restored_in_its_own_place_is_not_taken_for_an_older_copy(
    vault: Vault, path: Path, only: str, file: Path
) -> None:
    backup.make(vault, file, NOW)
    vault.update(only, noting("a"))
    vault.update(only, noting("b"))
    lost = vault.add(newcomer)
    vault.close()
    shutil.rmtree(path)
    restore(file, path)
    again = Vault.unlock(path, PASSPHRASE)
    assert [card.id for card in again.cards()] == [only]
    assert not again.damaged
    assert len(again.update(only, noting("c")).sessions) == 1
    assert again.practice()
    assert lost.id not in again.rooms.seen.names


def test_who_was_erased_here_since_stays_erased(
    vault: Vault, keys: Keys, only: str, file: Path, folder: Path
) -> None:
    other = vault.add(newcomer)
    vault.save_draft(draft(only))
    vault.save_draft(draft(other.id, number=2))
    backup.make(vault, file, NOW)
    erased_here.add(keys.vault_id, only, 2)
    made = restore(file, folder)
    assert (made.clients, made.drafts, made.erased) == (1, 1, 1)
    again = Vault.unlock(folder, PASSPHRASE)
    assert [card.id for card in again.cards()] == [other.id]
    assert [each.record for each in again.drafts()] == [other.id]
    (erasure,) = again.upkeep().erasures
    assert (erasure.record, erasure.on) == (only, DAY)
    assert only not in "".join(str(each) for each in folder.rglob("*"))


def test_erasures_are_kept_by_vault_and_tell_of_nobody(
    vault: Vault, keys: Keys, only: str, tmp_path: Path
) -> None:
    known = erased_here.known(keys.vault_id)
    assert only not in known
    erased_here.add(keys.vault_id, only, 2)
    (kept,) = (tmp_path / "state").rglob("*-erased")
    with kept.open("ab") as cut_short:
        cut_short.write(b"0123")
    erased_here.add(keys.vault_id, "0" * 32, 3)
    known = erased_here.known(keys.vault_id)
    assert only in known
    assert "0" * 32 in known
    assert "1" * 32 not in known
    assert known.next_number == 3
    assert only not in erased_here.known(bytes(16))
    assert only not in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600


# A disk that refuses


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO])
def test_whichever_call_fails_the_backup_is_whole_or_not_there(
    vault: Vault, keys: Keys, file: Path, reason: int, for_good: bool
) -> None:
    nth = 0
    while True:
        nth += 1
        told = "made"
        with pytest.MonkeyPatch.context() as monkeypatch:
            refusing = Refusing(monkeypatch, nth, reason, for_good)
            try:
                backup.make(vault, file, NOW)
            except NotSaved as error:
                told = str(error)
        assert told == "made" or "could not be" in told
        if file.exists():
            read_all(file, keys)
            assert vault.upkeep().backups
            file.unlink()
        else:
            assert told != "made"
        assert beside(file) == []
        if not refusing.refused:
            break
    assert nth > 12


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO])
def test_whichever_call_fails_the_restored_vault_is_whole_or_not_there(
    vault: Vault, only: str, file: Path, folder: Path, tmp_path: Path, reason: int
) -> None:
    backup.make(vault, file, NOW)
    nth = 0
    while True:
        nth += 1
        told = "made"
        with pytest.MonkeyPatch.context() as monkeypatch:
            refusing = Refusing(monkeypatch, nth, reason, for_good=True)
            try:
                restore(file, folder)
            except NotSaved as error:
                told = str(error)
        assert told == "made" or "could not be made" in told
        assert folder.exists() or told != "made"
        shutil.rmtree(folder, ignore_errors=True)
        assert sorted(each.name for each in tmp_path.iterdir()) == ["state", "stick", "vault"]
        if not refusing.refused:
            break
    assert nth > 10


# Crashes


@pytest.fixture
def backing_up(vault: Vault, file: Path) -> Operation:
    return watched(file.parent, lambda: backup.make(vault, file, NOW))


def whole_backup(file: Path, keys: Keys) -> Callable[[bool], None]:
    def check(told: bool) -> None:
        assert file.exists() or not told
        if file.exists():
            read_all(file, keys)

    return check


def test_no_crash_state_of_a_backup_has_half_of_one(
    backing_up: Operation, file: Path, keys: Keys
) -> None:
    assert backing_up.replayed() == backing_up.after
    states, broken = backing_up.broken(whole_backup(file, keys))
    assert states > 15
    assert broken == 0


@pytest.mark.parametrize("what", ["sync", "sync folder"])
def test_a_backup_that_leaves_out_a_sync_would_be_caught(
    backing_up: Operation, file: Path, keys: Keys, what: str
) -> None:
    steps = backing_up.without(what)
    assert backing_up.caught(whole_backup(file, keys), steps)


@pytest.fixture
def making_anew(vault: Vault, file: Path, tmp_path: Path) -> Operation:
    backup.make(vault, file, NOW)
    (tmp_path / "home").mkdir()
    return watched(tmp_path / "home", lambda: restore(file, tmp_path / "home" / "vault"))


def whole_vault(folder: Path, keys: Keys, only: str) -> Callable[[bool], None]:
    def check(told: bool) -> None:
        assert folder.exists() or not told
        if folder.exists():
            again = Vault(folder, keys)
            assert [card.id for card in again.cards()] == [only]
            assert not again.damaged
            assert (folder / "header").read_bytes() == (folder / "header.2").read_bytes() != b""
            assert again.practice()

    return check


def test_no_crash_state_of_a_restored_vault_has_half_of_one(
    making_anew: Operation, tmp_path: Path, keys: Keys, only: str
) -> None:
    folder = tmp_path / "home" / "vault"
    assert making_anew.replayed() == making_anew.after
    states, broken = making_anew.broken(whole_vault(folder, keys, only))
    assert states > 100
    assert broken == 0


@pytest.mark.parametrize("what", ["sync", "sync folder"])
def test_a_restore_that_leaves_out_a_sync_would_be_caught(
    making_anew: Operation, tmp_path: Path, keys: Keys, only: str, what: str
) -> None:
    folder = tmp_path / "home" / "vault"
    steps = making_anew.without(what)
    assert making_anew.caught(whole_vault(folder, keys, only), steps)
