"""What the vault costs beside the least that would do: raw bytes on the disk, a plain JSON file."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.clock import in_a_row, raw, timed
from benchmarks.report import Line, Round
from benchmarks.stores.coachtui_vault import Store
from benchmarks.stores.practice import ONE_MORE
from benchmarks.stores.store import DISK
from coachtui.domain.client import Client
from coachtui.domain.record import ClientRecord, with_session
from coachtui.domain.session import Session
from coachtui.vault.vault import Vault

BUSY = "save a note to 200 others"
LIST, AGAIN = "list, the key at hand", "list again, nothing changed"
REBUILT = "list, the index lost"
_JSON = "the same list as plain JSON"


def lines(most: float | None) -> tuple[Line, ...]:
    """The lines; ``most`` is the budget for a save to a record that has 200 sessions already."""
    return (
        Line(BUSY, "ms", DISK.what, most),
        Line(LIST, "ms", _JSON),
        Line(AGAIN, "ms", _JSON),
        Line(REBUILT, "ms", _JSON),
    )


class Floors:
    """The vault of a store, and beside it the file that is written raw and the list in the clear."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._raw, self._plain = folder / "raw", folder / "plain.json"
        self._store = store
        self._busy = store.vault.add(_busy).id
        self._plain.write_bytes(msgspec.json.encode(store.vault.cards()))
        self._saved = 0

    def one_round(self) -> Round:
        """Each act once, its floor right after it."""
        both = [self._save_and_sync() for _ in range(7)]
        save, synced = (median(times) for times in zip(*both, strict=True))
        plain = in_a_row(lambda: json.loads(self._plain.read_text("utf-8")))
        fresh, again = in_a_row(self._fresh), in_a_row(self._store.vault.cards)
        (self._store.path / "index").unlink()
        rebuilt = timed(self._fresh)
        self._save()  # Takes over the index that was made anew, so that no other act has to.
        return {
            BUSY: (save, synced),
            LIST: (fresh, plain),
            AGAIN: (again, plain),
            REBUILT: (rebuilt, plain),
        }

    def _fresh(self) -> object:
        return Vault(self._store.path, self._store.keys).cards()

    def _save(self) -> None:
        """One more session."""
        self._saved += 1
        session = _session(f"f{self._saved}", 300)
        self._store.vault.update(self._busy, lambda record: with_session(record, session))

    def _save_and_sync(self) -> tuple[float, float]:
        """A save, and as many bytes as the record has then to a plain file."""
        save = timed(self._save)
        content = (self._store.path / "records" / self._busy).read_bytes()
        return save, timed(lambda: raw(self._raw, content))


def _busy(record_id: str, code: str) -> ClientRecord:
    """A client with 200 sessions."""
    client = Client(code=code, name="Demo", since=date(2025, 1, 1))
    sessions = tuple(_session(f"b{number}", number) for number in range(200))
    return ClientRecord(id=record_id, client=client, sessions=sessions)


def _session(name: str, day: int) -> Session:
    return Session(id=name, date=date(2025, 1, 1) + timedelta(days=day), note=ONE_MORE.text)
