"""What was signed before the app, by one line."""

from __future__ import annotations

import json

import pytest

from tests.cli.agreement.conftest import clause, shown
from tests.cli.conftest import Line


def test_it_is_in_force_with_its_days_and_its_paper(one_client: Line) -> None:
    done = one_client(
        *("agreement", "record", "K-001", "--date", "18.8.2025", "--yes", "icf-log=1.9.2025"),
        *("--paper", "the blue binder", "--place", "Bergen"),
    )
    assert done.code == 0, done.err
    whole = shown(one_client)
    assert whole["fingerprint"] in done.err
    assert (whole["state"], whole["created"], whole["paper"]) == (
        *("signed", "2025-08-18"),
        "the blue binder",
    )
    assert whole["recorded"]
    assert {(each["on"], each["how"], each["place"]) for each in whole["signatures"]} == {
        ("2025-08-18", "paper", "Bergen")
    }
    assert clause(one_client, "cadence")["decided"] == "2025-08-18"
    assert clause(one_client, "icf-log")["decided"] == "2025-09-01"
    (listed,) = json.loads(one_client("client", "list", "--json").out)
    assert listed["state"] == "active"
    (engagement,) = json.loads(one_client("engagement", "list", "K-001", "--json").out)
    assert engagement["start"] == "2025-08-18"
    assert "Recorded" in one_client("agreement", "show", "K-001").out
    assert one_client("vault", "check").code == 0


def test_a_consent_is_never_assumed(one_client: Line) -> None:
    done = one_client("agreement", "record", "K-001", "--date", "18.8.2025")
    assert done.code == 1
    assert "icf-log" in done.err
    assert one_client("agreement", "show", "K-001").code == 6
    words = ("agreement", "record", "K-001", "--date", "18.8.2025")
    assert one_client(*words, "--other-consents", "yes").code == 2
    assert one_client(*words, "--other-consents", "no").code == 0
    assert clause(one_client, "icf-log")["state"] == "declined"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), 2),
        (("--date", "soon"), 2),
        (("--date", "2999-01-01", "--no", "icf-log"), 2),
        (("--date", "2025-08-18", "--yes", "icf-log", "--no", "icf-log"), 2),
        (("--date", "2025-08-18", "--yes", "icf-log=soon"), 2),
        (("--date", "2025-08-18", "--yes", "icf-log=2999-01-01"), 2),
        (("--date", "2025-08-18", "--no", "icf-log", "--yes", "cadence=2025-08-19"), 2),
        (("--date", "2025-08-18", "--no", "icf-log", "--no", "cadence"), 1),
        (("--date", "2025-08-18", "--no", "icf-log", "--no", "purpose"), 1),
        (("--date", "2025-08-18", "--no", "icf-log", "--yes", "nothing"), 6),
        (("--date", "2025-08-18", "--no", "icf-log", "--template", "none"), 6),
    ],
)
def test_what_cannot_have_been_so_is_not_recorded(
    one_client: Line, given: tuple[str, ...], code: int
) -> None:
    done = one_client("agreement", "record", "K-001", *given)
    assert done.code == code, done.err
    assert one_client("agreement", "show", "K-001").code == 6


def test_nothing_is_recorded_over_what_is_there(draft: Line) -> None:
    words = ("agreement", "record", "K-001", "--date", "2025-08-18", "--no", "icf-log")
    assert draft(*words).code == 1
    assert shown(draft)["state"] == "draft"


def test_all_parties_have_signed_it(one_client: Line) -> None:
    one_client("engagement", "add", "K-001", "--sponsor", "Fjellheim AS", "--start", "2025-08-01")
    done = one_client(
        *("agreement", "record", "K-001", "--date", "2025-08-18", "--no", "icf-log", "--as"),
        *("--lang", "en"),
        typed="Åse Ø.\n",
    )
    assert done.code == 0, done.err
    names = {each["role"]: each["name"] for each in shown(one_client)["signatures"]}
    assert names == {"client": "Åse Ø.", "sponsor": "Fjellheim AS", "coach": "Kari Coach"}
    assert shown(one_client)["language"] == "en"
