"""Another wording for one client, and comments."""

from __future__ import annotations

import pytest

from tests.cli.agreement.conftest import clause
from tests.cli.conftest import Line


def test_an_amendment_is_shown_word_by_word_and_taken_back(answered: Line) -> None:
    before = clause(answered, "cadence")
    text = before["text"].replace("annenhver uke", "hver uke", 1)
    done = answered("agreement", "amend", "K-001", "cadence", typed=text)
    assert "[-annenhver-] {+hver+} uke" in done.out
    amended = clause(answered, "cadence")
    assert amended["amended"]
    assert (amended["text"], amended["template_text"]) == (text, before["text"])
    assert amended["state"] == "open"
    assert "amended" in answered("agreement", "show", "K-001").out
    assert "amended" in answered("agreement", "show", "K-001", "--text").out
    assert "[-annenhver-]" in answered("agreement", "diff", "K-001").out
    done = answered("agreement", "amend", "K-001", "cadence", "--template")
    assert "{+annenhver+}" in done.out
    assert clause(answered, "cadence")["text"] == before["text"]
    assert not clause(answered, "cadence")["amended"]


@pytest.mark.parametrize("text", ["", "# En tittel\n", "<b>fet</b>\n", "```\nkode\n```\n"])
def test_what_cannot_stand_in_an_agreement_changes_nothing(answered: Line, text: str) -> None:
    before = clause(answered, "cadence")
    assert answered("agreement", "amend", "K-001", "cadence", typed=text).code in (1, 2)
    assert clause(answered, "cadence") == before


def test_the_same_wording_is_no_amendment(answered: Line) -> None:
    before = clause(answered, "cadence")
    done = answered("agreement", "amend", "K-001", "cadence", typed=before["text"] + "\n")
    assert (done.code, done.out) == (0, "")
    assert clause(answered, "cadence") == before


def test_a_comment_is_put_and_taken_away(draft: Line) -> None:
    for typed, kept in (("Første.\n", "Første."), ("Andre.\n", "Andre.")):
        assert draft("agreement", "comment", "K-001", "purpose", typed=typed).code == 0
        assert clause(draft, "purpose")["comment"] == kept
    assert "comment" in draft("agreement", "show", "K-001").out
    assert draft("agreement", "comment", "K-001", "purpose").code == 2
    assert draft("agreement", "comment", "K-001", "purpose", "--remove").code == 0
    assert clause(draft, "purpose")["comment"] == ""
    for verb in ("comment", "amend"):
        assert draft("agreement", verb, "K-001", "nothing", typed="x").code == 6
        assert draft("agreement", verb, "K-001", typed="x").code == 2
