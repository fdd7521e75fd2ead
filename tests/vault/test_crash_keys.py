"""Every state that a loss of power can leave of a change of keys: the vault opens, and all is there.

A change of the passphrase and of the recovery key are enumerated whole. Of a re-keying, in which many
renamed files wait for one sync of their folder, every beginning is taken with every combination of
the last four names that were not synced, and with those before all there or all not: the files are
sealed anew one by one and none depends on another, so nothing else can come of the rest.
"""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coachtui.errors import WrongPassphrase
from coachtui.vault import keyring, rekeying, slots
from coachtui.vault.recovery_key import RecoveryKey
from coachtui.vault.stock import sealed_files
from coachtui.vault.vault import Vault, describe
from tests.vault.crash import Steps, Watched, watched, without
from tests.vault.people import PASSPHRASE, draft, noting

NEW = "en helt ny setning"
ONE_COPY = 3
"""What is said of a state in which the change is there, but in one copy of the header only."""


@pytest.fixture(autouse=True)
def _derive_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same passphrase and salt give the same key: no need to spend the time on every state."""
    monkeypatch.setattr(slots, "_from_passphrase", functools.cache(slots._from_passphrase))


def opened(path: Path, secret: str | RecoveryKey) -> Vault | None:
    # The states are not tried in their order: what was seen of a later one says nothing of another.
    shutil.rmtree(path.parent / "state", ignore_errors=True)
    try:
        vault = Vault.unlock(path, secret)
    except WrongPassphrase:
        return None
    assert len(vault.cards()) == 1
    assert not vault.damaged
    return vault


def same_copies(path: Path) -> bool:
    copies = [each.read_bytes() for each in (path / "header", path / "header.2") if each.exists()]
    return len(copies) == 2 and copies[0] == copies[1]


def which_passphrase(path: Path) -> int:
    """Exactly one opens, and from then on both copies say so."""
    whole = same_copies(path)
    before, after = opened(path, PASSPHRASE), opened(path, NEW)
    assert bool(before) != bool(after)
    assert same_copies(path)
    if not after:
        return 1
    return 2 if whole else ONE_COPY


@pytest.fixture
def passphrase(vault: Vault, path: Path) -> Watched:
    return watched(
        path,
        lambda: keyring.change_passphrase(vault, PASSPHRASE, NEW),
        which_passphrase,
        folder=path,
    )


def test_no_crash_state_of_a_changed_passphrase_locks_the_coach_out(passphrase: Watched) -> None:
    states, lost = passphrase.broken(passphrase.steps, between=(1, 2, ONE_COPY))
    assert states > 12
    assert lost == 0


def test_no_crash_state_of_a_new_recovery_key_opens_with_none(vault: Vault, path: Path) -> None:
    first, second = RecoveryKey.make(), RecoveryKey.make()
    keyring.make_recovery(vault, first)

    def which(path: Path) -> int:
        whole = same_copies(path)
        assert opened(path, PASSPHRASE)
        before, after = opened(path, first), opened(path, second)
        assert bool(before) != bool(after)
        if not after:
            return 1
        return 2 if whole else ONE_COPY

    made = watched(path, lambda: keyring.make_recovery(vault, second), which, folder=path)
    states, lost = made.broken(made.steps, between=(1, 2, ONE_COPY))
    assert states > 12
    assert lost == 0


@pytest.mark.parametrize("what", ["sync", "sync folder"])
def test_a_change_that_leaves_out_a_sync_would_be_caught(passphrase: Watched, what: str) -> None:
    _states, lost = passphrase.broken(without(passphrase.steps, what), (1, 2, ONE_COPY))
    assert lost > 0


def test_a_change_of_one_copy_alone_would_be_caught(passphrase: Watched) -> None:
    steps = passphrase.steps
    second = headers_renamed(steps)[1]
    _states, lost = passphrase.broken([*steps[:second], *steps[second + 1 :]], (1, 2, ONE_COPY))
    assert lost > 0


def test_a_change_that_removes_before_it_renames_would_be_caught(passphrase: Watched) -> None:
    steps = passphrase.steps
    first, second = headers_renamed(steps)
    removed: Steps = [(("unlink", steps[at][0][2]), b"") for at in (first, second)]
    _states, lost = passphrase.broken([*removed, *steps], (1, 2, ONE_COPY))
    assert lost > 0


def headers_renamed(steps: Steps) -> list[int]:
    """Where the copies of the header take their place."""
    return [
        at
        for at, (step, _content) in enumerate(steps)
        if step[0] == "rename" and Path(step[2]).name in ("header", "header.2")
    ]


# Re-keying


@pytest.fixture
def rekeyed(vault: Vault, path: Path, only: str) -> Watched:
    """A vault of one client with a draft and a snapshot, sealed anew."""
    vault.update(only, noting("a"))
    folder = path / "snapshots" / "1" / "records"
    folder.mkdir(mode=0o700, parents=True)
    for each in (path / "snapshots", folder.parent):
        each.chmod(0o700)
    os.link(path / "records" / only, folder / only)
    shutil.copy(path / "practice", folder.parent / "practice")
    vault.update(only, noting("b"))
    vault.save_draft(draft(only))
    look = looking_for(content(vault))
    return watched(path, lambda: rekeying.rekey(vault, PASSPHRASE), look, folder=path)


def content(vault: Vault) -> dict[str, tuple[int, bytes]]:
    """Generation and content of every file, whatever key it is sealed under."""
    found = {}
    for each in sealed_files(vault.path):
        _epoch, generation, text = each.read(vault.rooms.keys)
        for path in each.paths:
            if not path.name.startswith("tmp-"):
                found[str(path.relative_to(vault.path))] = generation, text
    return found


def looking_for(everything: dict[str, tuple[int, bytes]]) -> Callable[[Path], int]:
    """What looks whether ``everything`` is there: 1 under the old key, 2 under the new alone."""

    def look(path: Path) -> int:
        whole = same_copies(path)
        vault = opened(path, PASSPHRASE)
        assert vault
        assert content(vault) == everything
        known = describe(path)
        if known.rekeying or not whole:
            return ONE_COPY
        return known.epoch

    return look


def test_no_crash_state_of_a_rekeying_loses_anything(rekeyed: Watched) -> None:
    states, lost = rekeyed.broken(rekeyed.steps, (1, 2, ONE_COPY), last=4)
    assert states > 250
    assert lost == 0


def test_what_a_crash_left_of_a_rekeying_is_finished(rekeyed: Watched) -> None:
    finished = 0
    for end in range(0, len(rekeyed.steps), 5):
        disk = rekeyed.disk_after(rekeyed.steps[:end])
        for state in disk.after_a_crash(last=1):
            rekeyed.put(state)
            vault = opened(rekeyed.path, PASSPHRASE)
            assert vault
            if rekeying.unfinished(vault):
                rekeying.go_on(vault)
                finished += 1
            assert rekeyed.look(rekeyed.path) in (1, 2)
    assert finished > 10


def parts(steps: Steps) -> tuple[Steps, Steps, Steps]:
    """The header with the former key, the files sealed anew, the header without it."""
    renamed = headers_renamed(steps)
    assert len(renamed) == 4
    begun = renamed[1] + 2
    temporary = steps[renamed[2]][0][1]
    end = next(at for at, (step, _content) in enumerate(steps) if step == ("create", temporary))
    return steps[:begun], steps[begun:end], steps[end:]


def caught(rekeyed: Watched, steps: Steps) -> bool:
    """Whether some state of ``steps`` is one that no re-keying may leave; the first is enough."""
    for told, state in rekeyed.states(steps, last=1):
        rekeyed.put(state)
        try:
            if rekeyed.look(rekeyed.path) not in ((2,) if told else (1, 2, ONE_COPY)):
                return True
        except Exception:
            return True
    return False


def test_a_former_key_dropped_before_the_files_are_sealed_anew_would_be_caught(
    rekeyed: Watched,
) -> None:
    begun, resealed, ended = parts(rekeyed.steps)
    assert caught(rekeyed, [*begun, *ended, *resealed])


def test_files_sealed_anew_before_the_header_would_be_caught(rekeyed: Watched) -> None:
    begun, resealed, ended = parts(rekeyed.steps)
    assert caught(rekeyed, [*resealed, *begun, *ended])


@pytest.mark.parametrize("what", ["sync", "sync folder"])
def test_files_sealed_anew_without_a_sync_would_be_caught(rekeyed: Watched, what: str) -> None:
    begun, resealed, ended = parts(rekeyed.steps)
    assert caught(rekeyed, [*begun, *without(resealed, what), *ended])


def test_a_rekeying_that_ends_in_one_copy_would_be_caught(rekeyed: Watched) -> None:
    at = headers_renamed(rekeyed.steps)[3]
    assert caught(rekeyed, [*rekeyed.steps[:at], *rekeyed.steps[at + 1 :]])
