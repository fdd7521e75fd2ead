"""A consent after the signature: withdrawn, given again, and what follows from it."""

from __future__ import annotations

from tests.cli.agreement.conftest import clause
from tests.cli.conftest import Line


def test_a_consent_is_withdrawn_with_effect(signed: Line) -> None:
    signed("note", "K-001", "--minutes", "90", "-", typed="Notat.\n")
    done = signed("agreement", "withdraw", "K-001", "icf-log", "--how", "e-mail")
    assert done.code == 0
    assert done.out == ("Not in the coaching log: none of 1.5 hours is countable.\n")
    found = clause(signed, "icf-log")
    assert (found["state"], found["decision"]["how"]) == ("withdrawn", "e-mail")
    assert "Withdrawn" in signed("agreement", "show", "K-001").out
    assert signed("agreement", "withdraw", "K-001", "icf-log").code == 1


def test_it_is_given_again_by_accepting_it(signed: Line) -> None:
    assert signed("agreement", "accept", "K-001", "icf-log").code == 1
    signed("agreement", "withdraw", "K-001", "icf-log")
    done = signed("agreement", "accept", "K-001", "icf-log")
    assert (done.code, done.out) == (0, "In the coaching log from the first session on.\n")
    found = clause(signed, "icf-log")
    assert found["state"] == "accepted"
    assert [each["state"] for each in found["earlier"]] == ["accepted", "withdrawn"]


def test_only_a_consent_that_was_signed_is_withdrawn(draft: Line) -> None:
    assert draft("agreement", "withdraw", "K-001", "icf-log").code == 1
    draft("agreement", "accept", "K-001", "--all", "icf-log")
    draft("agreement", "sign", "K-001", "--as", "Åse")
    for words, code in (
        (("withdraw", "K-001", "cadence"), 1),
        (("withdraw", "K-001", "nothing"), 6),
        (("withdraw", "K-001"), 2),
        (("withdraw", "K-001", "icf-log", "--date", "2999-01-01"), 2),
        (("decline", "K-001", "icf-log"), 1),
        (("accept", "K-001", "icf-log", "purpose"), 2),
    ):
        assert draft("agreement", *words).code == code, words
    assert "agreement withdraw" in draft("agreement", "decline", "K-001", "icf-log").err
    assert clause(draft, "icf-log")["state"] == "accepted"
