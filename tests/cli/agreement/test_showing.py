"""What ``agreement show`` promises to scripts, and what a person sees."""

from __future__ import annotations

from tests.cli.agreement.conftest import clause, shown
from tests.cli.conftest import Line


def test_scripts_find_state_day_and_comment_of_each_clause(draft: Line) -> None:
    draft("agreement", "accept", "K-001", "purpose", "--date", "2026-02-03")
    draft("agreement", "comment", "K-001", "cadence", typed="Kanskje *oftere*.\n")
    whole = shown(draft)
    assert (whole["version"], whole["state"], whole["fingerprint"]) == (1, "draft", "")
    first, open_one = clause(draft, "purpose"), clause(draft, "cadence")
    assert (first["kind"], first["state"], first["decided"]) == (
        *("information", "accepted"),
        "2026-02-03",
    )
    assert (open_one["state"], open_one["decided"]) == ("open", None)
    assert open_one["comment"] == "Kanskje *oftere*."
    assert not open_one["amended"]


def test_an_older_version_is_shown_by_its_number(signed: Line) -> None:
    signed("agreement", "version", "K-001")
    assert shown(signed)["version"] == 2
    assert shown(signed, "--version", "1")["state"] == "signed"
    assert signed("agreement", "show", "K-001", "--version", "3").code == 6
    assert signed("agreement", "show", "K-001", "--version", "0").code == 2


def test_a_person_sees_who_has_yet_to_sign_and_where_the_paper_lies(answered: Line) -> None:
    answered(
        *("agreement", "sign", "K-001", "--only", "client", "--how", "paper"),
        *("--paper", "the blue binder"),
        typed="Åse Ødegård\n",
    )
    out = answered("agreement", "show", "K-001").out
    assert "awaiting signature" in out
    assert "Yet to sign  coach" in out
    assert "the blue binder" in out
    assert "client, Åse Ødegård" in out
