"""What the client said, written down by lines."""

from __future__ import annotations

import pytest

from tests.cli.agreement.conftest import clause
from tests.cli.conftest import Line


@pytest.mark.parametrize(
    "words",
    [("accept", "K-001", "roles"), ("accept", "K-001", "--all"), ("decline", "K-001", "roles")],
)
def test_nothing_is_said_on_a_day_that_is_still_to_come(
    draft: Line, words: tuple[str, ...]
) -> None:
    refused = draft("agreement", *words, "--date", "2999-01-01")
    assert refused.code == 2
    assert "still to come" in refused.err
    assert clause(draft, "roles")["state"] == "open"


def test_clauses_and_all_others_are_accepted_together_or_not_at_all(draft: Line) -> None:
    refused = draft("agreement", "accept", "K-001", "icf-log", "no-such", "--all")
    assert refused.code == 6
    assert {clause(draft, each)["state"] for each in ("icf-log", "roles")} == {"open"}
    assert draft("agreement", "accept", "K-001", "icf-log", "--all").code == 0
    assert {clause(draft, each)["state"] for each in ("icf-log", "roles")} == {"accepted"}


def test_how_far_it_is_is_told_also_while_the_paper_is_out(draft: Line) -> None:
    draft("agreement", "hold", "K-001")
    told = draft("agreement", "accept", "K-001", "roles")
    assert told.err.startswith("Saved, 1/14 settled. Still to answer: purpose, ")


def test_a_version_under_way_is_told_from_a_first_draft(signed: Line) -> None:
    assert "signed" in signed("client", "list").out
    signed("agreement", "version", "K-001")
    assert "v2 14/14" in signed("client", "list").out
