"""The screens of a restricted session: what leads out of them is neither there nor advertised."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from coachtui import restriction
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.export_form import ExportForm
from coachtui.tui.screens.palette import entries
from coachtui.tui.screens.vault import BackupForm
from tests.conftest import DAY
from tests.tui.conftest import Opened


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(restriction, "_restricted", True)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


async def test_ctrl_z_does_nothing_and_nothing_offers_it(
    home: Path, opened: Opened, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        offered = entries(app.screen)
        assert {entry.action for entry in offered} >= {"lock", "quit", "export"}
        assert not [entry.name for entry in offered if entry.action == "stop"]
        await pilot.press("ctrl+z")
        assert not app.locked
        # A signal from outside does what is left of it.
        await app.action_stop()
        assert app.locked


async def test_where_files_go_is_not_asked(
    home: Path, opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    agreements.begin(vault, aase.id, DAY)
    async with opened() as pilot:
        for form in (ExportForm(vault.load(aase.id)), BackupForm(None)):
            await pilot.app.push_screen(form)
            assert not {"folder", "file"} & form.values.keys()
            assert "coachtui-files" in form.rows[-1].field.help
            await pilot.press("escape")
