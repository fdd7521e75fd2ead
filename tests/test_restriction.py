"""What a restricted session reaches: the screens, one folder, and nothing of its environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coachtui import restriction, start
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotAllowed
from coachtui.invocation import read_arguments
from coachtui.services import agreements, backups, entry, exports, keys
from coachtui.services.opening import Vault
from tests.conftest import DAY, NO_KEYS, NOW, PASSPHRASE


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a session that is restricted until the test ends."""
    home = tmp_path / "home"
    home.mkdir()
    for name in os.environ:
        monkeypatch.delenv(name)
    for name, value in (("HOME", str(home)), ("PATH", "/bin"), ("TERM", "xterm"), ("LC_ALL", "C")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(restriction, "_restricted", True)
    return home


def test_nothing_of_the_environment_names_a_place_or_a_command(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restriction, "_restricted", False)
    for name in ("COACHTUI_VAULT", "COACHTUI_PASSPHRASE_COMMAND", "XDG_DATA_HOME", "EDITOR"):
        monkeypatch.setenv(name, "/elsewhere")
    asked = read_arguments(["--restricted"], lambda _invocation, _vault: 0, lambda _config: NO_KEYS)
    assert restriction.restricted()
    assert set(os.environ) == {"HOME", "PATH", "TERM", "LC_ALL"}
    assert asked.vault == home / ".local" / "share" / "coachtui" / "vault"
    assert asked.passphrase_command == ""


def test_the_line_may_say_where_the_vault_is(home: Path) -> None:
    asked = read_arguments(
        ["--vault", "/srv/v", "--restricted"],
        lambda _invocation, _vault: 0,
        lambda _config: NO_KEYS,
    )
    assert asked.vault == Path("/srv/v")


@pytest.mark.parametrize(
    "words",
    [
        "client list",
        "demo",
        "vault backup x",
        "--help",
        "--version",
        "--",
        "completion",
        "note K-001",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_no_command_is_taken(
    home: Path, capsys: pytest.CaptureFixture[str], words: str, first: bool
) -> None:
    line = ["--restricted", *words.split()] if first else [*words.split(), "--restricted"]
    with pytest.raises(SystemExit) as ended:
        start.main(line)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--restricted" in err


@pytest.mark.parametrize(
    "typed", ["K-001.md", "~/coachtui-files/a", "{home}/coachtui-files", "./a"]
)
def test_a_place_in_the_one_folder_is_one(home: Path, typed: str) -> None:
    place = entry.place("file", typed.format(home=home))
    assert home / "coachtui-files" in (place, place.parent)
    assert (home / "coachtui-files").is_dir()


@pytest.mark.parametrize(
    "typed",
    [
        "~", "/etc/passwd", "..", "../a", "sub/a", "{home}/a", "{home}/coachtui-files/..",
        "~/coachtui-files/../a", "~/coachtui-files/sub/a", "~/coachtui-files-too/a", "//etc/passwd",
        "sub/../../a", "~root/a",
    ],
)  # fmt: skip
def test_any_other_place_is_refused(home: Path, typed: str) -> None:
    with pytest.raises(NotAllowed, match="restricted"):
        entry.place("file", typed.format(home=home))


def test_what_writes_or_reads_files_is_refused_and_notes_nothing(
    home: Path, vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    agreements.begin(vault, aase.id, DAY)
    with pytest.raises(NotAllowed, match="restricted"):
        exports.export_agreement(vault, aase.id, tmp_path, NOW)
    with pytest.raises(NotAllowed, match="restricted"):
        backups.make(vault, tmp_path / "b", NOW)
    with pytest.raises(NotAllowed, match="restricted"):
        backups.restore(tmp_path / "b", PASSPHRASE, tmp_path / "v", DAY)
    with pytest.raises(NotAllowed, match="restricted"):
        keys.write_down(keys.RecoveryKey.make(), tmp_path / "key")
    assert vault.load(aase.id).disclosures == ()
    assert backups.last(vault) is None
    assert not (home / "coachtui-files").exists()
