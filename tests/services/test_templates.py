"""The coach's own templates beside the shipped ones: which there are, and what is wrong with the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coachtui.documents.template import shipped
from coachtui.documents.template.parsing import MAX_BYTES
from coachtui.errors import CoachError, NotFound
from coachtui.services import templates

MINE = """---
template: mine
language: en
version: 1
title: My agreement
---
## A
<!-- clause: a, kind: term -->
Text.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the coach's own templates."""
    monkeypatch.setenv("COACHTUI_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def problems(folder: Path) -> dict[str, str]:
    return {each.file.name: each.problem for each in templates.available() if each.file}


def test_without_a_folder_there_are_the_shipped_ones(folder: Path) -> None:
    folder.rmdir()
    assert [each.template for each in templates.available()] == list(shipped.shipped())
    assert {each.file for each in templates.available()} == {None}


def test_an_own_template_is_listed_and_loaded_like_any_other(folder: Path) -> None:
    (folder / "mine.md").write_text("\ufeff" + MINE, "utf-8")
    (folder / "notes.txt").write_text("no template")
    listed = templates.available()[-1]
    assert (listed.key, listed.file, listed.problem) == (("mine", "en"), folder / "mine.md", "")
    assert not listed.in_place_of_shipped
    assert templates.load("mine", "en").title == "My agreement"
    assert templates.source("mine", "en") == MINE
    with pytest.raises(NotFound, match=r"There are: core, .*mine"):
        templates.load("mine", "nb")


def test_an_own_template_stands_in_place_of_the_shipped_one(folder: Path) -> None:
    (folder / "x.md").write_text(MINE.replace("mine", "core"))
    listed = templates.available()
    assert [each.key for each in listed].count(("core", "en")) == 1
    assert [each.key for each in listed if each.in_place_of_shipped] == [("core", "en")]
    assert len(listed) == len(shipped.shipped())
    assert templates.load("core", "en").title == "My agreement"
    assert templates.load("core", "nb") == shipped.load("core", "nb")


def test_a_broken_one_is_listed_with_its_first_problem_and_harms_no_other(folder: Path) -> None:
    (folder / "a.md").write_text(MINE.replace("kind: term", "kind: therm"))
    (folder / "b.md").write_text("just text")
    (folder / "c.md").write_text(MINE)
    (folder / "d.md").write_text(MINE)
    assert problems(folder) == {
        "a.md": "line 8: “therm” is no kind of clause; there are information, term, consent",
        "b.md": "line 1: a template begins with its front matter, after a line “---”",
        "c.md": "",
        "d.md": "it has the same id and language as c.md",
    }
    assert templates.load("mine", "en").title == "My agreement"


def test_a_broken_one_in_place_of_a_shipped_one_is_not_passed_over(folder: Path) -> None:
    (folder / "a.md").write_text(MINE.replace("mine", "core").replace("kind: term", "kind: x"))
    with pytest.raises(CoachError, match=r"a\.md: line 8: “x” is no kind of clause"):
        templates.load("core", "en")
    assert templates.load("core", "nb") == shipped.load("core", "nb")


def test_what_is_no_plain_file_is_said_and_never_followed_or_waited_for(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.md").write_text(MINE)
    (folder / "link.md").symlink_to(tmp_path / "elsewhere.md")
    (folder / "nowhere.md").symlink_to(tmp_path / "nowhere")
    (folder / "device.md").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.md")
    (folder / "folder.md").mkdir()
    (folder / "long.md").write_text(MINE + "a" * MAX_BYTES)
    (folder / "latin.md").write_bytes(MINE.replace("Text", "Tekst på norsk").encode("cp1252"))
    (folder / "binary.md").write_bytes(bytes(range(256)))
    link = "it is a link to another file, which is not followed"
    assert problems(folder) == {
        "binary.md": "line 2: this is no text",
        "device.md": link,
        "folder.md": "it is not a file that holds text",
        "latin.md": "line 9: this is not UTF-8; save it as UTF-8",
        "link.md": link,
        "long.md": "it is longer than 64 KiB",
        "nowhere.md": link,
        "pipe.md": "it is not a file that holds text",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(folder: Path) -> None:
    (folder / "mine.md").write_text(MINE)
    (folder / "mine.md").chmod(0)
    assert problems(folder) == {"mine.md": "permission is denied"}
    folder.chmod(0)
    try:
        assert problems(folder) == {"templates": "permission is denied"}
    finally:
        folder.chmod(0o700)


def said(file: Path) -> list[tuple[int | None, str, str]]:
    return [(each.line, each.level.value, each.rule) for each in templates.check(file)]


def test_a_check_sees_the_sister_that_lies_beside(folder: Path) -> None:
    sister = MINE.replace("language: en", "language: nb").replace(
        "## A", "## B\n<!-- clause: b, kind: consent -->\nTekst.\n## A"
    )
    (folder / "mine.md").write_text(MINE)
    (folder / "min.md").write_text(sister)
    found = said(folder / "mine.md")
    assert (None, "advice", "sister-clause") in found
    assert {level for _line, level, _rule in found} == {"advice"}
    assert "sister-clause" not in {rule for _line, _level, rule in said(folder / "min.md")}


def test_a_check_sees_the_shipped_sister(folder: Path) -> None:
    (folder / "core.md").write_text(shipped.source("core", "en"))
    assert said(folder / "core.md") == []
    without = shipped.source("core", "en").replace("kind: consent", "kind: term")
    (folder / "core.md").write_text(without)
    line = without[: without.index("clause: icf-log")].count("\n") - 1
    assert said(folder / "core.md") == [
        (line, "advice", "topic-kind"),
        (line, "advice", "sister-kind"),
    ]


def test_a_contract_is_told_that_it_is_no_template_yet(folder: Path) -> None:
    (folder / "contract.md").write_text("# Contract\n\nBetween us.\n")
    assert said(folder / "contract.md") == [
        (1, "error", "front-matter"),
        (1, "advice", "no-template"),
    ]


def test_a_check_of_what_is_no_text_is_an_answer(folder: Path, tmp_path: Path) -> None:
    (folder / "latin.md").write_bytes("Hei på\ndeg æ".encode("cp1252"))
    (folder / "empty.md").write_text("\n")
    assert said(folder / "latin.md") == [(1, "error", "encoding")]
    assert said(folder / "empty.md") == [(1, "error", "empty")]
    for missing in (folder / "nothing.md", tmp_path):
        with pytest.raises(CoachError):
            templates.check(missing)
