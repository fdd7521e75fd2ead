"""A vault with something wrong in it: told apart, never made worse, and the rest goes on."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace as replace_header
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tinydb.table import Document

from coachtui.errors import CoachError, Damaged, NotAllowed, WrongPassphrase
from coachtui.vault import header as text
from coachtui.vault import making, mirrors
from coachtui.vault.records import Records
from coachtui.vault.storage import SealedTinyDB
from coachtui.vault.vault import Cost, Vault, describe
from tests.vault import reader
from tests.vault.handmade import Handmade
from tests.vault.people import (
    PASSPHRASE,
    PRACTICE,
    draft,
    everything_in,
    newcomer,
    noting,
)

Spoil = Callable[[Path], None]


def flip_the_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def link_away(file: Path) -> None:
    other = file.parent.parent / "elsewhere"
    file.rename(other)
    file.symlink_to(other)


def make_a_pipe(file: Path) -> None:
    file.unlink(missing_ok=True)
    os.mkfifo(file, 0o600)


def make_a_folder(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.mkdir(mode=0o700)


def make_a_device(file: Path) -> None:
    file.unlink(missing_ok=True)
    try:
        os.mknod(file, 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only the administrator can make a device")


SPOILS = [
    flip_the_middle,
    cut_in_half,
    empty,
    link_away,
    make_a_pipe,
    make_a_folder,
    make_a_device,
]
every_way = pytest.mark.parametrize("spoil", SPOILS)


@every_way
def test_a_spoilt_record_is_told_and_the_others_go_on(
    vault: Vault, path: Path, only: str, spoil: Spoil
) -> None:
    vault.update(only, noting("a"))
    other = vault.add(newcomer)
    cards = vault.cards()
    vault.close()
    spoil(path / "records" / only)
    again = Vault.unlock(path, PASSPHRASE)
    assert again.cards() == cards
    assert again.damaged == {only}
    assert again.info().damaged == 1
    before = everything_in(path / "records")
    with pytest.raises(Damaged, match=f"kept as records/{only}.prev"):
        again.load(only)
    with pytest.raises(Damaged):
        again.update(only, noting("b"))
    assert everything_in(path / "records") == before
    again.update(other.id, noting("b"))
    assert again.load(other.id).sessions


@every_way
def test_a_spoilt_practice_is_told_and_never_written_over(
    vault: Vault, path: Path, only: str, spoil: Spoil
) -> None:
    spoil(path / "practice")
    before = everything_in(path / "practice")
    for use in (
        vault.practice,
        lambda: vault.update_practice(lambda practice: replace(practice, name="B")),
        lambda: vault.add(newcomer),
    ):
        with pytest.raises(Damaged, match=r"kept as practice\.prev"):
            use()
    assert everything_in(path / "practice") == before
    assert vault.update(only, noting("a")).sessions


@every_way
def test_a_spoilt_draft_hides_no_other(vault: Vault, path: Path, only: str, spoil: Spoil) -> None:
    vault.save_draft(draft(only, 1))
    vault.save_draft(draft(only, 2))
    spoil(path / "drafts" / draft(only, 1).id)
    assert vault.drafts() == (draft(only, 2),)
    assert vault.damaged_drafts == {draft(only, 1).id}


@every_way
def test_a_spoilt_index_costs_nothing(vault: Vault, path: Path, only: str, spoil: Spoil) -> None:
    vault.update(only, noting("a"))
    cards = vault.cards()
    vault.close()
    spoil(path / "index")
    again = Vault.unlock(path, PASSPHRASE)
    assert again.cards() == cards
    assert not again.damaged
    again.update(only, noting("b"))
    assert Vault.unlock(path, PASSPHRASE).cards()[0].sessions == 2


@every_way
@pytest.mark.parametrize("name", ["header", "header.2"])
def test_either_copy_of_the_header_puts_the_other_right(
    vault: Vault, path: Path, spoil: Spoil, name: str
) -> None:
    genuine = (path / "header").read_bytes()
    spoil(path / name)
    assert describe(path).clients == 1
    assert Vault.unlock(path, PASSPHRASE).practice().name == PRACTICE.name
    if spoil is not make_a_folder:
        assert (path / name).read_bytes() == genuine
        assert not (path / name).is_symlink()


@pytest.mark.parametrize("name", ["header", "header.2"])
def test_a_copy_forged_without_the_key_is_put_right_by_the_other(
    vault: Vault, path: Path, name: str
) -> None:
    genuine = (path / name).read_bytes()
    forged = text.serialise(replace_header(text.parse(genuine), counter=99))
    (path / name).write_bytes(forged)
    assert Vault.unlock(path, PASSPHRASE).cards()
    assert (path / name).read_bytes() == genuine
    (path / "header").write_bytes(forged)
    (path / "header.2").write_bytes(forged)
    with pytest.raises(Damaged, match="changed without its key"):
        Vault.unlock(path, PASSPHRASE)


@pytest.mark.parametrize("newer", ["header", "header.2"])
def test_the_newer_copy_decides_which_passphrase_opens(
    vault: Vault, path: Path, newer: str
) -> None:
    """A change of the passphrase that was cut off between the two copies."""
    vault_id, keys = reader.open_header((path / "header").read_bytes(), PASSPHRASE)
    made = Handmade(vault_id, 1, keys[1])
    changed = made.header(2, made.slot("en helt ny setning"))
    (path / newer).write_bytes(changed)
    with pytest.raises(WrongPassphrase):
        Vault.unlock(path, PASSPHRASE)
    assert Vault.unlock(path, "en helt ny setning").cards()
    assert (path / "header").read_bytes() == (path / "header.2").read_bytes() == changed
    with pytest.raises(WrongPassphrase):
        Vault.unlock(path, PASSPHRASE)


def test_a_header_changed_since_it_was_read_is_not_put_back(vault: Vault, path: Path) -> None:
    earlier = (path / "header").read_bytes()
    vault_id, keys = reader.open_header(earlier, PASSPHRASE)
    made = Handmade(vault_id, 1, keys[1])
    changed = made.header(2, made.slot("en helt ny setning"))
    for name in ("header", "header.2"):
        (path / name).write_bytes(changed)
    mirrors.repair(path, vault.rooms.keys)
    assert (path / "header").read_bytes() == (path / "header.2").read_bytes() == changed


@every_way
def test_two_spoilt_copies_of_the_header_are_told_and_left(
    vault: Vault, path: Path, spoil: Spoil
) -> None:
    spoil(path / "header")
    shutil.rmtree(path / "header.2", ignore_errors=True)
    spoil(path / "header.2")
    before = everything_in(path)
    with pytest.raises(Damaged, match="restore the file from a backup"):
        Vault.unlock(path, PASSPHRASE)
    with pytest.raises(Damaged):
        describe(path)
    assert everything_in(path) == before


@pytest.mark.parametrize("spoil", [link_away, make_a_pipe, make_a_folder, make_a_device])
def test_a_lock_that_is_no_file_is_refused(
    vault: Vault, path: Path, only: str, spoil: Spoil
) -> None:
    spoil(path / "lock")
    with pytest.raises(Damaged, match="lock"):
        vault.update(only, noting("a"))
    with pytest.raises(Damaged, match="lock"):
        Vault.unlock(path, PASSPHRASE)
    assert not vault.load(only).sessions


@pytest.mark.parametrize("name", ["records", "drafts"])
def test_a_missing_folder_or_a_link_in_its_place_is_told(
    vault: Vault, path: Path, name: str
) -> None:
    (path / name).rename(path.parent / "elsewhere")
    with pytest.raises(Damaged, match="missing"):
        Vault.unlock(path, PASSPHRASE)
    (path / name).symlink_to(path.parent / "elsewhere")
    with pytest.raises(Damaged, match="should be a folder"):
        Vault.unlock(path, PASSPHRASE)


def test_a_vault_that_vanishes_while_open_is_told(vault: Vault, path: Path, only: str) -> None:
    path.rename(path.with_name("moved"))
    for use in (
        vault.cards,
        vault.practice,
        vault.drafts,
        lambda: vault.load(only),
        lambda: vault.update(only, noting("a")),
        lambda: vault.save_draft(draft(only)),
    ):
        with pytest.raises(CoachError):
            use()


def test_the_vault_itself_may_lie_behind_a_link(vault: Vault, path: Path, only: str) -> None:
    link = path.with_name("link")
    link.symlink_to(path)
    assert Vault.unlock(link, PASSPHRASE).load(only) == vault.load(only)


def test_the_files_of_two_clients_swapped_are_told(vault: Vault, path: Path, only: str) -> None:
    other = vault.add(newcomer).id
    one, two = path / "records" / only, path / "records" / other
    one.rename(path / "held")
    two.rename(one)
    (path / "held").rename(two)
    for record_id in (only, other):
        with pytest.raises(Damaged, match="another file"):
            vault.load(record_id)


def test_a_file_of_another_vault_is_told(vault: Vault, path: Path, only: str) -> None:
    stranger = path.with_name("stranger")
    Vault.create(stranger, PASSPHRASE, PRACTICE, Cost.MINIMAL)
    shutil.copy(stranger / "practice", path / "practice")
    with pytest.raises(Damaged, match="another vault"):
        vault.practice()


def test_one_kind_of_file_is_not_taken_for_another(vault: Vault, path: Path) -> None:
    shutil.copy(path / "index", path / "practice")
    with pytest.raises(Damaged, match="another kind"):
        vault.practice()


def test_an_older_copy_put_back_is_told_also_when_the_index_is_gone(
    vault: Vault, path: Path, only: str, tmp_path: Path
) -> None:
    vault.update(only, noting("a"))
    vault.close()
    file = path / "records" / only
    shutil.copy(f"{file}.prev", file)
    again = Vault.unlock(path, PASSPHRASE)
    assert again.cards()[0].sessions == 1
    assert again.damaged == {only}
    for use in (lambda: again.load(only), lambda: again.update(only, noting("b"))):
        with pytest.raises(Damaged, match=r"older copy.*check --accept"):
            use()
    (path / "index").unlink()
    again = Vault.unlock(path, PASSPHRASE)
    assert again.cards() == ()
    assert again.damaged == {only}
    # Whoever controls what this machine remembers as well is not noticed, as the docs say.
    shutil.rmtree(tmp_path / "state")
    forgetful = Vault.unlock(path, PASSPHRASE)
    assert forgetful.cards()[0].sessions == 0
    assert not forgetful.damaged


def test_a_whole_vault_put_back_as_it_was_is_told(vault: Vault, path: Path, only: str) -> None:
    earlier = path.with_name("earlier")
    shutil.copytree(path, earlier)
    vault.update(only, noting("a"))
    other = vault.add(newcomer).id
    vault.close()
    shutil.rmtree(path)
    shutil.copytree(earlier, path)
    again = Vault.unlock(path, PASSPHRASE)
    again.cards()
    assert again.damaged == {only, other}
    with pytest.raises(Damaged, match="older copy"):
        again.practice()
    with pytest.raises(Damaged, match="missing"):
        again.load(other)


def test_an_older_index_does_not_make_an_older_record_good(
    vault: Vault, path: Path, only: str
) -> None:
    other = vault.add(newcomer).id
    index = (path / "index").read_bytes()
    vault.update(only, noting("a"))
    file = path / "records" / only
    shutil.copy(f"{file}.prev", file)
    (path / "index").write_bytes(index)
    vault.update(other, noting("b"))
    with pytest.raises(Damaged, match="older copy"):
        vault.load(only)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("sessions", {"id": "another", "date": "2026-01-01"}),
        ("sessions", {"id": "a", "date": "yesterday"}),
        ("sessions", {"id": "a", "date": "2026-01-01", "later_field": 1}),
        ("client", {"code": "K-009", "name": "X", "since": "2026-01-01"}),
        ("later_table", {"id": "a"}),
    ],
)
def test_content_that_does_not_fit_is_told_and_kept(
    vault: Vault, path: Path, only: str, table: str, row: dict[str, object]
) -> None:
    _genuine, keys = making.unlock(path, PASSPHRASE)
    with SealedTinyDB(Records(path, keys).file(only)) as base:
        base.rows(table).insert(Document(row, doc_id="a"))  # type: ignore[arg-type]
    with pytest.raises(Damaged, match="does not fit this version") as told:
        vault.update(only, noting("b"))
    assert "yesterday" not in str(told.value)
    assert vault.cards()[0].code == "K-001"


def test_a_record_whose_file_is_gone_is_told(vault: Vault, path: Path, only: str) -> None:
    vault.update(only, noting("a"))
    (path / "records" / only).unlink()
    with pytest.raises(Damaged, match="missing"):
        vault.load(only)
    assert vault.cards()[0].id == only
    assert vault.damaged == {only}
    (path / "index").unlink()
    again = Vault.unlock(path, PASSPHRASE)
    assert again.cards() == ()
    assert again.damaged == {only}
    with pytest.raises(Damaged, match="missing"):
        again.load(only)


@pytest.mark.parametrize("name", ["", "records", "drafts", "header", "header.2"])
def test_a_vault_open_to_others_is_refused_with_the_command_that_closes_it(
    vault: Vault, path: Path, name: str
) -> None:
    exposed = path / name
    exposed.chmod(exposed.stat().st_mode | 0o040)
    before = everything_in(path)
    with pytest.raises(NotAllowed, match="chmod -R go= ") as refusal:
        Vault.unlock(path, PASSPHRASE)
    assert everything_in(path) == before
    os.system(str(refusal.value).rpartition("with: ")[2])
    assert Vault.unlock(path, PASSPHRASE).cards()


@pytest.mark.parametrize("name", ["record", "practice", "draft"])
def test_a_file_open_to_others_is_refused(vault: Vault, path: Path, only: str, name: str) -> None:
    vault.save_draft(draft(only))
    files = {
        "record": path / "records" / only,
        "practice": path / "practice",
        "draft": path / "drafts" / draft(only).id,
    }
    files[name].chmod(0o644)
    if name == "draft":
        assert vault.drafts() == ()
        assert vault.damaged_drafts
        return
    with pytest.raises(NotAllowed, match="chmod"):
        _ = vault.load(only) if name == "record" else vault.practice()
    assert vault.cards()[0].code == "K-001"


def test_a_vault_of_another_user_is_refused(vault: Vault, path: Path) -> None:
    try:
        os.chown(path / "header", 12_345, -1)
    except PermissionError:
        pytest.skip("only the administrator can give files away")
    with pytest.raises(NotAllowed, match="another user"):
        Vault.unlock(path, PASSPHRASE)


@given(st.binary(max_size=300), st.integers(0, 4200))
def test_whatever_stands_in_a_record_the_answer_is_the_record_or_damage(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    vault = _shared(tmp_path_factory)
    (card,) = vault.cards()
    file = vault.path / "records" / card.id
    genuine = file.read_bytes()
    changed = genuine[:at] + noise + genuine[at + len(noise) :]
    file.write_bytes(changed)
    try:
        if changed == genuine:
            assert vault.load(card.id)
        else:
            with pytest.raises(Damaged):
                vault.load(card.id)
    finally:
        file.write_bytes(genuine)


_vaults: list[Vault] = []


def _shared(folders: pytest.TempPathFactory) -> Vault:
    if not _vaults:
        vault = Vault.create(folders.mktemp("d") / "v", PASSPHRASE, PRACTICE, Cost.MINIMAL)
        vault.add(newcomer)
        _vaults.append(vault)
    return _vaults[0]
