"""Kill a writer at a random moment, over and over, and read back all that it was told was saved.

A program of its own, so that it can fork without threads around: ``python -m tests.vault.kill_rounds
FOLDER ROUNDS``. It says on standard output how often it killed and how much it found.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from msgspec.structs import replace

from coachtui.vault import making
from coachtui.vault.place import TEMPORARY
from coachtui.vault.vault import Cost, Vault
from tests.vault.people import PASSPHRASE, PRACTICE, draft, newcomer, noting


def write_until_killed(vault: Vault, record_id: str, first: int, told: int) -> None:
    """Save one thing after another, and tell each only after it was said to be saved."""
    number = first
    while True:
        vault.save_draft(draft(record_id, 1, f"as far as {number}"))
        os.write(told, b"d%d\n" % number)
        vault.update(record_id, noting(f"s{number}", "note " * random.randrange(2000)))
        os.write(told, b"s%d\n" % number)
        if number % 3 == 0:
            code = vault.add(newcomer).client.code
            os.write(told, b"c%s\n" % code.encode())
            vault.update_practice(lambda practice: replace(practice, place=f"{number}"))  # noqa: B023
            os.write(told, b"p%d\n" % number)
        number += 1


def one_round(vault: Vault, record_id: str, first: int) -> list[str]:
    """What the writer was told before it was killed."""
    hear, tell = os.pipe()
    writer = os.fork()
    if not writer:
        try:
            write_until_killed(vault, record_id, first, tell)
        finally:
            os._exit(1)
    os.close(tell)
    heard = os.read(hear, 1 << 16)
    time.sleep(random.random() * 0.03)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    while more := os.read(hear, 1 << 16):
        heard += more
    os.close(hear)
    return heard.decode().split()


def last(told: list[str], what: str) -> int:
    return max((int(each[1:]) for each in told if each[0] == what), default=-1)


def check(vault: Vault, record_id: str, told: list[str]) -> None:
    """Everything that was told to be saved is there, and nothing is left lying about."""
    record = vault.load(record_id)
    assert {f"s{number}" for number in range(last(told, "s") + 1)} <= {
        session.id for session in record.sessions
    }
    (kept,) = vault.drafts()
    assert int(kept.session.note.split()[-1]) >= last(told, "d")
    assert int(vault.practice().place or -1) >= last(told, "p")
    codes = [card.code for card in vault.cards()]
    assert {each[1:] for each in told if each[0] == "c"} <= set(codes)
    assert len(codes) == len(set(codes))
    assert not vault.damaged
    (card,) = (card for card in vault.cards() if card.id == record_id)
    assert card.sessions == len(record.sessions)
    assert not [each for each in vault.path.rglob("*") if each.name.startswith(TEMPORARY)]


def main(folder: Path, rounds: int) -> None:
    path = folder / "vault"
    record_id = Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL).add(newcomer).id
    _genuine, keys = making.unlock(path, PASSPHRASE)
    told: list[str] = []
    for number in range(rounds):
        told += one_round(Vault(path, keys), record_id, last(told, "s") + 1)
        if number % 10 == 0:
            (path / "index").unlink(missing_ok=True)
        check(Vault.unlock(path, PASSPHRASE), record_id, told)
    print(f"{rounds} kills, {len(told)} saves told and found")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
