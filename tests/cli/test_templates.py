"""Templates from the command line: listed with where they come from, and checked with line numbers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from coachtui.documents import shipped
from tests.cli.conftest import Line

BROKEN = shipped.source("core", "nb").replace("kind: term", "kind: therm", 1)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of the coach's own templates."""
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def test_the_list_says_which_come_from_where(line: Line, own: Path) -> None:
    (own / "core.nb.md").write_text(shipped.source("core", "nb"), "utf-8")
    (own / "broken.md").write_text(BROKEN, "utf-8")
    done = line("template", "list")
    rows = done.out.splitlines()
    assert [row.split("  ")[-1].strip() for row in rows] == [
        *("From", "shipped", "core.nb.md, in place of the shipped one"),
    ]
    assert done.err.startswith(f"{own / 'broken.md'} cannot be used: line 24: “therm” is no kind")
    listed = json.loads(line("template", "list", "--json").out)
    assert [(each["origin"], each["file"], bool(each["problem"])) for each in listed] == [
        ("shipped", None, False),
        ("own", str(own / "broken.md"), True),
        ("own", str(own / "core.nb.md"), False),
    ]


def test_an_agreement_is_made_from_an_own_template(one_client: Line, own: Path) -> None:
    text = shipped.source("core", "nb").replace("template: core", "template: mine")
    (own / "mine.md").write_text(text.replace("Coachingavtale", "Min avtale"), "utf-8")
    assert one_client("agreement", "new", "K-001", "--template", "mine").code == 0
    shown = json.loads(one_client("agreement", "show", "K-001", "--json").out)
    assert shown["title"] == "Min avtale"
    assert "title: Min avtale" in one_client("template", "show", "mine", "--lang", "nb").out


def test_what_is_wrong_is_said_with_file_and_line(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_text(BROKEN, "utf-8")
    done = line("template", "check", str(file))
    assert done.code == 1
    assert done.out == (
        f"{file}:24: error: “therm” is no kind of clause; there are information, term, consent\n"
    )
    assert done.err == ""
    assert json.loads(line("template", "check", str(file), "--json").out) == [
        {
            "line": 24,
            "level": "error",
            "rule": "kind",
            "message": "“therm” is no kind of clause; there are information, term, consent",
        }
    ]


def test_a_sound_template_on_standard_input_is_said_to_be_sound(line: Line) -> None:
    done = line("template", "check", "-", typed=shipped.source("core", "en"))
    assert (done.code, done.out) == (0, "-: nothing is wrong with it\n")
    assert (
        line("template", "check", "-", "--json", typed=shipped.source("core", "en")).out == "[]\n"
    )


def test_advice_is_no_error(line: Line) -> None:
    text = shipped.source("core", "en").replace("clause: roles", "clause: who-does-what")
    done = line("template", "check", "-", typed=text)
    assert done.code == 0
    assert "-: advice: no clause deals with “roles”, by its id or by “covers”\n" in done.out


def test_a_contract_hears_how_it_becomes_a_template(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "kontrakt.md"
    file.write_bytes(b"\xef\xbb\xbf# Kontrakt\r\n\r\nMellom oss.\r\n")
    done = line("template", "check", str(file))
    assert done.code == 1
    assert f"{file}:1: advice: this is no template yet; “coachtui template new FILE”" in done.out


def test_what_cannot_be_read_is_said_in_one_line(line: Line, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, code in (("pipe", 1), ("nothing", 6), ("", 1)):
        done = line("template", "check", str(tmp_path / name))
        assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
