"""Keys that come all at once do what they would do one by one."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import TextArea

from tests.tui.conftest import until
from tests.tui.stand_in import StandIn


def burst(app: StandIn, *keys: str) -> None:
    """All ``keys`` at once, as a terminal hands over what was typed ahead."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def done(app: StandIn, pilot: Pilot[None]) -> None:
    """Every key so far has done what it does, however slow the machine is."""
    await pilot.pause()
    await app.key_order.rest()
    await pilot.pause()


async def test_a_form_opened_filled_and_saved_in_one_burst() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        burst(app, "j", "a", *"Ada", "enter", "right", "tab", "tab", *"ada", "ctrl+s", "j")
        await done(app, pilot)
        assert app.rows_screen.result == {
            "name": "Ada",
            "state": "active",
            "minutes": "90",
            "email": "ada",
        }
        assert app.rows_screen.rows.highlighted == 2


async def test_text_typed_just_before_a_command_is_there_for_it() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        note = app.rows_screen.query_one(TextArea)
        note.focus()
        burst(app, *("abc" * 50), "ctrl+q")
        await until(pilot, lambda: app._exit)
    assert note.text == "abc" * 50
    assert app.return_code == 0


async def test_enter_and_letters_stay_text_in_a_note() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        note = app.rows_screen.query_one(TextArea)
        note.focus()
        burst(app, "a", "enter", "q", "backspace", "b", "left", "c")
        await done(app, pilot)
        assert note.text == "a\ncb"


async def test_a_key_waits_for_what_another_login_brought_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = StandIn()
    order: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.rows_screen
        burst(app, "j")
        await done(app, pilot)

        async def follow() -> None:
            order.append("follows")
            await asyncio.sleep(0.05)
            order.append("has followed")

        monkeypatch.setattr(screen.rows, "action_move", lambda rows: order.append("key"))
        screen.call_later(follow)
        app.key_order.stir()
        burst(app, "j")
        await done(app, pilot)
    assert order == ["follows", "has followed", "key"]


async def test_a_key_waits_for_a_click() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        burst(app, "j")
        await done(app, pilot)
        await pilot.click(offset=(10, 5))
        burst(app, "j")
        await done(app, pilot)
        assert app.rows_screen.rows.highlighted == 4
