"""The palette: themes, shown while one looks at them, and the way to a client, where nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from coachtui import config
from coachtui.domain.draft import FormDraft, NoteDraft
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotSaved
from coachtui.services import agreements, clients, drafts
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.editor import EditorScreen
from coachtui.tui.screens.new_keys import PassphraseForm
from coachtui.tui.screens.recovery_key import RecoveryKeyScreen
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.row_list import RowList
from tests.conftest import DAY
from tests.tui.conftest import Opened, type_text
from tests.tui.stand_in import text_of


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the coach's own themes."""
    monkeypatch.setenv("COACHTUI_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "themes").mkdir()
    return tmp_path / "themes"


async def test_a_theme_with_a_quote_in_its_name_can_be_taken(opened: Opened, own: Path) -> None:
    (own / "kari's.toml").write_text('primary = "#ff0000"\n')
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "kari's")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.theme == "kari's"


async def test_a_theme_is_shown_while_the_cursor_stands_on_it(opened: Opened, own: Path) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "theme: coach-n")
        assert pilot.app.theme == "coach-nordic"
        await pilot.press("backspace", "l")
        assert pilot.app.theme == "coach-light"
        await pilot.press("escape")
        assert pilot.app.theme == "coach-dark"
    assert not (own.parent / "config.toml").exists()


async def test_the_theme_that_is_chosen_is_there_at_the_next_start(
    opened: Opened, own: Path
) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "coach-warm")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.theme == "coach-warm"
        await pilot.press("ctrl+p", "escape")
        assert pilot.app.theme == "coach-warm"
    assert config.read().theme == "coach-warm"


async def test_a_broken_theme_is_told_by_file_and_key_and_the_app_goes_on(
    opened: Opened, own: Path
) -> None:
    (own / "mine.toml").write_text('primary = "#ff0000"\nprimray = "#00ff00"\n')
    async with opened(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "mine")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.theme == "coach-dark"
        told = [notice.message for notice in pilot.app._notifications]
        assert [
            "mine.toml" in message and "“primray” is not known" in message for message in told
        ] == [True]
        assert "Clients" in text_of(pilot.app)
    assert config.read().theme == "coach-dark"


# -- to a client


@pytest.fixture
def bo(vault: Vault, aase: ClientRecord) -> str:
    """The id of a second client."""
    return clients.add(vault, {"name": "Bo Test", "state": "active"}, DAY).id


async def go(pilot: Pilot[None], typed: str) -> None:
    await pilot.press("ctrl+p")
    await type_text(pilot, typed)
    await pilot.press("enter")


def shown(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, ClientScreen)
    return screen.record_id


@pytest.mark.parametrize("typed", ["bo te", "k-002"])
async def test_a_part_of_a_name_or_the_code_leads_to_a_client(
    opened: Opened, bo: str, typed: str
) -> None:
    async with opened() as pilot:
        await pilot.press("enter", "enter")
        await go(pilot, typed)
        assert shown(pilot) == bo
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ClientsScreen)


async def test_a_name_is_found_without_its_accents(
    opened: Opened, aase: ClientRecord, bo: str
) -> None:
    async with opened() as pilot:
        await go(pilot, "aase")
        assert shown(pilot) == aase.id


async def test_the_help_and_the_palette_say_that_a_client_is_found(opened: Opened) -> None:
    async with opened(size=(100, 60)) as pilot:
        await pilot.press("question_mark")
        assert "Find a command by its name, a client by name or code" in text_of(pilot.app)
        await pilot.press("escape", "ctrl+p")
        assert "Part of a name: a command or a client" in text_of(pilot.app)


async def test_nobody_is_named_before_something_is_typed(opened: Opened, bo: str) -> None:
    async with opened(size=(80, 60)) as pilot:
        await pilot.press("ctrl+p")
        palette = text_of(pilot.app).partition("Part of a name")[2]
        assert "Add a client" in palette
        assert "K-002" not in [row.split()[0] for row in palette.splitlines() if row.split()]


async def test_a_note_that_is_being_written_is_sealed_on_the_way(
    opened: Opened, vault: Vault, bo: str
) -> None:
    async with opened(size=(100, 30)) as pilot:
        await pilot.press("n")
        assert isinstance(pilot.app.screen, EditorScreen)
        await type_text(pilot, "Half a thought")
        await go(pilot, "k-002")
        assert shown(pilot) == bo
        assert len(pilot.app.screen_stack) == 2
        (draft,) = vault.drafts()
        assert isinstance(draft, NoteDraft)
        assert draft.session.note == "Half a thought"
        told = [each.message for each in pilot.app._notifications]
        assert told == [
            "What you were writing is kept as a draft; D on the list of clients shows it."
        ]


async def test_a_form_that_is_being_filled_in_is_sealed_on_the_way(
    opened: Opened, vault: Vault, bo: str
) -> None:
    async with opened() as pilot:
        await pilot.press("a")
        await type_text(pilot, "Kari Ny")
        await go(pilot, "k-002")
        assert shown(pilot) == bo
        (draft,) = vault.drafts()
        assert isinstance(draft, FormDraft)
        assert draft.values == {"name": "Kari Ny"}


async def test_what_no_draft_keeps_is_asked_for_first(opened: Opened, bo: str) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(PassphraseForm())
        await pilot.pause()
        await type_text(pilot, "half")
        await go(pilot, "k-002")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await pilot.press("n")
        assert isinstance(pilot.app.screen, PassphraseForm)
        await go(pilot, "k-002")
        await pilot.press("y")
        assert shown(pilot) == bo


async def test_what_cannot_be_sealed_stays_on_the_screen(
    opened: Opened, vault: Vault, bo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise NotSaved("The disk is full.")

    async with opened() as pilot:
        await pilot.press("n")
        await type_text(pilot, "Half a thought")
        monkeypatch.setattr(drafts, "keep", full)
        await go(pilot, "k-002")
        assert isinstance(pilot.app.screen, EditorScreen)
        assert pilot.app.screen.query_one(NoteArea).text == "Half a thought"


async def test_no_other_client_is_found_while_one_looks_on(
    opened: Opened, vault: Vault, aase: ClientRecord, bo: str
) -> None:
    agreements.begin(vault, aase.id, DAY)
    async with opened() as pilot:
        await pilot.press("v", "o")
        await pilot.press("ctrl+p")
        await type_text(pilot, "k-002")
        assert "Bo Test" not in text_of(pilot.app)
        assert "Nothing fits." in text_of(pilot.app)
        await cast("CoachApp", pilot.app).action_go_to_client(bo)
        await pilot.press("escape")
        assert not [each for each in pilot.app.screen_stack if isinstance(each, ClientScreen)]


async def test_nobody_is_found_while_it_is_locked(opened: Opened, bo: str) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+g", "ctrl+p")
        await type_text(pilot, "k-00")
        assert "Nothing fits." in text_of(pilot.app)


async def test_a_recovery_key_in_sight_is_not_left_by_a_name(opened: Opened, bo: str) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(RecoveryKeyScreen())
        await pilot.pause()
        await pilot.press("ctrl+p")
        await type_text(pilot, "k-00")
        assert "Nothing fits." in text_of(pilot.app)


async def test_what_has_the_focus_is_commanded_by_name_too(opened: Opened, bo: str) -> None:
    async with opened() as pilot:
        rows = pilot.app.screen.query_one(RowList)
        await go(pilot, "last row")
        assert rows.cursor == 1
