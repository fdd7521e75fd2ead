"""The configuration: what it may hold, and one clear message for what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui import config
from coachtui.errors import CoachError


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the configuration is to lie."""
    monkeypatch.delenv("COACHTUI_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "coachtui").mkdir()
    return tmp_path / "coachtui" / "config.toml"


def test_without_a_file_everything_has_a_default(file: Path) -> None:
    read = config.read()
    assert (read.theme, read.language) == ("coach-dark", "en")
    assert (read.blur_minutes, read.lock_minutes, read.privacy) == (2, 10, False)


def test_the_file_is_read_and_what_it_leaves_out_has_its_default(file: Path) -> None:
    file.write_text('theme = "coach-light"\nlanguage = "nb"\n')
    read = config.read()
    assert (read.theme, read.language, read.lock_minutes) == ("coach-light", "nb", 10)


def test_another_place_can_be_named(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.toml"
    other.write_text("lock_minutes = 0\n")
    monkeypatch.setenv("COACHTUI_CONFIG", str(other))
    assert config.read().lock_minutes == 0
    assert config.themes_folder() == tmp_path / "themes"
    assert config.templates_folder() == tmp_path / "templates"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('tehme = "coach-light"', "“tehme” is not known. Did you mean “theme”?"),
        (
            "zzz = 1",
            "“zzz” is not known. There are: blur_minutes, key_set, keys, language, ",
        ),
        ("theme = 3", "“theme” must be the name of a theme."),
        ('language = "de"', "“language” must be “nb” or “en”."),
        ("lock_minutes = -1", "“lock_minutes” must be a whole number from 0 to 1440."),
        ("blur_minutes = 2.5", "“blur_minutes” must be a whole number from 0 to 1440."),
        ("lock_minutes = true", "“lock_minutes” must be a whole number from 0 to 1440."),
        ("privacy = 1", "“privacy” must be true or false."),
        ('theme = "a', "it is not TOML: "),
        ('key_set = "emacs"', "“key_set” must be “standard”, “plain” or “vim”."),
        ('keys = "a"', "“keys” must be a table: "),
        ("[keys]\nclient.note = 1", "“keys.client.note” must be a key such as “ctrl+s”"),
        ('[keys]\n"client.note" = ["b", ""]', "“keys.client.note” must be a key such as"),
        ("\udcff", "it cannot be read as text."),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(file: Path, text: str, said: str) -> None:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CoachError) as caught:
        config.read()
    assert str(caught.value).startswith(f"{file}: {said}")


def test_keys_are_written_in_either_way_of_toml(file: Path) -> None:
    file.write_text(
        'key_set = "vim"\n[keys]\n"client.note" = "b"\nclients.add = ["A", "ctrl+k"]\n'
        'clients.vault = ""\nclients.drafts = []\n'
    )
    read = config.read()
    assert read.key_set == "vim"
    assert read.keys == {
        "client.note": ("b",),
        "clients.add": ("A", "ctrl+k"),
        "clients.vault": (),
        "clients.drafts": (),
    }
