"""Several processes and threads on one vault, and processes that are killed."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE

import pytest

from coachtui.errors import KeysChanged, VaultBusy
from coachtui.vault import lock
from coachtui.vault.vault import Vault
from tests.conftest import LONGER
from tests.vault import reader
from tests.vault.handmade import Handmade
from tests.vault.people import PASSPHRASE, draft, everything_in, newcomer, noting

ROOT = Path(__file__).parents[2]


def run(*words: str) -> str:
    """What the program printed, once it has ended well."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300 * LONGER,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


KILLS = {
    "save": 300, "create": 300, "several": 100, "draft": 300, "restore": 300, "erase": 300,
    "rekey": 60, "passphrase": 60,
}  # fmt: skip
"""How often each operation is cut off; ``make soak`` says how much longer."""


@pytest.mark.parametrize("operation", KILLS)
def test_whatever_was_told_to_be_done_survives_being_killed(tmp_path: Path, operation: str) -> None:
    rounds = KILLS[operation] * LONGER
    told = run("tests.vault.kill_rounds", str(tmp_path), operation, str(rounds))
    assert f"{rounds} kills" in told
    print(told)


def test_writers_side_by_side_lose_nothing_and_a_reader_never_sees_less(tmp_path: Path) -> None:
    told = run("tests.vault.crowd", str(tmp_path), "8", str(15 * LONGER))
    assert "all there" in told
    print(told)


def test_threads_side_by_side_lose_nothing(vault: Vault, only: str) -> None:
    def work(who: int) -> None:
        for number in range(10):
            vault.update(only, noting(f"t{who}n{number}"))
            vault.save_draft(draft(only, who + 1, str(number)))
            assert vault.cards()
        vault.add(newcomer)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert len(vault.load(only).sessions) == 40
    assert [card.code for card in vault.cards()] == [f"K-00{number}" for number in range(1, 6)]
    assert [each.session.note for each in vault.drafts()] == ["9"] * 4


def test_a_change_made_meanwhile_is_built_upon(vault: Vault, path: Path, only: str) -> None:
    other = Vault.unlock(path, PASSPHRASE)
    vault.load(only)
    other.update(only, noting("theirs"))
    saved = vault.update(only, noting("ours"))
    assert {session.id for session in saved.sessions} == {"theirs", "ours"}


def test_a_long_operation_elsewhere_is_waited_for_and_then_told(
    vault: Vault, path: Path, only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    before = everything_in(path)
    with (path / "lock").open() as elsewhere:
        fcntl.flock(elsewhere, fcntl.LOCK_EX)
        for use in (
            lambda: vault.update(only, noting("a")),
            lambda: vault.save_draft(draft(only)),
            lambda: vault.add(newcomer),
        ):
            with pytest.raises(VaultBusy, match="Another session holds"):
                use()
        assert vault.load(only)
        assert vault.cards()
        assert Vault.unlock(path, PASSPHRASE).cards()
    assert everything_in(path) == before
    assert vault.update(only, noting("a")).sessions


def test_whoever_waits_for_a_long_operation_hears_who_it_is(
    vault: Vault, path: Path, only: str
) -> None:
    code = f"""
import sys
from pathlib import Path
from coachtui.vault.vault import Vault
with Vault.unlock(Path({str(path)!r}), {PASSPHRASE!r}).holding():
    print("held", flush=True)
    sys.stdin.read()
"""
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        start = time.monotonic()
        with pytest.raises(VaultBusy, match=rf"process {other.pid}, .*since \d\d:\d\d"):
            vault.update(only, noting("a"))
        assert time.monotonic() - start < lock.PATIENCE
        assert vault.cards()
        other.stdin.close()
    assert vault.update(only, noting("a")).sessions


def test_a_session_with_former_keys_changes_nothing_and_says_so(
    vault: Vault, path: Path, only: str
) -> None:
    vault_id, keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    made = Handmade(vault_id, 2, os.urandom(32))
    file = made.header(2, made.slot(PASSPHRASE), made.former(1, keys[1]))
    for name in ("header.2", "header"):
        _written(path / f"tmp-{name}", file).replace(path / name)
    before = everything_in(path / "records")
    for use in (vault.cards, lambda: vault.load(only), lambda: vault.update(only, noting("a"))):
        with pytest.raises(KeysChanged, match="passphrase again"):
            use()
    assert everything_in(path / "records") == before
    assert Vault.unlock(path, PASSPHRASE).update(only, noting("a")).sessions


def _written(path: Path, content: bytes) -> Path:
    path.touch(mode=0o600)
    path.write_bytes(content)
    return path


def test_a_short_wait_for_the_lock_is_not_noticed(vault: Vault, path: Path, only: str) -> None:
    elsewhere = os.open(path / "lock", os.O_RDONLY)
    fcntl.flock(elsewhere, fcntl.LOCK_EX)
    release = threading.Timer(0.1, os.close, [elsewhere])
    start = time.monotonic()
    release.start()
    assert vault.update(only, noting("a")).sessions
    assert time.monotonic() - start >= 0.1
    release.join()


def test_a_lock_that_a_network_disk_makes_of_ranges_of_bytes_is_had_as_well(
    vault: Vault, only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What NFS and SMB make of flock; unlike flock itself it wants the file open for writing.
    monkeypatch.setattr(fcntl, "flock", fcntl.lockf)
    assert vault.update(only, noting("a")).sessions


def test_left_overs_of_a_crash_are_swept_but_not_under_another_writer(
    vault: Vault, path: Path
) -> None:
    left = [path / "tmp-0", path / "records" / "tmp-1", path / "drafts" / "tmp-2"]
    for each in left:
        each.touch(mode=0o600)
    with (path / "lock").open() as elsewhere:
        fcntl.flock(elsewhere, fcntl.LOCK_EX)
        Vault.unlock(path, PASSPHRASE)
        assert all(each.exists() for each in left)
    Vault.unlock(path, PASSPHRASE)
    assert not any(each.exists() for each in left)


def test_too_little_memory_is_told() -> None:
    code = """
import resource
from coachtui.errors import NotAllowed
from coachtui.vault import slots
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (20 << 20),) * 2)
try:
    slots.first_header("tolv tegn her", slots.Cost.DEFAULT)
except NotAllowed as error:
    print(error)
"""
    if not Path("/proc/self/statm").exists():
        pytest.skip("the memory in use can only be asked of Linux")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "takes 64 MiB of memory" in done.stdout, done.stderr


def test_asking_whether_a_vault_exists_loads_no_cryptography() -> None:
    heavy = "{'cryptography', 'tinydb'} & set(sys.modules)"
    code = f"import sys, coachtui.vault.place as p; p.exists(p.Path('x')); print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "set()\n"
