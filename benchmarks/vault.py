"""What the vault costs, each figure beside a peer in the same run: ``python -m benchmarks.vault``.

Medians of interleaved rounds. The peers: writing the same number of bytes to one file and syncing
it, which is the least that a durable save can cost, and one TinyDB file that holds every note.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from tinydb import TinyDB

from coachtui.domain.client import Client
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord, with_session
from coachtui.domain.session import Session
from coachtui.vault import making
from coachtui.vault.vault import Cost, Vault

PASSPHRASE = "a made-up passphrase"
NOTE = "Hva skjedde siden sist? Én ting av gangen, sa hun, og så på klokken.\n" * 44


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


def saving(folder: Path, vault: Vault, rounds: int, notes: int) -> None:
    """One more session for a client who has 200."""
    record_id = vault.add(build).id
    for number in range(10, 200):
        session = some(f"s{number}", number)
        vault.update(record_id, lambda record: with_session(record, session))  # noqa: B023
    content = (vault.path / "records" / record_id).read_bytes()
    base = one_tinydb(folder / "one.json", notes)
    times: dict[str, list[float]] = {"vault": [], "raw": [], "one TinyDB": []}
    for number in range(rounds):
        session = some(f"n{number}", 300)
        times["raw"].append(timed(lambda: raw(folder / "raw", content)))
        times["vault"].append(
            timed(lambda: vault.update(record_id, lambda record: with_session(record, session)))  # noqa: B023
        )
    for _ in range(3):
        row = {"date": "2025-01-01", "note": NOTE}
        times["one TinyDB"].append(timed(lambda: base.table("sessions").insert(row)))  # noqa: B023
    ours, floor, peer = (median(times[name]) for name in times)
    print(f"save, 200 sessions ({len(content) // 1024} KiB)  {ours:9.2f} ms")
    print(
        f"  raw write + fsync of the same bytes {floor:7.2f} ms   vault / raw {ours / floor:6.2f}"
    )
    print(
        f"  one TinyDB file, {notes:,} notes   {peer:8.0f} ms   TinyDB / vault {peer / ours:6.0f}"
    )


def opening(vault: Vault, rounds: int) -> None:
    """From the derived key to the list of clients."""
    genuine, keys = making.unlock(vault.path, PASSPHRASE)
    fresh: list[float] = []
    rebuilt: list[float] = []
    again: list[float] = []
    for _ in range(rounds):
        opened = Vault(vault.path, keys)
        fresh.append(timed(opened.cards))
        again.append(timed(opened.cards))
        (vault.path / "index").unlink()
        rebuilt.append(timed(Vault(vault.path, keys).cards))
    derived = median(timed(lambda: making.unlock(vault.path, PASSPHRASE)) for _ in range(rounds))
    count = len(vault.cards())
    print(f"{count:,} clients: list after the key   {median(fresh):6.2f} ms")
    print(f"  asked again, nothing changed      {median(again):6.2f} ms")
    print(f"  with the index lost               {median(rebuilt):6.2f} ms")
    print(f"  header and key, least cost        {derived:6.2f} ms   ({len(genuine)} bytes)")


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--clients", type=int, default=1000)
    words.add_argument("--notes", type=int, default=50_000, help="in the one TinyDB file")
    words.add_argument("--rounds", type=int, default=15)
    words.add_argument("--folder", help="on the disk to measure; default: the temporary folder")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        vault = Vault.create(folder / "vault", PASSPHRASE, Practice(name="Demo"), Cost.MINIMAL)
        for _ in range(chosen.clients):
            vault.add(build)
        opening(vault, chosen.rounds)
        saving(folder, vault, chosen.rounds, chosen.notes)


if __name__ == "__main__":
    main()
