"""The client beside the coach: one agreement, and no way to anybody else without the passphrase."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from coachtui.domain.agreement import ClauseState, How
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, clients, drafts, sessions, signing, versions
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.palette import PaletteScreen, entries
from coachtui.tui.screens.present import LeaveForm, PresentScreen
from coachtui.tui.screens.review import ReviewScreen
from coachtui.tui.screens.unlock import UnlockScreen
from coachtui.tui.screens.versions import VersionsScreen
from coachtui.tui.widgets.text import SecretInput
from tests.conftest import DAY, NOW, PASSPHRASE
from tests.tui.conftest import Opened, on, patient
from tests.tui.stand_in import text_of

OTHER, NOTE = "Bo Hemmelig", "Hemmelig notat"

Present = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    """The client who looks on; another one has a draft that would be offered at the start."""
    other = clients.add(vault, {"name": OTHER}, DAY)
    session = replace(sessions.begin(other, DAY), note=NOTE)
    drafts.keep(vault, drafts.begin(other, session, NOW), NOW)
    sessions.add(vault, aase.id, {"note": NOTE}, DAY)
    return agreements.begin(vault, aase.id, DAY)


@pytest.fixture
def present(vault: Vault, begun: ClientRecord, still_clock: None) -> Present:
    """Opens the app as ``coachtui agreement review`` does."""

    @asynccontextmanager
    async def open_app(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
        app = CoachApp(vault.path, None)
        app.begin_with(vault, vault.cards(), present=begun.id)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield patient(pilot)
        assert not app.failure

    return open_app


def tells_of_others(pilot: Pilot[None]) -> bool:
    """Whether the other client is named, or a note quoted, where it could be seen."""
    app: Any = pilot.app
    told = [each.message for each in app._notifications]
    seen = "\n".join([text_of(app), app.title, app.sub_title, *told])
    return any(secret in seen for secret in (OTHER, "Bo", "Hemmelig"))


async def give_passphrase(pilot: Pilot[None], passphrase: str = PASSPHRASE) -> None:
    pilot.app.screen.query_one(SecretInput).value = passphrase
    await pilot.press("enter")
    await pilot.pause(0.1)
    await pilot.press()


async def test_a_command_begins_at_the_agreement_and_nothing_is_offered(present: Present) -> None:
    async with present() as pilot:
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert [type(each) for each in pilot.app.screen_stack] == [PresentScreen, ReviewScreen]
        assert not tells_of_others(pilot)


async def test_what_is_said_there_is_addressed_to_the_client(
    present: Present, vault: Vault, begun: ClientRecord
) -> None:
    async with present() as pilot:
        assert "For you to read" in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("space", "d", *["space"] * 11)
        assert "Yours to give or not" in text_of(pilot.app)  # type: ignore[arg-type]
        await pilot.press("d")
        clauses = agreements.current(vault.load(begun.id)).clauses
        assert clauses[1].state is clauses[13].state is ClauseState.DECLINED


@pytest.mark.parametrize(
    "keys",
    [
        ("escape",),
        ("escape", "escape", "escape"),
        ("slash",),
        ("ctrl+f",),
        ("ctrl+p",),
        ("question_mark",),
        ("D",),
        ("V",),
        ("n",),
        ("enter",),
        ("h", "v", "a", "o", "t"),
    ],
    ids=" ".join,
)
async def test_no_key_leads_to_anybody_else(present: Present, keys: tuple[str, ...]) -> None:
    async with present() as pilot:
        await pilot.press(*keys)
        assert not tells_of_others(pilot)
        assert isinstance(pilot.app.screen_stack[0], PresentScreen)


async def test_the_palette_holds_only_what_this_screen_can_do(present: Present) -> None:
    async with present() as pilot:
        screen = pilot.app.screen
        assert {each.node for each in entries(screen)} == {screen}
        names = " ".join(each.name for each in entries(screen))
        assert "Theme" not in names
        assert "Check" not in names
        await pilot.press("ctrl+p")
        assert isinstance(pilot.app.screen, PaletteScreen)
        assert "a client" not in text_of(pilot.app).partition("Part of a name")[2].splitlines()[0]


async def test_the_help_promises_no_other_client(present: Present) -> None:
    async with present(size=(100, 60)) as pilot:
        await pilot.press("question_mark")
        assert "Find a command by its name" in text_of(pilot.app)
        assert "a client by name or code" not in text_of(pilot.app)


def signed(vault: Vault, record: ClientRecord) -> None:
    agreements.decide(vault, record.id, agreements.accepted(DAY), everything=True)
    record = agreements.decide(vault, record.id, agreements.declined(DAY), "icf-log")
    signatures = signing.signatures(vault.practice(), record, "Åse", DAY, How.IN_PERSON)
    signing.sign(vault, record.id, signatures, DAY)


async def test_what_other_clients_were_asked_is_not_to_be_seen(
    present: Present, opened: Opened
) -> None:
    async with present() as pilot:
        await pilot.press("R")
        assert isinstance(pilot.app.screen, ReviewScreen)
    async with opened() as pilot:
        await pilot.press("escape", "v")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("R")
        assert not isinstance(pilot.app.screen, ReviewScreen)


async def test_the_wording_that_a_template_has_now_is_not_offered_to_the_client(
    present: Present, opened: Opened, vault: Vault, begun: ClientRecord, newer_template: None
) -> None:
    signed(vault, begun)
    async with present() as pilot:
        await pilot.press("N")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert not list(pilot.app._notifications)
    async with opened() as pilot:
        await pilot.press("escape", "v")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("N")
        assert isinstance(pilot.app.screen, ConfirmScreen)


async def test_leaving_asks_for_the_passphrase(present: Present) -> None:
    async with present() as pilot:
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LeaveForm)
        await give_passphrase(pilot, "not the passphrase")
        assert isinstance(pilot.app.screen, LeaveForm)
        assert not tells_of_others(pilot)
        await give_passphrase(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert not pilot.app.with_client  # type: ignore[attr-defined]
        await pilot.press("escape")
        assert isinstance(pilot.app.screen_stack[0], ClientsScreen)


async def test_back_among_all_clients_the_one_who_looked_on_is_in_hand(
    vault: Vault, begun: ClientRecord, still_clock: None
) -> None:
    last = clients.add(vault, {"name": "Cæsar"}, DAY)
    agreements.begin(vault, last.id, DAY)
    app = CoachApp(vault.path, None)
    app.begin_with(vault, vault.cards(), present=last.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape")
        await give_passphrase(pilot)
        await pilot.pause()
        home = app.screen_stack[0]
        assert isinstance(home, ClientsScreen)
        assert home.record_id == last.id


async def test_after_a_lock_only_the_agreement_is_there_again(present: Present) -> None:
    async with present() as pilot:
        await pilot.press("space", "ctrl+g")
        assert isinstance(pilot.app.screen, UnlockScreen)
        await give_passphrase(pilot)
        await on(pilot, ReviewScreen)
        assert pilot.app.with_client  # type: ignore[attr-defined]
        assert not tells_of_others(pilot)


async def test_what_others_save_and_what_is_damaged_is_not_told(
    present: Present, vault: Vault
) -> None:
    other = next(card.id for card in vault.cards() if card.name == OTHER)
    async with present() as pilot:
        app: Any = pilot.app
        (vault.path / "records" / other).write_bytes(b"not what was written")
        app.follower.look()
        await app.follower._look
        await pilot.pause(0.1)
        assert not tells_of_others(pilot)
        assert not list(app._notifications)


async def test_an_earlier_version_is_read_and_left_without_the_passphrase(
    present: Present, vault: Vault, begun: ClientRecord
) -> None:
    signed(vault, begun)
    versions.begin(vault, begun.id, DAY)
    async with present() as pilot:
        await pilot.press("v", "down", "enter", "escape")
        assert isinstance(pilot.app.screen, VersionsScreen)
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, LeaveForm)


async def test_quitting_needs_no_passphrase(present: Present) -> None:
    async with present() as pilot:
        await pilot.press("ctrl+q")
        assert pilot.app.return_code == 0


async def test_an_agreement_that_is_gone_leaves_only_the_way_out(
    present: Present, vault: Vault, begun: ClientRecord
) -> None:
    (vault.path / "records" / begun.id).write_bytes(b"not what was written")
    async with present() as pilot:
        assert isinstance(pilot.app.screen, PresentScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LeaveForm)
        await give_passphrase(pilot)
        assert isinstance(pilot.app.screen_stack[0], ClientsScreen)


async def test_a_key_in_the_review_hands_the_screen_to_the_client_and_back(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        assert tells_of_others(pilot)
        await pilot.press("escape", "enter", "2", "down", "down", "enter", "o")
        await pilot.pause(0.1)
        assert [type(each) for each in pilot.app.screen_stack] == [PresentScreen, ReviewScreen]
        assert not tells_of_others(pilot)
        here: Any = pilot.app.screen
        place = here.clause.id
        await pilot.press("escape")
        await give_passphrase(pilot)
        back: Any = pilot.app.screen
        assert isinstance(back, ReviewScreen)
        assert back.clause.id == place
