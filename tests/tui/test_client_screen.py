"""What stands on the screen of one client."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.errors import Damaged
from coachtui.services import engagements, sessions
from coachtui.services.opening import Vault
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.session import SessionScreen
from coachtui.tui.screens.states import StatesScreen
from tests.conftest import DAY
from tests.tui.conftest import Opened
from tests.tui.stand_in import text_of


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"start": "2024-12-19", "end": "2025-06-05", "planned": "12", "minutes": "90"},
            "2024-12-19 – 2025-06-05, 12 × 90 min, every second week, pro bono",
        ),
        (
            {"start": "2026-03-02", "cadence_weeks": "3", "minutes": "60"},
            "from 2026-03-02, 60 min, every 3 weeks, pro bono",
        ),
    ],
)
async def test_an_engagement_is_whole_in_80_columns(
    opened: Opened, vault: Vault, aase: ClientRecord, fields: dict[str, Any], line: str
) -> None:
    engagements.add(vault, aase.id, {**fields, "paid": False}, DAY)
    async with opened() as pilot:
        await pilot.press("enter", "3")
        assert line in text_of(pilot.app)


async def test_the_session_put_back_is_the_one_under_the_cursor(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    for day in ("2026-02-03", "2026-02-17"):
        sessions.add(vault, aase.id, {"date": day, "note": f"Note of {day}"}, DAY)
    async with opened() as pilot:
        await pilot.press("enter", "enter", "ctrl+d", "y", "u", "enter")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert "Note of 2026-02-17" in text_of(pilot.app)


async def test_enter_on_a_damaged_client_says_what_is_wrong_and_shows_what_can_be_brought_back(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    (vault.path / "records" / aase.id).write_bytes(b"not what was written")
    async with opened() as pilot:
        pilot.app.clear_notifications()
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, StatesScreen)
        assert "it is cut short" in text_of(pilot.app)


async def test_a_session_whose_client_was_damaged_meanwhile_leads_back_to_the_list(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    sessions.add(vault, aase.id, {"note": "A note"}, DAY)
    async with opened() as pilot:
        await pilot.press("enter")
        (vault.path / "records" / aase.id).write_bytes(b"not what was written")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ClientsScreen)


@pytest.mark.parametrize(
    ("keys", "shown"), [(["enter"], ClientScreen), (["enter", "enter"], SessionScreen)]
)
async def test_one_that_is_damaged_leads_back_once_however_often_that_is_seen(
    opened: Opened,
    vault: Vault,
    aase: ClientRecord,
    keys: list[str],
    shown: type[ClientScreen] | type[SessionScreen],
) -> None:
    sessions.add(vault, aase.id, {"note": "A note"}, DAY)
    async with opened() as pilot:
        await pilot.press(*keys)
        screen = pilot.app.screen
        assert isinstance(screen, shown)
        (vault.path / "records" / aase.id).write_bytes(b"not what was written")
        # What another session saved is looked at while the screen itself comes back into view.
        seen = await asyncio.gather(
            screen.follow(), screen.on_screen_resume(), return_exceptions=True
        )
        assert [type(each) for each in seen] == [Damaged, Damaged]
        await pilot.pause()
        assert isinstance(pilot.app.screen, ClientsScreen)
