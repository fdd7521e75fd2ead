"""The format is what the page says: a reader written from it alone opens what the program made."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from coachtui.vault import backup, keyring, rekeying
from coachtui.vault.recovery_key import RecoveryKey
from coachtui.vault.vault import Vault
from tests.vault import reader
from tests.vault.handmade import Handmade
from tests.vault.people import PASSPHRASE, draft, noting, session, with_sessions
from tests.vault.recovery_reader import recovery_secret


def plain(value: Any) -> Any:
    """``value`` as a reader of JSON sees it."""
    return json.loads(msgspec.json.encode(value))


def test_a_stranger_reads_everything(vault: Vault, path: Path, only: str) -> None:
    earlier = vault.update(only, noting("a", "første"))
    many = [session(f"s{number}", note="lang " * 900) for number in (3, 1, 2)]
    record = vault.update(only, lambda record: with_sessions(record, many))
    vault.save_draft(draft(only))
    found = reader.read_vault(path, PASSPHRASE)
    assert found.keys() == {
        "practice",
        "practice.prev",
        "index",
        f"records/{only}",
        f"records/{only}.prev",
        f"drafts/{draft(only).id}",
    }
    practice = {"profile": plain(vault.practice()), "upkeep": plain(vault.upkeep())}
    assert found["practice"] == (2, practice)
    generation, tables = found[f"records/{only}"]
    assert generation == 3
    assert tables["client"] == {only: plain(record.client)}
    assert list(tables["sessions"].values()) == plain(record.sessions)
    generation, tables = found[f"records/{only}.prev"]
    assert generation == 2
    assert list(tables["sessions"].values()) == plain(earlier.sessions)
    assert found[f"drafts/{draft(only).id}"] == (1, plain(draft(only)))
    ((entry,),) = [content for _, content in [found["index"]]]
    assert entry["card"] == plain(vault.cards()[0])
    assert entry["generation"] == 3


def test_a_stranger_opens_it_with_the_recovery_key(vault: Vault, path: Path) -> None:
    key = RecoveryKey.make()
    keyring.make_recovery(vault, key)
    secret = recovery_secret("-".join(key.groups))
    assert secret == key.secret
    assert reader.read_vault(path, secret) == reader.read_vault(path, PASSPHRASE)


def test_a_stranger_reads_what_was_sealed_anew(vault: Vault, path: Path, only: str) -> None:
    vault.update(only, noting("a"))
    vault.save_draft(draft(only))
    before = reader.read_vault(path, PASSPHRASE)
    rekeying.rekey(vault, PASSPHRASE)
    after = reader.read_vault(path, PASSPHRASE)
    assert {**after, "index": 0} == {**before, "index": 0}
    assert (path / "records" / only).read_bytes()[12:16] == bytes([0, 0, 0, 2])


def test_a_stranger_reads_a_backup(vault: Vault, only: str, tmp_path: Path) -> None:
    vault.update(only, noting("a", "lang " * 900))
    vault.save_draft(draft(only))
    made = backup.make(vault, tmp_path / "backup", datetime(2026, 11, 25, tzinfo=UTC))
    found = reader.read_backup(made.file.read_bytes(), PASSPHRASE)
    in_vault = reader.read_vault(vault.path, PASSPHRASE)
    names = ("practice.prev", f"drafts/{draft(only).id}", f"records/{only}")
    # The practice notes the backup once it is made, so the one in it is that from before.
    assert [found[name.removesuffix(".prev")] for name in names] == [in_vault[n] for n in names]
    generation, manifest = found[""]
    assert (generation, manifest["made"]) == (1, "2026-11-25T00:00:00Z")
    assert len(found) == 1 + len(names)


def test_a_vault_half_way_to_a_new_key_opens(vault: Vault, path: Path, only: str) -> None:
    """Its header is made by hand, as the page tells: a new epoch, the old key as a former one."""
    record = vault.update(only, noting("a"))
    vault.close()
    vault_id, keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    made = Handmade(vault_id, 2, os.urandom(32))
    file = made.header(2, made.recovery(), made.slot(PASSPHRASE), made.former(1, keys[1]))
    for name in ("header", "header.2"):
        (path / name).write_bytes(file)
    again = Vault.unlock(path, PASSPHRASE)
    assert again.load(only) == record
    changed = again.update(only, noting("b"))
    assert again.info().epoch == 2
    assert [slot.kind for slot in again.info().slots] == ["recovery", "passphrase"]
    generation, tables = reader.read_vault(path, PASSPHRASE)[f"records/{only}"]
    assert generation == 3
    assert list(tables["sessions"].values()) == plain(changed.sessions)
    assert (path / "records" / only).read_bytes()[12:16] == bytes([0, 0, 0, 2])
