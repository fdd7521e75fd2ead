"""What goes wrong: one message, its exit code, and nothing changed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Line


def _state(vault: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(file): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in vault.rglob("*")
        if file.is_file()
    }


def test_a_wrong_passphrase_changes_nothing(one_client: Line, vault: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("en annen lang setning")
    before = _state(vault)
    for words in (("client", "list"), ("note", "K-001", "-"), ("vault", "info")):
        done = one_client(*words, typed="et notat", file=wrong)
        assert done.code == 3
        assert done.out == ""
        assert done.err.count("\n") == 1
    assert _state(vault) == before


def test_no_vault_is_not_found(line: Line, vault: Path) -> None:
    done = line("client", "list")
    assert (done.code, done.out) == (6, "")
    assert str(vault) in done.err
    assert not vault.exists()


def test_nobody_of_that_name_is_not_found(one_client: Line) -> None:
    for words in (("client", "show"), ("note",), ("agreement", "show"), ("session", "list")):
        tail = ("-",) if words == ("note",) else ()
        assert one_client(*words, "K-999", *tail, typed="notat").code == 6


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("client show K-999", "“coachtui client list” shows them."),
        ("session edit K-001 7 --minutes 3", "“coachtui session list” shows them."),
        ("engagement edit K-001 --minutes 3", "“coachtui engagement add” makes one."),
        ("agreement hold K-001", "“coachtui agreement new” makes one."),
        ("vault snapshot show x", "“coachtui vault snapshot list” shows them."),
    ],
)
def test_what_is_not_there_is_told_with_the_command_that_shows_what_is(
    one_client: Line, words: str, way: str
) -> None:
    done = one_client(*words.split())
    assert (done.code, done.out) == (6, "")
    assert done.err.endswith(f" {way}\n")


def test_an_agreement_in_the_way_is_told_with_the_way_on(one_client: Line) -> None:
    one_client("agreement", "new", "K-001", "--lang", "en")
    again = one_client("agreement", "new", "K-001")
    assert (again.code, again.out) == (1, "")
    assert again.err.endswith("It was left as it is. With --replace-draft it is begun again.\n")
    recorded = one_client(
        *("agreement", "record", "K-001", "--date", "18.8.2025", "--other-consents", "no")
    )
    assert "“coachtui agreement sign” signs it" in recorded.err
    for words in (["agreement", "accept", "K-001", "x"], ["agreement", "amend", "K-001", "x"]):
        assert "“coachtui agreement show” lists them." in one_client(*words, typed="x").err
    assert (
        "“coachtui agreement versions” lists" in one_client("agreement", "diff", "K-001", "9").err
    )
    one_client("agreement", "hold", "K-001")
    for words in (["new", "K-001"], ["new", "K-001", "--replace-draft"]):
        assert "Take it back to begin another." in one_client("agreement", *words).err


def test_what_is_signed_is_not_said_to_be_accepted_again(one_client: Line) -> None:
    one_client("agreement", "new", "K-001")
    one_client("agreement", "accept", "K-001", "--all")
    one_client("agreement", "decline", "K-001", "icf-log")
    assert one_client("agreement", "sign", "K-001", "--as", "Åse Ødegård").code == 0
    for words in (
        ["accept", "K-001", "--all"],
        ["sign", "K-001", "--as", "Åse"],
        ["new", "K-001", "--replace-draft"],
    ):
        done = one_client("agreement", *words)
        assert (done.code, done.out) == (1, "")
        assert "A new version changes" in done.err


def test_a_session_is_not_moved_to_the_client_that_it_is_with(one_client: Line) -> None:
    one_client("note", "K-001", "-", typed="Notat.")
    done = one_client("session", "move", "K-001", "1", "K-001")
    assert (done.code, done.out) == (2, "")
    assert "with K-001 already. Nothing was changed." in done.err


def test_a_folder_that_is_a_file_is_told_as_that(one_client: Line, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    one_client("agreement", "new", "K-001")
    done = one_client("--lang", "nb", "agreement", "export", "K-001", "-o", str(tmp_path / "file"))
    assert (done.code, done.out) == (1, "")
    assert "en del av stien er ingen mappe. Ingenting ble skrevet" in done.err


def test_several_that_fit_are_told_by_code_only(one_client: Line) -> None:
    one_client("client", "add", typed="Åsmund Ødegaard\n")
    done = one_client("client", "show", "øde")
    assert done.code == 2
    assert "K-001, K-002" in done.err
    assert "Ødeg" not in done.err


def test_a_damaged_record_is_told_and_the_others_listed(one_client: Line, vault: Path) -> None:
    (record,) = (vault / "records").glob("*")
    one_client("client", "add", typed="Ola Test\n")
    content = bytearray(record.read_bytes())
    content[-1] ^= 1
    record.write_bytes(content)
    listed = one_client("client", "list")
    assert listed.code == 5
    assert "Ola Test" in listed.out
    assert "damaged" in listed.err
    assert one_client("client", "show", "K-001").code == 5
    assert one_client("client", "show", "K-002").code == 0
    info = one_client("vault", "info", "--json")
    assert info.code == 5
    assert '"damaged": 1' in info.out
    assert "1 of its files is damaged" in info.err


@pytest.mark.parametrize("name", ["practice", "practice.prev", "records/*.prev"])
def test_a_damaged_file_that_no_list_reads_is_counted(
    one_client: Line, vault: Path, name: str
) -> None:
    one_client("note", "K-001", "-", typed="Notat.\n")
    assert one_client("vault", "info").code == 0
    (file,) = vault.glob(name)
    file.write_bytes(file.read_bytes()[:-1])
    info = one_client("vault", "info", "--json")
    assert info.code == 5
    assert json.loads(info.out)["damaged"] == 1
    assert "1 of its files is damaged" in info.err


def test_a_missing_practice_is_counted(one_client: Line, vault: Path) -> None:
    (vault / "practice").unlink()
    assert json.loads(one_client("vault", "info", "--json").out)["damaged"] == 1


def test_a_damaged_record_that_no_list_knows_is_damage_not_absence(
    one_client: Line, vault: Path
) -> None:
    (record,) = (vault / "records").glob("*")
    record.write_bytes(b"?" * 400)
    (vault / "index").unlink()
    assert one_client("client", "show", "K-001").code == 5


def test_a_vault_that_others_can_read_is_not_opened(one_client: Line, vault: Path) -> None:
    vault.chmod(0o755)
    done = one_client("client", "list")
    assert done.code == 1
    assert "chmod" in done.err
    assert done.out == ""


def test_a_second_vault_in_the_same_place_is_refused(one_client: Line, vault: Path) -> None:
    before = _state(vault)
    assert one_client("init", typed="Kari\n\n").code == 1
    assert _state(vault) == before


def test_a_short_passphrase_makes_no_vault(line: Line, vault: Path, tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_text("kort")
    done = line("init", typed="Kari\n\n", file=short)
    assert done.code == 2
    assert "kort" not in done.err
    assert not vault.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("client",),
        ("clien", "list"),
        ("client", "lst"),
        ("client", "list", "Ødegård"),
        ("client", "list", "--jason"),
        ("client", "add", "--state", "happy"),
        ("client", "add", "--name", "x", "--language", "de"),
        ("client", "add", "--name", ""),
        ("client", "edit", "K-001"),
        ("session", "edit", "K-001"),
        ("session", "edit", "K-001", "1"),
        ("session", "edit", "K-001", "1", "a note on the line"),
        ("session", "list", "K-001", "--json=yes"),
        ("note", "K-001"),
        ("note", "K-001", "-"),
        ("note",),
        ("demo",),
        ("agreement", "accept", "K-001"),
        ("agreement", "decline", "K-001"),
        ("agreement", "sign", "K-001", "--date", "soon"),
        ("agreement", "sign", "K-001", "--how", "by heart"),
        ("engagement", "edit", "K-001", "--minutes"),
        ("import", "csv", "-"),
        ("--lang", "de", "client", "list"),
        ("--nonsense", "client", "list"),
        ("client", "show", "K-001", "--vault"),
    ],
    ids=" ".join,
)
def test_a_line_that_cannot_be_used_is_told_in_one_sentence(
    one_client: Line, vault: Path, words: tuple[str, ...]
) -> None:
    one_client("engagement", "add", "K-001")
    before = _state(vault)
    done = one_client(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("coachtui: ")
    assert done.err.count("\n") == 1
    assert "Ødegård" not in done.err
    assert _state(vault) == before


def test_what_nearly_fits_is_named(one_client: Line) -> None:
    for words, near in (
        (("client", "lis"), "list"),
        (("engagment", "list"), "engagement"),
        (("note", "K-001", "--min", "90", "-"), "--minutes"),
    ):
        assert f"Did you mean “{near}”?" in one_client(*words).err
    assert "“strong”" in one_client("init", "--kdf", "huge").err


def test_values_that_do_not_fit_name_their_field(one_client: Line) -> None:
    done = one_client("note", "K-001", "--minutes", "ninety", "-", typed="notat")
    assert done.code == 2
    assert "--minutes: must be a whole number" in done.err
    done = one_client("note", "K-001", "--date", "tomorrow", "-", typed="notat")
    assert done.code == 2
    assert "2026-11-24" in done.err


def test_a_note_that_is_no_text_is_refused(one_client: Line) -> None:
    done = one_client("note", "K-001", "-", typed=b"\xff\xfe\x00")
    assert done.code == 2
    assert "UTF-8" in done.err
    assert one_client("note", "K-001", "-", typed="x" * 300_000).code == 2
    assert one_client("note", "K-001", "-", typed=b"x" * 3_000_000).code == 2
    assert one_client("session", "list", "K-001", "--json").out == "[]\n"


def test_the_passphrase_is_never_asked_for_without_a_terminal(
    one_client: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.__stdin__", None)
    missing = one_client("client", "list", file=Path("/nonexistent/file"))
    assert missing.code == 1
    assert "passphrase file" in missing.err


@pytest.mark.parametrize(
    ("closed", "words", "code"),
    [
        ("<&-", "client add", 2),
        ("<&-", "note K-001 -", 2),
        ("<&-", "import csv -", 2),
        ("<&-", "template new -", 1),
        (">&-", "client list", 0),
        (">/dev/full", "client list", 1),
        ("2>&-", "client show K-999", 6),
    ],
)
def test_closed_and_full_outputs_end_in_order(
    one_client: Line, vault: Path, passphrase: Path, closed: str, words: str, code: int
) -> None:
    line = f"{sys.executable} -m coachtui --vault {vault} --passphrase-file {passphrase} {words}"
    done = subprocess.run(
        ["bash", "-c", f"{line} {closed}"], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == code, done.stderr
    assert done.stderr.count(b"\n") == (1 if code in (1, 2) else 0)


def test_a_broken_configuration_is_named(one_client: Line, tmp_path: Path) -> None:
    (tmp_path / "no-config.toml").write_text('languag = "nb"\n')
    done = one_client("client", "list")
    assert done.code == 1
    assert "Did you mean “language”?" in done.err
