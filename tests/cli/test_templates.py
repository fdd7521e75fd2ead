"""Templates from the command line: listed with where they come from, and checked with line numbers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from coachtui.documents.template import shipped
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
    *rows, broken = done.out.splitlines()
    assert [row.split("  ")[-1].strip() for row in rows] == [
        *("From", "shipped", "shipped", "shipped", "core.nb.md, in place of the shipped one"),
    ]
    assert broken.startswith(f"{own / 'broken.md'} cannot be used: line 31: “therm” is no kind")
    listed = json.loads(line("template", "list", "--json").out)
    assert [(each["origin"], each["file"], bool(each["problem"])) for each in listed] == [
        *[("shipped", None, False)] * 3,
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
        f"{file}:31: error: “therm” is no kind of clause; there are information, term, consent\n"
    )
    assert done.err == ""
    assert json.loads(line("template", "check", str(file), "--json").out) == [
        {
            "line": 31,
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


CONTRACT = (
    "# Min kontrakt\r\n\r\n## 1. Pris\r\n\r\nTimen koster 1000 kr.\r\n\r\n"
    "## 2. Opptak\r\n\r\nJeg ber om samtykke til opptak.\r\n"
)


def test_a_template_is_made_of_a_contract_and_the_proposals_are_told(
    line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "kontrakt.md"
    file.write_bytes(CONTRACT.encode("cp1252"))
    done = line("template", "new", str(file))
    made = tmp_path / "templates" / "min-kontrakt.nb.md"
    assert (done.code, done.out) == (0, f"{made}\n")
    assert [row.split() for row in done.err.splitlines()[:3]] == [
        ["Clause", "Kind", "Deals", "with", "Title"],
        ["pris", "term", "fees", "1.", "Pris"],
        ["opptak", "consent", "recording", "2.", "Opptak"],
    ]
    assert "proposals" in done.err
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700
    assert line("template", "check", str(made)).code == 0
    listed = json.loads(line("template", "list", "--json").out)
    assert ("min-kontrakt", "own") in {(each["id"], each["origin"]) for each in listed}


def test_a_template_is_never_written_over_another_unless_told_to(
    line: Line, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "mine.md"
    words = ("template", "new", "-", "-o", str(out), "--id", "mine", "--lang", "en")
    assert line(*words, typed=CONTRACT).code == 0
    first = out.read_text("utf-8")
    assert first.startswith("---\ntemplate: mine\nlanguage: en\nversion: 1\ntitle: Min kontrakt\n")
    done = line(*words, typed=CONTRACT.replace("1000", "2000"))
    assert done.code == 1
    assert "exists already" in done.err
    assert "--force" in done.err
    assert out.read_text("utf-8") == first
    assert line(*words, "--force", typed=CONTRACT.replace("1000", "2000")).code == 0
    assert "2000" in out.read_text("utf-8")
    assert [each.name for each in out.parent.iterdir()] == ["mine.md"]


def test_a_link_that_lies_where_the_template_is_to_be_is_not_followed(
    line: Line, tmp_path: Path
) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "out.md").symlink_to(tmp_path / "precious")
    words = ("template", "new", "-", "-o", str(tmp_path / "out.md"))
    assert line(*words, typed=CONTRACT).code == 1
    assert line(*words, "--force", typed=CONTRACT).code == 0
    assert (tmp_path / "precious").read_text() == "precious"
    assert not (tmp_path / "out.md").is_symlink()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there are no words in it"),
        (bytes(range(256)), "it is not text"),
        (b"%PDF-1.7\n", "it is a PDF; save it as plain text or Markdown"),
        (b"word " * 20_000, "a template is at most 64 KiB long"),
        (shipped.source("core", "nb").encode(), "It is a template already"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else None,
)
def test_what_no_template_can_be_made_of_is_said_and_nothing_is_written(
    line: Line, tmp_path: Path, content: bytes, said: str
) -> None:
    done = line("template", "new", "-", typed=content)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert said in done.err
    assert not (tmp_path / "templates").exists()


def test_an_id_and_a_place_that_cannot_be_are_said(line: Line, tmp_path: Path) -> None:
    assert line("template", "new", "-", "--id", "My Id", typed=CONTRACT).code == 2
    (tmp_path / "file").write_text("")
    done = line("template", "new", "-", "-o", str(tmp_path / "file" / "x.md"), typed=CONTRACT)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert line("template", "new", str(tmp_path)).code == 1
    assert line("template", "new", str(tmp_path / "nothing")).code == 6


def test_an_agreement_is_drawn_up_from_a_template_that_was_made(
    one_client: Line, tmp_path: Path
) -> None:
    assert one_client("template", "new", "-", "--id", "mine", typed=CONTRACT).code == 0
    assert one_client("agreement", "new", "K-001", "--template", "mine").code == 0
    shown = json.loads(one_client("agreement", "show", "K-001", "--json").out)
    assert [clause["id"] for clause in shown["clauses"]] == ["pris", "opptak"]
