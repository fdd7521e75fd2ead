"""The main job by keys alone, and what is on disk afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.domain.agreement import AgreementState, ClauseState
from coachtui.domain.client import ClientState
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, clients, drafts, sessions
from coachtui.services.opening import Vault
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.review import ReviewScreen
from tests.conftest import DAY, NOW
from tests.tui.conftest import Opened, type_text, until


def only_record(vault: Vault) -> ClientRecord:
    (card,) = vault.cards()
    return vault.load(card.id)


async def test_from_the_first_client_to_the_signed_agreement_a_note_and_the_export(
    opened: Opened, vault: Vault, tmp_path: Path
) -> None:
    async with opened() as pilot:
        await pilot.press("a")
        await type_text(pilot, "Åse Ødegård\naase@example.org")
        await pilot.press("ctrl+s")
        await pilot.press("v", "ctrl+s")
        await pilot.press(*["space"] * 13, "d", "s", "ctrl+s")
        assert only_record(vault).client.state is ClientState.ACTIVE

        await pilot.press("x")
        await pilot.press("ctrl+u")
        await type_text(pilot, str(tmp_path / "out"))
        await pilot.press("ctrl+s", "escape", "n")
        await type_text(pilot, "# Første møte\n- ringe @fri")
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, ClientsScreen)

    record = only_record(vault)
    assert (record.client.code, record.client.name) == ("K-001", "Åse Ødegård")
    agreement = agreements.current(record)
    assert agreement.state is AgreementState.SIGNED
    assert agreement.clause("icf-log").state is ClauseState.DECLINED
    assert all(c.state is ClauseState.ACCEPTED for c in agreement.clauses if c.id != "icf-log")
    assert record.sessions[0].note == "# Første møte\n- ringe @fri"
    assert record.sessions[0].minutes == 90
    assert "Åse Ødegård" in (tmp_path / "out" / "K-001.md").read_text()
    assert drafts.offered(vault) == ()


# -- review


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    return agreements.begin(vault, aase.id, DAY)


def states(vault: Vault) -> dict[str, ClauseState]:
    return {each.id: each.state for each in agreements.current(only_record(vault)).clauses}


async def test_a_rhythm_of_spaces_never_consents(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", *["space"] * 40)
    said = states(vault)
    assert said.pop("icf-log") is ClauseState.OPEN
    assert set(said.values()) == {ClauseState.ACCEPTED}


async def test_signing_with_a_consent_open_goes_to_it_and_signs_nothing(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", *["space"] * 13, "g", "s")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.clause.id == "icf-log"
    assert agreements.current(only_record(vault)).state is AgreementState.DRAFT


async def test_every_answer_can_be_undone_back_to_the_start(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    before = agreements.current(only_record(vault))
    async with opened() as pilot:
        await pilot.press("v", "space", "d", "space")
        await pilot.press("c")
        await type_text(pilot, "hvorfor?")
        await pilot.press("ctrl+s")
        assert agreements.current(only_record(vault)) != before
        await pilot.press(*["u"] * 4)
    assert agreements.current(only_record(vault)) == before


async def test_space_on_an_accepted_clause_opens_it_again(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "space", "g", "space")
    assert set(states(vault).values()) == {ClauseState.OPEN}


async def test_a_term_to_discuss_stands_in_the_way_until_it_is_accepted(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "space", "d", *["space"] * 11, "y")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.clause.id == "icf-log"
        await pilot.press("s")
        assert screen.clause.id == "client-agenda"
        await pilot.press("space", "s", "ctrl+s")
    assert agreements.current(only_record(vault)).state is AgreementState.SIGNED


async def test_a_signed_agreement_is_read_and_not_answered(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", *["space"] * 13, "d", "s", "ctrl+s")
        await pilot.press("g", "space", "d", "y", "c", "u", "R")
        assert isinstance(pilot.app.screen, ReviewScreen)
    said = states(vault)
    assert said["purpose"] is ClauseState.ACCEPTED
    assert said["icf-log"] is ClauseState.DECLINED


async def test_a_long_clause_scrolls_to_its_end_before_the_next(
    opened: Opened, begun: ClientRecord
) -> None:
    async with opened(size=(60, 20)) as pilot:
        await pilot.press("v", "G", "k")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.clause.id == "ethics-code"
        await pilot.press("j")
        assert screen.clause.id == "icf-log"
        await pilot.press("j", "k")
        assert screen.clause.id == "icf-log"


async def test_every_clause_is_whole_at_80_by_24(opened: Opened, begun: ClientRecord) -> None:
    from coachtui.tui.widgets.document_view import DocumentView

    async with opened() as pilot:
        await pilot.press("v")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        for clause in screen.agreement.clauses:
            assert screen.clause.id == clause.id
            assert screen.query_one(DocumentView).at_end
            await pilot.press("j")


# -- notes


async def test_leaving_the_editor_keeps_what_was_typed_and_n_goes_on_with_it(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await type_text(pilot, "half a")
        await pilot.press("escape")
        assert only_record(vault).sessions == ()
        assert drafts.offered(vault)[0].session.note == "half a"
        await pilot.press("n")
        await type_text(pilot, " thought")
        await pilot.press("ctrl+s")
    assert only_record(vault).sessions[0].note == "half a thought"


async def test_an_untouched_editor_leaves_nothing(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("n", "escape")
    assert vault.drafts() == ()


async def test_a_draft_is_sealed_by_itself_while_typing(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await type_text(pilot, "safe")
        await until(pilot, lambda: [each.session.note for each in vault.drafts()] == ["safe"])


async def test_a_draft_left_behind_is_offered_when_the_app_opens(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    session = sessions.begin(aase, DAY)
    draft = drafts.begin(aase, session, NOW)
    from msgspec.structs import replace

    drafts.keep(vault, replace(draft, session=replace(session, note="before the crash")), NOW)
    async with opened() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
    assert only_record(vault).sessions[0].note == "before the crash"
    assert vault.drafts() == ()


async def test_wrong_minutes_are_said_and_nothing_is_lost(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await type_text(pilot, "kept")
        pilot.app.screen.query_one("#minutes").focus()
        await pilot.press("ctrl+u")
        await type_text(pilot, "9999")
        await pilot.press("ctrl+s")
        assert only_record(vault).sessions == ()
        assert pilot.app.screen.query_one("#note").text == "kept"  # type: ignore[attr-defined]


# -- the client and its sessions


@pytest.fixture
def with_note(vault: Vault, aase: ClientRecord) -> ClientRecord:
    return sessions.add(vault, aase.id, {"note": "# A note"}, DAY)[0]


async def test_a_note_is_corrected_where_it_is_read(
    opened: Opened, vault: Vault, with_note: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("enter", "enter", "e")
        await type_text(pilot, "!")
        await pilot.press("ctrl+s")
    assert only_record(vault).sessions[0].note == "# A note!"


async def test_deleting_asks_first_and_u_puts_it_back(
    opened: Opened, vault: Vault, with_note: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("enter", "enter", "ctrl+d", "escape")
        assert only_record(vault) == with_note
        await pilot.press("ctrl+d", "y")
        assert only_record(vault).sessions == ()
        assert isinstance(pilot.app.screen, ClientScreen)
        await pilot.press("u")
        assert only_record(vault) == with_note


async def test_a_session_moves_to_the_client_it_belongs_to(
    opened: Opened, vault: Vault, with_note: ClientRecord
) -> None:
    bo = clients.add(vault, {"name": "Bo Test"}, DAY)
    async with opened() as pilot:
        await pilot.press("enter", "enter", "m")
        await type_text(pilot, "bo\n")
        await pilot.press("y")
    assert vault.load(with_note.id).sessions == ()
    assert vault.load(bo.id).sessions[0].note == "# A note"


async def test_an_exported_file_is_offered_for_removal(
    opened: Opened, vault: Vault, begun: ClientRecord, tmp_path: Path
) -> None:
    from coachtui.services import exports

    path = exports.export_agreement(vault, begun.id, tmp_path, NOW)
    async with opened() as pilot:
        await pilot.press("enter", "3", "G", "enter", "y")
    assert not path.exists()
    assert only_record(vault).disclosures[0].removed == NOW


# -- the list


async def test_enter_on_a_filter_that_nobody_matches_leaves_one_typing_in_it(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("slash")
        await type_text(pilot, "odex\n")
        await pilot.press("backspace")
        await type_text(pilot, "g\n")
        assert isinstance(pilot.app.screen, ClientScreen)


async def test_filter_and_enter_open_the_client_that_is_left(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    bo = clients.add(vault, {"name": "Bo Test"}, DAY)
    async with opened() as pilot:
        await pilot.press("slash")
        await type_text(pilot, "bo\n")
        screen = pilot.app.screen
        assert isinstance(screen, ClientScreen)
        assert screen.record_id == bo.id


async def test_a_form_with_a_mistake_stays_and_points_at_it(opened: Opened, vault: Vault) -> None:
    async with opened() as pilot:
        await pilot.press("a", "tab")
        await type_text(pilot, "someone@example.org")
        await pilot.press("ctrl+s")
        assert vault.cards() == ()
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "field-name"
        await type_text(pilot, "Test One")
        await pilot.press("ctrl+s")
    assert only_record(vault).client.email == "someone@example.org"


async def test_the_cursor_goes_to_the_client_just_added(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("a")
        await type_text(pilot, "Bo Test")
        await pilot.press("ctrl+s", "n")
        await type_text(pilot, "for Bo")
        await pilot.press("ctrl+s")
    assert vault.load(aase.id).sessions == ()
    assert clients.find(vault, "Bo").sessions == 1


async def test_a_name_that_fits_several_leaves_the_question_open(
    opened: Opened, vault: Vault, with_note: ClientRecord
) -> None:
    bo = clients.add(vault, {"name": "Bo Test"}, DAY)
    clients.add(vault, {"name": "Bo Another"}, DAY)
    async with opened() as pilot:
        await pilot.press("enter", "enter", "m")
        await type_text(pilot, "bo\n test\n")
        await pilot.press("y")
    assert vault.load(bo.id).sessions[0].note == "# A note"


async def test_signing_too_early_stays_at_the_clause_that_is_open(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "s")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.clause.id == "purpose"


async def test_a_damaged_client_is_named_and_the_others_can_be_worked_on(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    bo = clients.add(vault, {"name": "Bo Test"}, DAY)
    (vault.path / "records" / aase.id).write_bytes(b"not what was written")
    async with opened() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ClientsScreen)
        assert vault.damaged == {aase.id}
        await pilot.press("enter")
        await pilot.press("escape", "down", "e", "tab")
        await type_text(pilot, "bo@example.org")
        await pilot.press("ctrl+s")
    assert vault.load(bo.id).client.email == "bo@example.org"


async def test_what_another_login_saved_is_there_on_return(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("enter")
        clients.add(vault, {"name": "From Elsewhere"}, DAY)
        await pilot.press("escape")
        screen = pilot.app.screen
        assert [card.name for card in screen.query_one("RowList").items] == [  # type: ignore[attr-defined]
            "Åse Ødegård",
            "From Elsewhere",
        ]
