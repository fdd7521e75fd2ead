"""Out for signing and back, and each party on a day of its own."""

from __future__ import annotations

import pytest

from tests.cli.agreement.conftest import shown
from tests.cli.conftest import Line


def test_what_is_out_for_signing_is_frozen_and_can_be_taken_back(draft: Line) -> None:
    held = draft("agreement", "hold", "K-001")
    whole = shown(draft)
    assert whole["state"] == "awaiting signature"
    assert whole["fingerprint"] in held.err
    assert draft("agreement", "amend", "K-001", "cadence", typed="Vi møtes.\n").code == 1
    assert draft("agreement", "hold", "K-001").code == 1
    assert draft("agreement", "accept", "K-001", "cadence").code == 0
    assert draft("agreement", "take-back", "K-001").code == 0
    assert (shown(draft)["state"], shown(draft)["fingerprint"]) == ("draft", "")
    assert draft("agreement", "take-back", "K-001").code == 1


def test_each_party_signs_on_its_own_day(answered: Line) -> None:
    done = answered(
        *("agreement", "sign", "K-001", "--only", "client", "--date", "2026-02-03"),
        *("--how", "e-signature", "--reference", "BankID 4711"),
        typed="Åse Ødegård\n",
    )
    assert "Yet to sign: coach" in done.err
    assert shown(answered)["state"] == "awaiting signature"
    assert answered("agreement", "take-back", "K-001").code == 1
    again = answered("agreement", "sign", "K-001", "--only", "client", "--as", "Åse")
    assert again.code == 1
    assert answered("agreement", "sign", "K-001", "--only", "coach").err.startswith("Signed.")
    whole = shown(answered)
    assert whole["state"] == "signed"
    client, coach = whole["signatures"]
    assert (client["on"], client["how"], client["reference"]) == (
        *("2026-02-03", "e-signature"),
        "BankID 4711",
    )
    assert (coach["role"], coach["name"]) == ("coach", "Kari Coach")


def test_a_sponsor_is_a_party(one_client: Line) -> None:
    one_client("engagement", "add", "K-001", "--sponsor", "Fjellheim AS")
    one_client("agreement", "new", "K-001")
    one_client("agreement", "accept", "K-001", "--all", "icf-log")
    done = one_client("agreement", "sign", "K-001", "--only", "sponsor", typed="Per Leder\n")
    assert "Yet to sign: client, coach" in done.err
    assert one_client("agreement", "sign", "K-001", "--as", "Åse").code == 0
    names = {each["role"]: each["name"] for each in shown(one_client)["signatures"]}
    assert names == {"sponsor": "Per Leder", "client": "Åse", "coach": "Kari Coach"}
    assert one_client("agreement", "sign", "K-001", "--only", "guardian").code == 1


def test_a_term_to_discuss_is_signed_only_with_a_reason(answered: Line) -> None:
    answered("agreement", "decline", "K-001", "cadence")
    assert answered("agreement", "sign", "K-001", "--as", "Åse").code == 1
    done = answered(
        *("agreement", "sign", "K-001", "--as", "Åse", "--override"),
        typed="Vi finner ut av det i mars.\n",
    )
    assert done.code == 0, done.err
    assert shown(answered)["override"] == "Vi finner ut av det i mars."
    assert "Vi finner ut av det i mars." in answered("agreement", "show", "K-001").out


@pytest.mark.parametrize("given", [("--only", "nobody"), ("--reference",), ("--paper",)])
def test_a_line_without_sense_signs_nothing(answered: Line, given: tuple[str, ...]) -> None:
    assert answered("agreement", "sign", "K-001", "--as", "Åse", *given).code == 2
    assert shown(answered)["state"] == "draft"


def test_a_guardian_signs_with_a_client_who_is_not_of_age(one_client: Line) -> None:
    assert one_client("client", "edit", "K-001", "--guardian", typed="Tone Ø.\n").code == 0
    assert "Tone Ø." in one_client("client", "show", "K-001").out
    one_client("agreement", "new", "K-001")
    one_client("agreement", "accept", "K-001", "--all", "icf-log")
    done = one_client("agreement", "sign", "K-001", "--as", "Åse", "--only", "client")
    assert "Yet to sign: guardian, coach" in done.err
    one_client("agreement", "sign", "K-001", "--only", "guardian", typed="Tone Ødegård\n")
    one_client("agreement", "sign", "K-001", "--only", "coach")
    names = [each["name"] for each in shown(one_client)["signatures"]]
    assert names == ["Åse", "Tone Ødegård", "Kari Coach"]
