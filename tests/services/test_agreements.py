"""From template to signature."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coachtui.domain.agreement import AgreementState, How, Role, tally
from coachtui.domain.record import ClientRecord
from coachtui.domain.signing import fingerprint
from coachtui.errors import InvalidValue, NotAllowed, NotFound
from coachtui.services import agreements, clients, engagements, practice, signing
from coachtui.services.opening import Vault
from tests.conftest import DAY


@pytest.fixture
def begun(vault: Vault, aase: ClientRecord) -> ClientRecord:
    return agreements.begin(vault, aase.id, DAY)


def test_an_agreement_is_made_in_the_clients_language_with_fourteen_clauses(
    begun: ClientRecord,
) -> None:
    agreement = agreements.current(begun)
    assert (agreement.language, len(agreement.clauses)) == ("nb", 14)
    assert tally(agreement).open == 14


def test_it_speaks_of_the_engagements_own_cadence_in_words(
    vault: Vault, aase: ClientRecord
) -> None:
    engagements.add(vault, aase.id, {"cadence_weeks": "3", "minutes": "60"}, DAY)
    text = agreements.current(agreements.begin(vault, aase.id, DAY)).clause("cadence").text
    assert "hver tredje uke" in text
    assert "60" not in text


def test_a_second_agreement_needs_the_first_thrown_away(vault: Vault, begun: ClientRecord) -> None:
    with pytest.raises(NotAllowed):
        agreements.begin(vault, begun.id, DAY)
    again = agreements.begin(vault, begun.id, DAY, language="en", replace_draft=True)
    assert agreements.current(again).language == "en"
    assert len(again.agreements) == len(again.engagements) == 1


def sign(vault: Vault, record_id: str, name: str = "Åse Ødegård", on: date = DAY) -> ClientRecord:
    record = vault.load(record_id)
    signatures = signing.signatures(vault.practice(), record, name, on, How.IN_PERSON)
    return signing.sign(vault, record_id, signatures, DAY)


def signed(vault: Vault, record: ClientRecord) -> ClientRecord:
    agreements.decide(vault, record.id, agreements.accepted(DAY), everything=True)
    agreements.decide(vault, record.id, agreements.declined(DAY), "icf-log")
    return sign(vault, record.id)


def test_signing_freezes_parties_text_and_fingerprint(vault: Vault, begun: ClientRecord) -> None:
    agreement = agreements.current(signed(vault, begun))
    clients.edit(vault, begun.id, {"name": "Another Name"})
    practice.edit(vault, {"name": "Another Coach"})
    kept = agreements.current(vault.load(begun.id))
    assert kept == agreement
    assert kept.state is AgreementState.SIGNED
    assert kept.parties is not None
    assert kept.parties.client.name == "Åse Ødegård"
    assert kept.fingerprint == fingerprint(kept)
    assert [(each.role, each.name, each.place) for each in kept.signatures] == [
        (Role.CLIENT, "Åse Ødegård", "Testby"),
        (Role.COACH, "Kari Coach", "Testby"),
    ]


def test_an_open_consent_stands_in_the_way_and_nothing_is_signed(
    vault: Vault, begun: ClientRecord
) -> None:
    agreements.decide(vault, begun.id, agreements.accepted(DAY), everything=True)
    with pytest.raises(NotAllowed, match="icf-log"):
        sign(vault, begun.id)
    assert agreements.current(vault.load(begun.id)).state is AgreementState.DRAFT


def test_nobody_signs_without_a_name(vault: Vault, begun: ClientRecord) -> None:
    with pytest.raises(InvalidValue, match=r"signature\.name"):
        sign(vault, begun.id, " ")


def test_a_clause_can_be_put_back_as_it_was(vault: Vault, begun: ClientRecord) -> None:
    agreements.decide(vault, begun.id, agreements.declined(DAY), "roles")
    before = agreements.current(agreements.comment(vault, begun.id, "roles", "Why?"))
    agreements.decide(vault, begun.id, agreements.accepted(DAY), "roles")
    agreements.comment(vault, begun.id, "roles", "")
    record = agreements.put_back(vault, begun.id, before.clause("roles"))
    assert agreements.current(record) == before


def test_without_an_agreement_there_is_nothing_to_answer(vault: Vault, aase: ClientRecord) -> None:
    with pytest.raises(NotFound, match="no agreement"):
        agreements.decide(vault, aase.id, None, "roles")


def test_an_unknown_template_is_not_found(vault: Vault, aase: ClientRecord) -> None:
    with pytest.raises(NotFound):
        agreements.begin(vault, aase.id, DAY, template_id="no-such")


def test_nobody_signs_tomorrow(vault: Vault, begun: ClientRecord) -> None:
    with pytest.raises(InvalidValue, match=r"signature\.on"):
        sign(vault, begun.id, on=DAY + timedelta(days=1))


def test_an_engagement_does_not_end_before_it_starts(vault: Vault, aase: ClientRecord) -> None:
    with pytest.raises(InvalidValue, match=r"engagement\.end"):
        engagements.add(vault, aase.id, {"start": "2026-03-02", "end": "2026-03-01"}, DAY)
