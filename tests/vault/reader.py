"""A reader of vaults written from ``docs/vault-format.md`` alone: it shares no line with the program.

It only reads, and says ``AssertionError`` to whatever the page does not allow.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KINDS = {"records": 1, "practice": 2, "drafts": 3, "index": 4}


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int = 32) -> bytes:
    return HKDF(SHA256(), length, salt=salt, info=info).derive(secret)


def open_header(file: bytes, secret: str | bytes) -> tuple[bytes, dict[int, bytes]]:
    """The vault id and the vault keys by epoch, with a passphrase or the bytes of a recovery key."""
    body, checksum = file[:-72], file[-72:]
    assert checksum == f"sha256 {hashlib.sha256(body).hexdigest()}\n".encode()
    lines = [line.split(" ") for line in file.decode("ascii").splitlines()]
    assert lines[0] == ["coachtui", "vault", "1"]
    (_, vault_id), (_, _counter), (_, epoch) = lines[1:4]
    work = 0
    for line in lines[4:-2]:
        if line[:3] == ["slot", "passphrase", "argon2id"]:
            passes, memory, lanes = map(int, line[3:6])
            assert 2 <= passes <= 16
            assert 19_456 <= memory <= 1_048_576
            assert 1 <= lanes <= 16
            work += passes * memory
    assert work <= 16_777_216
    tried = (open_slot(line, secret, vault_id, epoch) for line in lines[4:-2])
    vault_key = next(filter(None, tried), None)
    assert vault_key, "wrong passphrase or recovery key"
    mac_key = hkdf(vault_key, bytes.fromhex(vault_id), b"coachtui header key 1\n")
    assert lines[-2] == ["hmac", hmac.new(mac_key, body[:-70], "sha256").hexdigest()]
    keys = {int(epoch): vault_key}
    for line in lines[4:-2]:
        if line[0] == "former":
            key = hkdf(vault_key, bytes.fromhex(line[2]), b"coachtui former key 1\n")
            former = unwrap(key, vault_id, epoch, line)
            assert former
            keys[int(line[1])] = former
    return bytes.fromhex(vault_id), keys


def open_slot(line: list[str], secret: str | bytes, vault_id: str, epoch: str) -> bytes | None:
    if line[:2] == ["slot", "passphrase"] and isinstance(secret, str):
        passes, memory, lanes = map(int, line[3:6])
        salt = bytes.fromhex(line[6])
        argon2 = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
        key = argon2.derive(unicodedata.normalize("NFC", secret).encode())
    elif line[:2] == ["slot", "recovery"] and isinstance(secret, bytes):
        key = hkdf(secret, bytes.fromhex(line[3]), b"coachtui recovery key 1\n")
    else:
        return None
    return unwrap(key, vault_id, epoch, line)


def unwrap(key: bytes, vault_id: str, epoch: str, line: list[str]) -> bytes | None:
    bound = f"coachtui wrap 1\n{vault_id} {epoch}\n{' '.join(line[:-1])}".encode()
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), bytes.fromhex(line[-1]), bound)
    except InvalidTag:
        return None


def padded(size: int) -> int:
    if size <= 4096:
        return 4096
    e = size.bit_length() - 1
    step = 2 ** (e - e.bit_length())
    return -(-size // step) * step


def open_sealed(
    file: bytes, kind: int, file_id: bytes, vault_id: bytes, keys: dict[int, bytes]
) -> tuple[int, Any]:
    """The generation and the decoded content."""
    assert len(file) >= 4096
    assert file[:8] == b"coachtui"
    assert file[8:12] == bytes([1, kind, 1, 0])
    assert file[16:32] == vault_id
    assert file[32:48] == file_id
    vault_key = keys[int.from_bytes(file[12:16], "big")]
    both = hkdf(vault_key, file[48:80], b"coachtui sealed file 1\n" + file[:80], 64)
    assert both[32:] == file[80:112]
    plain = ChaCha20Poly1305(both[:32]).decrypt(bytes(12), file[112:], file[:112])
    generation, length = int.from_bytes(plain[:8], "big"), int.from_bytes(plain[8:16], "big")
    assert len(file) == padded(112 + 16 + length + 16)
    assert not any(plain[16 + length :])
    return generation, json.loads(plain[16 : 16 + length])


def read_vault(path: Path, secret: str | bytes) -> dict[str, tuple[int, Any]]:
    """Every sealed file of a vault by its name below ``path``: generation and content."""
    vault_id, keys = open_header((path / "header").read_bytes(), secret)
    assert (path / "header").read_bytes() == (path / "header.2").read_bytes()
    found = {}
    for file in path.rglob("*"):
        name = str(file.relative_to(path))
        kind = KINDS.get(name.removesuffix(".prev").split("/")[0])
        if file.is_file() and kind:
            own = bytes.fromhex(file.name.removesuffix(".prev")) if "/" in name else bytes(16)
            found[name] = open_sealed(file.read_bytes(), kind, own, vault_id, keys)
    return found


def read_backup(file: bytes, passphrase: str) -> dict[str, tuple[int, Any]]:
    """Every sealed file of a backup by its name in the vault, and the manifest under no name."""
    assert file.startswith(b"coachtui backup 1\n")
    parts, at = [], 18
    for _part in ("header", "manifest"):
        size = int.from_bytes(file[at : at + 4], "big")
        parts.append(file[at + 4 : at + 4 + size])
        at += 4 + size
    vault_id, keys = open_header(parts[0], passphrase)
    found = {"": open_sealed(parts[1], 6, bytes(16), vault_id, keys)}
    first, *files = found[""][1]["files"]
    assert [first["name"], files[0]["name"]] == ["header", "practice"]
    assert first["sha256"] == hashlib.sha256(parts[0]).hexdigest()
    for each in files:
        sealed, at = file[at : at + each["size"]], at + each["size"]
        assert each["sha256"] == hashlib.sha256(sealed).hexdigest()
        room, _slash, name = each["name"].partition("/")
        own = bytes.fromhex(name) if name else bytes(16)
        assert each["name"] not in found
        found[each["name"]] = open_sealed(sealed, KINDS[room], own, vault_id, keys)
    assert at == len(file)
    return found
