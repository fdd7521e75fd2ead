"""Agreements by lines: what --all leaves alone, what is answered together, what stays frozen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Line


def _shown(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line("agreement", "show", "K-001", "--json").out)
    return found


@pytest.fixture
def begun(one_client: Line) -> Line:
    done = one_client("agreement", "new", "K-001")
    assert "14 clauses in “nb”" in done.err
    return one_client


def test_its_language_is_the_clients_unless_the_line_says(one_client: Line) -> None:
    one_client("client", "edit", "K-001", "--language", "en")
    assert "“en”" in one_client("agreement", "new", "K-001").err
    made = one_client("agreement", "new", "K-001", "--lang", "nb", "--replace-draft")
    assert "“nb”" in made.err
    assert one_client("agreement", "new", "K-001").code == 1


def test_one_language_is_that_of_the_messages_and_another_that_of_the_agreement(
    one_client: Line,
) -> None:
    made = one_client("--lang", "nb", "agreement", "new", "K-001", "--lang", "en")
    assert made.err.startswith("Laget: 14 punkter på «en»"), made.err
    assert one_client("--lang", "en", "agreement", "new", "K-001", "--replace-draft").err == (
        "Made: 14 clauses in “nb”, all open.\n"
    )


def test_an_unknown_template_is_not_found(one_client: Line) -> None:
    assert one_client("agreement", "new", "K-001", "--template", "none").code == 6
    assert one_client("agreement", "show", "K-001").code == 6


def test_all_is_never_a_consent(begun: Line) -> None:
    done = begun("agreement", "accept", "K-001", "--all")
    assert "Still to answer: icf-log." in done.err
    assert _shown(begun)["progress"]["open"] == 1
    done = begun("agreement", "accept", "K-001", "icf-log")
    assert "It can be signed." in done.err


def test_clauses_are_answered_together_or_not_at_all(begun: Line) -> None:
    assert begun("agreement", "accept", "K-001", "purpose", "porpoise").code == 6
    assert begun("agreement", "decline", "K-001", "cadence", "purpose").code == 1
    assert _shown(begun)["progress"]["open"] == 14
    done = begun("agreement", "decline", "K-001", "cadence", "icf-log")
    assert "cadence" in done.err
    assert _shown(begun)["progress"]["declined"] == 2


def test_an_answer_has_its_day_and_way(begun: Line) -> None:
    words = ("agreement", "accept", "K-001", "purpose", "--date", "3.2.2026", "--how", "in-person")
    assert begun(*words).code == 0
    decision = _shown(begun)["clauses"][0]["decision"]
    assert decision == {"state": "accepted", "on": "2026-02-03", "by": "client", "how": "in person"}


def test_what_is_signed_is_frozen(begun: Line) -> None:
    begun("agreement", "accept", "K-001", "--all", "icf-log")
    signed = begun(
        "agreement", "sign", "K-001", "--as", "Åse Ødegård", "--place", "Oslo", "--how", "paper"
    )
    shown = _shown(begun)
    assert shown["fingerprint"] in signed.err
    assert [each["name"] for each in shown["signatures"]] == ["Åse Ødegård", "Kari Coach"]
    assert {each["place"] for each in shown["signatures"]} == {"Oslo"}
    assert begun("agreement", "decline", "K-001", "icf-log").code == 1
    assert begun("agreement", "new", "K-001", "--replace-draft").code == 1
    assert _shown(begun) == shown


def test_signing_asks_for_nothing_where_there_is_no_agreement(one_client: Line) -> None:
    done = one_client("agreement", "sign", "K-001")
    assert done.code == 6
    assert "agreement" in done.err


def test_it_reads_as_a_table_and_in_full(begun: Line) -> None:
    begun("agreement", "decline", "K-001", "icf-log")
    table = begun("agreement", "show", "K-001").out
    assert "Answered  1/14" in table
    assert "consent      no" in table
    begun("agreement", "decline", "K-001", "roles")
    assert "Answered  2/14, 1 to discuss" in begun("agreement", "show", "K-001").out
    full = begun("agreement", "show", "K-001", "--text").out
    assert "## 14 " in full
    assert "(icf-log, consent: no)" in full
    assert "annenhver uke" in full


def test_an_export_never_overwrites_unless_told(begun: Line, tmp_path: Path) -> None:
    file = tmp_path / "K-001.md"
    file.write_text("something of mine")
    done = begun("agreement", "export", "K-001", "-o", str(tmp_path))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert done.err.endswith("With --force it is overwritten.\n")
    assert file.read_text() == "something of mine"
    done = begun("agreement", "export", "K-001", "-o", str(tmp_path), "--force")
    assert done.out == f"{file}\n"
    assert "Åse Ødegård" in file.read_text()
    shown = begun("client", "show", "K-001")
    assert f"Still lying in clear: {file}" in shown.out
    file.unlink()
    assert "clear" not in begun("client", "show", "K-001").out
    (logged,) = json.loads(begun("client", "show", "K-001", "--json").out)["disclosures"]
    assert (logged["file"], logged["still_there"]) == (str(file), False)


@pytest.mark.parametrize("form", ["md", "html", "pdf"])
def test_an_export_in_each_form_prints_its_path(begun: Line, tmp_path: Path, form: str) -> None:
    done = begun("agreement", "export", "K-001", "--format", form, "-o", str(tmp_path / "out"))
    assert done.out == f"{tmp_path / 'out' / f'K-001.{form}'}\n"
    assert Path(done.out.strip()).stat().st_size > 1000
    assert begun("agreement", "export", "K-001", "--copy", "signed", "-o", str(tmp_path)).code == 1
    assert begun("agreement", "export", "K-001", "--format", "docx").code == 2


def test_the_templates_can_be_read_without_a_vault(line: Line) -> None:
    listed = json.loads(line("template", "list", "--json").out)
    assert {(each["id"], each["language"], each["clauses"]) for each in listed} == {
        ("core", "nb", 14),
        ("core", "en", 14),
        ("full", "nb", 40),
        ("full", "en", 40),
    }
    assert "title: Coachingavtale" in line("template", "show", "core", "--lang", "nb").out
    shown = json.loads(line("template", "show", "core", "--json").out)
    assert shown["clauses"][-1]["kind"] == "consent"
    assert line("template", "show", "other").code == 6
    assert "Coachingavtale" in line("template", "list").out
