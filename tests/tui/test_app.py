"""What is true on every screen: errors, crashes, sealing, locking, leaving."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.unlock import UnlockScreen
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.text import SecretInput
from tests.conftest import PASSPHRASE
from tests.tui.conftest import on, patient, until
from tests.tui.stand_in import RowsScreen, StandIn, text_of


async def test_a_foreseen_error_is_told_and_the_screen_lives_on() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        patient(pilot)
        await pilot.press("b")
        await until(pilot, lambda: "The disk is full." in text_of(app))
        await pilot.press("j")
        assert app.rows_screen.rows.highlighted == 1


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_one_line_that_is_told_lies_over_the_footer_and_over_nothing_else(width: int) -> None:
    app = StandIn()
    async with app.run_test(size=(width, 24), notifications=True) as pilot:
        patient(pilot)
        before = text_of(app).split("\n")
        await pilot.press("b")
        await until(pilot, lambda: "The disk is full." in text_of(app).split("\n")[-1])
        shown = text_of(app).split("\n")
        assert shown[:-1] == before[:-1]


async def test_what_was_told_goes_with_the_screen_that_it_was_about() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        patient(pilot)
        await pilot.press("b", "a")
        assert "The disk is full." not in text_of(app)
        await pilot.press("escape")
        assert "The disk is full." not in text_of(app)


async def test_what_is_told_as_a_screen_closes_is_read_on_the_next() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        patient(pilot)
        await pilot.press("a", "x")
        form = app.screen

        async def leave_with_a_word() -> None:
            app.notify("Kept.")
            form.dismiss(None)

        form.action_leave = leave_with_a_word  # type: ignore[method-assign]
        await pilot.press("escape")
        assert "Kept." in text_of(app)


async def test_an_error_in_a_message_handler_is_told_and_the_screen_lives_on() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        patient(pilot)
        app.rows_screen.rows.put_cursor_on("13")
        await pilot.press("enter")
        await until(pilot, lambda: "The disk is full." in text_of(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: app.rows_screen.chosen == [13, 14])


async def crashed(app: StandIn) -> RowsScreen:
    """Run the app into an error that is not foreseen; gives the screen it happened on."""
    screens = []

    async def drive() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            screens.append(app.rows_screen)
            await pilot.press("c")
            await pilot.pause()

    with pytest.raises(ValueError, match="hemmelig"):
        await drive()
    return screens[0]


async def test_a_crash_names_its_place_and_nothing_of_what_was_on_screen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = StandIn()
    await crashed(app)
    assert "ValueError at " in app.failure
    assert "hemmelig" not in app.failure
    assert app.return_code == 1
    printed = capsys.readouterr()
    assert "hemmelig" not in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


async def test_a_crash_seals_what_was_typed() -> None:
    app = StandIn()
    screen = await crashed(app)
    assert screen.seals == 1


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_seals_first(key: str) -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        screen = app.rows_screen
        await pilot.press(key)
        await pilot.pause()
    assert screen.seals == 1
    assert app.return_code == 0


async def test_ctrl_q_works_while_typing_and_in_a_dialog_and_q_is_a_letter_there() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        app.rows_screen.query_one(NoteArea).focus()
        await pilot.press("q", "a")
        assert app.rows_screen.query_one(NoteArea).text == "qa"
        await pilot.press("tab", "tab")
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0


async def test_quitting_asks_when_something_cannot_be_sealed() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        app.rows_screen.sealing_fails = True
        await pilot.press("ctrl+q")
        assert isinstance(app.screen, ConfirmScreen)
        assert "The disk is full." in text_of(app)
        await pilot.press("n")
        assert app.screen is app.rows_screen


async def test_being_called_away_seals_and_leaves_even_if_sealing_fails() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        app.rows_screen.sealing_fails = True
        await app.called_away(129)
        await pilot.pause()
    assert app.return_code == 129


class Real(CoachApp):
    """The app on a real vault, with the made-up screen in place of the clients."""

    def get_default_screen(self) -> RowsScreen:
        return RowsScreen(5)


async def test_locking_seals_clears_drops_the_keys_and_asks(vault: Vault) -> None:
    app = Real(vault.path, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        before = app.screen
        assert isinstance(before, RowsScreen)
        await pilot.press("a", "x", "ctrl+g")
        await on(pilot, UnlockScreen)
        assert before.seals == 1
        assert app.locked
        assert app.screen_stack == [app.screen]
        with pytest.raises(Exception, match=r".+"):
            vault.cards()
        assert not app.query(RowList)

        await pilot.press(*"not this one", "enter")
        await until(pilot, lambda: "not open" in text_of(app) or "try again" in text_of(app))
        assert app.locked
        assert app.screen.query_one(SecretInput).value == ""

        await pilot.press(*PASSPHRASE, "enter")
        await on(pilot, RowsScreen)
        assert not app.locked
        assert app.screen is not before
        assert app.vault.cards() == ()


async def test_the_passphrase_is_dots_on_the_locked_screen(vault: Vault) -> None:
    app = Real(vault.path, vault)
    async with app.run_test(size=(60, 20)) as pilot:
        patient(pilot)
        await pilot.press("ctrl+g", *"abcdef")
        text = text_of(app)
        assert "abc" not in text
        assert "••••••" in text


async def test_what_cannot_be_sealed_is_not_locked_away(vault: Vault) -> None:
    app = Real(vault.path, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        assert isinstance(app.screen, RowsScreen)
        app.screen.sealing_fails = True
        await pilot.press("ctrl+g")
        assert not app.locked
        assert isinstance(app.screen, RowsScreen)


async def test_the_window_title_never_changes() -> None:
    app = StandIn(Path("/nowhere"))
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("j", "a")
        assert (app.title, app.sub_title) == ("coachtui", "")


async def test_locking_from_a_form_over_the_clients_leaves_nothing_behind(vault: Vault) -> None:
    app = CoachApp(vault.path, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await on(pilot, ClientsScreen)
        await pilot.press("a", *"Ada", "ctrl+g")
        await on(pilot, UnlockScreen)
        assert app.locked
        assert len(app.screen_stack) == 1
        assert "Ada" not in text_of(app)
        await pilot.press(*PASSPHRASE, "enter")
        await until(pilot, lambda: "No clients yet" in text_of(app))
        assert not app.locked
    assert not app.failure


async def test_the_palette_locks_too(vault: Vault) -> None:
    app = CoachApp(vault.path, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("ctrl+p", *"lock", "enter")
        await on(pilot, UnlockScreen)
        assert app.locked
