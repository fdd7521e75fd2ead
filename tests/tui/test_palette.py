"""The palette with the themes: shown while one looks at them, kept when one is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui import config
from tests.tui.conftest import Opened, type_text
from tests.tui.stand_in import text_of


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the coach's own themes."""
    monkeypatch.setenv("COACHTUI_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "themes").mkdir()
    return tmp_path / "themes"


async def test_a_theme_with_a_quote_in_its_name_can_be_taken(opened: Opened, own: Path) -> None:
    (own / "kari's.toml").write_text('primary = "#ff0000"\n')
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "kari's")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.theme == "kari's"


async def test_a_theme_is_shown_while_the_cursor_stands_on_it(opened: Opened, own: Path) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "theme: coach-n")
        assert pilot.app.theme == "coach-nordic"
        await pilot.press("backspace", "l")
        assert pilot.app.theme == "coach-light"
        await pilot.press("escape")
        assert pilot.app.theme == "coach-dark"
    assert not (own.parent / "config.toml").exists()


async def test_the_theme_that_is_chosen_is_there_at_the_next_start(
    opened: Opened, own: Path
) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "coach-warm")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.theme == "coach-warm"
        await pilot.press("ctrl+p", "escape")
        assert pilot.app.theme == "coach-warm"
    assert config.read().theme == "coach-warm"


async def test_a_broken_theme_is_told_by_file_and_key_and_the_app_goes_on(
    opened: Opened, own: Path
) -> None:
    (own / "mine.toml").write_text('primary = "#ff0000"\nprimray = "#00ff00"\n')
    async with opened(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "mine")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.theme == "coach-dark"
        told = [notice.message for notice in pilot.app._notifications]
        assert [
            "mine.toml" in message and "“primray” is not known" in message for message in told
        ] == [True]
        assert "Clients" in text_of(pilot.app)
    assert config.read().theme == "coach-dark"
