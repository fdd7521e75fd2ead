"""Keys from the configuration: in force everywhere, named everywhere, and never a way to be lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coachtui.config import Config
from coachtui.domain.record import ClientRecord
from coachtui.services import clients
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.key_names import read_key, shown_key, spoken_key, written_key
from coachtui.tui.key_report import settled
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.forms import ClientForm
from coachtui.tui.screens.help import HelpScreen
from coachtui.tui.screens.key_problems import KeyProblemsScreen
from coachtui.tui.screens.palette import PaletteScreen
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.row_list import RowList
from tests.catalogues import extracted
from tests.conftest import DAY
from tests.tui.conftest import Opened, type_text
from tests.tui.stand_in import text_of

Keyed = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def keyed(opened: Opened) -> Keyed:
    """Opens the app with keys, as ``async with keyed({"clients.add": "b"})``."""

    def open_app(
        keys: dict[str, Any], key_set: str = "standard", size: tuple[int, int] = (80, 24)
    ) -> AbstractAsyncContextManager[Pilot[None]]:
        return opened(size, Config(key_set=key_set, keys=keys))

    return open_app


@pytest.fixture
def two(vault: Vault, aase: ClientRecord) -> None:
    """Two clients in the list."""
    clients.add(vault, {"name": "Bo Test", "state": "active"}, DAY)


def problems(keys: dict[str, Any], key_set: str = "standard") -> list[str]:
    return [each.message for each in settled(Config(key_set=key_set, keys=keys))[1]]


# -- names


@pytest.mark.parametrize(
    ("written", "key", "shown", "spoken"),
    [
        ("ctrl+s", "ctrl+s", "^S", "Ctrl+S"),
        ("Ctrl+S", "ctrl+s", "^S", "Ctrl+S"),
        ("^S", "ctrl+s", "^S", "Ctrl+S"),
        ("^", "circumflex_accent", "^", "^"),
        ("?", "question_mark", "?", "?"),
        ("/", "slash", "/", "/"),
        ("slash", "slash", "/", "/"),
        ("+", "plus", "+", "+"),
        ("-", "minus", "-", "-"),
        (" ", "space", "Space", "Space"),
        ("Space", "space", "Space", "Space"),
        ("esc", "escape", "Esc", "Esc"),
        ("PageDown", "pagedown", "PageDown", "PageDown"),
        ("↓", "down", "↓", "↓"),
        ("shift+Tab", "shift+tab", "Shift+Tab", "Shift+Tab"),
        ("F5", "f5", "F5", "F5"),
        ("G", "G", "G", "G"),
        ("å", "å", "å", "å"),
    ],
)
def test_a_key_is_read_as_people_write_it(written: str, key: str, shown: str, spoken: str) -> None:
    assert (read_key(written), shown_key(key), spoken_key(key)) == (key, shown, spoken)
    assert read_key(written_key(key)) == key


@pytest.mark.parametrize(
    "written", ["ctrl+i", "ctrl+c", "alt+x", "ctrl+alt+x", "nothing", "f13", "\t"]
)
def test_what_no_terminal_sends_is_no_key(written: str) -> None:
    assert not read_key(written)


# -- in force


async def test_another_key_does_it_and_the_old_one_nothing(keyed: Keyed) -> None:
    async with keyed({"clients.add": "b"}) as pilot:
        await pilot.press("a")
        assert isinstance(pilot.app.screen, ClientsScreen)
        await pilot.press("b")
        assert isinstance(pilot.app.screen, ClientForm)


async def test_footer_help_and_texts_name_the_keys_that_work(keyed: Keyed) -> None:
    keys = {"clients.add": ["ctrl+t", "b"], "app.help": "!"}
    async with keyed(keys) as pilot:
        assert "Press Ctrl+T to add" in text_of(pilot.app)
        assert "^T Add" in text_of(pilot.app).splitlines()[-1]
        assert text_of(pilot.app).endswith("! Help")
        await pilot.press("exclamation_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "^T b" in text_of(pilot.app)


@pytest.mark.parametrize("key_set", ["standard", "plain", "vim"])
@pytest.mark.parametrize("width", [60, 76, 80])
async def test_a_line_of_the_help_goes_on_below_its_own_words(
    keyed: Keyed, key_set: str, width: int
) -> None:
    async with keyed({}, key_set, (width, 24)) as pilot:
        await pilot.press("question_mark", "G")
        outermost = re.findall(r"│  (\S.*?) *│", text_of(pilot.app))
        assert outermost[-1] == "Everywhere"
        assert set(outermost) <= {"Clients", "In the list", "Everywhere"}


async def test_a_click_on_the_footer_presses_the_key_that_works(keyed: Keyed) -> None:
    async with keyed({"clients.add": "ctrl+t"}) as pilot:
        footer = pilot.app.screen.query_one(Footer)
        ((_command, column, _width),) = [
            each for each in footer.shown() if each[0].id == "clients.add"
        ]
        await pilot.click(Footer, offset=(column, 0))
        await pilot.press("tab")
        assert isinstance(pilot.app.screen, ClientForm)


async def test_a_command_without_a_key_is_in_the_palette_and_nowhere_else(keyed: Keyed) -> None:
    async with keyed({"clients.add": ""}) as pilot:
        assert "Add" not in text_of(pilot.app).splitlines()[-1]
        assert "Press Ctrl+P to add" in text_of(pilot.app)
        await pilot.press("ctrl+p")
        await type_text(pilot, "add a client")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ClientForm)


async def test_commands_that_share_a_key_are_given_others_one_by_one(
    keyed: Keyed, aase: ClientRecord
) -> None:
    # y is also review.give: Textual's own keymap would take it from both.
    keymap, told = settled(Config(keys={"review.yes": "+"}))
    assert not told
    assert keymap == {"review.yes": ("plus",)}
    async with keyed({"review.yes": "+"}) as pilot:
        from coachtui.tui.keymap import bindings_for
        from coachtui.tui.screens.review import ReviewScreen

        found = {each.id: key for key, each in bindings_for(ReviewScreen)}
        assert (found["review.yes"], found["review.give"]) == ("plus", "y")
        assert pilot


async def test_a_question_names_and_takes_the_keys_of_the_configuration(keyed: Keyed) -> None:
    async with keyed({"confirm.yes": "j", "confirm.no": "N"}) as pilot:
        answers: list[bool | None] = []
        await pilot.app.push_screen(ConfirmScreen("Sure?"), answers.append)
        await pilot.pause()
        assert "j  Yes" in text_of(pilot.app)
        await pilot.press("y")
        assert not answers
        await pilot.press("j")
        assert answers == [True]


async def test_letters_move_nothing_in_the_plain_set(keyed: Keyed, two: None) -> None:
    async with keyed({}, "plain") as pilot:
        rows = pilot.app.screen.query_one(RowList)
        await pilot.press("j", "G")
        assert rows.cursor == 0
        await pilot.press("down")
        assert rows.cursor == 1


async def test_the_fingers_of_vi_find_more_in_their_set(keyed: Keyed, two: None) -> None:
    async with keyed({}, "vim") as pilot:
        rows = pilot.app.screen.query_one(RowList)
        await pilot.press("ctrl+d")
        assert rows.cursor == 1
        await pilot.press("ctrl+u")
        assert rows.cursor == 0
        await pilot.press("colon")
        assert isinstance(pilot.app.screen, PaletteScreen)
        # There it is text.
        await pilot.press("colon")
        assert isinstance(pilot.app.screen, PaletteScreen)
        await pilot.press("escape", "enter", "l")
        assert isinstance(pilot.app.screen, ClientScreen)
        assert pilot.app.screen.focused
        assert pilot.app.screen.focused.id == "agreement"


# -- what cannot be


@pytest.mark.parametrize(
    ("id", "keys", "said"),
    [
        ("clients.ad", "x", "There is no command “clients.ad”. Did you mean “clients.add”?"),
        ("zzz", "x", "There is no command “zzz”."),
        ("clients.add", "alt+a", "“clients.add” cannot have “alt+a”: there is no such key."),
        ("clients.add", "ctrl+q", "cannot have Ctrl+Q: it stays what it is on every screen."),
        ("app.palette", "f1", "cannot have F1: it stays what it is on every screen."),
        ("clients.add", "e", "on one screen with it, “client.edit” has that key."),
        ("clients.add", "j", "on one screen with it, “list.down” has that key."),
        ("clients.add", "?", "on one screen with it, “app.help” has that key."),
        ("form.save", "enter", "“form.save” cannot have Enter: text fields need that key."),
        ("form.save", "s", "“form.save” needs a key that a text field does not take for itself"),
        ("dialog.leave", "q", "“dialog.leave” needs a key that a text field does not take"),
        ("clients.unfilter", "Q", "“clients.unfilter” needs a key that a text field does not take"),
        ("app.palette", "", "“app.palette” needs a key that a text field does not take for itself"),
        (
            "app.palette",
            ":",
            "“app.palette” needs a key that a text field does not take for itself",
        ),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_and_changes_nothing(
    id: str, keys: str, said: str
) -> None:
    keymap, told = settled(Config(keys={id: keys}))
    assert not keymap
    assert [said in each.message for each in told] == [True]
    assert told[0].id == id


@pytest.mark.parametrize(
    "keys",
    [
        {"clients.add": "V", "clients.vault": "a"},
        {"review.yes": "J", "review.give": "J"},
        {"review.accept": ["space", "enter"]},
        {"app.quit": ""},
        {"app.help": "", "app.lock": ""},
        {"form.save": ["ctrl+s", "ctrl+k"]},
        {"list.down": "ctrl+n"},
    ],
)
def test_what_can_be_is_done_without_a_word(keys: dict[str, Any]) -> None:
    assert not problems(keys)


def test_quitting_and_help_keep_a_key_whatever_is_written() -> None:
    keymap, _told = settled(Config(keys={"app.quit": "", "app.help": "!"}))
    assert keymap == {"app.quit": ("ctrl+q",), "app.help": ("exclamation_mark", "f1")}


def test_both_of_two_that_clash_keep_their_keys_and_what_follows_is_seen() -> None:
    # Taken back, “clients.add” has a again, which was given to “clients.drafts” meanwhile.
    keys = {"clients.add": "e", "clients.drafts": "a", "clients.vault": "W"}
    keymap, told = settled(Config(keys=keys))
    assert [each.id for each in told] == ["clients.add", "clients.drafts"]
    assert keymap == {"clients.vault": ("W",)}


async def test_a_clash_is_told_once_and_the_app_works(keyed: Keyed) -> None:
    async with keyed({"clients.add": "e", "clients.vault": "W"}, size=(60, 20)) as pilot:
        assert isinstance(pilot.app.screen, KeyProblemsScreen)
        said = " ".join(text_of(pilot.app).split())
        assert "“clients.add” cannot have e" in said
        assert "coachtui keys" in said
        await pilot.press("enter", "a")
        assert isinstance(pilot.app.screen, ClientForm)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ClientsScreen)


async def test_nothing_is_told_where_a_client_looks_on(
    vault: Vault, aase: ClientRecord, still_clock: None
) -> None:
    config = Config(keys={"clients.add": "e"})
    app = CoachApp(vault.path, None, config)
    app.begin_with(vault, vault.cards(), present=aase.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "clients.add" not in text_of(app)


def test_the_keys_of_a_file_reach_the_app(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coachtui import config

    file = tmp_path / "config.toml"
    file.write_text('[keys]\nclients.add = "B"\n')
    monkeypatch.setenv("COACHTUI_CONFIG", str(file))
    assert settled(config.read())[0] == {"clients.add": ("B",)}


# -- texts

FIXED = re.compile(r"^Ctrl\+Q quits\.$|Ctrl\+Q leaves\.$|^Enter unlocks\.$|such as Ctrl\+T\.$")
"""What names a key that stays, one that a text field has, or one to choose."""

A_KEY = re.compile(
    r"(?<![\w’'“{])(?![aIA]\b|[eE]-)[A-Za-z](?![\w’'”}])|\b(Ctrl\+\w|Esc\b|Enter\b|Tab\b)"
)


def test_no_text_on_a_screen_names_a_key_that_somebody_may_have_changed() -> None:
    on_screens = [
        said
        for message in extracted()
        if any(file.startswith("tui/") for file, _line in message.locations)
        for said in (message.id if isinstance(message.id, tuple) else (message.id,))
    ]
    named = [each for each in on_screens if A_KEY.search(each) and each != "Space"]
    assert [each for each in named if FIXED.search(each)]
    assert not [each for each in named if not FIXED.search(each)]
