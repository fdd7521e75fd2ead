"""Forms and dialogs: nothing typed is lost, and what is wrong is said where it is wrong."""

from __future__ import annotations

from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.widgets.field import Field, FieldRow
from tests.tui.conftest import patient
from tests.tui.stand_in import NameForm, StandIn, text_of


async def test_a_form_gives_what_was_typed() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("a", *"Ada", "enter", "right", "enter", "enter", *"a@b", "ctrl+s")
        assert app.rows_screen.result == {
            "name": "Ada",
            "state": "active",
            "minutes": "90",
            "email": "a@b",
        }


async def test_enter_in_the_last_field_saves() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("a", *"Ada", "enter", "enter", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.rows_screen.result, dict)


async def test_a_wrong_value_is_named_at_its_field_and_everything_stays() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("a", *"wrong", "tab", "tab", "tab", *"a@b", "ctrl+s")
        assert isinstance(app.screen, NameForm)
        assert "Name is wrong." in text_of(app)
        assert app.screen.values["email"] == "a@b"
        assert app.focused is not None
        assert app.focused.id == "field-name"
        await pilot.press("home", "x", "ctrl+s")
        assert app.rows_screen.result is not None
        assert app.screen is app.rows_screen


async def test_a_failed_save_is_told_in_the_form_and_everything_stays() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("a", *"Ada", "tab", "tab", "tab", *"disk", "ctrl+s")
        assert "The disk is full." in text_of(app)
        assert isinstance(app.screen, NameForm)
        assert app.screen.values["name"] == "Ada"


async def test_esc_leaves_an_untouched_form_at_once_and_asks_in_a_changed_one() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("a", "escape")
        assert app.screen is app.rows_screen
        await pilot.press("a", "x", "escape")
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("n")
        assert isinstance(app.screen, NameForm)
        assert app.screen.values["name"] == "x"
        await pilot.press("escape", "y")
        assert app.screen is app.rows_screen
        assert app.rows_screen.result is None


async def test_help_of_the_field_with_the_focus_stands_under_the_form() -> None:
    app = StandIn()
    async with app.run_test(size=(60, 20)) as pilot:
        patient(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "Any name." in text_of(app)


async def test_the_label_of_the_field_in_hand_alone_stands_out() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        for keys, place in (((), 0), (("tab",), 1), (("tab", "tab"), 3), (("up",), 2)):
            await pilot.press(*keys)
            await pilot.pause()
            labels = app.screen.query(".field--label")
            assert [each.styles.text_style.bold or False for each in labels] == [
                row == place for row in range(len(labels))
            ]


async def test_the_arrows_leave_a_text_of_many_lines_at_its_ends() -> None:
    class RemarkForm(FormScreen[None]):
        def __init__(self) -> None:
            fields = [Field("a", "A"), Field("text", "Text", "multi-line"), Field("b", "B")]
            super().__init__("A form", fields)

    app = StandIn()
    places: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(RemarkForm())
        await pilot.press("down", *"first line", "enter", *"second")
        for key in ("up", "up", "down", "down", "down"):
            await pilot.press(key)
            places.append(app.focused and app.focused.id)
    assert places == ["field-text", "field-a", "field-text", "field-text", "field-b"]


async def test_only_y_confirms() -> None:
    app = StandIn()
    answers: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        for key in ("y", "n", "escape"):
            app.push_screen(
                ConfirmScreen("Delete [b]?", "Gone [/b] then.", "Delete"), answers.append
            )
            await pilot.pause()
            for words in ("Delete [b]?", "Gone [/b] then.", "y  Delete"):
                assert words in text_of(app)
            await pilot.press("enter", "space", key)
    assert answers == [True, None, None]


async def test_what_is_pasted_into_a_field_is_cleaned() -> None:
    from textual.events import Paste

    app = StandIn()
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        await pilot.press("a")
        assert app.focused is not None
        app.focused.post_message(Paste("Ada\x1b[2J\nLovelace"))
        await pilot.pause()
        value = app.screen.query(FieldRow).first().value
        assert "\x1b" not in value
        assert "\n" not in value
        assert value.startswith("Ada")
