"""The palette with what lies in the coach's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Opened, type_text


async def test_a_theme_with_a_quote_in_its_name_can_be_taken(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACHTUI_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "kari's.toml").write_text('primary = "#ff0000"\n')
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "kari's")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.theme == "kari's"
