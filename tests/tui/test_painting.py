"""How little is painted for the keys that are pressed most, and that all of it is after a resize."""

from __future__ import annotations

import pytest

from coachtui.domain.record import ClientRecord
from coachtui.services import clients, engagements
from coachtui.services.opening import Vault
from coachtui.tui.widgets.row_list import RowList
from tests.conftest import DAY
from tests.tui.conftest import Opened
from tests.tui.stand_in import text_of


@pytest.mark.parametrize("key", ["down", "j"])
async def test_moving_in_the_list_paints_the_two_rows_that_change(
    opened: Opened, vault: Vault, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    for number in range(6):
        clients.add(vault, {"name": f"Nummer {number}"}, DAY)
    painted: list[int] = []
    render = RowList.render_line

    def render_line(rows: RowList, y: int):
        painted.append(y)
        return render(rows, y)

    monkeypatch.setattr(RowList, "render_line", render_line)
    async with opened() as pilot:
        await pilot.press("down")
        await pilot.pause(0.1)
        painted.clear()

        await pilot.press(key)
        await pilot.pause(0.1)

        assert sorted(set(painted)) == [2, 3]


async def test_a_list_takes_up_the_room_of_a_terminal_made_wider_after_a_form(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    engagements.add(vault, aase.id, {"sponsor": "Testverket i Nordre Testby"}, DAY)
    async with opened(size=(60, 20)) as pilot:
        await pilot.press("enter", "3", "e", "escape")
        assert "Testby" not in text_of(pilot.app)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "Testverket i Nordre Testby" in text_of(pilot.app)
