"""The vectors: files written down once, with what every reader should say to them."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path

import pytest

from coachtui.errors import Damaged, InvalidValue, WrongPassphrase
from coachtui.vault import header, recovery_key, slots
from coachtui.vault.backup_file import Reader
from coachtui.vault.envelope import Keys, Kind, Name, unseal
from tests.vault import reader
from tests.vault.recovery_reader import recovery_secret
from tests.vectors import make_vault

FILES = sorted(make_vault.FOLDER.glob("*.txt"))


def read(file: Path) -> tuple[dict[str, str], bytes]:
    top, _, body = file.read_text("utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in top.splitlines())
    return fields, base64.b64decode(body)


def of_kind(kind: str) -> pytest.MarkDecorator:
    chosen = [file for file in FILES if file.name.startswith(kind)]
    assert len(chosen) > 15
    return pytest.mark.parametrize("file", chosen, ids=lambda file: file.stem)


@of_kind("header-")
def test_header(file: Path) -> None:
    fields, content = read(file)

    def opened() -> Keys:
        written = fields.get("recovery")
        secret = recovery_key.read(written) if written else fields["passphrase"]
        return slots.open_header(header.parse(content), secret)

    if fields["expect"] == "success":
        keys = opened()
        assert keys.by_epoch[keys.epoch].hex() == fields["vault-key"]
    elif fields["expect"] == "wrong passphrase":
        with pytest.raises(WrongPassphrase):
            opened()
    elif fields["expect"] == "mistyped":
        with pytest.raises(InvalidValue, match=fields["reason"]):
            opened()
    else:
        with pytest.raises(Damaged, match=fields["reason"]):
            opened()


@of_kind("header-")
def test_the_independent_reader_says_the_same_of_a_header(file: Path) -> None:
    fields, content = read(file)

    def opened() -> dict[int, bytes]:
        written = fields.get("recovery")
        secret = recovery_secret(written) if written else fields["passphrase"]
        return reader.open_header(content, secret)[1]

    if fields["expect"] == "success":
        assert opened()[2].hex() == fields["vault-key"]
    elif fields.get("reason") not in ("one form", "no header"):
        # The strict form is more than this reader asks for.
        with pytest.raises((AssertionError, ValueError, LookupError)):
            opened()


@of_kind("sealed-")
def test_sealed_file(file: Path) -> None:
    fields, content = read(file)
    by_epoch = {
        int(epoch): bytes.fromhex(key)
        for epoch, key in (each.split(":") for each in fields["keys"].split())
    }
    keys = Keys(bytes.fromhex(fields["vault-id"]), max(by_epoch), by_epoch)
    name = Name(Kind(int(fields["kind"])), bytes.fromhex(fields["file-id"]))
    if fields["expect"] == "success":
        generation, opened = unseal(keys, name, content)
        assert generation == int(fields["generation"])
        assert hashlib.sha256(opened).hexdigest() == fields["content-sha256"]
    else:
        with pytest.raises(Damaged, match=fields["reason"]):
            unseal(keys, name, content)


@of_kind("backup-")
def test_backup(file: Path) -> None:
    fields, content = read(file)

    def names() -> list[str]:
        reader = Reader(io.BytesIO(content))
        keys = slots.open_header(header.parse(reader.header), fields["passphrase"])
        return [each.name for each in reader.contents(keys, reader.manifest(keys))]

    if fields["expect"] == "success":
        assert names() == fields["files"].split()
    elif fields["expect"] == "wrong passphrase":
        with pytest.raises(WrongPassphrase):
            names()
    else:
        with pytest.raises(Damaged, match=fields["reason"]):
            names()


def test_the_vectors_are_those_that_the_script_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_vault, "FOLDER", tmp_path)
    make_vault.main()
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in FILES}
