"""Kill a writer at a random moment, over and over, and read back all that it was told was done.

A program of its own, so that it can fork without threads around: ``python -m tests.vault.kill_rounds
FOLDER OPERATION ROUNDS``. It says on standard output how often it killed and how much it found.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from coachtui.domain.record import Card, ClientRecord
from coachtui.errors import WrongPassphrase
from coachtui.vault import bringing_back, erasing, keyring, rekeying, snapshots
from coachtui.vault.adding import Build
from coachtui.vault.checking import check as checked
from coachtui.vault.place import TEMPORARY
from coachtui.vault.vault import Cost, Vault
from tests.derived import remember
from tests.vault.people import PASSPHRASE, PRACTICE, draft, newcomer, noting

IN_ONE_VAULT = 300
Tell = Callable[[str], None]


def save(vault: Vault, record_id: str, number: int, tell: Tell) -> None:
    """Save a note, and now and then the practice."""
    vault.update(record_id, noting(f"s{number}", "note " * random.randrange(2000)))
    tell(f"s{number}")
    if number % 3 == 0:
        vault.update_practice(lambda practice: replace(practice, place=f"{number}"))
        tell(f"p{number}")


def create(vault: Vault, _record_id: str, _number: int, tell: Tell) -> None:
    """Add a client."""
    tell("c" + vault.add(newcomer).client.code)


def add_several(vault: Vault, _record_id: str, number: int, tell: Tell) -> None:
    """Add those of several clients who are not there yet."""
    vault.add_all(lambda cards: [_named(name) for name in _together(number) - _names(cards)])
    tell(f"a{number}")


def _together(number: int) -> set[str]:
    """The names of those who are added at once."""
    return {f"{number} {letter}" for letter in "abcde"}


def _names(cards: tuple[Card, ...]) -> set[str]:
    return {card.name for card in cards}


def _named(name: str) -> Build:
    def build(record_id: str, code: str) -> ClientRecord:
        record = newcomer(record_id, code)
        return replace(record, client=replace(record.client, name=name))

    return build


def draft_to_note(vault: Vault, record_id: str, number: int, tell: Tell) -> None:
    """Seal a draft, save it as a note, and only then drop it."""
    kept = replace(draft(record_id, 1, f"as far as {number}"), id=f"{number:032x}")
    vault.save_draft(kept)
    tell(f"d{number}")
    vault.update(record_id, noting(f"s{number}"))
    tell(f"s{number}")
    vault.drop_draft(kept.id)


def erase(vault: Vault, _record_id: str, _number: int, tell: Tell) -> None:
    """Add a client, keep a snapshot, and erase that client."""
    gone = vault.add(newcomer)
    with vault.writing() as rooms:
        if len(snapshots.listed(vault.path)) < 5:
            snapshots.take(rooms, datetime.now(UTC))
    erasing.erase(vault, gone.id, date(2026, 2, 3))
    tell("e" + gone.id)


def rekey(vault: Vault, record_id: str, number: int, tell: Tell) -> None:
    """Save a note, then give the vault new keys."""
    vault.update(record_id, noting(f"s{number}"))
    tell(f"s{number}")
    if rekeying.unfinished(vault):
        rekeying.go_on(vault)
    rekeying.rekey(vault, PASSPHRASE)
    tell(f"k{vault.rooms.keys.epoch}")


def restore(vault: Vault, record_id: str, number: int, tell: Tell) -> None:
    """Save a note, take a snapshot, save another and go back to the snapshot."""
    vault.update(record_id, noting(f"s{number}"))
    tell(f"s{number}")
    with vault.writing() as rooms:
        taken = snapshots.take(rooms, datetime.now(UTC))
    vault.update(record_id, noting(f"gone{number}"))
    bringing_back.restore(vault, record_id, taken.name, datetime.now(UTC))
    tell(f"r{number}")


def passphrase(vault: Vault, _record_id: str, number: int, tell: Tell) -> None:
    """Change the passphrase to the next one."""
    keyring.change_passphrase(vault, word(number), word(number + 1), Cost.MINIMAL)
    tell(f"w{number + 1}")


def word(number: int) -> str:
    """The passphrase after ``number`` changes."""
    return f"setning nummer {number} her" if number else PASSPHRASE


class Operation(NamedTuple):
    """What is done until it is killed, and after how many seconds that is at the latest."""

    act: Callable[[Vault, str, int, Tell], None]
    longest: float


OPERATIONS = {
    "save": Operation(save, 0.04),
    "create": Operation(create, 0.04),
    "several": Operation(add_several, 0.08),
    "draft": Operation(draft_to_note, 0.04),
    "erase": Operation(erase, 0.1),
    "restore": Operation(restore, 0.05),
    "rekey": Operation(rekey, 0.15),
    "passphrase": Operation(passphrase, 0.2),
}


class Round(NamedTuple):
    """What a writer was told before it was killed, all rounds together."""

    told: list[str]

    def last(self, what: str) -> int:
        """The greatest number that was told of one kind, -1 for none."""
        return max((int(each[1:]) for each in self.told if each[0] == what), default=-1)

    def all(self, what: str) -> set[str]:
        """Everything that was told of one kind."""
        return {each[1:] for each in self.told if each[0] == what}


def killed_once(vault: Vault, record_id: str, operation: Operation, first: int) -> list[str]:
    """What the writer was told in one round."""
    hear, tell = os.pipe()
    writer = os.fork()
    if not writer:
        try:
            number = first
            while True:
                operation.act(vault, record_id, number, lambda what: _write(tell, what))
                number += 1
        finally:
            os._exit(1)
    os.close(tell)
    time.sleep(random.random() * operation.longest)
    os.kill(writer, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) == -signal.SIGKILL
    heard = b""
    while more := os.read(hear, 1 << 16):
        heard += more
    os.close(hear)
    return heard.decode().split()


def _write(tell: int, what: str) -> None:
    os.write(tell, what.encode() + b"\n")


def opened(path: Path, changes: int) -> tuple[Vault, int]:
    """The vault after ``changes`` of the passphrase that were told, and how many there were in fact."""
    try:
        return Vault.unlock(path, word(changes)), changes
    except WrongPassphrase:
        # The one after it was not told any more and yet done.
        return Vault.unlock(path, word(changes + 1)), changes + 1


def look(vault: Vault, record_id: str, so_far: Round) -> None:
    """Everything that was told to be done is, and nothing is left lying about."""
    record = vault.load(record_id)
    names = {session.id for session in record.sessions}
    assert {f"s{number}" for number in so_far.all("s")} <= names
    assert not {f"gone{number}" for number in so_far.all("r")} & names
    drafted = {int(each.session.note.split()[-1]) for each in vault.drafts()}
    assert {int(number) for number in so_far.all("d") - so_far.all("s")} <= drafted
    assert int(vault.practice().place or -1) >= so_far.last("p")
    codes = [card.code for card in vault.cards()]
    assert so_far.all("c") <= set(codes)
    people = [card.name for card in vault.cards() if card.name[0].isdigit()]
    assert len(people) == len(set(people))
    for number in so_far.all("a"):
        assert _together(int(number)) <= set(people)
    assert len(codes) == len(set(codes))
    assert not vault.damaged
    assert not so_far.all("e") & {card.id for card in vault.cards()}
    left = [each.name for each in vault.path.rglob("*")]
    assert not [name for name in left if name.startswith(TEMPORARY)]
    assert not so_far.all("e") & {name.removesuffix(".prev") for name in left}
    assert vault.rooms.keys.epoch >= so_far.last("k")


def main(folder: Path, name: str, rounds: int) -> None:
    """Say how it went; each vault is for so many rounds only, for it grows with them."""
    remember()
    told = sum(
        killed_over_and_over(folder / str(start), name, min(IN_ONE_VAULT, rounds - start))
        for start in range(0, rounds, IN_ONE_VAULT)
    )
    print(f"{name}: {rounds} kills, {told} times told and found")


def killed_over_and_over(path: Path, name: str, rounds: int) -> int:
    """How often something was told to be done, in a vault at ``path``, and was."""
    record_id = Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL).add(newcomer).id
    so_far, operation, changes = Round([]), OPERATIONS[name], 0
    vault = Vault.unlock(path, PASSPHRASE)
    for number in range(rounds):
        first = changes if name == "passphrase" else 1 + max(map(so_far.last, "sdra"))
        so_far.told.extend(killed_once(vault, record_id, operation, first))
        if len(so_far.told) < number // 5:
            # A busy machine gets hardly anything done in so short a time.
            operation = operation._replace(longest=operation.longest * 1.2)
        if number % 10 == 0:
            (path / "index").unlink(missing_ok=True)
        vault, changes = opened(path, max(changes, so_far.last("w")))
        look(vault, record_id, so_far)
    if rekeying.unfinished(vault):
        rekeying.go_on(vault)
    report = checked(vault)
    assert report.ok, report.problems
    assert len(so_far.told) > rounds // 10
    return len(so_far.told)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
