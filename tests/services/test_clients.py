"""Adding, finding and changing clients."""

from __future__ import annotations

import pytest

from coachtui.domain.client import ClientState
from coachtui.domain.record import ClientRecord
from coachtui.errors import InvalidValue, NotFound, UsageError
from coachtui.services import clients
from coachtui.services.opening import Vault
from tests.conftest import DAY


def test_codes_are_given_in_order_and_a_refused_client_uses_none(vault: Vault) -> None:
    assert clients.add(vault, {"name": "Test One"}, DAY).client.code == "K-001"
    with pytest.raises(InvalidValue, match=r"client\.name: must not be empty"):
        clients.add(vault, {"name": " \n"}, DAY)
    assert clients.add(vault, {"name": "Test Two"}, DAY).client.code == "K-002"


def test_a_name_arrives_clean_and_in_one_line(vault: Vault) -> None:
    record = clients.add(vault, {"name": "  Test\n\x1b]52;c;evil\x07 One "}, DAY)
    assert "\x1b" not in record.client.name
    assert "\n" not in record.client.name
    assert record.client.name.startswith("Test ")


def test_a_change_is_saved_and_the_code_stays(vault: Vault, aase: ClientRecord) -> None:
    clients.edit(vault, aase.id, {"state": "paused", "code": "K-999", "since": "1.2.2025"})
    client = vault.load(aase.id).client
    assert (client.state, client.code) == (ClientState.PAUSED, "K-001")
    assert client.since.isoformat() == "2025-02-01"


@pytest.mark.parametrize(
    "who", ["K-001", "k-001", " K-001 ", "ødegård", "ÅSE", "ase", "aase", "odegard"]
)
def test_one_client_is_found_by_code_or_part_of_the_name(
    vault: Vault, aase: ClientRecord, who: str
) -> None:
    assert clients.find(vault, who).id == aase.id


@pytest.mark.parametrize("who", ["", "  ", "K-9", "nobody"])
def test_who_is_not_there_is_not_found(vault: Vault, aase: ClientRecord, who: str) -> None:
    with pytest.raises(NotFound):
        clients.find(vault, who)


def test_an_ambiguous_name_is_answered_with_codes_alone(vault: Vault, aase: ClientRecord) -> None:
    clients.add(vault, {"name": "Åse Andersen-Test"}, DAY)
    with pytest.raises(UsageError, match="K-001, K-002") as caught:
        clients.find(vault, "åse")
    assert "Andersen" not in str(caught.value)


def test_filtering_wants_every_word_and_forgives_accents(vault: Vault, aase: ClientRecord) -> None:
    clients.add(vault, {"name": "Bo Test", "state": "active"}, DAY)
    cards = vault.cards()
    assert [card.code for card in clients.matching(cards, "ase lead")] == ["K-001"]
    assert [card.code for card in clients.matching(cards, "test ACTIVE")] == ["K-002"]
    assert clients.matching(cards, "ase active") == ()
    assert clients.matching(cards, "") == cards
