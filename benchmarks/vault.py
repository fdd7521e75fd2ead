"""What the vault costs, each figure beside a peer in the same run: ``python -m benchmarks.vault``.

The peers: writing the same number of bytes to one file and syncing it, which is the least that a
durable save can cost; one TinyDB file that holds every note; and the list as a plain JSON file.
The disk measured is that of the temporary folder: set ``TMPDIR`` for another.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec
from tinydb import TinyDB

from benchmarks.report import Line, Round, rounds_wanted, table
from coachtui.domain.client import Client
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord, with_session, without_session
from coachtui.domain.session import Session
from coachtui.vault import making
from coachtui.vault.vault import Cost, Vault

PASSPHRASE = "a made-up passphrase"
NOTE = "Hva skjedde siden sist? Én ting av gangen, sa hun, og så på klokken.\n" * 44

SAVE, SAVE_ONE = "save a note", "save a note, beside one file"
SAVE_KEPT, SAVE_FIRST = "save a note, snapshots kept", "save a note, the first of a day"
LIST, AGAIN = "list, the key at hand", "list again, nothing changed"
REBUILT = "list, the index lost"
LINES = (
    Line(SAVE, "ms", "raw write + fsync of the same bytes", 3),
    Line(SAVE_ONE, "ms", "one TinyDB file, 50,000 notes", 0.01),
    Line(SAVE_KEPT, "ms", "a save without snapshots", 1.2),
    Line(SAVE_FIRST, "ms", "a save without snapshots"),
    Line(LIST, "ms", "the same list as plain JSON"),
    Line(AGAIN, "ms", "the same list as plain JSON"),
    Line(REBUILT, "ms", "the same list as plain JSON"),
)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that ``act`` took."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def build(record_id: str, code: str) -> ClientRecord:
    """A client with ten sessions."""
    client = Client(
        code=code, name=f"Demo {code}", since=date(2025, 1, 1), email=f"{code}@example.org"
    )
    sessions = tuple(some(f"s{number}", number) for number in range(10))
    return ClientRecord(id=record_id, client=client, sessions=sessions)


def some(name: str, day: int = 0) -> Session:
    """One session with a note of 3 KB."""
    return Session(id=name, date=date(2025, 1, 1) + timedelta(days=day), note=NOTE)


def raw(path: Path, content: bytes) -> None:
    """Write ``content`` and sync it."""
    with path.open("wb", buffering=0) as file:
        file.write(content)
        os.fsync(file.fileno())


def one_tinydb(path: Path, notes: int) -> TinyDB:
    """One file with all notes, as TinyDB would have it."""
    rows = {str(number): {"date": "2025-01-01", "note": NOTE} for number in range(notes)}
    path.write_text(json.dumps({"sessions": rows}), "utf-8")
    return TinyDB(path)


def filled(folder: Path, clients: int) -> Vault:
    """A vault with that many clients, the first of whom has 200 sessions."""
    vault = Vault.create(folder / "vault", PASSPHRASE, Practice(name="Demo"), Cost.MINIMAL)
    busy = vault.add(build).id
    for number in range(10, 200):
        session = some(f"s{number}", number)
        vault.update(busy, lambda record: with_session(record, session))  # noqa: B023
    for _ in range(clients - 1):
        vault.add(build)
    return vault


class Bench:
    """What is measured on: the vault, one TinyDB file with all notes, and the list as plain JSON."""

    def __init__(self, folder: Path, clients: int, notes: int) -> None:
        self._raw, self._plain = folder / "raw", folder / "plain.json"
        self._vault = filled(folder, clients)
        self._tinydb = one_tinydb(folder / "one.json", notes)
        cards = self._vault.cards()
        self._busy = cards[0].id
        self._plain.write_bytes(msgspec.json.encode(cards))
        self._keys = making.unlock(self._vault.path, PASSPHRASE)[1]
        self._rounds = 0

    def one_round(self) -> Round:
        """Each act once, its peer right after it."""
        self._rounds += 1
        self._vault.cards()  # the round before has taken the index away under its hands
        both = [self._save_and_sync(some(f"n{self._rounds}-{each}", 300)) for each in range(7)]
        save, synced = (median(times) for times in zip(*both, strict=True))
        row = {"date": "2025-01-01", "note": NOTE}
        inserted = timed(lambda: self._tinydb.table("sessions").insert(row))
        first, kept = self._save_on_a_new_day()
        opened = Vault(self._vault.path, self._keys)
        fresh, again = timed(opened.cards), timed(opened.cards)
        plain = timed(lambda: json.loads(self._plain.read_text("utf-8")))
        (self._vault.path / "index").unlink()
        rebuilt = timed(Vault(self._vault.path, self._keys).cards)
        return {
            SAVE: (save, synced),
            SAVE_ONE: (save, inserted),
            SAVE_KEPT: (kept, save),
            SAVE_FIRST: (first, save),
            LIST: (fresh, plain),
            AGAIN: (again, plain),
            REBUILT: (rebuilt, plain),
        }

    def _save_on_a_new_day(self) -> tuple[float, float]:
        """The save that a snapshot goes before, and one of the others of that day."""
        day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=self._rounds)
        vault = Vault(self._vault.path, self._keys, lambda: day)
        vault.load(self._busy)

        def save() -> float:
            session = some(f"d{self._rounds}", 300)
            return timed(lambda: vault.update(self._busy, lambda r: with_session(r, session)))

        def take_away() -> None:
            vault.update(self._busy, lambda r: without_session(r, f"d{self._rounds}"))

        first = save()
        rest = []
        for _again in range(7):
            take_away()
            rest.append(save())
        return first, median(rest)

    def _save_and_sync(self, session: Session) -> tuple[float, float]:
        """One more session, and as many bytes as the record has then to a plain file."""
        save = timed(
            lambda: self._vault.update(self._busy, lambda record: with_session(record, session))
        )
        content = (self._vault.path / "records" / self._busy).read_bytes()
        return save, timed(lambda: raw(self._raw, content))


def main() -> None:
    """Print the table."""
    rounds = rounds_wanted(__doc__, 7)
    with TemporaryDirectory(prefix="coachtui-benchmark-") as folder:
        bench = Bench(Path(folder), clients=1000, notes=50_000)
        bench.one_round()
        found = [bench.one_round() for _ in range(rounds)]
    print(table("Vault, 1,000 clients, one of them with 200 sessions", LINES, found), "\n")


if __name__ == "__main__":
    main()
