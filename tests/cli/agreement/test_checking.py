"""The check by lines: what scripts get, and what the exit code says."""

from __future__ import annotations

import json

from tests.cli.conftest import Line


def test_errors_make_the_exit_code_and_advice_does_not(draft: Line) -> None:
    done = draft("agreement", "check", "K-001", "--json")
    found = json.loads(done.out)
    assert done.code == 1
    assert {"rule", "level", "clause", "message", "mend"} == set(found[0])
    assert "icf-log" in {each["clause"] for each in found if each["level"] == "error"}
    draft("agreement", "accept", "K-001", "--all", "icf-log")
    draft("agreement", "sign", "K-001", "--as", "Åse Ødegård")
    done = draft("agreement", "check", "K-001", "--json")
    assert (done.code, {each["level"] for each in json.loads(done.out)}) == (0, {"advice"})


def test_a_person_reads_what_it_is_and_how_to_mend_it(draft: Line) -> None:
    draft("agreement", "amend", "K-001", "between", typed="Skriv når du vil, jeg svarer.\n")
    done = draft("agreement", "check", "K-001")
    found = json.loads(draft("agreement", "check", "K-001", "--json").out)
    for each in found:
        assert each["message"] in done.out
        assert each["mend"] in done.out
    assert done.out.startswith("Errors:\n- ")
    assert "no legal advice" in done.err


def test_without_an_agreement_there_is_nothing_to_check(one_client: Line) -> None:
    assert one_client("agreement", "check", "K-001").code == 6
