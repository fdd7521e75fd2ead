"""Every byte of a real file of every kind: whichever is changed, or missing, the file is refused.

All in memory, through what reads such files. That a refused file is told, and what happens then, is
tested where the file lies on disk.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coachtui.errors import Damaged
from coachtui.services import snapshots
from coachtui.vault import backup, header, making
from coachtui.vault.backup_file import Reader, sealed_name
from coachtui.vault.envelope import Keys, Kind, Name, unseal
from coachtui.vault.place import PREVIOUS, state_folder
from coachtui.vault.sealed_file import SINGLE
from coachtui.vault.vault import Cost, Vault
from tests.vault.people import PASSPHRASE, PRACTICE, draft, newcomer, noting

NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
Read = Callable[[bytes], object]

KINDS = (
    "record",
    "record before",
    "practice",
    "practice before",
    "draft",
    "index",
    "seen",
    "record in a snapshot",
    "practice in a snapshot",
    "backup",
    "header",
    "second header",
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Read]]:
    """A file of each kind as the program has written it, with what reads it."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        folder = tmp_path_factory.mktemp("every_byte")
        monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
        return _made(folder)


def _made(folder: Path) -> dict[str, tuple[bytes, Read]]:
    path = folder / "vault"
    vault = Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL)
    record_id = vault.add(newcomer).id
    vault.update(record_id, noting("a"))
    vault.save_draft(draft(record_id))
    taken = path / "snapshots" / snapshots.take(vault, NOW).name
    backup.make(vault, folder / "backup", NOW)
    _genuine, keys = making.unlock(path, PASSPHRASE)
    state = state_folder(keys.vault_id, path)
    record = Name(Kind.RECORD, bytes.fromhex(record_id))
    practice = Name(Kind.PRACTICE, SINGLE)
    places: dict[str, tuple[Path, Read]] = {
        "record": (path / "records" / record_id, _opening(keys, record)),
        "record before": (path / "records" / f"{record_id}{PREVIOUS}", _opening(keys, record)),
        "practice": (path / "practice", _opening(keys, practice)),
        "practice before": (path / f"practice{PREVIOUS}", _opening(keys, practice)),
        "draft": (
            path / "drafts" / draft(record_id).id,
            _opening(keys, sealed_name(f"drafts/{draft(record_id).id}")),
        ),
        "index": (path / "index", _opening(keys, Name(Kind.INDEX, SINGLE))),
        "seen": (state / "seen", _opening(keys, Name(Kind.SEEN, SINGLE))),
        "record in a snapshot": (taken / "records" / record_id, _opening(keys, record)),
        "practice in a snapshot": (taken / "practice", _opening(keys, practice)),
        "backup": (folder / "backup", lambda file: _whole_backup(keys, file)),
        # What no slot is tried for, as the checksum comes first.
        "header": (path / "header", header.parse),
        "second header": (path / "header.2", header.parse),
    }
    return {kind: (place.read_bytes(), read) for kind, (place, read) in places.items()}


def _opening(keys: Keys, name: Name) -> Read:
    return lambda file: unseal(keys, name, file)


def _whole_backup(keys: Keys, file: bytes) -> int:
    reader = Reader(io.BytesIO(file))
    header.parse(reader.header)
    return len(list(reader.contents(keys, reader.manifest(keys))))


def _cut_short(file: bytes) -> Iterator[bytes]:
    return (file[:length] for length in range(len(file)))


def _flipped(file: bytes) -> Iterator[bytes]:
    changed = bytearray(file)
    for at in range(len(file)):
        for bit in range(8):
            changed[at] ^= 1 << bit
            yield bytes(changed)
            changed[at] ^= 1 << bit


def _taken(changed: Iterator[bytes], read: Read) -> tuple[int, int]:
    """How many files there were, and how many were not refused; anything but Damaged comes through."""
    tried = taken = 0
    for file in changed:
        tried += 1
        try:
            read(file)
            taken += 1
        except Damaged:
            continue
    return tried, taken


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_changed_or_missing_is_refused(
    files: dict[str, tuple[bytes, Read]], kind: str
) -> None:
    file, read = files[kind]
    assert read(file)
    assert _taken(_cut_short(file), read) == (len(file), 0)
    assert _taken(_flipped(file), read) == (8 * len(file), 0)
    with pytest.raises(Damaged):
        read(file + b"\0")


def test_a_reader_that_overlooks_something_is_caught(files: dict[str, tuple[bytes, Read]]) -> None:
    file, read = files["record"]
    last = len(file) - 1
    assert _taken(_flipped(file[:64]), lambda part: read(part[:8] + file[8:])) == (512, 448)
    assert _taken(_cut_short(file), lambda part: len(part) == last or read(part))[1] == 1
