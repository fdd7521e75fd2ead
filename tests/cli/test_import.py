"""Clients out of a spreadsheet: looked at first, then all of them or none, and nobody twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.conftest import Line

FOURTEEN = Path(__file__).parent / "fixtures" / "klienter.csv"
HEADER = "Navn;E-post;Siden\n"


def told(line: Line, *words: str, typed: str | bytes = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line("import", "csv", *words, "--json", typed=typed).out)
    return found


def names(line: Line) -> list[str]:
    return [each["name"] for each in json.loads(line("client", "list", "--json").out)]


def test_nothing_is_changed_before_it_is_told_to(practice: Line) -> None:
    done = practice("import", "csv", str(FOURTEEN))
    assert done.code == 0, done.out
    assert "Åse Ødegård" in done.out
    assert "signed 2025-08-18" in done.out
    assert "14 clients would be added. Nothing was changed yet; --apply does it." in done.err
    assert names(practice) == []
    assert [each["code"] for each in told(practice, str(FOURTEEN))["new"]] == [None] * 14


def test_fourteen_clients_stand_right_on_the_first_evening(practice: Line) -> None:
    done = practice("import", "csv", str(FOURTEEN), "--apply")
    assert done.code == 0
    assert done.err.splitlines() == [
        f"{FOURTEEN} still lies there in clear. Remove it when you need it no more.",
        "Added: 14 clients.",
    ]
    listed = json.loads(practice("client", "list", "--json").out)
    assert [each["code"] for each in listed] == [f"K-{number:03d}" for number in range(1, 15)]
    states = {each["name"]: each["agreement"] and each["agreement"]["state"] for each in listed}
    assert states.pop("Mona Grønli") is None
    assert set(states.values()) == {"signed"}
    assert {each["name"]: each["state"] for each in listed if each["state"] != "active"} == {
        "Eva Sørli": "paused",
        "Guro Nygård": "ended",
        "Mona Grønli": "lead",
    }
    assert practice("vault", "check").code == 0


def test_each_stands_with_what_the_sheet_told(practice: Line) -> None:
    practice("import", "csv", str(FOURTEEN), "--apply")

    def shown(what: str, who: str) -> Any:
        return json.loads(practice(*what.split(), who, "--json").out)

    kristin = shown("client show", "Kristin")
    assert kristin["remark"] == 'Sa: "kall meg Kris"'
    assert shown("client show", "Lars")["remark"] == "=SUM(A1:A9)"
    assert shown("client show", "David")["language"] == "en"
    (engagement,) = shown("engagement list", "Cecilie")
    assert (engagement["cadence_weeks"], engagement["minutes"], engagement["paid"]) == (
        1,
        60,
        False,
    )
    assert (engagement["start"], engagement["planned"]) == ("2025-09-02", None)
    cecilie = shown("agreement show", "Cecilie")
    (log,) = [each for each in cecilie["clauses"] if each["id"] == "icf-log"]
    assert (log["state"], log["decided"]) == ("accepted", "2025-10-10")
    assert (cecilie["paper"], cecilie["recorded"] is None) == ("Blå perm", False)
    eva = shown("agreement show", "Eva")
    assert [each["role"] for each in eva["signatures"]] == ["client", "sponsor", "coach"]
    ida = shown("agreement show", "Ida")
    assert [each["role"] for each in ida["signatures"]] == ["client", "guardian", "coach"]


def test_a_second_time_adds_nobody(practice: Line) -> None:
    practice("import", "csv", str(FOURTEEN), "--apply")
    before = names(practice)
    done = practice("import", "csv", str(FOURTEEN), "--apply")
    assert done.code == 0
    assert done.err == "There is nobody new in it. Nothing was changed.\n"
    assert "Line 2: there already, K-001 has the same e-mail address." in done.out
    assert "Line 15: there already, K-014 has the same name." in done.out
    assert names(practice) == before


def test_a_double_in_the_file_is_added_once(practice: Line) -> None:
    sheet = HEADER + "Ola;ola@x.no;\nOla;;\nKari;OLA@x.no;\nOla;annen@x.no;\nOLA;;\n"
    found = told(practice, "-", "--apply", typed=sheet)
    assert [(each["line"], each["code"]) for each in found["new"]] == [(2, "K-001"), (5, "K-002")]
    assert [(each["line"], each["by"], each["earlier_line"]) for each in found["doubles"]] == [
        (3, "name", 2),
        (4, "email", 2),
        (6, "name", 2),
    ]
    assert told(practice, "-", "--apply", typed=sheet)["new"] == []
    assert len(names(practice)) == 2


def test_the_lines_that_are_passed_over_are_counted(practice: Line) -> None:
    sheet = HEADER + "Ola;ola@x.no;\nOla;;\nKari;OLA@x.no;\n"
    done = practice("import", "csv", "-", typed=sheet)
    assert "2 lines are passed over: who stands in them is there already.\n" in done.err
    done = practice("import", "csv", "-", "--apply", typed=sheet)
    assert "2 lines are passed over" in done.err
    assert "Added: 1 client." in done.err


@pytest.mark.parametrize(
    "address",
    ["ola", "ola@", "@x.no", "ola@x", "ola@x.", "ola nordmann@x.no", "a@x.no, b@x.no", "a@b@x.no"],
)
def test_what_can_be_no_address_is_refused(practice: Line, address: str) -> None:
    (refused,) = told(practice, "-", typed=f'Navn,E-post\nOla,"{address}"\n')["refused"]
    assert refused["reason"].startswith("E-post: must be one e-mail address")


def test_an_address_of_any_script_is_taken(practice: Line) -> None:
    for address in ("ola.nordmann+ny@post.x.no", "åse@blåbær.no"):
        (new,) = told(practice, "-", typed=f"Navn,E-post\nOla,{address}\n")["new"]
        assert new["email"] == address


def test_what_a_refused_cell_says_is_cut_short_and_harmless(practice: Line) -> None:
    sheet = f"Navn,Siden\nOla,\x1b[2J{'lenge ' * 100}\n"
    (refused,) = told(practice, "-", typed=sheet)["refused"]
    assert refused["reason"].endswith("it says “\ufffd[2Jlenge lenge lenge lenge lenge lenge…”")


def test_a_day_as_it_is_written_by_hand_in_the_north_is_one_day(practice: Line) -> None:
    for day in ("1/9-2025", "01/09 - 25"):
        done = practice("import", "csv", "-", typed=f"Navn,Avtale signert,ICF\nOla,{day},nei\n")
        assert "signed 2025-09-01" in done.out


def test_a_name_that_is_missing_is_told_by_the_columns_that_it_would_stand_in(
    practice: Line,
) -> None:
    (refused,) = told(practice, "-", typed="Fornavn,Etternavn,E-post\n,,a@b.no\n")["refused"]
    assert refused["reason"] == "Fornavn, Etternavn: must not be empty"


def test_one_line_that_cannot_be_used_keeps_all_from_being_added(practice: Line) -> None:
    sheet = HEADER + "Ola;ola@x.no;1.2.2026\n;ingen@x.no;\nPer;per@x.no;i fjor\nAnn;;;;;x\n"
    for more in ((), ("--apply",)):
        done = practice("import", "csv", "-", *more, typed=sheet)
        assert done.code == 1
        assert "Line 3 cannot be used: " in done.out
        assert (
            "Line 4 cannot be used: Siden: must be a day, such as 2026-11-24 or 24.11.2026; "
            in done.out
        )
        assert "it says “i fjor”" in done.out
        assert "Line 5 cannot be used: has more cells than there are headers" in done.out
        assert "3 lines cannot be used. Nothing was changed" in done.err
        assert "i fjor" not in done.err
    assert names(practice) == []


def test_what_no_column_is_known_for_is_kept_in_the_remark(practice: Line) -> None:
    sheet = "Name,Shoe size,Remark,Town,Empty\nOla,45,Tall,Bergen,\n"
    done = practice("import", "csv", "-", "--leave-out", "town", typed=sheet)
    assert "Kept in the remark, because the columns are not known: Shoe size." in done.out
    practice("import", "csv", "-", "--apply", typed=sheet)
    shown = json.loads(practice("client", "show", "Ola", "--json").out)
    assert shown["remark"] == "Tall\n\nShoe size: 45\n\nTown: Bergen"


def test_the_variables_of_a_template_have_columns_and_values_for_all(practice: Line) -> None:
    sheet = "Navn;Avtale signert;fee;goals\nOla;18.8.2025;1200;\nPer;19.8.2025;;\nAnn;;900;\n"
    words = ("import", "csv", "-", "--apply", "--template", "full", "--other-consents", "no")
    done = practice(*words, "--set", "fee=1000", "--set", "keep_years=7", typed=sheet)
    assert done.code == 0, done.out
    values = {
        who: json.loads(practice("agreement", "show", who, "--json").out)["values"]
        for who in ("Ola", "Per")
    }
    assert (values["Ola"]["fee"], values["Per"]["fee"]) == ("1200", "1000")
    assert {each["keep_years"] for each in values.values()} == {"7"}
    assert "Kept in the remark, because the columns are not known: fee." in done.out
    assert json.loads(practice("client", "show", "Ann", "--json").out)["remark"] == "fee: 900"
    assert practice(*words, "--set", "nothing=1", typed=sheet).code == 6


class Kill(NamedTuple):
    """After how many files among the records, and whether one of them has to have its name."""

    files: int
    named: bool


@pytest.mark.parametrize("kill", [Kill(3, False), Kill(30, False), Kill(1, True)], ids=str)
def test_what_was_killed_on_the_way_is_completed_by_a_second_time(
    practice: Line, vault: Path, passphrase: Path, tmp_path: Path, kill: Kill
) -> None:
    people = [f"Person {number:02d}" for number in range(60)]
    sheet = tmp_path / "people.csv"
    sheet.write_text("\n".join(["Navn", *people]))
    arguments = ["--vault", vault, "--passphrase-file", passphrase, "import", "csv", sheet]
    process = subprocess.Popen(
        [sys.executable, "-m", "coachtui", *map(str, arguments), "--apply"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        files = [each.name for each in (vault / "records").iterdir()]
        named = [name for name in files if not name.startswith("tmp-")]
        if len(files) >= kill.files and (named or not kill.named):
            process.kill()
            break
    process.wait()
    there = names(practice)
    assert len(there) == len(set(there))
    assert practice("import", "csv", str(sheet), "--apply").code == 0
    assert sorted(names(practice)) == people
    assert practice("vault", "check").code == 0


def test_a_consent_is_never_assumed(practice: Line) -> None:
    sheet = "Navn;Avtale signert;ICF\nOla;18.8.2025;\n"
    done = practice("import", "csv", "-", "--apply", typed=sheet)
    assert done.code == 1
    assert "icf-log" in done.out
    assert names(practice) == []
    words = ("import", "csv", "-", "--apply", "--other-consents", "no")
    assert practice(*words, typed=sheet).code == 0
    shown = json.loads(practice("agreement", "show", "Ola", "--json").out)
    assert [each["state"] for each in shown["clauses"] if each["id"] == "icf-log"] == ["declined"]


@pytest.mark.parametrize(
    ("columns", "cells", "named"),
    [
        ("ICF", "ja", "ICF"),
        ("Papir", "Blå perm", "Papir"),
        ("Avtale signert;ICF dato", "1.2.2026;1.2.2026", "ICF dato"),
        ("Avtale signert;ICF", "1.2.2999;ja", "Avtale signert"),
        ("Avtale signert;ICF", "1.2.2026;kanskje", "ICF"),
        ("Avtale signert;ICF;Mal", "1.2.2026;ja;ukjent", ""),
        ("Språk", "fransk", "Språk"),
        ("Status", "glad", "Status"),
        ("Minutter", "lenge", "Minutter"),
        ("Minutter", "5000", "Minutter"),
        ("Planlagt", "-1", "Planlagt"),
        ("Møtehyppighet", "ofte", "Møtehyppighet"),
        ("Betalt", "litt", "Betalt"),
        ("Siden", "02/03/2026", "Siden"),
        ("Siden;Slutt", "2.3.2026;1.3.2026", "Slutt"),
        ("E-post", "x" * 401, "E-post"),
    ],
)
def test_what_a_cell_cannot_say_is_refused_by_the_name_of_its_column(
    practice: Line, columns: str, cells: str, named: str
) -> None:
    found = told(practice, "-", "--apply", typed=f"Navn;{columns}\nOla;{cells}\n")
    (refused,) = found["refused"]
    assert refused["line"] == 2
    assert refused["reason"].startswith(f"{named}: " if named else "There is no")
    assert names(practice) == []


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (b"", 2, "nothing on standard input"),
        (b"\n\n", 1, "nothing in it"),
        (b"Navn;E-post\n", 0, "nobody new"),
        (b"\0\1\2\3" * 100, 1, "not text"),
        (b"PK\x03\x04" + bytes(99), 1, "save it as CSV"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, "not text"),
        (b'Navn\n"Ola', 1, "line 2: the quotes"),
        (b"Alder;By\n4;Oslo\n", 1, "Alder, By"),
        (b"Navn;Name\nOla;Per\n", 1, "mean the same"),
        (b"Navn\n" + b"x" * 200_000, 1, "longer than anything"),
        (b"Navn\n" + b"Ola\n" * 10_001, 1, "10000 rows"),
        (b"x" * (17 << 20), 1, "longer than"),
        (b"\xff\xfe\x00\xd8", 1, "neither UTF-8"),
        (b"Navn\n\x81\n", 1, "neither UTF-8"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_table_is_told_in_a_sentence(
    practice: Line, content: bytes, code: int, reason: str
) -> None:
    done = practice("import", "csv", "-", "--apply", typed=content)
    assert done.code == code
    assert reason in done.err
    assert done.err.count("\n") == 1
    assert names(practice) == []


def test_a_file_that_is_none_is_told(practice: Line, tmp_path: Path) -> None:
    assert practice("import", "csv", str(tmp_path / "none.csv")).code == 6
    assert practice("import", "csv", str(tmp_path)).code == 1
    assert practice("import", "csv", "/dev/zero").code == 1
    assert practice("import", "csv").code == 2


def test_control_characters_become_visible(practice: Line) -> None:
    done = practice("import", "csv", "-", "--apply", typed="Navn\nO\x1b[2Jla\x07\n")
    assert done.code == 0
    assert names(practice) == ["O\ufffd[2Jla\ufffd"]


def test_a_vault_that_cannot_be_read_whole_takes_nobody(one_client: Line, vault: Path) -> None:
    (record,) = (vault / "records").glob("*")
    record.write_bytes(record.read_bytes()[:-1])
    (vault / "index").unlink()
    done = one_client("import", "csv", "-", "--apply", typed="Navn\nÅse Ødegård\n")
    assert done.code == 5
    assert len(list((vault / "records").glob("*"))) == 1
