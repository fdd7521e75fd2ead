"""The format is what the page says: a reader written from it alone opens what the program made."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from coachtui.vault.vault import Vault
from tests.vault import reader
from tests.vault.people import PASSPHRASE, draft, noting, session, with_sessions


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
    assert found["practice"] == (2, {"profile": plain(vault.practice())})
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


def test_a_vault_half_way_to_a_new_key_opens(vault: Vault, path: Path, only: str) -> None:
    """Its header is made by hand, as the page tells: a new epoch, the old key as a former one."""
    record = vault.update(only, noting("a"))
    vault.close()
    vault_id, keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    file = _header_of_epoch_two(vault_id, keys[1])
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


def _header_of_epoch_two(vault_id: bytes, old_key: bytes) -> bytes:
    new_key = os.urandom(32)
    salts = [os.urandom(16).hex() for _ in range(3)]
    key = Argon2id(
        salt=bytes.fromhex(salts[1]), length=32, iterations=2, lanes=1, memory_cost=19_456
    ).derive(PASSPHRASE.encode())
    former = reader.hkdf(new_key, bytes.fromhex(salts[2]), b"coachtui former key 1\n")
    lines = [
        f"slot recovery hkdf-sha256 {salts[0]} {'0' * 96}",
        _line(f"slot passphrase argon2id 2 19456 1 {salts[1]}", vault_id, key, new_key),
        _line(f"former 1 {salts[2]}", vault_id, former, old_key),
    ]
    text = f"coachtui vault 1\nvault {vault_id.hex()}\ncounter 2\nepoch 2\n"
    covered = (text + "".join(f"{line}\n" for line in lines)).encode()
    mac_key = reader.hkdf(new_key, vault_id, b"coachtui header key 1\n")
    body = covered + f"hmac {hmac.digest(mac_key, covered, 'sha256').hex()}\n".encode()
    return body + f"sha256 {hashlib.sha256(body).hexdigest()}\n".encode()


def _line(bound: str, vault_id: bytes, key: bytes, wrapped: bytes) -> str:
    associated = f"coachtui wrap 1\n{vault_id.hex()} 2\n{bound}".encode()
    return f"{bound} {ChaCha20Poly1305(key).encrypt(bytes(12), wrapped, associated).hex()}"
