"""What ends a review and what follows it: signing, sending out, consents withdrawn, new versions."""

from __future__ import annotations

from datetime import date

import pytest

from coachtui.domain.agreement import Agreement, AgreementState, ClauseState, How, Role
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, clients, engagements, sessions, signing, versions
from coachtui.services.opening import Vault
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.difference import DifferenceScreen
from coachtui.tui.screens.review import ReviewScreen
from coachtui.tui.screens.sign_form import SignForm
from coachtui.tui.screens.versions import VersionsScreen
from tests.conftest import DAY
from tests.tui.conftest import Opened, put, shown, type_text
from tests.tui.stand_in import text_of


@pytest.fixture
def answered(vault: Vault, aase: ClientRecord) -> ClientRecord:
    """An agreement in which everything has its answer, the consent with a yes."""
    engagements.add(vault, aase.id, {"sponsor": "Eventyr AS"}, DAY)
    sessions.add(vault, aase.id, {"date": DAY.isoformat(), "minutes": 90}, DAY)
    agreements.begin(vault, aase.id, DAY)
    agreements.decide(vault, aase.id, agreements.accepted(DAY), everything=True)
    return agreements.decide(vault, aase.id, agreements.accepted(DAY), "icf-log")


@pytest.fixture
def signed(vault: Vault, answered: ClientRecord) -> ClientRecord:
    signatures = signing.signatures(vault.practice(), answered, "Åse", DAY, How.IN_PERSON)
    return signing.sign(vault, answered.id, signatures, DAY)


def saved(vault: Vault, record: ClientRecord) -> Agreement:
    return agreements.current(vault.load(record.id))


# -- signing


async def test_all_parties_sign_at_once_each_with_a_name_and_a_day(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "s")
        assert isinstance(pilot.app.screen, SignForm)
        await put(pilot, "on-sponsor", "")
        assert "not signed yet" in text_of(pilot.app)  # type: ignore[arg-type]
        await put(pilot, "on-sponsor", "2026-02-27")
        await put(pilot, "name-sponsor", "Siri Sjef, Eventyr AS")
        await put(pilot, "paper", "permen")
        await pilot.press("ctrl+s")
    agreement = saved(vault, answered)
    assert agreement.state is AgreementState.SIGNED
    assert agreement.paper == "permen"
    given = {each.role: (each.name, each.on) for each in agreement.signatures}
    assert given == {
        Role.CLIENT: ("Åse Ødegård", DAY),
        Role.SPONSOR: ("Siri Sjef, Eventyr AS", date(2026, 2, 27)),
        Role.COACH: ("Kari Coach", DAY),
    }


async def test_one_party_signs_alone_and_the_agreement_waits_for_the_others(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "s")
        await put(pilot, "on-client", "")
        await put(pilot, "on-coach", "")
        await pilot.press("ctrl+s")
        agreement = saved(vault, answered)
        assert agreement.state is AgreementState.AWAITING
        assert [each.role for each in agreement.signatures] == [Role.SPONSOR]
        assert "awaiting signature" in shown(pilot)
        await pilot.press("s", "ctrl+s")
    assert saved(vault, answered).state is AgreementState.SIGNED


async def test_an_e_signature_has_the_reference_of_the_service(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "s")
        assert "Reference" not in shown(pilot)
        pilot.app.screen.query_one("#field-how").focus()
        await pilot.press("left")
        await put(pilot, "reference", "ABC-123")
        await pilot.press("ctrl+s")
    for signature in saved(vault, answered).signatures:
        assert (signature.how, signature.reference) == (How.E_SIGNATURE, "ABC-123")


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("on-client", "2026-03-03", "is still to come"),
        ("on-coach", "i går", "must be a day"),
        ("name-client", "", "must not be empty"),
    ],
)
async def test_what_is_wrong_with_a_signature_is_said_at_its_field(
    opened: Opened, vault: Vault, answered: ClientRecord, field: str, text: str, told: str
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "s")
        await put(pilot, field, text)
        await pilot.press("ctrl+s")
        assert told in shown(pilot)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == f"field-{field}"
    assert saved(vault, answered).state is AgreementState.DRAFT


async def test_a_term_to_discuss_is_signed_all_the_same_only_with_a_reason(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    agreements.decide(vault, answered.id, agreements.declined(DAY), "roles")
    async with opened() as pilot:
        await pilot.press("v", "S", "ctrl+s")
        assert "must not be empty" in shown(pilot)
        await type_text(pilot, "Vi tar det opp i mai")
        await pilot.press("ctrl+s")
    agreement = saved(vault, answered)
    assert agreement.state is AgreementState.SIGNED
    assert agreement.override == "Vi tar det opp i mai"


async def test_nothing_open_is_signed_all_the_same(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    agreements.decide(vault, answered.id, None, "icf-log")
    async with opened() as pilot:
        await pilot.press("v", "g", "S")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.clause.id == "icf-log"
    assert saved(vault, answered).state is AgreementState.DRAFT


async def test_after_signing_there_is_nothing_to_undo(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "d", "space", "s", "ctrl+s", "u", "u")
    assert saved(vault, answered).clauses[0].state is ClauseState.ACCEPTED


# -- the paper is out


async def test_h_freezes_the_text_while_the_paper_is_out_and_takes_it_back(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "h")
        agreement = saved(vault, answered)
        assert agreement.state is AgreementState.AWAITING
        assert agreement.fingerprint
        await pilot.press("m", "G", "d")
        assert saved(vault, answered).clause("icf-log").state is ClauseState.DECLINED
        await pilot.press("h")
        assert saved(vault, answered).state is AgreementState.DRAFT


async def test_what_somebody_has_signed_is_not_taken_back(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "s")
        await put(pilot, "on-client", "")
        await pilot.press("ctrl+s", "h")
    assert saved(vault, answered).state is AgreementState.AWAITING


async def test_agreements_to_sign_are_found_among_the_clients(
    opened: Opened, vault: Vault, answered: ClientRecord
) -> None:
    clients.add(vault, {"name": "Bo Test"}, DAY)
    signing.hold(vault, answered.id)
    async with opened() as pilot:
        assert "to sign" in shown(pilot)
        await pilot.press("slash")
        await type_text(pilot, "to sign")
        assert isinstance(pilot.app.screen, ClientsScreen)
        assert "Ødegård" in shown(pilot)
        assert "Bo Test" not in shown(pilot)


# -- consents


async def test_a_consent_is_withdrawn_with_its_date_and_what_follows_is_shown(
    opened: Opened, vault: Vault, signed: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "G")
        assert "In the coaching log: all 1.5 hours" in shown(pilot)
        await pilot.press("w")
        assert "From then on: Not in the coaching log" in shown(pilot)
        await pilot.press("ctrl+s")
        assert "withdrawn, 2026-03-02" in shown(pilot)
        assert "Not in the coaching log" in shown(pilot)
        clause = saved(vault, signed).clause("icf-log")
        assert clause.state is ClauseState.WITHDRAWN
        assert [each.state for each in clause.earlier] == [ClauseState.ACCEPTED]
        await pilot.press("y", "ctrl+s")
    assert saved(vault, signed).clause("icf-log").state is ClauseState.ACCEPTED


async def test_nothing_but_a_given_consent_is_withdrawn(
    opened: Opened, vault: Vault, signed: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "g", "w", "y", "G", "y")
        assert isinstance(pilot.app.screen, ReviewScreen)
    assert saved(vault, signed) == agreements.current(signed)


async def test_the_file_of_a_client_has_the_consents_with_their_dates(
    opened: Opened, vault: Vault, signed: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("enter", "3")
        assert "Opplysninger til ICF: yes 2026-03-02" in shown(pilot)
        await pilot.press("G", "enter", "w", "ctrl+s", "escape")
        assert "withdrawn 2026-03-02, yes 2026-03-02" in shown(pilot)


# -- versions


async def test_a_new_version_keeps_the_answers_and_opens_what_is_changed(
    opened: Opened, vault: Vault, signed: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "n", "y")
        assert "Coachingavtale  v2" in shown(pilot)
        await pilot.press("g", "m")
        await type_text(pilot, " Alltid.")
        await pilot.press("ctrl+s")
        assert "13/14 answered" in shown(pilot)
        await pilot.press("space", "s", "ctrl+s")
    record = vault.load(signed.id)
    assert [each.state for each in record.agreements] == [
        AgreementState.SUPERSEDED,
        AgreementState.SIGNED,
    ]
    assert record.agreements[1].previous == record.agreements[0].fingerprint


@pytest.fixture
def second(vault: Vault, signed: ClientRecord) -> ClientRecord:
    """A second version under way, with one clause amended."""
    versions.begin(vault, signed.id, DAY)
    text = agreements.current(signed).clauses[0].text.replace("målrettet", "frivillig")
    return agreements.amend(vault, signed.id, agreements.current(signed).clauses[0].id, text)


async def test_versions_are_listed_and_each_can_be_read(
    opened: Opened, vault: Vault, second: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "v")
        assert isinstance(pilot.app.screen, VersionsScreen)
        lines = shown(pilot).splitlines()
        assert "draft" in lines[2]
        assert "signed" in lines[3]
        assert second.agreements[0].fingerprint[:12] in lines[3]
        await pilot.press("down", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert "målrettet" in screen.clause.text
        await pilot.press("space", "m", "s")
        assert pilot.app.screen is screen
    assert vault.load(second.id) == second


async def test_a_consent_in_force_is_withdrawn_while_the_next_version_is_under_way(
    opened: Opened, vault: Vault, second: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("enter", "2", "down", "enter", "G", "w", "ctrl+s")
    record = vault.load(second.id)
    for agreement in record.agreements:
        assert agreement.clause("icf-log").state is ClauseState.WITHDRAWN


async def test_a_version_under_way_is_thrown_away_and_the_signed_one_goes_on(
    opened: Opened, vault: Vault, signed: ClientRecord, second: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "R", "escape")
        assert vault.load(second.id) == second
        await pilot.press("R", "y")
        assert "signed" in shown(pilot).splitlines()[0]
    assert vault.load(second.id) == signed


@pytest.mark.parametrize(
    ("width", "words"),
    [(80, ["[-målrettet.-] {+frivillig.+}"]), (120, ["[-målrettet.-]", "{+frivillig.+}"])],
)
async def test_what_a_version_changed_is_marked_word_by_word(
    opened: Opened, second: ClientRecord, width: int, words: list[str]
) -> None:
    async with opened(size=(width, 30)) as pilot:
        await pilot.press("v", "v", "d")
        assert isinstance(pilot.app.screen, DifferenceScreen)
        for each in words:
            assert each in shown(pilot)
        assert ("Version 1" in shown(pilot)) is (width == 120)


async def test_the_clauses_that_differ_are_gone_through_one_by_one(
    opened: Opened, vault: Vault, second: ClientRecord
) -> None:
    agreements.amend(vault, second.id, "roles", "Vi deler på ansvaret.")
    async with opened() as pilot:
        await pilot.press("v", "v", "d")
        assert "1 of 2 changes" in shown(pilot)
        await pilot.press("full_stop", "full_stop")
        assert "2 of 2 changes" in shown(pilot)
        assert "Vi deler" in shown(pilot)
        await pilot.press("k")
        assert "1 of 2 changes" in shown(pilot)


async def test_the_templates_new_wording_is_offered_and_only_what_changed_is_open(
    opened: Opened, vault: Vault, signed: ClientRecord, newer_template: None
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "n")
        assert "new version, 2" in shown(pilot)
        await pilot.press("n", "N", "y")
        assert "13/14 answered" in shown(pilot)
        await pilot.press("t")
        assert "{+frivillig.+}" in shown(pilot)
    assert saved(vault, signed).template_version == "2"


async def test_a_wording_that_is_the_newest_is_not_renewed(
    opened: Opened, vault: Vault, signed: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("v", "N")
        assert isinstance(pilot.app.screen, ReviewScreen)
    assert vault.load(signed.id) == signed
