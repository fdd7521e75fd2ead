"""No word of what a coach writes, and no name, lies readable in any byte or name on the disk."""

from __future__ import annotations

import base64
import gc
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coachtui.domain.agreement import Agreement, Clause, ClauseKind
from coachtui.domain.client import Client
from coachtui.domain.record import ClientRecord, with_new_agreement
from coachtui.errors import CoachError
from coachtui.vault import backup, bringing_back, copies
from coachtui.vault.envelope import sealed_size
from coachtui.vault.vault import Cost, Vault
from tests.vault.people import PASSPHRASE, PRACTICE, draft, noting

CANARIES = ("Kanarifugl", "kanarifugl@example.org", "Gulfjær", "Gullbur", "Sangstemme")
SECRETS = (*CANARIES, PASSPHRASE, PRACTICE.name, PRACTICE.email, "K-001", "client", "session")


def as_it_might_lie_there(word: str) -> list[bytes]:
    """``word`` in the forms that something forgotten would have."""
    plain = word.encode()
    return [
        plain,
        plain.lower(),
        plain.upper(),
        word.encode("utf-16-le"),
        word.encode("latin-1"),
        plain[::-1],
        plain.hex().encode(),
        base64.b64encode(plain).rstrip(b"=")[:-1],
    ]


def a_day_of_work(path: Path) -> Vault:
    vault = Vault.create(path, PASSPHRASE, PRACTICE, Cost.MINIMAL)

    def build(record_id: str, code: str) -> ClientRecord:
        client = Client(code=code, name=CANARIES[0], since=date(2026, 1, 1), email=CANARIES[1])
        return ClientRecord(id=record_id, client=client)

    record = vault.add(build)
    clause = Clause(id="gullbur", kind=ClauseKind.TERM, title=CANARIES[3], text=CANARIES[3] * 50)
    agreement = Agreement(
        id="a",
        engagement="",
        template="core",
        template_version="1",
        language="nb",
        title=CANARIES[3],
        created=date(2026, 1, 1),
        clauses=(clause,),
    )
    vault.update(record.id, lambda record: with_new_agreement(record, agreement))
    vault.update(record.id, noting("a", f"# {CANARIES[2]}\n" * 500))
    vault.update_practice(lambda practice: replace(practice, place=CANARIES[4]))
    vault.save_draft(draft(record.id, 1, CANARIES[4] * 20))
    return vault


def test_nothing_readable_lies_on_the_disk(path: Path) -> None:
    vault = a_day_of_work(path)
    assert vault.cards()[0].name == CANARIES[0]
    files = [path, *path.rglob("*")]
    assert len(files) > 10
    for file in files:
        content = file.read_bytes() if file.is_file() else b""
        for secret in SECRETS:
            for form in as_it_might_lie_there(secret):
                assert form not in content, file
                assert form not in str(file.relative_to(path)).encode()


def test_nothing_readable_lies_in_a_backup_a_snapshot_or_the_state_folder(path: Path) -> None:
    vault = a_day_of_work(path)
    now = datetime(2026, 11, 25, tzinfo=UTC)
    backup.make(vault, path.parent / "backup", now)
    bringing_back.restore(vault, vault.cards()[0].id, copies.PREVIOUS, now)
    files = list(path.parent.rglob("*"))
    assert {"backup", "seen", "20261125T000000Z"} <= {file.name for file in files}
    for file in files:
        content = file.read_bytes() if file.is_file() else b""
        for secret in SECRETS:
            for form in as_it_might_lie_there(secret):
                assert form not in content, file
                assert form not in str(file.relative_to(path.parent)).encode()


def test_no_file_tells_more_of_its_size_than_a_class(path: Path) -> None:
    a_day_of_work(path)
    sizes = {
        file.stat().st_size
        for file in path.rglob("*")
        if file.is_file() and not file.name.startswith(("header", "lock"))
    }
    assert sizes <= {sealed_size(content) for content in range(max(sizes))}


def test_no_error_tells_a_secret(path: Path) -> None:
    vault = a_day_of_work(path)
    (record_id,) = (card.id for card in vault.cards())
    told = []
    for file in (path / "records" / record_id, path / "practice"):
        content = file.read_bytes()
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    for use in (
        lambda: vault.load(record_id),
        vault.practice,
        lambda: vault.update(record_id, noting("a")),
        lambda: Vault.unlock(path, "Kanarifugl Gullbur"),
        lambda: vault.save_draft(draft(record_id, 1, CANARIES[2] * 100_000)),
    ):
        with pytest.raises(CoachError) as failed:
            use()
        told.append(f"{failed.value!r}{failed.value.__cause__!r}")
        assert failed.value.__context__ is None or failed.value.__suppress_context__
    for secret in (*CANARIES, PASSPHRASE):
        assert not [each for each in told if secret in each]


def test_closing_lets_go_of_every_key_and_every_value(path: Path) -> None:
    vault = a_day_of_work(path)
    vault.load(vault.cards()[0].id)
    vault.close()
    gc.collect()
    kept = gc.get_referents(vault, vars(vault))
    assert not [each for each in kept if "Keys" in repr(each) or "Kanarifugl" in repr(each)]
    assert vars(vault)["_open"] is None
