"""How little is painted for the keys that are pressed most."""

from __future__ import annotations

import pytest

from coachtui.services import clients
from coachtui.services.opening import Vault
from coachtui.tui.widgets.row_list import RowList
from tests.conftest import DAY
from tests.tui.conftest import Opened


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
