"""What leaves the vault in clear: private, neutral in name, noted, and removable."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from coachtui.domain.disclosure import Copy, Form
from coachtui.domain.record import ClientRecord
from coachtui.errors import InvalidValue, NotAllowed, NotFound, NotSaved
from coachtui.services import agreements, clients, exports
from coachtui.services.opening import Vault
from tests.conftest import DAY, NOW


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    return agreements.begin(vault, aase.id, DAY)


def test_the_file_is_private_and_its_name_says_nothing_of_the_person(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    old = os.umask(0)
    try:
        path = exports.export_agreement(vault, begun.id, tmp_path / "new", NOW)
    finally:
        os.umask(old)
    assert path.name == "K-001.md"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "Åse Ødegård" in path.read_text()


def test_the_disclosure_log_knows_what_left_and_where_it_lies(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    path = exports.export_agreement(vault, begun.id, tmp_path, NOW)
    record = vault.load(begun.id)
    (entry,) = exports.still_there(record)
    assert (entry.file, entry.form, entry.at) == (str(path), "markdown", NOW)
    record = exports.remove_export(vault, begun.id, entry.id, NOW)
    assert not path.exists()
    assert exports.still_there(record) == ()
    assert record.disclosures[0].removed == NOW


def test_an_existing_file_is_left_alone_unless_told(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    path = tmp_path / "K-001.md"
    path.write_text("mine")
    with pytest.raises(NotAllowed, match="exists already"):
        exports.export_agreement(vault, begun.id, tmp_path, NOW)
    assert path.read_text() == "mine"
    assert vault.load(begun.id).disclosures == ()
    exports.export_agreement(vault, begun.id, tmp_path, NOW, overwrite=True)
    assert "Åse Ødegård" in path.read_text()


def test_of_two_that_were_written_to_one_place_only_the_last_lies_there(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    exports.export_agreement(vault, begun.id, tmp_path, NOW)
    later = NOW + timedelta(hours=1)
    exports.export_agreement(vault, begun.id, tmp_path, later, overwrite=True)
    record = vault.load(begun.id)
    assert [each.at for each in record.disclosures] == [NOW, later]
    (entry,) = exports.still_there(record)
    assert entry.at == later
    assert exports.still_there(exports.remove_export(vault, begun.id, entry.id, later)) == ()


def test_a_link_is_replaced_and_what_it_points_to_left_alone(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere"
    target.write_text("mine")
    (tmp_path / "K-001.md").symlink_to(target)
    with pytest.raises(NotAllowed):
        exports.export_agreement(vault, begun.id, tmp_path, NOW)
    exports.export_agreement(vault, begun.id, tmp_path, NOW, overwrite=True)
    assert target.read_text() == "mine"


def test_nothing_in_clear_is_written_into_the_vault(vault: Vault, begun: ClientRecord) -> None:
    for folder in (vault.path, vault.path / "records", vault.path / ".." / vault.path.name):
        with pytest.raises(InvalidValue, match="the vault itself"):
            exports.export_agreement(vault, begun.id, folder, NOW)
    assert not list(vault.path.rglob("*.md"))
    assert vault.load(begun.id).disclosures == ()


def test_a_folder_that_cannot_be_made_leaves_no_trace_in_the_log(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotSaved, match="Nothing was written"):
        exports.export_agreement(vault, begun.id, tmp_path / "file" / "folder", NOW)
    assert vault.load(begun.id).disclosures == ()


def test_an_unsigned_agreement_names_the_client_as_they_are_called_today(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    clients.edit(vault, begun.id, {"name": "Åse Nytt-Navn"})
    assert "Nytt-Navn" in exports.export_agreement(vault, begun.id, tmp_path, NOW).read_text()


def test_without_an_agreement_nothing_leaves(
    vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    with pytest.raises(NotFound, match="no agreement"):
        exports.export_agreement(vault, aase.id, tmp_path, NOW)
    assert list(tmp_path.glob("*.md")) == []


@pytest.mark.parametrize(
    ("form", "name", "start"),
    [
        (Form.MARKDOWN, "K-001.md", b"---\ncoachtui: agreement"),
        (Form.HTML, "K-001.html", b"<!DOCTYPE html>"),
        (Form.PDF, "K-001.pdf", b"%PDF-"),
    ],
)
def test_every_form_is_private_and_noted_as_what_it_is(
    vault: Vault, begun: ClientRecord, tmp_path: Path, form: Form, name: str, start: bytes
) -> None:
    folder = tmp_path / "out"
    path = exports.export_agreement(vault, begun.id, folder, NOW, form=form)
    assert [each.name for each in folder.iterdir()] == [name]
    assert path.read_bytes().startswith(start)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (entry,) = exports.still_there(vault.load(begun.id))
    assert (entry.form, entry.file) == (form.name.lower(), str(path))


@pytest.mark.parametrize("form", Form)
def test_nothing_but_the_file_is_written_in_clear(
    vault: Vault,
    begun: ClientRecord,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: Form,
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(empty))
    monkeypatch.chdir(empty)
    exports.export_agreement(vault, begun.id, tmp_path / "out", NOW, form=form)
    assert list(empty.rglob("*")) == []


def test_the_three_forms_lie_side_by_side(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    for form in Form:
        exports.export_agreement(vault, begun.id, tmp_path, NOW, form=form)
    assert len(exports.still_there(vault.load(begun.id))) == 3


def test_a_blank_copy_holds_no_answer_and_a_signed_one_needs_signatures(
    vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), everything=True)
    filled = exports.export_agreement(vault, begun.id, tmp_path / "filled", NOW)
    blank = exports.export_agreement(vault, begun.id, tmp_path / "blank", NOW, copy=Copy.BLANK)
    assert "[x]" in filled.read_text()
    assert "[x]" not in blank.read_text()
    with pytest.raises(NotAllowed, match="Nothing left the vault"):
        exports.export_agreement(vault, begun.id, tmp_path, NOW, copy=Copy.SIGNED)
    assert len(vault.load(begun.id).disclosures) == 2
