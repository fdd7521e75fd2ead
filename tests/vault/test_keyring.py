"""Changes of the header: what opens the vault after each, beside other sessions and a bad disk."""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coachtui.errors import InvalidValue, KeysChanged, NotAllowed, NotSaved, WrongPassphrase
from coachtui.vault import keyring, recovery_key
from coachtui.vault.recovery_key import RecoveryKey
from coachtui.vault.vault import Cost, Vault, describe
from tests.vault import reader
from tests.vault.dying import NEW, killed
from tests.vault.handmade import Handmade
from tests.vault.people import PASSPHRASE, everything_in, noting
from tests.vault.test_refusing_disk import Refusing


def opens(path: Path, secret: str | RecoveryKey) -> bool:
    try:
        vault = Vault.unlock(path, secret)
    except WrongPassphrase:
        return False
    assert len(vault.cards()) == 1
    assert not vault.damaged
    vault.close()
    return True


def headers(path: Path) -> list[bytes]:
    return [(path / name).read_bytes() for name in ("header", "header.2")]


def kinds(path: Path) -> list[str]:
    return [slot.kind for slot in describe(path).slots]


def test_a_changed_passphrase_opens_and_the_old_one_does_not(
    vault: Vault, path: Path, only: str
) -> None:
    keyring.change_passphrase(vault, PASSPHRASE, NEW)
    assert opens(path, NEW)
    assert not opens(path, PASSPHRASE)
    assert headers(path)[0] == headers(path)[1]
    assert describe(path).slots[0].memory_mib == 19
    assert vault.update(only, noting("a")).sessions
    assert kinds(path) == ["passphrase"]


def test_a_changed_passphrase_may_cost_more_a_guess(vault: Vault, path: Path) -> None:
    keyring.change_passphrase(vault, PASSPHRASE, NEW, Cost.DEFAULT)
    (slot,) = describe(path).slots
    assert (slot.passes, slot.memory_mib, slot.lanes) == (3, 64, 4)
    assert opens(path, NEW)


def test_a_wrong_proof_or_a_short_passphrase_changes_nothing(vault: Vault, path: Path) -> None:
    keyring.make_recovery(vault, RecoveryKey.make())
    before = everything_in(path)
    for proof in (NEW, RecoveryKey.make()):
        with pytest.raises(WrongPassphrase, match="does not open this vault"):
            keyring.change_passphrase(vault, proof, NEW)
    with pytest.raises(InvalidValue, match="at least 12"):
        keyring.change_passphrase(vault, PASSPHRASE, "too short")
    assert everything_in(path) == before


def test_a_recovery_key_opens_and_a_newer_one_revokes_it(vault: Vault, path: Path) -> None:
    first, second = RecoveryKey.make(), RecoveryKey.make()
    keyring.make_recovery(vault, first)
    assert opens(path, recovery_key.read("-".join(first.groups).lower()))
    assert opens(path, PASSPHRASE)
    keyring.make_recovery(vault, second)
    assert opens(path, second)
    assert not opens(path, first)
    assert kinds(path) == ["passphrase", "recovery"]
    keyring.check(vault, second)
    with pytest.raises(WrongPassphrase, match="recovery key"):
        keyring.check(vault, first)


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(path: Path, vault: Vault) -> None:
    key = RecoveryKey.make()
    keyring.make_recovery(vault, key)
    vault.close()
    again = Vault.unlock(path, key)
    keyring.change_passphrase(again, key, NEW)
    assert opens(path, NEW)
    assert opens(path, key)
    assert not opens(path, PASSPHRASE)


def test_only_the_slot_of_the_passphrase_that_proves_goes(vault: Vault, path: Path) -> None:
    vault_id, keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    made = Handmade(vault_id, 1, keys[1])
    file = made.header(7, made.slot("en annen setning"), made.slot(PASSPHRASE))
    for name in ("header", "header.2"):
        (path / name).write_bytes(file)
    key = RecoveryKey.make()
    keyring.make_recovery(vault, key)
    keyring.change_passphrase(vault, PASSPHRASE, NEW)
    assert [opens(path, each) for each in ("en annen setning", NEW, PASSPHRASE)] == [1, 1, 0]
    keyring.change_passphrase(vault, key, "den aller nyeste")
    assert [opens(path, each) for each in ("en annen setning", NEW, "den aller nyeste")] == [
        0,
        0,
        1,
    ]


def test_of_two_sessions_neither_loses_the_change_of_the_other(vault: Vault, path: Path) -> None:
    other = Vault.unlock(path, PASSPHRASE)
    key = RecoveryKey.make()
    keyring.change_passphrase(other, PASSPHRASE, NEW)
    keyring.make_recovery(vault, key)
    assert opens(path, NEW)
    assert opens(path, key)
    assert not opens(path, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        keyring.change_passphrase(vault, PASSPHRASE, "noe helt annet her")


def test_changes_at_the_same_moment_are_all_there(vault: Vault, path: Path) -> None:
    sessions = [Vault.unlock(path, PASSPHRASE) for _each in range(4)]
    start = int(headers(path)[0].split()[6])

    def work(session: Vault) -> RecoveryKey:
        key = RecoveryKey.make()
        for _each in range(5):
            keyring.make_recovery(session, key)
        return key

    with ThreadPoolExecutor(5) as threads:
        made = list(threads.map(work, sessions))
        keyring.change_passphrase(vault, PASSPHRASE, NEW)
    assert int(headers(path)[0].split()[6]) == start + 4 * 5 + 1
    assert [opens(path, key) for key in made].count(True) == 1
    assert opens(path, NEW)
    assert not opens(path, PASSPHRASE)


def test_a_session_from_before_puts_no_old_header_back(vault: Vault, path: Path) -> None:
    """Cut off between the two copies, the change is finished by whoever opens, not undone."""
    old = headers(path)[0]
    keyring.change_passphrase(vault, PASSPHRASE, NEW)
    new = headers(path)[0]
    (path / "header").write_bytes(old)
    keyring.make_recovery(vault, RecoveryKey.make())
    assert opens(path, NEW)
    assert not opens(path, PASSPHRASE)
    (path / "header").write_bytes(old)
    (path / "header.2").write_bytes(new)
    assert not opens(path, PASSPHRASE)
    assert opens(path, NEW)
    assert headers(path) == [new, new]


def test_a_copy_of_a_later_epoch_stops_a_session_with_former_keys(vault: Vault, path: Path) -> None:
    vault_id, keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    made = Handmade(vault_id, 2, os.urandom(32))
    later = made.header(2, made.slot(PASSPHRASE), made.former(1, keys[1]))
    (path / "header.2").write_bytes(later)
    with pytest.raises(KeysChanged):
        keyring.make_recovery(vault, RecoveryKey.make())
    assert (path / "header.2").read_bytes() == later


def test_a_forged_copy_is_not_built_upon(vault: Vault, path: Path) -> None:
    vault_id, _keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    foreign = Handmade(vault_id, 1, os.urandom(32))
    (path / "header").write_bytes(foreign.header(99, foreign.slot("noen andres setning")))
    keyring.change_passphrase(vault, PASSPHRASE, NEW)
    assert headers(path)[0] == headers(path)[1]
    assert opens(path, NEW)
    assert not opens(path, "noen andres setning")


def test_a_forged_copy_of_a_later_epoch_stands_in_nobodys_way(vault: Vault, path: Path) -> None:
    vault_id, _keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    for _each in range(5):
        keyring.make_recovery(vault, RecoveryKey.make())
    foreign = Handmade(vault_id, 9, os.urandom(32))
    (path / "header").write_bytes(foreign.header(3, foreign.slot("noen andres setning")))
    keyring.change_passphrase(vault, PASSPHRASE, NEW)
    assert headers(path)[0] == headers(path)[1]
    assert opens(path, NEW)


def test_a_locked_vault_changes_nothing(vault: Vault) -> None:
    vault.close()
    with pytest.raises(NotAllowed, match="locked"):
        keyring.change_passphrase(vault, PASSPHRASE, NEW)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO])
def test_whichever_call_fails_one_passphrase_opens_and_it_is_told(
    vault: Vault, path: Path, reason: int, for_good: bool
) -> None:
    nth = 0
    while True:
        nth += 1
        with pytest.MonkeyPatch.context() as monkeypatch:
            refusing = Refusing(monkeypatch, nth, reason, for_good)
            told = ""
            try:
                keyring.change_passphrase(vault, PASSPHRASE, NEW)
            except NotSaved as error:
                told = str(error)
        if not refusing.refused:
            break
        changed = "perhaps not for good" in told
        assert changed or "could not be saved" in told
        assert opens(path, NEW) == changed
        assert opens(path, PASSPHRASE) != changed
        if changed:
            keyring.change_passphrase(vault, NEW, PASSPHRASE)
        assert not list(path.glob("tmp-*"))
    assert nth > 8
    assert opens(path, NEW)


def test_a_full_disk_changes_nothing(vault: Vault, path: Path) -> None:
    before = headers(path)
    for nth in range(2, 8):
        with pytest.MonkeyPatch.context() as monkeypatch:
            Refusing(monkeypatch, nth, errno.ENOSPC, for_good=True)
            with pytest.raises(NotSaved, match="could not be saved: the disk is full"):
                keyring.change_passphrase(vault, PASSPHRASE, NEW)
        assert headers(path) == before


def test_a_kill_leaves_a_vault_that_opens(vault: Vault, path: Path, tmp_path: Path) -> None:
    """Killed at every call that touches the disk, in a process of its own."""
    vault.close()
    seen = set()
    for nth in range(1, 20):
        place = tmp_path / f"copy-{nth}"
        shutil.copytree(path, place)
        died = killed(nth, place, "passphrase")
        new = opens(place, NEW)
        assert opens(place, PASSPHRASE) != new
        seen.add(new)
        if not died:
            assert new
            break
    assert nth > 8
    assert seen == {False, True}
