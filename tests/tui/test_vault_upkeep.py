"""Erasing a client and checking the vault on the screens, driven by keys, on a real vault."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session
from coachtui.domain.upkeep import Backup
from coachtui.services import agreements, clients, erasing, exports
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.check import CheckScreen
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.erase import ErasedScreen, EraseForm
from coachtui.tui.screens.palette import entries
from tests.conftest import DAY, NOW
from tests.tui.conftest import Opened, on, type_text, until
from tests.tui.stand_in import text_of


@pytest.fixture
def exported(vault: Vault, aase: ClientRecord, tmp_path: Path) -> Path:
    """An agreement of that client in clear, and a backup that was made."""
    agreements.begin(vault, aase.id, DAY)
    made = Backup(datetime(2026, 3, 1, 9, tzinfo=UTC), "/media/coach.backup")
    vault.update_upkeep(lambda upkeep: replace(upkeep, backups=(made,)))
    return exports.export_agreement(vault, aase.id, tmp_path, NOW)


async def told(pilot: Pilot[None], words: str) -> str:
    """All words on screen, once ``words`` are among them."""

    def seen() -> str:
        return " ".join(text_of(cast("CoachApp", pilot.app)).replace("│", " ").split())

    await until(pilot, lambda: words in seen())
    return seen()


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_client_is_erased_once_the_code_was_typed(
    opened: Opened, vault: Vault, aase: ClientRecord, exported: Path, size: tuple[int, int]
) -> None:
    async with opened(size) as pilot:
        await pilot.press("enter", "ctrl+e")
        assert isinstance(pilot.app.screen, EraseForm)
        if size == (80, 24):
            for word in ("for good?", "cannot", "/media/coach.backup", "Files in clear", "Code"):
                assert word in text_of(pilot.app)
        await pilot.press("tab")
        await type_text(pilot, "K-002")
        await pilot.press("ctrl+s")
        await told(pilot, "Code is not the code of")
        assert vault.load(aase.id).client == aase.client
        await pilot.press(*["backspace"] * 5)
        await type_text(pilot, "K-001")
        await pilot.press("ctrl+s")
        await on(pilot, ErasedScreen)
        assert "/media/coach.backup" in text_of(pilot.app)
        assert "In clear" not in text_of(pilot.app)
        await pilot.press("escape")
        await on(pilot, ClientsScreen)
        assert "Åse" not in text_of(pilot.app)
    assert vault.cards() == ()
    assert not exported.exists()


async def test_leaving_the_question_erases_nothing(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("enter", "ctrl+e", "escape")
        assert isinstance(pilot.app.screen, ClientScreen)
    assert vault.load(aase.id) == aase


async def test_the_palette_knows_how_to_erase(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("enter")
        names = [entry.name for entry in entries(pilot.app.screen)]
        assert "Erase this client for good, once the code was typed" in names


async def test_a_client_whom_another_session_erases_is_left(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("enter", "question_mark")
        erasing.erase(vault, vault.cards()[0], "K-001", NOW)
        await pilot.press("escape")
        await on(pilot, ClientsScreen)


async def test_a_sound_vault_is_told_to_be_sound(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        pilot.app.push_screen(CheckScreen())
        await told(pilot, "1 record, all well")
        assert "Everything is as it was written." in text_of(pilot.app)
        await pilot.press("r")
        assert isinstance(pilot.app.screen, CheckScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ClientsScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_damage_is_shown_and_repaired(
    opened: Opened, vault: Vault, aase: ClientRecord, size: tuple[int, int]
) -> None:
    clients.edit(vault, aase.id, {"phone": "1"})
    file = vault.path / "records" / aase.id
    file.write_bytes(file.read_bytes()[:-1])
    async with opened(size) as pilot:
        pilot.app.push_screen(CheckScreen())
        words = await told(pilot, "1 problem")
        assert f"records/{aase.id}" in words
        assert "All other files are safe." in words
        assert "r Repair" in words
        await pilot.press("r")
        words = await told(pilot, "1 record, all well")
        assert "with 0 sessions counts from now on" in words
        assert "r Repair" not in words
    assert vault.load(aase.id).client.phone == aase.client.phone
    assert vault.load(aase.id).sessions == tuple[Session]()
