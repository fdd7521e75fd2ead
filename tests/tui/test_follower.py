"""Two logins: what the other saves appears by itself, and nothing a person has set or typed moves."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, clients, engagements, sessions
from coachtui.services.opening import Vault
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.editor import EditorScreen
from coachtui.tui.screens.review import ReviewScreen
from coachtui.tui.screens.session import SessionScreen
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.text import TextInput
from tests.conftest import DAY, PASSPHRASE
from tests.tui.conftest import type_text
from tests.tui.seen import SeenApp, running


@pytest.fixture
def other(vault: Vault, aase: ClientRecord) -> Vault:
    """The vault as another login has it."""
    return Vault.unlock(vault.path, PASSPHRASE)


@pytest.fixture
def app(vault: Vault, aase: ClientRecord, still_clock: None) -> SeenApp:
    return SeenApp(vault)


@pytest.fixture(autouse=True)
def one_look_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the disk when a test has it look, not in between."""
    monkeypatch.setattr("coachtui.tui.app.OFTEN", 3600)


async def look(app: SeenApp, pilot: Pilot[None]) -> None:
    """What the app does every other second, and all that follows from it."""
    app.follower.look()
    assert app.follower._look is not None
    await app.follower._look
    await app.key_order.rest()
    await app.disk.rest()
    await app.key_order.rest()
    await pilot.pause(0.1)


async def test_a_client_added_elsewhere_appears_and_filter_and_cursor_stay(
    app: SeenApp, vault: Vault, other: Vault
) -> None:
    for number in range(30):
        clients.add(vault, {"name": f"Bo {number:02}"}, DAY)
    async with running(app) as pilot:
        await pilot.press("slash")
        await type_text(pilot, "bo")
        await pilot.press("down", *["j"] * 25)
        rows = app.screen.query_one(RowList)
        place, bo = rows.scroll_offset.y, rows.highlighted
        clients.add(other, {"name": "Bo Elsewhere"}, DAY)
        await look(app, pilot)
        assert len(rows.items) == 31
        assert rows.highlighted == bo
        assert rows.scroll_offset.y == place
        assert app.screen.query_one("#filter", TextInput).value == "bo"
        assert "31 of 32 clients" in app.shown


async def test_a_list_scrolled_away_from_its_cursor_stays_there(
    app: SeenApp, vault: Vault, other: Vault
) -> None:
    for number in range(40):
        clients.add(vault, {"name": f"Bo {number:02}"}, DAY)
    async with running(app) as pilot:
        rows = app.screen.query_one(RowList)
        rows.scroll_to(y=18, animate=False)
        await pilot.pause()
        clients.add(other, {"name": "Bo Elsewhere"}, DAY)
        await look(app, pilot)
        assert len(rows.items) == 42
        assert rows.scroll_offset.y == 18


async def test_nothing_is_sent_or_read_while_nothing_changes(
    app: SeenApp, aase: ClientRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(app) as pilot:
        for keys in ((), ("enter",)):
            await pilot.press(*keys)
            await look(app, pilot)
            sent = app.bytes_sent
            with monkeypatch.context() as patch:
                patch.setattr(app.vault, "cards", None)
                patch.setattr(app.vault, "load", None)
                await look(app, pilot)
                await pilot.pause(0.1)
            assert app.bytes_sent == sent


async def test_a_session_written_elsewhere_appears_at_the_client(
    app: SeenApp, other: Vault, aase: ClientRecord
) -> None:
    _record, first = sessions.add(other, aase.id, {"note": "first", "date": "2026-03-01"}, DAY)
    async with running(app) as pilot:
        await pilot.press("enter")
        assert isinstance(app.screen, ClientScreen)
        assert "first" in app.shown
        sessions.add(other, aase.id, {"note": "from elsewhere"}, DAY)
        await look(app, pilot)
        assert "from elsewhere" in app.shown
        assert app.screen.query_one("#sessions", RowList).highlighted.id == first.id


async def test_a_session_read_here_follows_its_note_and_closes_when_it_is_deleted(
    app: SeenApp, other: Vault, aase: ClientRecord
) -> None:
    _record, session = sessions.add(other, aase.id, {"note": "first"}, DAY)
    async with running(app) as pilot:
        await pilot.press("enter", "enter")
        assert isinstance(app.screen, SessionScreen)
        sessions.edit(other, aase.id, session.id, {"note": "corrected"}, DAY)
        await look(app, pilot)
        assert "corrected" in app.shown
        sessions.delete(other, aase.id, session.id)
        await look(app, pilot)
        await pilot.pause(0.2)
        assert isinstance(app.screen, ClientScreen)
        assert "not there any more" in app.shown


async def test_a_review_follows_the_answers_at_the_clause_in_hand(
    app: SeenApp, other: Vault, aase: ClientRecord
) -> None:
    agreement = agreements.current(agreements.begin(other, aase.id, DAY))
    async with running(app) as pilot:
        await pilot.press("v", "j", "j")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        here = screen.clause.id
        agreements.decide(other, aase.id, agreements.accepted(DAY), agreement.clauses[0].id, here)
        await look(app, pilot)
        assert screen.clause.id == here
        assert screen.clause.settled
        assert "2/14" in app.shown


async def test_a_form_that_is_open_is_left_alone_and_so_is_the_screen_under_it(
    app: SeenApp, other: Vault, aase: ClientRecord
) -> None:
    async with running(app) as pilot:
        await pilot.press("e", "end")
        await type_text(pilot, "!")
        before = app.bytes_sent
        clients.edit(other, aase.id, {"name": "Somebody Else"})
        await look(app, pilot)
        assert app.bytes_sent == before
        assert app.screen.query_one("#field-name", TextInput).value == "Åse Ødegård!"
        await pilot.press("escape", "y")
        assert "Somebody Else" in app.shown


async def test_a_note_saved_elsewhere_is_said_while_typing_and_both_are_kept_and_shown(
    app: SeenApp, other: Vault, aase: ClientRecord
) -> None:
    _record, session = sessions.add(other, aase.id, {"note": "first"}, DAY)
    async with running(app) as pilot:
        await pilot.press("enter", "enter", "e")
        await type_text(pilot, " here")
        sessions.edit(other, aase.id, session.id, {"note": "from elsewhere"}, DAY)
        await look(app, pilot)
        assert isinstance(app.screen, EditorScreen)
        assert app.screen.query_one(NoteArea).text == "first here"
        assert "both texts are kept" in app.shown
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert isinstance(app.screen, SessionScreen)
        assert "from elsewhere" in app.shown
        assert "first here" in app.shown


async def test_a_session_deleted_elsewhere_is_said_and_saving_puts_it_back(
    app: SeenApp, other: Vault, vault: Vault, aase: ClientRecord
) -> None:
    _record, session = sessions.add(other, aase.id, {"note": "first"}, DAY)
    async with running(app) as pilot:
        await pilot.press("enter", "enter", "e")
        sessions.delete(other, aase.id, session.id)
        await look(app, pilot)
        assert "deleted elsewhere" in app.shown
        await pilot.press("ctrl+s")
    assert vault.load(aase.id).session(session.id) == session


async def test_two_editors_on_one_draft_end_where_both_texts_stand(
    app: SeenApp, other: Vault, aase: ClientRecord
) -> None:
    from msgspec.structs import replace

    from coachtui.services import drafts
    from tests.conftest import NOW

    async with running(app) as pilot:
        await pilot.press("n")
        await type_text(pilot, "here")
        screen = app.screen
        assert isinstance(screen, EditorScreen)
        await screen.seal()
        theirs = drafts.resume(other, drafts.begin(aase, sessions.begin(aase, DAY), NOW))
        written = replace(theirs, session=replace(theirs.session, note="there"))
        sessions.save(other, written, DAY)
        await look(app, pilot)
        assert "both texts are kept" in app.shown
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert isinstance(app.screen, SessionScreen)
        assert "there" in app.shown
        assert "here" in app.shown
        await pilot.press("escape")
        assert isinstance(app.screen, ClientsScreen)


def test_a_pulse_beats_when_its_record_is_saved_and_for_no_other(
    vault: Vault, other: Vault, aase: ClientRecord
) -> None:
    bo = clients.add(vault, {"name": "Bo Test"}, DAY)
    for change in (
        lambda: clients.edit(other, aase.id, {"phone": "222"}),
        lambda: engagements.add(other, aase.id, {}, DAY),
    ):
        cards, hers, his = vault.pulse(), vault.pulse(aase.id), vault.pulse(bo.id)
        assert (cards, hers, his) == (vault.pulse(), vault.pulse(aase.id), vault.pulse(bo.id))
        change()
        assert vault.pulse() != cards
        assert vault.pulse(aase.id) != hers
        assert vault.pulse(bo.id) == his
