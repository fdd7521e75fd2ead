"""Footer, help and palette are drawn from one list of commands."""

from __future__ import annotations

import pytest

from coachtui.tui.screens.help import HelpScreen
from coachtui.tui.screens.palette import PaletteScreen, entries
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.note_area import NoteArea
from tests.tui.conftest import patient
from tests.tui.stand_in import NameForm, StandIn, text_of


def footer(app: StandIn) -> str:
    return text_of(app).splitlines()[-1]


async def test_the_footer_names_what_works_here() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert footer(app) == " Enter Open  a Form  b Fail  ^P Commands  ? Help"
        app.rows_screen.query_one(NoteArea).focus()
        await pilot.pause()
        assert footer(app) == " ^P Commands  F1 Help"


async def test_help_and_palette_are_there_for_key_and_mouse_on_a_form_too() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert footer(app) == " Esc Cancel  ^S Save  ^P Commands  F1 Help"
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        assert "Save the form and close it" in text_of(app)
        await pilot.press("f1")
        assert isinstance(app.screen, NameForm)
        await pilot.click(app.screen.query_one(Footer), offset=(footer(app).index("^P"), 0))
        await pilot.pause()
        assert isinstance(app.screen, PaletteScreen)


@pytest.mark.parametrize("width", [12, 20, 30, 60])
async def test_a_narrow_footer_leaves_commands_out_but_never_help(width: int) -> None:
    app = StandIn()
    async with app.run_test(size=(width, 20)) as pilot:
        await pilot.pause()
        assert footer(app).endswith("? Help")
        assert len(footer(app)) <= width


async def test_a_click_on_the_footer_presses_the_key() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(Footer, offset=(14, 0))
        await pilot.pause()
        assert isinstance(app.screen, NameForm)


async def test_help_lists_the_keys_of_the_screen_below_by_group() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 40)) as pilot:
        patient(pilot)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = text_of(app)
        for words in (
            "Rows",
            "Open the form",
            "Fail in a way that is not foreseen",
            "In the list",
            "One row down",
            "Everywhere",
            "^Q q",
        ):
            assert words in text
        assert "Cannot be done now" not in text
        await pilot.press("escape")
        assert app.screen is app.rows_screen


async def test_the_palette_knows_single_letters_while_a_text_field_has_the_focus() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        app.rows_screen.query_one(NoteArea).focus()
        await pilot.press("ctrl+p", *"open form")
        assert isinstance(app.screen, PaletteScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, NameForm)


async def test_the_palette_offers_themes_but_no_screenshot() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        names = [entry.name for entry in entries(app.screen)]
        assert "Theme: coach-light" in names
        assert not [name for name in names if "screenshot" in name.casefold()]
        assert "Cannot be done now" not in names
        await pilot.press("ctrl+p", *"coach-light", "enter")
        await pilot.pause()
        assert app.theme == "coach-light"


async def test_the_palette_closes_with_the_key_that_opened_it() -> None:
    app = StandIn()
    async with app.run_test(size=(60, 20)) as pilot:
        patient(pilot)
        await pilot.press("ctrl+p", "ctrl+p")
        assert app.screen is app.rows_screen
