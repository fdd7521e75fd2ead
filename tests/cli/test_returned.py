"""A copy that comes back, by lines: shown, taken over when told to, and held against the vault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Line


@pytest.fixture
def exported(one_client: Line, tmp_path: Path) -> Path:
    """The copy of K-001, as it left."""
    one_client("agreement", "new", "K-001", "--lang", "en")
    return Path(one_client("agreement", "export", "K-001", "-o", str(tmp_path)).out.strip())


@pytest.fixture
def returned(exported: Path) -> Path:
    """The same, ticked and written in, with a conflict and another wording."""
    text = exported.read_text("utf-8")
    for before, after in (
        ("- [ ] Read", "* [X] Read"),
        ("- [ ] Yes\n- [ ] No", "- [x] Yes\n- [x] No"),
        ("every second week", "every third week"),
        ("next meeting.", "next meeting.\n\n> In writing?"),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    exported.write_text(text.replace("\n", "\r\n"), "utf-8")
    return exported


def clauses(line: Line) -> dict[str, Any]:
    shown = json.loads(line("agreement", "show", "K-001", "--json").out)
    return {each["id"]: each for each in shown["clauses"]}


def test_it_is_shown_and_nothing_is_changed(one_client: Line, returned: Path) -> None:
    before = clauses(one_client)
    done = one_client("agreement", "read", "K-001", str(returned))
    assert done.code == 0
    assert "purpose: open → read" in done.out
    assert "icf-log: ticked, and yet no clear answer" in done.out
    assert "evaluation: a comment\n  + In writing?" in done.out
    assert "  - We meet roughly every second week" in done.out
    assert "  + We meet roughly every third week" in done.out
    assert "4 proposals. Nothing was changed" in done.err
    assert clauses(one_client) == before


def test_for_scripts_it_is_a_list(one_client: Line, returned: Path) -> None:
    found = json.loads(one_client("agreement", "read", "K-001", str(returned), "--json").out)
    assert [set(each) for each in found] == [{"clause", "change", "before", "after"}] * 4
    assert [(each["clause"], each["change"]) for each in found] == [
        ("purpose", "accepted"),
        ("cadence", "text"),
        ("evaluation", "comment"),
        ("icf-log", "conflict"),
    ]


def test_applied_it_takes_answers_and_comments_and_a_wording_if_told(
    one_client: Line, returned: Path
) -> None:
    words = ("agreement", "read", "K-001", str(returned), "--apply")
    done = one_client(*words, "--how", "paper", "--date", "2026-01-02")
    assert "Taken over: 2 of 4." in done.err
    now = clauses(one_client)
    assert now["purpose"]["decision"]["on"] == "2026-01-02"
    assert now["purpose"]["decision"]["how"] == "paper"
    assert now["evaluation"]["comment"] == "In writing?"
    assert "second" in now["cadence"]["text"]
    assert now["icf-log"]["decision"] is None
    assert "Taken over: 1 of 2." in one_client(*words, "--wording").err
    assert "third" in clauses(one_client)["cadence"]["text"]


def test_what_goes_wrong_is_said(one_client: Line, exported: Path, tmp_path: Path) -> None:
    assert one_client("agreement", "read", "K-001", str(exported), "--wording").code == 2
    assert one_client("agreement", "read", "K-001", str(tmp_path / "none.md")).code == 6
    assert one_client("agreement", "read", "K-001").code == 2
    exported.write_text("# Something else\n", "utf-8")
    done = one_client("agreement", "read", "K-001", str(exported), "--anyway")
    assert done.code == 1
    assert "0 of its 14 clauses" in done.err


def test_a_copy_of_an_older_wording_is_read_anyway(one_client: Line, exported: Path) -> None:
    words = ("agreement", "read", "K-001", str(exported))
    one_client("agreement", "amend", "K-001", "cadence", typed="We meet when we like.\n")
    done = one_client(*words)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert done.err.endswith("With --anyway it is read all the same.\n")
    assert one_client(*words, "--anyway").code == 0


def test_a_copy_that_says_nothing_new_says_so(one_client: Line, exported: Path) -> None:
    done = one_client("agreement", "read", "K-001", str(exported), "--apply")
    assert (done.code, done.out) == (0, "")
    assert "nothing that is not in the vault" in done.err
    assert one_client("agreement", "read", "K-001", str(exported), "--json").out == "[]\n"


def test_verifying_gives_a_sentence_and_an_exit_code(one_client: Line, exported: Path) -> None:
    done = one_client("agreement", "verify", "K-001", str(exported))
    assert (done.code, done.out) == (0, "Text, answers and signatures are what the vault holds.\n")
    exported.write_text(exported.read_text("utf-8").replace("- [ ] Read", "- [x] Read", 1))
    done = one_client("agreement", "verify", "K-001", str(exported))
    assert done.code == 1
    assert "The clause “purpose” is answered otherwise." in done.out
