"""The settings: what is chosen holds at once, and is written where the next start reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from coachtui import config, early, restriction
from coachtui.config import Config
from coachtui.domain.record import ClientRecord
from coachtui.language import set_language
from coachtui.services import agreements, clients
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.forms import ClientForm
from coachtui.tui.screens.key_problems import KeyProblemsScreen
from coachtui.tui.screens.palette import PaletteScreen, entries
from coachtui.tui.screens.settings import SettingsForm
from tests.conftest import DAY
from tests.tui.conftest import Opened, type_text
from tests.tui.stand_in import text_of

WRITTEN = """# My settings
theme = "coach-dark"  # for the evening

lock_minutes = 5
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The coach's own configuration; the language is English again after the test."""
    file = tmp_path / "config.toml"
    file.write_text(WRITTEN)
    monkeypatch.setenv("COACHTUI_CONFIG", str(file))
    yield file
    set_language("en")


async def test_another_language_is_spoken_at_once(opened: Opened, vault: Vault, file: Path) -> None:
    for name in ("Åse Ødegård", "Bo Test"):
        clients.add(vault, {"name": name}, DAY)
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("down", "S", "left", "ctrl+s")
        assert early.spoken == "nb"
        assert "Klienter" in text_of(app)
        assert "Hjelp" in text_of(app).splitlines()[-1]
        await pilot.press("enter")
        assert "K-002  Bo Test" in text_of(app)
    assert file.read_text() == f'{WRITTEN}language = "nb"\n'


async def test_a_theme_is_shown_while_it_is_picked_and_kept_once_it_is_saved(
    opened: Opened, file: Path
) -> None:
    async with opened() as pilot:
        before = pilot.app.theme
        await pilot.press("S", "tab", "right")
        picked = pilot.app.theme
        assert picked != before
        await pilot.press("escape", "y")
        assert pilot.app.theme == before
        assert file.read_text() == WRITTEN
        await pilot.press("S", "tab", "right", "ctrl+s")
        assert pilot.app.theme == picked
    assert file.read_text() == WRITTEN.replace("coach-dark", picked)


async def test_another_set_of_keys_is_in_force_at_once_on_every_screen(
    opened: Opened, vault: Vault, file: Path
) -> None:
    for name in ("Åse Ødegård", "Bo Test"):
        clients.add(vault, {"name": name}, DAY)
    async with opened() as pilot:
        await pilot.press("j", "S", "tab", "tab", "right", "right", "ctrl+s")
        await pilot.press("colon")
        assert isinstance(pilot.app.screen, PaletteScreen)
        await pilot.press("escape", "S", "tab", "tab", "h", "ctrl+s", "k", "enter")
        assert "K-002  Bo Test" in text_of(pilot.app)
        await pilot.press("escape", "up", "enter")
        assert "K-001  Åse Ødegård" in text_of(pilot.app)
    assert file.read_text() == f'{WRITTEN}key_set = "plain"\n'


async def test_keys_of_ones_own_that_clash_with_the_new_set_are_told(
    opened: Opened, file: Path
) -> None:
    async with opened(config=Config(keys={"clients.add": ":"})) as pilot:
        assert "Press : to add" in text_of(pilot.app)
        await pilot.press("S", "tab", "tab", "left", "ctrl+s")
        assert isinstance(pilot.app.screen, KeyProblemsScreen)
        await pilot.press("escape", "a")
        assert isinstance(pilot.app.screen, ClientForm)
    assert file.read_text() == f'{WRITTEN}key_set = "vim"\n'


async def test_privacy_and_minutes_are_there_at_the_next_start(opened: Opened, file: Path) -> None:
    async with opened() as pilot:
        await pilot.press("S", *["tab"] * 3, "left", "tab", "backspace", "5", "ctrl+s")
    read = config.read()
    assert (read.privacy, read.blur_minutes, read.lock_minutes) == (True, 5, 5)
    assert file.read_text().startswith(WRITTEN)


@pytest.mark.parametrize("typed", ["1441", "-1", ""])
async def test_minutes_that_are_none_are_told_at_their_field(
    opened: Opened, file: Path, typed: str
) -> None:
    async with opened() as pilot:
        await pilot.press("S", *["tab"] * 5, *["backspace"] * 3)
        await type_text(pilot, typed)
        await pilot.press("ctrl+s")
        told = "Lock after, min must be a whole number from 0 to 1440."
        assert told in re.sub(r"[\s│]+", " ", text_of(cast("CoachApp", pilot.app)))
    assert file.read_text() == WRITTEN


async def test_what_cannot_be_written_holds_until_the_end_and_is_told_once(
    opened: Opened, file: Path
) -> None:
    file.write_text("theme = ")
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("S", "left", "tab", "right", "ctrl+s")
        assert early.spoken == "nb"
        [told] = [each.message for each in app._notifications]
        assert told.startswith(f"Det gjelder til du går ut: {file} kan ikke skrives: ")
    assert file.read_text() == "theme = "


async def test_nothing_changed_is_nothing_written(opened: Opened, file: Path) -> None:
    file.unlink()
    async with opened() as pilot:
        await pilot.press("S", "ctrl+s")
        assert not isinstance(pilot.app.screen, SettingsForm)
    assert not file.exists()


async def test_a_restricted_session_writes_them_where_it_always_reads_them(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restriction, "_restricted", True)
    async with opened() as pilot:
        await pilot.press("S", *["tab"] * 3, "left", "ctrl+s")
    written = tmp_path / "config" / "coachtui" / "config.toml"
    assert written.read_text() == "privacy = true\n"


async def test_the_palette_names_them_but_not_while_a_client_looks_on(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    agreements.begin(vault, aase.id, DAY)
    async with opened() as pilot:
        assert "settings" in {entry.action for entry in entries(pilot.app.screen)}
        await pilot.press("v", "o")
        assert "settings" not in {entry.action for entry in entries(pilot.app.screen)}
        await pilot.press("S")
        assert not isinstance(pilot.app.screen, SettingsForm)
