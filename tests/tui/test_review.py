"""The review beyond one key a clause: what is looked at, other wording, and undoing all of it."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from coachtui.domain.agreement import Agreement, ClauseKind, ClauseState
from coachtui.domain.draft import AmendmentDraft
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements
from coachtui.services.opening import Vault
from coachtui.tui.screens.amend import AmendScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.drafts import DraftsScreen
from coachtui.tui.screens.findings import FindingsScreen
from coachtui.tui.screens.review import ReviewScreen
from coachtui.tui.widgets.clause_list import ClauseList
from coachtui.tui.widgets.footer import Footer
from coachtui.tui.widgets.note_area import NoteArea
from tests.conftest import DAY
from tests.tui.conftest import Opened, on, shown, type_text


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    return agreements.begin(vault, aase.id, DAY)


def review(pilot: Pilot[None]) -> ReviewScreen:
    assert isinstance(pilot.app.screen, ReviewScreen)
    return pilot.app.screen


def heading(pilot: Pilot[None]) -> str:
    return shown(pilot).splitlines()[0]


def footer(pilot: Pilot[None]) -> str:
    return " ".join(each.label for each, _at, _width in pilot.app.screen.query_one(Footer).shown())


def saved(vault: Vault, record: ClientRecord) -> Agreement:
    return agreements.current(vault.load(record.id))


def listed(pilot: Pilot[None]) -> list[str]:
    return [clause.id for _at, clause in review(pilot).query_one(ClauseList).items]


# -- progress and filter


async def test_the_heading_says_how_far_it_is_in_words(opened: Opened, begun: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("v")
        assert "0/14 answered" in heading(pilot)
        await pilot.press("space", "d")
        assert "2/14 answered · 1 to discuss" in heading(pilot)
        await pilot.press(*["space"] * 11, "y", "full_stop", "space")
        assert "14/14 answered · ready to sign" in heading(pilot)


async def test_one_key_leads_through_the_filters_and_back_to_all(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    clauses = agreements.current(begun).clauses
    agreements.decide(vault, begun.id, agreements.accepted(DAY), clauses[0].id, clauses[1].id)
    agreements.comment(vault, begun.id, clauses[4].id, "hvorfor?")
    async with opened(size=(120, 40)) as pilot:
        await pilot.press("v", "g", "f")
        assert "only open" in heading(pilot)
        assert listed(pilot) == [clause.id for clause in clauses[2:]]
        await pilot.press("f")
        assert "only consents" in heading(pilot)
        assert listed(pilot) == ["icf-log"]
        await pilot.press("f")
        assert "only commented" in heading(pilot)
        assert listed(pilot) == [clauses[4].id]
        await pilot.press("f")
        assert "only" not in heading(pilot)
        assert len(listed(pilot)) == 14


async def test_a_filter_that_fits_no_clause_is_passed_over(
    opened: Opened, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "f", "f", "f")
        assert "only" not in heading(pilot)


async def test_moves_keep_to_what_the_filter_shows(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    clauses = agreements.current(begun).clauses
    answered = [clause.id for clause in clauses[1:6]]
    agreements.decide(vault, begun.id, agreements.accepted(DAY), *answered)
    async with opened() as pilot:
        await pilot.press("v", "f", "j")
        assert review(pilot).clause.id == clauses[6].id
        await pilot.press("k")
        assert review(pilot).clause.id == clauses[0].id
        await pilot.press("space")
        assert review(pilot).clause.id == clauses[6].id
        await pilot.press("G")
        assert review(pilot).clause.id == "icf-log"


async def test_a_key_pressed_twice_accepts_nothing_that_is_to_be_discussed(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), everything=True)
    agreements.decide(vault, begun.id, agreements.declined(DAY), "roles")
    async with opened() as pilot:
        await pilot.press("v", "G", "y", "y", "space")
        assert review(pilot).clause.id == "icf-log"
        await pilot.press("full_stop", "y")
        assert review(pilot).clause.id == "roles"
    assert saved(vault, begun).clause("roles").state is ClauseState.DECLINED
    assert saved(vault, begun).clause("icf-log").state is ClauseState.ACCEPTED


async def test_signing_leads_to_an_open_clause_that_the_filter_hid(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    agreements.comment(vault, begun.id, "icf-log", "spør")
    agreements.decide(vault, begun.id, agreements.declined(DAY), "icf-log")
    async with opened() as pilot:
        await pilot.press("v", "f", "f", "s")
        assert not review(pilot).clause.settled
        assert "only" not in heading(pilot)


async def test_the_footer_names_what_answers_the_clause_in_hand(
    opened: Opened, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v")
        assert footer(pilot).startswith("Accept Comment")
        await pilot.press("j")
        assert footer(pilot).startswith("Accept Discuss Comment")
        await pilot.press("G")
        assert footer(pilot).startswith("Yes No Comment")


# -- other wording


async def test_another_wording_keeps_the_templates_and_opens_the_clause(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    before = agreements.current(begun).clauses[0]
    async with opened() as pilot:
        await pilot.press("v", "space", "g", "m")
        assert isinstance(pilot.app.screen, AmendScreen)
        await type_text(pilot, " Alltid.")
        assert "{+" in shown(pilot)
        await pilot.press("ctrl+s")
        clause = saved(vault, begun).clauses[0]
        assert (clause.text, clause.template_text) == (f"{before.text} Alltid.", before.text)
        assert clause.state is ClauseState.OPEN
        assert "[ ]~" in shown(pilot)
        assert "amended" in shown(pilot)
    assert vault.drafts() == ()


async def test_t_shows_what_was_changed_by_signs_alone(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    clause = agreements.current(begun).clauses[0]
    text = clause.text.replace("målrettet", "frivillig")
    agreements.amend(vault, begun.id, clause.id, text)
    async with opened() as pilot:
        await pilot.press("v", "t")
        assert "[-målrettet.-]{+frivillig.+}" in shown(pilot).replace(" {+", "{+")
        await pilot.press("t")
        assert "målrettet" not in shown(pilot)
        assert "frivillig" in shown(pilot)
        await pilot.press("j", "t")
        assert "{+" not in shown(pilot)


async def test_every_step_of_a_review_can_be_undone(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    before = saved(vault, begun)
    async with opened() as pilot:
        await pilot.press("v", "space", "d", "g", "m")
        await type_text(pilot, " Alltid.")
        await pilot.press("ctrl+s", "space", "j", "c")
        await type_text(pilot, "hm")
        await pilot.press("ctrl+s", "f", "G", "y")
        await pilot.press(*["u"] * 6)
        assert saved(vault, begun) == before
        await pilot.press("u")
        assert saved(vault, begun) == before


async def test_the_templates_wording_comes_back_with_a_key_and_ends_the_amendment(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    clause = agreements.current(begun).clauses[0]
    agreements.amend(vault, begun.id, clause.id, "Noe helt annet.")
    async with opened() as pilot:
        await pilot.press("v", "m", "ctrl+r", "ctrl+s")
    assert saved(vault, begun).clauses[0] == clause


async def test_two_who_word_a_clause_at_once_lose_nothing_unasked(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    clause = agreements.current(begun).clauses[0]
    async with opened() as pilot:
        await pilot.press("v", "m")
        await type_text(pilot, " Alltid.")
        agreements.amend(vault, begun.id, clause.id, "Den andres ord.")
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, AmendScreen)
        assert saved(vault, begun).clauses[0].text == "Den andres ord."
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, ReviewScreen)
    assert saved(vault, begun).clauses[0].text == f"{clause.text} Alltid."
    assert saved(vault, begun).clauses[0].template_text == clause.text


async def test_a_wording_that_no_agreement_can_hold_is_refused_and_stays(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "m", "enter", "enter")
        await type_text(pilot, "# Ny tittel")
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, AmendScreen)
        assert pilot.app.screen.query_one(NoteArea).text.endswith("# Ny tittel")
    assert saved(vault, begun) == agreements.current(begun)


async def test_a_wording_half_typed_is_asked_about_sealed_and_gone_on_with(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "j", "m")
        await type_text(pilot, " Alltid")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await pilot.press("n", "ctrl+q")
    (draft,) = vault.drafts()
    assert isinstance(draft, AmendmentDraft)
    async with opened() as pilot:
        assert isinstance(pilot.app.screen, DraftsScreen)
        assert "Wording" in shown(pilot)
        await pilot.press("enter")
        await on(pilot, AmendScreen)
        await type_text(pilot, ".")
        await pilot.press("ctrl+s")
        assert saved(vault, begun).clauses[1].text.endswith(" Alltid.")
        assert vault.drafts() == ()


# -- the check


async def test_what_the_check_finds_is_named_quietly_and_enter_leads_to_the_clause(
    opened: Opened, vault: Vault, begun: ClientRecord
) -> None:
    clause = agreements.current(begun).clause("confidentiality")
    agreements.amend(vault, begun.id, clause.id, "Coachen har absolutt taushetsplikt etter loven.")
    async with opened() as pilot:
        await pilot.press("v")
        assert "1 to look at: a" in heading(pilot)
        await pilot.press("a")
        assert isinstance(pilot.app.screen, FindingsScreen)
        assert "Secrecy is promised without exception" in shown(pilot)
        assert "no legal advice" in shown(pilot)
        await pilot.press("enter")
        assert review(pilot).clause.id == clause.id


async def test_a_finding_about_the_whole_stays_in_the_list(
    opened: Opened, begun: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "a", "G", "enter")
        assert isinstance(pilot.app.screen, FindingsScreen)
        await pilot.press("escape")
        assert review(pilot).clause.kind is ClauseKind.INFORMATION
