"""The list of rows: its cursor, its columns, and how little it draws."""

from __future__ import annotations

import pytest

from coachtui.tui.widgets.columns import Column, columns_for
from coachtui.tui.widgets.row_list import RowList
from tests.tui.conftest import patient
from tests.tui.stand_in import StandIn, text_of


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["j"], 1),
        (["down", "down", "k"], 1),
        (["k"], 0),
        (["G"], 99),
        (["end", "g"], 0),
        (["pagedown"], 18),
        (["end", "pageup"], 81),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], row: int) -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press(*keys)
        assert app.rows_screen.rows.highlighted == row
        assert f"K-{row:03}" in text_of(app)


async def test_enter_opens_the_row_and_so_does_a_second_click() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("j", "enter")
        await pilot.click(RowList, offset=(5, 4))
        assert app.rows_screen.chosen == [1]
        assert app.rows_screen.rows.highlighted == 3
        await pilot.click(RowList, offset=(5, 4))
        assert app.rows_screen.chosen == [1, 3]


async def test_the_cursor_stays_on_its_row_when_the_list_is_refilled() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press(*["j"] * 6)
        rows = app.rows_screen.rows
        rows.fill([0, 2, 4, 6, 8])
        assert rows.highlighted == 6
        rows.fill([1, 3])
        assert rows.highlighted == 3
        rows.fill([])
        await pilot.pause()
        assert rows.highlighted is None
        assert "Nothing here." in text_of(app)


async def test_after_narrowing_a_scrolled_list_its_rows_are_on_screen() -> None:
    app = StandIn(count=1000)
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("G")
        app.rows_screen.rows.fill([7, 8])
        await pilot.pause()
        assert "K-007" in text_of(app)
        assert "K-008" in text_of(app)


async def test_a_move_draws_two_rows_however_many_there_are() -> None:
    app = StandIn(count=1000)
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        drawn: list[int] = []
        rows = app.rows_screen.rows
        draw = rows._cell
        rows._cell = lambda item, column: drawn.append(item) or draw(item, column)  # type: ignore[func-returns-value]
        await pilot.press("j")
        assert set(drawn) <= {0, 1}


async def test_what_a_terminal_would_obey_is_not_drawn() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)):
        text = text_of(app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "Row ]0;evil12" in text


def test_columns_share_the_room_and_the_least_important_goes_first() -> None:
    columns = (
        Column("a", "A", 10),
        Column("b", "B", 10, grows=True),
        Column("c", "C", 10, rank=2),
        Column("d", "D", 10, rank=1),
    )
    widths = {column.name: column.width for column in columns_for(columns, 80)}
    assert widths == {"a": 10, "b": 42, "c": 10, "d": 10}
    assert [column.name for column in columns_for(columns, 40)] == ["a", "b", "d"]
    assert [column.name for column in columns_for(columns, 10)] == ["a", "b"]


async def test_the_columns_follow_the_width_also_after_a_dialog() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        wide = text_of(app)
        await pilot.resize_terminal(60, 24)
        await pilot.press("a", "escape")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert text_of(app) == wide
