"""What a coach notices in passing: a notice that goes in time, a proposal that gives way, a way back."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from coachtui.domain.agreement import AgreementState
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, templates
from coachtui.services.opening import Vault
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.forms import EngagementForm
from coachtui.tui.screens.review import ReviewScreen
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.text import TextInput
from tests.conftest import DAY
from tests.tui.conftest import Opened, type_text
from tests.tui.stand_in import text_of
from tests.tui.test_whole import seen_of


def footer(pilot: Pilot[None]) -> list[str]:
    shown = pilot.app.screen.query_one(Footer).shown()
    return [command.keys[0] for command, *_rest in shown]


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    """An agreement under way."""
    return agreements.begin(vault, aase.id, DAY)


# -- notices


async def test_a_notice_goes_with_the_next_key(opened: Opened, begun: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("v", "h")
        assert [each.message for each in pilot.app._notifications]
        await pilot.press("j")
        assert not pilot.app._notifications


async def test_an_error_stays_while_one_types_on(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        pilot.app.screen.notify("The disk is full.", severity="error", timeout=12)
        await type_text(pilot, "a note")
        assert [each.message for each in pilot.app._notifications] == ["The disk is full."]


async def test_what_stands_against_a_key_goes_with_the_next(
    opened: Opened, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "s")
        (told,) = pilot.app._notifications
        assert told.severity == "error"
        await pilot.press("j")
        assert not pilot.app._notifications


# -- the way back


@pytest.mark.parametrize("width", [60, 80])
async def test_the_footer_of_a_draft_has_room_for_the_way_back(
    opened: Opened, begun: ClientRecord, width: int
) -> None:
    async with opened(size=(width, 24)) as pilot:
        await pilot.press("v")
        assert {"Space", "d", "Esc", "?"} - {"d"} <= set(footer(pilot))
        await pilot.press("escape", "enter")
        assert "Esc" in footer(pilot)


async def test_escape_leaves_what_was_changed_before_it_leaves_the_agreement(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    agreements.amend(vault, begun.id, "purpose", "Noe annet.")
    async with opened() as pilot:
        await pilot.press("v", "g", "t")
        assert "{+" in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert "{+" not in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ClientsScreen)


async def test_a_signed_agreement_is_shown_whole_at_the_clause_in_hand(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), everything=True)
    async with opened() as pilot:
        await pilot.press("v", "f", "d", "s", "ctrl+s")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.agreement.state is AgreementState.SIGNED
        assert screen.clause.id == "icf-log"
        assert len(screen.query_one(RowList).items) == len(screen.agreement.clauses)


# -- forms


async def test_what_is_proposed_gives_way_to_what_is_typed(
    opened: Opened, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("x")
        await type_text(pilot, "/tmp")
        assert pilot.app.screen.query_one("#field-folder", TextInput).value == "/tmp"


async def test_what_is_proposed_is_gone_on_with_where_the_cursor_is_moved(
    opened: Opened, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("x", "end")
        await type_text(pilot, "/out")
        assert pilot.app.screen.query_one("#field-folder", TextInput).value == "~/out"


async def test_what_is_known_is_gone_on_with(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("e", "!")
        assert pilot.app.screen.query_one("#field-name", TextInput).value == "Åse Ødegård!"


async def test_after_quick_tabs_the_field_in_hand_is_in_view(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened(size=(60, 20)) as pilot:
        await pilot.press("v", "R", "right", "ctrl+s")
        for _time in range(9):
            await pilot.press(*["tab"] * 7)
            focused = pilot.app.focused
            assert focused
            assert seen_of(focused) == focused.region


async def test_each_template_is_explained_where_it_is_chosen(
    opened: Opened, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v")
        assert "14 points" in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("right")
        assert "at most 40 points" in text_of(pilot.app)  # type: ignore[arg-type]


def test_a_template_in_the_place_of_a_shipped_one_is_said_to_be_the_coachs_own() -> None:
    own = templates.load("core", "nb")
    assert "14" in templates.about(own)
    changed = type(own)(**{name: getattr(own, name) for name in own.__slots__} | {"version": "9"})
    assert templates.about(changed).startswith("A template of your own")


# -- where there is nothing yet


async def test_nothing_is_opened_where_there_is_nothing(opened: Opened) -> None:
    async with opened() as pilot:
        assert "Enter" not in footer(pilot)
        await pilot.press("a")
        await type_text(pilot, "Bo Test")
        await pilot.press("ctrl+s")
        assert "Enter" in footer(pilot)


async def test_a_file_without_an_engagement_offers_one(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("enter", "3", *["down"] * 6)
        assert "None yet. Enter adds the first one." in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, EngagementForm)
        await pilot.press("ctrl+s")
        assert "None yet" not in text_of(pilot.app)  # type: ignore[arg-type]
