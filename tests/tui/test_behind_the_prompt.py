"""What is made while the passphrase is typed need not be made after it."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css import stylesheet

from coachtui import launch
from coachtui.config import Config
from coachtui.services.opening import Vault
from coachtui.tui.screens.clients import ClientsScreen


async def test_the_styles_of_the_first_screen_are_read_by_then(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = launch._Behind(vault.path, Config()).app()
    assert app is not None
    late: list[str] = []
    parse = stylesheet.parse

    def watched(scope: str, css: str, place: tuple[str, str], **how: Any) -> Any:
        late.append(place[1])
        return parse(scope, css, place, **how)

    monkeypatch.setattr(stylesheet, "parse", watched)
    app.begin_with(vault, vault.cards())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ClientsScreen)
    assert "CoachApp.CSS" in late
    assert not {"ClientsScreen.DEFAULT_CSS", "RowList.DEFAULT_CSS", "Footer.DEFAULT_CSS"} & {*late}


async def test_what_cannot_be_made_is_left_to_fail_where_it_is_told(vault: Vault) -> None:
    assert launch._Behind(vault.path, Config(theme="no-such-theme")).app() is None
