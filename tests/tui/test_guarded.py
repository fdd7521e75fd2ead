"""What happens when nobody is there: covered, locked, and no key let past that. The clocks are ours."""

from __future__ import annotations

from typing import Any, cast

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from coachtui import process
from coachtui.config import Config
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotSaved
from coachtui.services import sessions
from coachtui.services.opening import Vault
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.editor import EditorScreen
from coachtui.tui.screens.unlock import UnlockScreen
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.text import SecretInput
from tests.conftest import DAY, PASSPHRASE
from tests.tui.conftest import type_text, until
from tests.tui.seen import SeenApp, running
from tests.tui.stand_in import RowsScreen

NAME = "Ødegård"


class Clocks:
    """The clocks of the machine: time passes, awake or asleep, when a test says so."""

    def __init__(self) -> None:
        self.boot, self.asleep = 1000.0, 0.0

    def wait(self, minutes: float) -> None:
        self.boot += minutes * 60

    def sleep(self, minutes: float) -> None:
        self.boot += minutes * 60
        self.asleep += minutes * 60


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch, still_clock: None) -> Clocks:
    clocks = Clocks()
    monkeypatch.setattr(process, "boot_time", lambda: clocks.boot)
    monkeypatch.setattr(process, "time_asleep", lambda: clocks.asleep)
    return clocks


@pytest.fixture
def app(vault: Vault, aase: ClientRecord, clocks: Clocks) -> SeenApp:
    return SeenApp(vault)


@pytest.fixture(autouse=True)
def one_look_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the clocks when a test has it look, not in between."""
    monkeypatch.setattr("coachtui.tui.guarded.LOOK", 3600)


class RowsApp(SeenApp):
    """The app with the made-up screen, of which sealing can be made to fail."""

    def get_default_screen(self) -> RowsScreen:
        return RowsScreen(5)


async def unlock(pilot: Pilot[None]) -> None:
    pilot.app.screen.query_one(SecretInput).value = PASSPHRASE
    await pilot.press("enter")
    await until(pilot, lambda: "coachtui is locked" not in cast("SeenApp", pilot.app).shown)


async def locked(pilot: Pilot[None]) -> None:
    """Wait until the app has locked, and shows it."""
    await until(pilot, lambda: "coachtui is locked" in cast("SeenApp", pilot.app).shown)


COVER = ["coachtui", "", "Any key or a click shows it again."]


def only_the_cover(app: SeenApp) -> bool:
    return app.shown.split("\n")[11:14] == [line.center(80) for line in COVER] and (
        app.shown.split() == " ".join(COVER).split()
    )


async def test_after_two_idle_minutes_everything_is_covered_and_a_key_only_uncovers(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        assert NAME in app.shown
        clocks.wait(1.5)
        await app._look()
        assert NAME in app.shown
        clocks.wait(0.5)
        await app._look()
        assert only_the_cover(app)
        await pilot.press("enter")
        assert NAME in app.shown
        assert isinstance(app.screen, ClientsScreen)
        await pilot.press("enter")
        assert isinstance(app.screen, ClientScreen)


async def test_a_click_uncovers_and_does_nothing_else(app: SeenApp, clocks: Clocks) -> None:
    async with running(app) as pilot:
        clocks.wait(2)
        await app._look()
        for kind in (events.MouseMove, events.MouseDown):
            await app.on_event(kind(None, 5, 2, 0, 0, 1, False, False, False))
            assert only_the_cover(app)
        await app.on_event(events.MouseUp(None, 5, 2, 0, 0, 1, False, False, False))
        await until(pilot, lambda: NAME in app.shown)
        assert isinstance(app.screen, ClientsScreen)


async def test_nothing_shows_through_the_cover(
    app: SeenApp, clocks: Clocks, vault: Vault, aase: ClientRecord
) -> None:
    async with running(app) as pilot:
        await pilot.press("n")
        await type_text(pilot, "Secret")
        clocks.wait(2)
        await app._look()
        app.notify(NAME)
        app.tell(NotSaved(NAME))
        app.screen.query_one(NoteArea).insert(NAME)
        app.action_redraw()
        app.action_help()
        await pilot.pause(0.2)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert only_the_cover(app)
        assert (app.title, app.sub_title) == ("coachtui", "")
        await pilot.press("x")
        await until(pilot, lambda: NAME in app.shown)


async def test_the_cover_fills_a_terminal_that_changes_its_size(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        clocks.wait(2)
        await app._look()
        before = app.bytes_sent
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app.bytes_sent > before
        assert NAME not in app.shown


async def test_a_covered_screen_sends_nothing_while_nobody_is_there(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        clocks.wait(2)
        await app._look()
        before = app.bytes_sent
        clocks.wait(1)
        await app._look()
        await pilot.pause(0.2)
        assert app.bytes_sent == before


async def test_ten_idle_minutes_lock_and_a_key_too_late_does_nothing(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        for _time in range(3):
            clocks.wait(9.9)
            await pilot.press("down")
            assert not app.locked
        clocks.wait(10)
        await pilot.press("enter")
        assert app.locked
        assert app.screen_stack == [app.screen]
        assert isinstance(app.screen, UnlockScreen)
        assert "coachtui is locked" in app.shown
        assert NAME not in app.shown
        await unlock(pilot)
        assert NAME in app.shown


async def test_a_lock_in_a_terminal_without_the_focus_takes_the_passphrase_all_the_same(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        await app.on_event(events.AppBlur())
        clocks.wait(10)
        await app._look()
        await pilot.press(*PASSPHRASE, "enter")
        await until(pilot, lambda: not app.locked)


async def test_the_covered_screen_locks_by_itself(app: SeenApp, clocks: Clocks) -> None:
    async with running(app):
        clocks.wait(2)
        await app._look()
        clocks.wait(8)
        await app._look()
        assert app.locked
        assert not app.covered


@pytest.mark.parametrize(
    ("config", "locked"),
    [(Config(blur_minutes=0, lock_minutes=0), False), (Config(lock_minutes=600), True)],
)
async def test_how_long_is_for_the_configuration_to_say(
    vault: Vault, clocks: Clocks, config: Config, locked: bool
) -> None:
    app = SeenApp(vault, config)
    async with running(app):
        clocks.wait(599)
        await app._look()
        assert not app.locked
        assert app.covered is locked
        clocks.wait(1)
        await app._look()
        assert app.locked is locked


async def test_a_session_under_way_is_covered_but_not_locked_before_its_planned_end(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        await pilot.press("n")
        clocks.wait(89)
        await app._look()
        assert not app.locked
        assert app.covered
        clocks.wait(1)
        await app._look()
        assert app.locked


async def test_a_note_corrected_later_is_no_session_under_way(
    vault: Vault, aase: ClientRecord, clocks: Clocks
) -> None:
    sessions.add(vault, aase.id, {"note": "old"}, DAY)
    app = SeenApp(vault)
    async with running(app) as pilot:
        await pilot.press("enter", "enter", "e")
        assert isinstance(app.screen, EditorScreen)
        clocks.wait(10)
        await app._look()
        assert app.locked


async def test_after_a_sleep_nothing_is_drawn_before_it_is_locked(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        await pilot.press("n")
        clocks.sleep(1)
        app.action_redraw()
        await pilot.pause(0.1)
        assert NAME not in app.shown
        await locked(pilot)
        assert NAME not in app.shown


async def test_the_first_key_after_a_sleep_locks_and_does_nothing_else(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        clocks.sleep(1)
        await app.on_event(events.Key("enter", None))
        await pilot.pause()
        assert app.locked
        clocks.sleep(60)
        await unlock(pilot)
        await app._look()
        assert not app.locked


async def test_what_cannot_be_sealed_is_covered_and_told_to_the_next_who_comes(
    vault: Vault, clocks: Clocks
) -> None:
    app = RowsApp(vault)
    async with running(app) as pilot:
        assert isinstance(app.screen, RowsScreen)
        app.screen.sealing_fails = True
        clocks.wait(10)
        await app._look()
        await pilot.pause(0.2)
        assert not app.locked
        assert only_the_cover(app)
        await pilot.press("down")
        await until(pilot, lambda: "The disk is full." in app.shown)


async def test_a_lock_that_failed_is_tried_again(vault: Vault, clocks: Clocks) -> None:
    app = RowsApp(vault)
    async with running(app) as pilot:
        assert isinstance(app.screen, RowsScreen)
        app.screen.sealing_fails = True
        clocks.wait(10)
        await app._look()
        assert not app.locked
        app.screen.sealing_fails = False
        await app._look()
        await locked(pilot)


async def test_a_screen_opened_while_it_locks_is_not_left_over_the_lock(
    app: SeenApp, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(app) as pilot:
        going = app._replace_screen

        async def helping(screen: Screen[Any]) -> Screen[Any]:
            if isinstance(screen, ClientsScreen):
                app.action_help()
            return await going(screen)

        monkeypatch.setattr(app, "_replace_screen", helping)
        clocks.wait(10)
        await app._look()
        await pilot.pause(0.2)
        assert [type(screen) for screen in app.screen_stack] == [UnlockScreen]


async def test_ctrl_z_locks_also_while_typing_and_another_key_takes_back(
    app: SeenApp, clocks: Clocks
) -> None:
    async with running(app) as pilot:
        await pilot.press("n")
        await type_text(pilot, "one")
        await pilot.press("ctrl+underscore")
        assert app.screen.query_one(NoteArea).text == ""
        await pilot.press("ctrl+y")
        assert app.screen.query_one(NoteArea).text == "one"
        await pilot.press("ctrl+z")
        assert app.locked
        await unlock(pilot)
        (draft,) = app.vault.drafts()
        assert draft.session.note == "one"
