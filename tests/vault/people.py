"""Made-up people, and the changes that the tests make to their records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from coachtui.domain.client import Client
from coachtui.domain.draft import NoteDraft
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord, with_session
from coachtui.domain.session import Session

PASSPHRASE = "en lang nok setning"
PRACTICE = Practice(name="Kanari Kusk", email="kanarikusk@example.org")


def newcomer(record_id: str, code: str) -> ClientRecord:
    """A record as ``Vault.add`` builds it."""
    client = Client(
        code=code, name="Papegøye Ødegård", since=date(2026, 1, 5), email="papegoye@example.org"
    )
    return ClientRecord(id=record_id, client=client)


def session(name: str, day: date = date(2026, 2, 3), note: str = "# Første møte\n") -> Session:
    """A session under the id ``name``."""
    return Session(id=name, date=day, note=note)


def noting(name: str, note: str = "# Første møte\n") -> Callable[[ClientRecord], ClientRecord]:
    """The change that adds one session."""
    return lambda record: with_session(record, session(name, note=note))


def with_sessions(record: ClientRecord, sessions: list[Session]) -> ClientRecord:
    """``record`` with exactly these sessions, in this order."""
    return replace(record, sessions=tuple(sessions))


def draft(record_id: str, number: int = 1, note: str = "Halvferdig") -> NoteDraft:
    """The ``number``-th draft for a record."""
    return NoteDraft(
        id=f"{number:032x}",
        record=record_id,
        session=session("begun", note=note),
        saved=datetime(2026, 2, 3, 10, 0, number),
    )


def everything_in(path: Path) -> dict[str, tuple[bytes, int, int, int]]:
    """Every file and folder below ``path`` with its bytes, mode and times of change."""
    found = {}
    for each in [path, *path.rglob("*")]:
        status = each.lstat()
        content = each.read_bytes() if each.is_file() else b""
        found[str(each)] = (content, status.st_mode, status.st_mtime_ns, status.st_ctime_ns)
    return found
