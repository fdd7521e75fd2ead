"""What is chosen on screen is written into ``config.toml``, and nothing else there changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui import config, config_file
from coachtui.errors import CoachError

WRITTEN = """# My settings
theme = "coach-dark"  # for the evening

lock_minutes = 5
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the configuration is to lie."""
    monkeypatch.setenv("COACHTUI_CONFIG", str(tmp_path / "folder" / "config.toml"))
    return tmp_path / "folder" / "config.toml"


def test_comments_order_and_the_other_lines_stay(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(WRITTEN)
    file.chmod(0o640)
    config_file.put("theme", "coach-light")
    assert file.read_text() == WRITTEN.replace("coach-dark", "coach-light")
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_not_there_is_made_for_its_owner_alone(file: Path) -> None:
    config_file.put("theme", "coach-light")
    assert config.read().theme == "coach-light"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_new_line_comes_before_the_tables(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('[keys]\n"clients.add" = "N"\n')
    config_file.put("theme", "coach-light")
    assert file.read_text().startswith('theme = "coach-light"\n')
    assert '[keys]\n"clients.add" = "N"\n' in file.read_text()


def test_a_link_into_the_coachs_dotfiles_stays_a_link(file: Path, tmp_path: Path) -> None:
    (tmp_path / "dotfiles.toml").write_text(WRITTEN)
    file.parent.mkdir()
    file.symlink_to(tmp_path / "dotfiles.toml")
    config_file.put("theme", "coach-light")
    assert file.is_symlink()
    assert "coach-light" in (tmp_path / "dotfiles.toml").read_text()


@pytest.mark.parametrize("content", [b'theme = "a', b"\xff"])
def test_a_file_that_is_no_configuration_is_left_alone_and_told(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(CoachError, match=r"config\.toml cannot be written"):
        config_file.put("theme", "coach-light")
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("COACHTUI_CONFIG", str(tmp_path / "a file" / "config.toml"))
    with pytest.raises(CoachError, match="cannot be written"):
        config_file.put("theme", "coach-light")
