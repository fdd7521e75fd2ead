"""Makes the vectors in ``vault/``: small headers and sealed files, each right or wrong in one way.

Run it as ``python -m tests.vectors.make_vault``; it gives the same files every time. Nothing of the
program is used, only what ``docs/vault-format.md`` says, so that the files can test any reader.

A vector is a text file: lines of ``name: value``, an empty line, and the bytes of the file in
base64. ``expect`` is ``success``, ``damaged``, ``wrong passphrase`` (or recovery key) or ``mistyped``;
``reason`` is a part of what this program says. A header comes with a ``passphrase`` or a ``recovery``
key to open it with, and the ``vault-key`` of its epoch. A sealed file comes with the ``keys`` by
epoch and the kind and ids it is to be opened under. A backup comes with a ``passphrase`` and the
``files`` in it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import textwrap
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tests.vault.reader import hkdf, padded
from tests.vault.recovery_reader import ALPHABET, times

FOLDER = Path(__file__).parent / "vault"
PASSPHRASE = "blåbærsyltetøy på brød"
VAULT_ID = hashlib.sha256(b"vault id").digest()[:16]
FILE_ID = hashlib.sha256(b"file id").digest()[:16]
RECOVERY = hashlib.sha256(b"recovery key").digest()[:20]
KEYS = {1: hashlib.sha256(b"key 1").digest(), 2: hashlib.sha256(b"key 2").digest()}
COST = "2 19456 1"


def salt(name: str, size: int) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:size]


# Headers


def wrapped(bound: str, key: bytes, secret: bytes, epoch: int = 2) -> str:
    associated = f"coachtui wrap 1\n{VAULT_ID.hex()} {epoch}\n{bound}".encode()
    return f"{bound} {ChaCha20Poly1305(key).encrypt(bytes(12), secret, associated).hex()}"


def slot(passphrase: str = PASSPHRASE, cost: str = COST) -> str:
    passes, memory, lanes = map(int, cost.split())
    own = salt(passphrase, 16)
    normal = unicodedata.normalize("NFC", passphrase).encode()
    key = Argon2id(salt=own, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(
        normal
    )
    return wrapped(f"slot passphrase argon2id {cost} {own.hex()}", key, KEYS[2])


def asking(cost: str) -> str:
    """A slot that nobody ever computed."""
    return f"slot passphrase argon2id {cost} {salt('asking', 16).hex()} {'0' * 96}"


def recovery(secret: bytes = RECOVERY, epoch: int = 2) -> str:
    own = salt(secret.hex(), 16)
    key = hkdf(secret, own, b"coachtui recovery key 1\n")
    return wrapped(f"slot recovery hkdf-sha256 {own.hex()}", key, KEYS[epoch], epoch)


def on_paper(secret: bytes) -> list[str]:
    """The groups of the recovery key ``secret``."""
    number = int.from_bytes(secret, "big")
    values = [number >> 155 - 5 * at & 31 for at in range(32)]
    groups = []
    for g in range(1, 9):
        four = values[4 * g - 4 : 4 * g]
        check = g
        for at, value in enumerate(four, 1):
            check ^= times(1 << at, value)
        groups.append("".join(ALPHABET[value] for value in (*four, check)))
    return groups


def former(epoch: int = 1) -> str:
    own = salt("former", 16)
    key = hkdf(KEYS[2], own, b"coachtui former key 1\n")
    return wrapped(f"former {epoch} {own.hex()}", key, KEYS[1])


def header(*lines: str, first: str = "coachtui vault 1", counter: str = "5") -> bytes:
    top = (first, f"vault {VAULT_ID.hex()}", f"counter {counter}", "epoch 2")
    covered = "".join(f"{line}\n" for line in (*top, *lines)).encode()
    code = hmac.digest(hkdf(KEYS[2], VAULT_ID, b"coachtui header key 1\n"), covered, "sha256")
    return checksummed(covered + f"hmac {code.hex()}\n".encode())


def checksummed(body: bytes) -> bytes:
    return body + f"sha256 {hashlib.sha256(body).hexdigest()}\n".encode()


def altered(file: bytes, old: bytes, new: bytes) -> bytes:
    """``file`` with something changed and the checksum made to fit again."""
    body = file[:-72]
    assert old in body
    return checksummed(body.replace(old, new, 1))


def headers() -> None:
    good = header(slot())
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    put_header("one-slot", good, "success")
    put_header("decomposed", good, "success", passphrase=decomposed)
    put_header("second-slot", header(slot("en annen setning her"), slot()), "success")
    put_header("recovery-slot-first", header(recovery(), slot()), "success")
    put_header("former-key", header(slot(), former()), "success")
    put_header("other-passphrase", good, "wrong passphrase", passphrase="blåbærsyltetøy på brød ")
    put_header("recovery-slot-only", header(recovery()), "wrong passphrase")
    recoveries()
    put_header("after-rekey", header(slot(), counter="8"), "success")
    put_header("slot-of-former-epoch", header(slot_of_former_epoch()), "wrong passphrase")
    put_header("flipped", good[:60] + bytes([good[60] ^ 1]) + good[61:], "damaged", "changed")
    put_header("cut-short", good[:-1], "damaged", "cut short")
    put_header("empty", b"", "damaged", "cut short")
    put_header("one-more-line", good + b"\n", "damaged", "no header")
    newer = header(slot(), first="coachtui vault 2")
    put_header("newer", newer, "damaged", "newer")
    form = "one form"
    put_header("leading-zero", header(slot(), counter="05"), "damaged", form)
    put_header("ten-digits", header(slot(), counter="1234567890"), "damaged", form)
    put_header("carriage-return", altered(good, b"epoch 2\n", b"epoch 2\r\n"), "damaged", form)
    put_header("two-spaces", altered(good, b"epoch 2", b"epoch  2"), "damaged", form)
    put_header("no-epoch", altered(good, b"epoch 2\n", b""), "damaged", form)
    put_header("no-slot", header(), "damaged", form)
    put_header("slot-after-former", header(former(), slot()), "damaged", form)
    put_header("two-keys-of-one-epoch", header(slot(), former(), former()), "damaged", form)
    put_header("former-key-of-now", header(slot(), former(2)), "damaged", form)
    put_header("unknown-slot", header(slot(), "slot token abc"), "damaged", form)
    identity = VAULT_ID.hex().encode()
    put_header("capitals", altered(good, identity, identity.upper()), "damaged", form)
    for name, cost in {
        "one-pass": "1 19456 1",
        "little-memory": "2 19455 1",
        "no-lane": "2 19456 0",
        "many-passes": "17 19456 1",
        "much-memory": "2 1048577 1",
        "many-lanes": "2 19456 17",
    }.items():
        put_header(name, header(slot(), asking(cost)), "damaged", "work")
    put_header("changed-counter", altered(good, b"counter 5", b"counter 6"), "damaged", "key")
    added = altered(good, b"hmac ", f"{recovery()}\nhmac ".encode())
    put_header("added-slot", added, "damaged", "without its key")


def slot_of_former_epoch() -> str:
    """A slot that was good before the last re-keying, put back into the header of now."""
    own = salt("former slot", 16)
    key = Argon2id(salt=own, length=32, iterations=2, lanes=1, memory_cost=19456)
    bound = f"slot passphrase argon2id {COST} {own.hex()}"
    return wrapped(bound, key.derive(PASSPHRASE.encode()), KEYS[1], epoch=1)


def recoveries() -> None:
    """Headers that are to be opened with the recovery key."""
    groups = on_paper(RECOVERY)
    key = "-".join(groups)
    other = b"another random secre"
    both = header(slot(), recovery())
    wrong = "wrong passphrase"

    def put(name: str, file: bytes, expect: str, reason: str = "", recovery: str = key) -> None:
        put_header(f"recovery-{name}", file, expect, reason, passphrase="", recovery=recovery)

    put("key", both, "success")
    put("key-alone", header(recovery()), "success")
    put("key-second", header(recovery(other), slot(), recovery()), "success")
    put("key-small", both, "success", recovery=" ".join(groups).lower())
    alike = str.maketrans("01", "Ol")
    put("key-alike", both, "success", recovery="".join(groups).translate(alike))
    put("key-unparted", both, "success", recovery="".join(groups))
    put("key-half-way", header(slot(), recovery(), former()), "success")
    put("key-of-another", both, wrong, recovery="-".join(on_paper(other)))
    put("key-no-slot", header(slot()), wrong)
    put("key-of-former-epoch", header(slot(), recovery(epoch=1)), wrong)
    put("key-as-passphrase", header(slot(key)), wrong)
    put("key-work", header(recovery(), asking("17 19456 1")), "damaged", "work")
    put("key-changed", altered(both, b"counter 5", b"counter 6"), "damaged", "key")
    mistyped = "mistyped"
    one = groups[2][:1] + ("0" if groups[2][1] != "0" else "1") + groups[2][2:]
    put("typed-one-wrong", both, mistyped, "group 3", "-".join([*groups[:2], one, *groups[3:]]))
    turned = groups[4][1] + groups[4][0] + groups[4][2:]
    assert turned != groups[4]
    put("typed-turned", both, mistyped, "group 5", "-".join([*groups[:4], turned, *groups[5:]]))
    swapped = "-".join([groups[1], groups[0], *groups[2:]])
    put("typed-swapped", both, mistyped, "groups 1, 2", swapped)
    put("typed-too-short", both, mistyped, "group 8", key[:-1])
    put("typed-too-long", both, mistyped, "41 characters", "".join(groups) + "0")
    put("typed-no-letter", both, mistyped, "group 1", "U" + key[1:])


def put_header(
    name: str,
    file: bytes,
    expect: str,
    reason: str = "",
    passphrase: str = PASSPHRASE,
    recovery: str = "",
) -> None:
    fields = {"expect": expect, "reason": reason, "passphrase": passphrase, "recovery": recovery}
    put(f"header-{name}", {**fields, "vault-key": KEYS[2].hex()}, file)


# Sealed files


def sealed(
    content: bytes,
    *,
    fixed: bytes = b"coachtui\x01\x01\x01\x00",
    epoch: int = 2,
    length: int | None = None,
    more: int = 0,
    filling: bytes = b"\0",
    file_id: bytes = FILE_ID,
) -> bytes:
    head = fixed + epoch.to_bytes(4, "big") + VAULT_ID + file_id + salt("sealed", 32)
    both = hkdf(KEYS[epoch], head[48:], b"coachtui sealed file 1\n" + head, 64)
    head += both[32:]
    inner = (7).to_bytes(8, "big")
    inner += (len(content) if length is None else length).to_bytes(8, "big") + content
    size = padded(112 + len(inner) + 16) + more
    inner = inner.ljust(size - 128, filling)
    return head + ChaCha20Poly1305(both[:32]).encrypt(bytes(12), inner, head)


def flipped(file: bytes, at: int) -> bytes:
    at %= len(file)
    return file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]


def sealed_files() -> None:
    content = b'{"profile":{"name":"Kanari Kusk"}}'
    good = sealed(content)
    put_sealed("small", good, "success", content=content)
    put_sealed("empty", sealed(b""), "success", content=b"")
    put_sealed("just-the-floor", sealed(b"x" * 3952), "success", content=b"x" * 3952)
    put_sealed("over-the-floor", sealed(b"x" * 3953), "success", content=b"x" * 3953)
    put_sealed("earlier-key", sealed(content, epoch=1), "success", content=content)
    for name, at, reason in (
        ("magic", 0, "no sealed file"),
        ("version", 8, "newer"),
        ("kind", 9, "another kind"),
        ("suite", 10, "newer"),
        ("zero", 11, "first bytes"),
        ("epoch", 15, "not in this vault"),
        ("vault", 16, "another vault"),
        ("file", 47, "another file"),
        ("salt", 48, "first bytes"),
        ("commitment", 111, "first bytes"),
        ("first-ciphertext", 112, "changed"),
        ("last-ciphertext", -17, "changed"),
        ("tag", -1, "changed"),
    ):
        put_sealed(f"flipped-{name}", flipped(good, at), "damaged", reason)
    put_sealed("cut-short", good[:-1], "damaged", "cut short")
    put_sealed("grown", good + b"\0", "damaged", "changed")
    put_sealed("no-bytes", b"", "damaged", "cut short")
    put_sealed("zeros", bytes(4096), "damaged", "no sealed file")
    put_sealed(
        "other-suite", sealed(content, fixed=b"coachtui\x01\x01\x02\x00"), "damaged", "newer"
    )
    put_sealed(
        "other-zero", sealed(content, fixed=b"coachtui\x01\x01\x01\x01"), "damaged", "first bytes"
    )
    filled = "filled up"
    put_sealed("filled-with-ones", sealed(content, filling=b"\1"), "damaged", filled)
    put_sealed("length-too-great", sealed(content, length=1 << 63), "damaged", filled)
    put_sealed("length-too-small", sealed(content, length=len(content) - 1), "damaged", filled)
    put_sealed("padded-too-much", sealed(content, more=4096), "damaged", filled)


def put_sealed(
    name: str, file: bytes, expect: str, reason: str = "", content: bytes | None = None
) -> None:
    fields = {
        "expect": expect,
        "reason": reason,
        "keys": " ".join(f"{epoch}:{key.hex()}" for epoch, key in KEYS.items()),
        "vault-id": VAULT_ID.hex(),
        "kind": "1",
        "file-id": FILE_ID.hex(),
    }
    if content is not None:
        fields |= {"generation": "7", "content-sha256": hashlib.sha256(content).hexdigest()}
    put(f"sealed-{name}", fields, file)


# Backups


def of_kind(kind: int, content: bytes, file_id: bytes = bytes(16)) -> bytes:
    return sealed(content, fixed=b"coachtui\x01" + bytes([kind, 1, 0]), file_id=file_id)


def listed(name: str, file: bytes) -> dict[str, object]:
    return {"name": name, "size": len(file), "sha256": hashlib.sha256(file).hexdigest()}


def backup(
    files: dict[str, bytes],
    *,
    head: bytes | None = None,
    listing: list[dict[str, object]] | None = None,
    first: bytes = b"coachtui backup 1\n",
) -> bytes:
    """A backup of ``files``; its list of them is ``listing``, if that is to be another."""
    head = header(slot()) if head is None else head
    if listing is None:
        listing = [listed("header", head), *(listed(name, files[name]) for name in files)]
    content = {"made": "2026-11-25T17:12:05Z", "files": listing}
    manifest = of_kind(6, json.dumps(content).encode())
    measured = b"".join(len(part).to_bytes(4, "big") + part for part in (head, manifest))
    return first + measured + b"".join(files.values())


def backups() -> None:
    record, draft = FILE_ID.hex(), salt("draft", 16).hex()
    practice = of_kind(2, b'{"profile":{"name":"Kanari Kusk"}}')
    files = {
        "practice": practice,
        f"records/{record}": of_kind(1, b"{}", FILE_ID),
        f"drafts/{draft}": of_kind(3, b"{}", bytes.fromhex(draft)),
    }
    good, head = backup(files), header(slot())
    listing = [listed("header", head), *(listed(name, files[name]) for name in files)]
    put_backup("whole", good, "success", files=files)
    put_backup("practice-alone", backup({"practice": practice}), "success", files=["practice"])
    put_backup("other-passphrase", good, "wrong passphrase", passphrase="en annen setning")
    put_backup("empty", b"", "damaged", "no backup")
    put_backup("newer", backup(files, first=b"coachtui backup 2\n"), "damaged", "newer")
    put_backup("cut-short", good[:-1], "damaged", "cut short")
    put_backup("one-file-less", good[:-4096], "damaged", "cut short")
    put_backup("grown", good + b"\0", "damaged", "more follows")
    put_backup("flipped-header", flipped(good, 60), "damaged", "changed")
    put_backup("flipped-manifest", flipped(good, -4 * 4096 + 200), "damaged", "changed")
    put_backup("flipped-file", flipped(good, -1), "damaged", "exchanged")
    long = good[:18] + (1 << 31).to_bytes(4, "big") + good[22:]
    put_backup("long-header", long, "damaged", "first bytes")
    other = backup(files, head=header(slot(), counter="6"), listing=listing)
    put_backup("other-header", other, "damaged", "not the one")
    swapped = {**files, "practice": of_kind(2, b"{}")}
    put_backup("exchanged", backup(swapped, listing=listing), "damaged", "exchanged")
    order = dict(reversed(files.items()))
    put_backup("practice-last", backup(order), "damaged", "list of files")
    twice = backup(files, listing=[*listing, listing[-1]]) + files[f"drafts/{draft}"]
    put_backup("one-twice", twice, "damaged", "list of files")
    put_backup("no-practice", backup({}), "damaged", "list of files")
    for name, path in (("unknown", "index"), ("outside", f"records/../{record}")):
        strange = backup({**files, path: of_kind(1, b"{}", FILE_ID)})
        put_backup(f"name-{name}", strange, "damaged", "no backup has")
    wrong = backup({**files, f"records/{draft}": of_kind(1, b"{}", FILE_ID)})
    put_backup("content-of-another", wrong, "damaged", "another file")
    huge = [*listing, {"name": f"drafts/{record}", "size": 1 << 40, "sha256": "0" * 64}]
    put_backup("huge-file", backup(files, listing=huge), "damaged", "list of files")
    more = [{**each, "mode": 1} for each in listing]
    put_backup("unknown-field", backup(files, listing=more), "damaged", "does not fit")


def put_backup(
    name: str,
    file: bytes,
    expect: str,
    reason: str = "",
    passphrase: str = PASSPHRASE,
    files: Iterable[str] = (),
) -> None:
    fields = {"expect": expect, "reason": reason, "passphrase": passphrase}
    put(f"backup-{name}", {**fields, "files": " ".join(files)}, file)


def put(name: str, fields: dict[str, str], file: bytes) -> None:
    lines = [f"{field}: {value}" for field, value in fields.items() if value]
    encoded = textwrap.wrap(base64.b64encode(file).decode(), 76)
    (FOLDER / f"{name}.txt").write_text("\n".join([*lines, "", *encoded]) + "\n", "utf-8")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    headers()
    sealed_files()
    backups()


if __name__ == "__main__":
    main()
