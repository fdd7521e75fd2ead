"""One version after the other, listed and held against each other."""

from __future__ import annotations

import json

from tests.cli.agreement.conftest import clause, shown
from tests.cli.conftest import Line


def test_a_new_version_follows_the_signed_one(signed: Line) -> None:
    first = shown(signed)
    done = signed("agreement", "version", "K-001")
    assert "Version 2 is under way: 0 clauses to answer." in done.err
    signed("agreement", "amend", "K-001", "cadence", typed="Vi møtes når vi vil.\n")
    listed = json.loads(signed("agreement", "versions", "K-001", "--json").out)
    assert [(each["version"], each["state"]) for each in listed] == [(1, "signed"), (2, "draft")]
    assert listed[1]["previous"] == listed[0]["fingerprint"] == first["fingerprint"]
    assert (listed[0]["signed"] is None, listed[1]["signed"]) == (False, None)
    signed("agreement", "accept", "K-001", "cadence")
    signed("agreement", "sign", "K-001", "--as", "Åse")
    listed = json.loads(signed("agreement", "versions", "K-001", "--json").out)
    assert [each["state"] for each in listed] == ["superseded", "signed"]
    assert "superseded" in signed("agreement", "versions", "K-001").out


def test_versions_are_held_against_each_other(signed: Line) -> None:
    assert json.loads(signed("agreement", "diff", "K-001", "--json").out) == []
    assert "the same" in signed("agreement", "diff", "K-001").err
    signed("agreement", "version", "K-001")
    old = clause(signed, "cadence")["text"]
    signed("agreement", "amend", "K-001", "cadence", typed="Vi møtes når vi vil.\n")
    for numbers in ((), ("1",), ("1", "2")):
        (found,) = json.loads(signed("agreement", "diff", "K-001", *numbers, "--json").out)
        assert (found["clause"], found["difference"]) == ("cadence", "wording")
        assert (found["before"], found["after"]) == (old, "Vi møtes når vi vil.")
    out = signed("agreement", "diff", "K-001").out
    assert out.startswith("## cadence: other wording\n")
    assert "{+" in out
    assert "\x1b" not in out
    back = signed("agreement", "diff", "K-001", "2", "1").out
    assert "[-når-]" in back
    assert signed("agreement", "diff", "K-001", "1", "7").code == 6
    assert signed("agreement", "diff", "K-001", "one").code == 2


def test_renewing_opens_only_what_reads_otherwise(signed: Line) -> None:
    done = signed("agreement", "version", "K-001", "--renew", "--set", "cadence_weeks=4")
    assert "Version 2 is under way: 1 clause to answer." in done.err
    assert clause(signed, "cadence")["state"] == "open"
    assert "[-annenhver-] {+hver fjerde+} uke" in signed("agreement", "diff", "K-001").out
    assert clause(signed, "icf-log")["state"] == "accepted"


def test_a_draft_has_no_next_version(draft: Line) -> None:
    assert draft("agreement", "version", "K-001").code == 1
    assert draft("agreement", "version", "K-001", "--set", "cadence_weeks=4").code == 2


def test_nobody_has_versions_without_an_agreement(one_client: Line) -> None:
    assert one_client("agreement", "versions", "K-001", "--json").out == "[]\n"
    assert "agreement new" in one_client("agreement", "versions", "K-001").err
    assert one_client("agreement", "diff", "K-001").code == 6
