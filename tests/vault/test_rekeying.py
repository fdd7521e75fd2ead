"""Re-keying: everything readable under the new key, nothing under the old, and nothing on the way lost."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import threading
from pathlib import Path

import pytest

from coachtui.errors import Damaged, KeysChanged, NotAllowed, NotSaved, WrongPassphrase
from coachtui.vault import keyring, rekeying
from coachtui.vault.recovery_key import RecoveryKey
from coachtui.vault.vault import Cost, Vault, describe
from tests.vault import reader
from tests.vault.dying import killed
from tests.vault.people import PASSPHRASE, draft, everything_in, newcomer, noting
from tests.vault.test_refusing_disk import Refusing


@pytest.fixture
def full(vault: Vault, path: Path, only: str) -> Vault:
    """A vault with two clients, previous generations, drafts, two snapshots and something kept aside.

    The record of the first client has changed since the first snapshot, that of the other never.
    """
    vault.add(newcomer)
    vault.update(only, noting("a", "lang " * 2000))
    for name in ("2026-01-01", "2026-01-02"):
        snapshot(path, name)
        vault.update(only, noting(name))
    vault.save_draft(draft(only))
    vault.save_draft(draft(only, 2))
    (path / "aside").mkdir(mode=0o700)
    shutil.copy(path / "records" / f"{only}.prev", path / "aside" / f"{only}-2026")
    (path / "aside" / f"{only}-2026").chmod(0o600)
    return vault


def snapshot(path: Path, name: str) -> None:
    folder = path / "snapshots" / name
    (folder / "records").mkdir(mode=0o700, parents=True)
    (path / "snapshots").chmod(0o700)
    folder.chmod(0o700)
    os.link(path / "practice", folder / "practice")
    for each in (path / "records").iterdir():
        if not each.name.endswith(".prev"):
            os.link(each, folder / "records" / each.name)


def sealed(path: Path) -> list[Path]:
    return [
        each
        for each in path.rglob("*")
        if each.is_file()
        and not each.name.startswith("tmp-")
        and each.read_bytes()[:9] == b"coachtui\x01"
    ]


def epochs(path: Path) -> set[int]:
    return {int.from_bytes(each.read_bytes()[12:16], "big") for each in sealed(path)}


def contents(path: Path, passphrase: str = PASSPHRASE) -> dict[str, object]:
    """Everything in the vault, read by a stranger, snapshots and all; the index is made anew."""
    vault_id, keys = reader.open_header((path / "header").read_bytes(), passphrase)
    found = {}
    for each in sealed(path):
        file = each.read_bytes()
        name = str(each.relative_to(path))
        if name != "index":
            found[name] = reader.open_sealed(file, file[9], file[32:48], vault_id, keys)
    return found


def shared(path: Path) -> set[frozenset[str]]:
    """Which names are names of one file."""
    by_inode: dict[int, set[str]] = {}
    for each in sealed(path):
        by_inode.setdefault(each.stat().st_ino, set()).add(str(each.relative_to(path)))
    return {frozenset(names) for names in by_inode.values()}


def vault_key(path: Path) -> bytes:
    _id, keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    return keys[max(keys)]


def test_everything_is_there_under_the_new_key_and_nothing_under_the_old(
    full: Vault, path: Path, only: str, tmp_path: Path
) -> None:
    before, sharing, old = contents(path), shared(path), vault_key(path)
    old_header = (path / "header").read_bytes()
    size = sum(each.stat().st_size for each in {x.stat().st_ino: x for x in sealed(path)}.values())
    assert len(before) > 12
    assert max(map(len, sharing)) == 3
    progress: list[tuple[int, int]] = []
    dropped = rekeying.rekey(full, PASSPHRASE, progress=lambda *step: progress.append(step))
    assert dropped == ()
    assert contents(path) == before
    assert shared(path) == sharing
    assert epochs(path) == epochs(tmp_path / "state") == {2}
    assert vault_key(path) != old
    assert b"former" not in (path / "header").read_bytes()
    assert (path / "header").read_bytes() == (path / "header.2").read_bytes()
    left = sum(each.stat().st_size for each in {x.stat().st_ino: x for x in sealed(path)}.values())
    assert left == size
    assert {stat.S_IMODE(each.stat().st_mode) for each in sealed(path)} == {0o600}
    assert progress == sorted(progress)
    assert progress[-1][0] == progress[-1][1]
    for name in ("header", "header.2"):
        (path / name).write_bytes(old_header)
    # On this machine not even the header would be taken.
    shutil.rmtree(tmp_path / "state")
    again = Vault.unlock(path, PASSPHRASE)
    with pytest.raises(Damaged, match="key that it was sealed under is not in this vault"):
        again.load(only)


def test_the_session_that_does_it_goes_on_and_the_others_are_told(
    full: Vault, path: Path, only: str
) -> None:
    other = Vault.unlock(path, PASSPHRASE)
    cards = other.cards()
    rekeying.rekey(full, PASSPHRASE)
    assert full.cards() == cards
    assert full.update(only, noting("after")).sessions
    assert full.info().epoch == 2
    assert not full.damaged
    before = everything_in(path)
    for use in (
        other.cards,
        other.practice,
        other.drafts,
        lambda: other.load(only),
        lambda: other.update(only, noting("b")),
        lambda: other.save_draft(draft(only)),
        lambda: keyring.make_recovery(other, RecoveryKey.make()),
        lambda: rekeying.rekey(other, PASSPHRASE),
    ):
        with pytest.raises(KeysChanged, match="passphrase again"):
            use()
    assert everything_in(path) == before
    assert Vault.unlock(path, PASSPHRASE).update(only, noting("c")).sessions


def test_older_copies_are_noticed_as_before(full: Vault, path: Path, only: str) -> None:
    rekeying.rekey(full, PASSPHRASE)
    kept = (path / "records" / only).read_bytes()
    full.update(only, noting("after"))
    (path / "records" / only).write_bytes(kept)
    (path / "index").unlink()
    with pytest.raises(Damaged, match="older copy"):
        Vault.unlock(path, PASSPHRASE).load(only)


def test_what_was_seen_before_is_known_after(full: Vault, path: Path, only: str) -> None:
    rekeying.rekey(full, PASSPHRASE)
    shutil.copy(path / "records" / f"{only}.prev", path / "records" / only)
    (path / "index").unlink()
    with pytest.raises(Damaged, match="older copy"):
        Vault.unlock(path, PASSPHRASE).load(only)


def test_only_the_passphrase_that_was_given_opens_it_after(full: Vault, path: Path) -> None:
    key = RecoveryKey.make()
    keyring.make_recovery(full, key)
    assert rekeying.rekey(full, PASSPHRASE, Cost.MINIMAL) == ("recovery",)
    assert [slot.kind for slot in describe(path).slots] == ["passphrase"]
    with pytest.raises(WrongPassphrase):
        Vault.unlock(path, key)
    keyring.make_recovery(full, key)
    assert Vault.unlock(path, key).cards()


def test_a_wrong_passphrase_changes_nothing(full: Vault, path: Path) -> None:
    before = everything_in(path)
    with pytest.raises(WrongPassphrase):
        rekeying.rekey(full, "en annen setning")
    assert everything_in(path) == before


@pytest.mark.parametrize(
    "name",
    [
        "practice",
        "practice.prev",
        "records/{}",
        "records/{}.prev",
        "drafts/00000000000000000000000000000002",
        "snapshots/2026-01-01/practice",
        "snapshots/2026-01-01/records/{}",
        "aside/{}-2026",
    ],
)
@pytest.mark.parametrize("way", ["flipped", "another file", "a link"])
def test_a_damaged_file_is_named_and_nothing_changed(
    full: Vault, path: Path, only: str, name: str, way: str
) -> None:
    name = name.format(only)
    file = path / name
    content = file.read_bytes()
    file.unlink()
    if way == "a link":
        file.symlink_to(path / "index")
    else:
        another = (path / "index").read_bytes()
        new = content[:-1] + bytes([content[-1] ^ 1]) if way == "flipped" else another
        file.write_bytes(new)
        file.chmod(0o600)
    before = everything_in(path)
    if name.startswith("aside"):
        # Whatever lies there is what it says it is, or nothing of ours, or damaged for good.
        rekeying.rekey(full, PASSPHRASE)
        return
    with pytest.raises(Damaged, match=name) as told:
        rekeying.rekey(full, PASSPHRASE)
    assert "left as they are" in str(told.value)
    after = everything_in(path)
    for each in (path, path / "index"):
        del before[str(each)], after[str(each)]
    assert after == before
    assert describe(path).epoch == 1


def test_a_record_that_is_gone_is_named(full: Vault, path: Path, only: str) -> None:
    full.cards()
    (path / "records" / only).unlink()
    with pytest.raises(Damaged, match=rf"records/{only}: it is missing"):
        rekeying.rekey(full, PASSPHRASE)


def test_many_damaged_files_are_counted(full: Vault, path: Path, only: str) -> None:
    full.save_draft(draft(only, 3))
    for each in sealed(path):
        if each.name != "index":
            each.write_bytes(each.read_bytes()[:-1])
    with pytest.raises(Damaged, match=r"and \d+ more"):
        rekeying.rekey(full, PASSPHRASE)


def test_the_snapshots_can_be_deleted_instead_also_a_damaged_one(
    full: Vault, path: Path, only: str
) -> None:
    (path / "snapshots" / "2026-01-01" / "records" / only).write_bytes(b"damaged")
    kept = {name: each for name, each in contents(path).items() if "snapshots" not in name}
    rekeying.rekey(full, PASSPHRASE, delete_snapshots=True)
    assert contents(path) == kept
    assert not (path / "snapshots").exists()


def test_a_link_in_the_place_of_the_snapshots_is_refused(
    full: Vault, path: Path, tmp_path: Path
) -> None:
    (path / "snapshots").rename(tmp_path / "elsewhere")
    (path / "snapshots").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Damaged, match="folder"):
        rekeying.rekey(full, PASSPHRASE)
    assert describe(path).epoch == 1


def test_left_overs_and_other_files_are_left_alone(full: Vault, path: Path) -> None:
    strange = path / "snapshots" / "2026-01-01" / "note.txt"
    for each in (strange, path / "records" / "tmp-1", path / "README"):
        each.write_text("anything")
        each.chmod(0o600)
    rekeying.rekey(full, PASSPHRASE)
    assert strange.read_text() == (path / "README").read_text() == "anything"


def test_a_second_time_works_as_well(full: Vault, path: Path) -> None:
    before = contents(path)
    rekeying.rekey(full, PASSPHRASE)
    rekeying.rekey(full, PASSPHRASE)
    assert contents(path) == before
    assert epochs(path) == {3}


def test_a_locked_vault_is_refused(full: Vault) -> None:
    full.close()
    with pytest.raises(NotAllowed):
        rekeying.rekey(full, PASSPHRASE)


def test_a_disk_without_hard_links_keeps_copies(
    full: Vault, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*words: object, **more: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    before = contents(path)
    monkeypatch.setattr(os, "link", refused)
    rekeying.rekey(full, PASSPHRASE)
    assert contents(path) == before
    assert epochs(path) == {2}


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO])
def test_whichever_call_fails_everything_opens_and_it_goes_on(
    full: Vault, path: Path, only: str, tmp_path: Path, reason: int
) -> None:
    before, sessions = contents(path), len(full.load(only).sessions)
    full.close()
    kept = tmp_path / "kept"
    shutil.copytree(path, kept)
    nth, stopped = 0, 0
    while True:
        nth += 8
        shutil.rmtree(path)
        shutil.rmtree(tmp_path / "state")
        shutil.copytree(kept, path)
        vault = Vault.unlock(path, PASSPHRASE)
        with pytest.MonkeyPatch.context() as monkeypatch:
            refusing = Refusing(monkeypatch, nth, reason, for_good=True)
            told = ""
            try:
                rekeying.rekey(vault, PASSPHRASE)
            except NotSaved as error:
                told = str(error)
        assert contents(path) == before
        if not refusing.refused:
            break
        again = Vault.unlock(path, PASSPHRASE)
        assert again.cards()[0].sessions == sessions
        assert not again.damaged
        if "goes on" in told:
            stopped += 1
            assert describe(path).rekeying
            assert rekeying.unfinished(vault)
            assert rekeying.unfinished(again)
            assert len(vault.load(only).sessions) == sessions
            rekeying.go_on(again if nth % 2 else vault)
            assert epochs(path) == {2}
            assert contents(path) == before
        assert not describe(path).rekeying
    assert stopped > 3


def test_saves_between_a_stop_and_the_end_are_kept(full: Vault, path: Path, only: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        Refusing(monkeypatch, 40, errno.ENOSPC, for_good=True)
        with pytest.raises(NotSaved, match="goes on"):
            rekeying.rekey(full, PASSPHRASE)
    assert epochs(path) == {1, 2}
    again = Vault.unlock(path, PASSPHRASE)
    record = again.update(only, noting("between"))
    keyring.change_passphrase(again, PASSPHRASE, "en helt ny setning")
    assert describe(path).rekeying
    last = Vault.unlock(path, "en helt ny setning")
    rekeying.go_on(last)
    assert epochs(path) == {2}
    assert last.load(only) == record == full.load(only)
    assert not last.damaged


def test_a_reader_beside_it_sees_everything_or_hears_of_the_new_keys(
    full: Vault, path: Path, only: str
) -> None:
    other = Vault.unlock(path, PASSPHRASE)
    sessions = len(other.load(only).sessions)
    reads = 0
    begun = threading.Event()

    def read() -> None:
        nonlocal reads
        while True:
            assert len(other.cards()) == 2
            assert not other.damaged
            assert len(other.drafts()) == 2
            assert other.practice()
            assert len(other.load(only).sessions) == sessions
            reads += 1
            begun.set()

    raised: list[Exception] = []

    def reader_thread() -> None:
        try:
            read()
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=reader_thread)
    thread.start()
    begun.wait(60)
    rekeying.rekey(full, PASSPHRASE)
    thread.join(60)
    assert reads
    assert [type(error) for error in raised] == [KeysChanged]


def test_killed_on_the_way_it_opens_and_goes_on(
    full: Vault, path: Path, only: str, tmp_path: Path
) -> None:
    before, record = contents(path), full.load(only)
    full.close()
    states = set()
    for nth in (2, 5, 6, 7, 12, 20, 30, 45, 60, 1000):
        place = tmp_path / f"copy-{nth}"
        subprocess.run(["cp", "-a", str(path), str(place)], check=True)
        killed(nth, place, "rekey")
        assert contents(place) == before
        again = Vault.unlock(place, PASSPHRASE)
        states.add((describe(place).epoch, describe(place).rekeying))
        assert again.load(only) == record
        if rekeying.unfinished(again):
            rekeying.go_on(again)
        assert not describe(place).rekeying
        assert contents(place) == before
        assert len(epochs(place)) == 1
        assert not list(place.rglob("tmp-*"))
    assert states == {(1, False), (2, True), (2, False)}
