"""A disk that refuses: told in words, nothing changed, and the next save works."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from coachtui.domain.practice import Practice
from coachtui.errors import NotSaved
from coachtui.vault import bringing_back, snapshots
from coachtui.vault.checking import check
from coachtui.vault.place import TEMPORARY
from coachtui.vault.vault import Cost, Vault
from tests.vault.people import PASSPHRASE, PRACTICE, draft, everything_in, newcomer, noting

NOW = datetime(2026, 11, 25, tzinfo=UTC)
CALLS = ("open", "write", "fsync", "link", "replace")


class Refusing:
    """Lets the ``nth`` call that would change the disk fail, once or from then on."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, nth: int, reason: int, for_good: bool
    ) -> None:
        self._left = nth
        self._reason = reason
        self._for_good = for_good
        self.refused = 0
        for name in CALLS:
            monkeypatch.setattr(os, name, self._maybe(name, getattr(os, name)))

    def _maybe(self, name: str, real: Any) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
            if name == "open" and not words[1] & os.O_CREAT:
                return real(*words, **more)
            self._left -= 1
            if self._left == 0 or (self._left < 0 and self._for_good):
                self.refused += 1
                raise OSError(self._reason, os.strerror(self._reason))
            return real(*words, **more)

        return call


def attempt(save: Callable[[], object]) -> str:
    """``saved``, or what was said instead."""
    try:
        save()
    except NotSaved as error:
        return str(error)
    return "saved"


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_whichever_call_fails_the_save_is_whole_or_not_there(
    vault: Vault, path: Path, only: str, reason: int, for_good: bool
) -> None:
    vault.update(only, noting("kept"))
    nth = 0
    while True:
        nth += 1
        name = f"n{nth}"
        with pytest.MonkeyPatch.context() as monkeypatch:
            refusing = Refusing(monkeypatch, nth, reason, for_good)
            told = attempt(lambda: vault.update(only, noting(name)))  # noqa: B023
        there = {session.id for session in vault.load(only).sessions}
        assert "kept" in there
        assert name in there or told != "saved"
        assert told == "saved" or "could not be saved" in told
        assert "Errno" not in told
        assert vault.cards()[0].sessions == len(there)
        assert not vault.damaged
        assert name in {session.id for session in vault.update(only, noting(name)).sessions}
        if not refusing.refused:
            break
    assert nth > 8
    assert not [each for each in (path / "records").iterdir() if each.name.startswith(TEMPORARY)]


def take_a_snapshot(vault: Vault, _only: str) -> None:
    with vault.writing() as rooms:
        snapshots.take(rooms, NOW)


def bring_back(vault: Vault, only: str) -> None:
    bringing_back.restore(vault, only, "previous", NOW)


def seal_a_draft(vault: Vault, only: str) -> None:
    vault.save_draft(draft(only, 2))


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("act", [take_a_snapshot, bring_back, seal_a_draft])
def test_whichever_call_fails_of_another_operation_nothing_is_lost(
    vault: Vault, path: Path, only: str, act: Callable[[Vault, str], None], reason: int
) -> None:
    vault.update(only, noting("kept"))
    vault.update(only, noting("newer"))
    vault.save_draft(draft(only))
    nth, refused = 0, 1
    while refused:
        nth += 1
        with pytest.MonkeyPatch.context() as monkeypatch:
            refusing = Refusing(monkeypatch, nth, reason, for_good=True)
            attempt(lambda: act(vault, only))
        refused = refusing.refused
        again = Vault.unlock(path, PASSPHRASE)
        assert "kept" in {session.id for session in again.load(only).sessions}
        assert draft(only) in again.drafts()
        assert again.cards()
        assert not again.damaged
        assert check(again).ok
    assert nth > 3
    act(vault, only)


def test_what_failed_before_the_last_step_left_no_trace(
    vault: Vault, path: Path, only: str
) -> None:
    vault.update(only, noting("kept"))
    before = {name: state[0] for name, state in everything_in(path).items()}
    for nth in (2, 3, 4, 5):
        with pytest.MonkeyPatch.context() as monkeypatch:
            Refusing(monkeypatch, nth, errno.ENOSPC, for_good=True)
            with pytest.raises(NotSaved, match="the disk is full"):
                vault.update(only, noting("lost"))
        assert {name: state[0] for name, state in everything_in(path).items()} == before


def test_writing_in_small_pieces_writes_all(
    vault: Vault, only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:1000]))
    saved = vault.update(only, noting("a", "lang " * 5000))
    assert vault.load(only) == saved


def test_a_file_larger_than_allowed_is_told(vault: Vault, path: Path, only: str) -> None:
    before = everything_in(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(NotSaved, match="larger than is allowed"):
            vault.update(only, noting("a", "lang " * 50_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    left = {name: state[0] for name, state in everything_in(path).items()}
    assert left == {name: state[0] for name, state in before.items()}
    assert vault.update(only, noting("a", "lang " * 50_000)).sessions


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 192 KiB, where the administrator may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=192k,mode=700", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only the administrator can mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_loses_nothing_and_works_again_with_room(small_disk: Path) -> None:
    vault = Vault.create(small_disk / "vault", PASSPHRASE, PRACTICE, Cost.MINIMAL)
    record_id = vault.add(newcomer).id
    vault.save_draft(draft(record_id))
    ballast = small_disk / "ballast"
    with pytest.raises(OSError, match="space"):
        ballast.write_bytes(bytes(1 << 20))
    for use in (
        lambda: vault.update(record_id, noting("a", "lang " * 5000)),
        lambda: vault.save_draft(draft(record_id, 2)),
        lambda: vault.update_practice(lambda practice: practice.__class__(name="B")),
    ):
        with pytest.raises(NotSaved, match="the disk is full"):
            use()
    assert vault.load(record_id).sessions == ()
    ballast.unlink()
    saved = 0
    said = "saved"
    while said == "saved":
        change = noting(f"n{saved}", "x" * 2500)
        said = attempt(lambda: vault.update(record_id, change))  # noqa: B023
        saved += said == "saved"
    assert "the disk is full" in said
    vault.close()
    again = Vault.unlock(small_disk / "vault", PASSPHRASE)
    assert len(again.load(record_id).sessions) == again.cards()[0].sessions == saved > 3
    assert again.drafts() == (draft(record_id),)


def test_a_read_only_disk_can_be_read_and_says_so_when_written_to(small_disk: Path) -> None:
    path = small_disk / "vault"
    vault = Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL)
    record_id = vault.add(newcomer).id
    vault.close()
    (path / "index").unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    again = Vault.unlock(path, PASSPHRASE)
    assert again.load(record_id).client.code == again.cards()[0].code
    with pytest.raises(NotSaved, match="read-only"):
        again.update(record_id, noting("a"))
    with pytest.raises(NotSaved, match="read-only"):
        Vault.create(small_disk / "another", PASSPHRASE, PRACTICE, Cost.MINIMAL)


def test_a_vault_that_cannot_be_made_leaves_nothing_behind(path: Path) -> None:
    for nth in range(1, 12):
        with pytest.MonkeyPatch.context() as monkeypatch:
            Refusing(monkeypatch, nth, errno.ENOSPC, for_good=True)
            with pytest.raises(NotSaved, match="the disk is full"):
                Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL)
        assert list(path.parent.iterdir()) == []


def test_a_retry_is_not_called_saved_before_the_disk_has_confirmed_it(
    vault: Vault, only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file has its name already when the very last step fails, so the retry finds it there."""
    real = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(descriptor)

    def rename(practice: Practice) -> Practice:
        return replace(practice, name="Nytt navn")

    monkeypatch.setattr(os, "fsync", files_only)
    for _ in range(3):
        with pytest.raises(NotSaved, match="the disk reports an error"):
            vault.update(only, noting("a"))
        with pytest.raises(NotSaved, match="the disk reports an error"):
            vault.update_practice(rename)
    monkeypatch.undo()
    assert [each.id for each in vault.update(only, noting("a")).sessions] == ["a"]
    assert vault.update_practice(rename).name == "Nytt navn"


def test_a_disk_that_cannot_sync_folders_will_do(
    vault: Vault, only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    assert vault.update(only, noting("a")) == vault.load(only)


def test_a_disk_without_hard_links_keeps_a_copy_of_the_generation_before(
    vault: Vault, path: Path, only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*words: Any, **more: Any) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    earlier = (path / "records" / only).read_bytes()
    vault.update(only, noting("a"))
    assert (path / "records" / f"{only}.prev").read_bytes() == earlier
    assert {each.name for each in (path / "records").iterdir()} == {only, f"{only}.prev"}


def test_a_client_that_could_not_be_saved_has_used_up_the_code(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def not_among_the_records(source: Path, target: Path) -> None:
        if Path(target).parent.name == "records":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(source, target)

    monkeypatch.setattr(os, "replace", not_among_the_records)
    with pytest.raises(NotSaved):
        vault.add(newcomer)
    monkeypatch.undo()
    assert [card.code for card in vault.cards()] == ["K-001"]
    assert vault.add(newcomer).client.code == "K-003"
