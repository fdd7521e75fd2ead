"""The pages say what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from coachtui.documents import template, words
from coachtui.documents.fill import fill
from coachtui.documents.template import TemplateError, parse
from coachtui.documents.wording import MAX_NESTING
from coachtui.domain.agreement import ClauseKind

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")


def example() -> str:
    return next(token.content for token in MarkdownIt().parse(PAGE) if token.info == "markdown")


def test_the_example_is_a_template() -> None:
    made = parse(example(), "short-course.md")
    assert {clause.kind for clause in made.clauses} == set(ClauseKind)
    filled = fill(made, {"fee": "NOK 500"})
    assert filled.clauses[0].text.startswith("We meet every week, and each meeting takes an hour.")


def test_the_example_of_a_message_is_what_is_said() -> None:
    with pytest.raises(TemplateError) as caught:
        parse(example().replace("kind: term", "kind: therm", 1), "short-course.md")
    assert str(caught.value) in PAGE


def test_the_words_for_numbers_are_the_ones_that_come_out() -> None:
    rows = re.findall(r"\| `\{\{(\w+)\}\}` \| (\d+) \| (.+) \| (.+) \|", PAGE)
    assert len(rows) == 4
    for name, number, english, norwegian in rows:
        say = words.cadence if name.endswith("_weeks") else words.minutes
        assert (say(int(number), "en"), say(int(number), "nb")) == (english, norwegian)


def test_the_limits_are_the_ones_that_hold() -> None:
    assert f"{template.MAX_BYTES // 1024} KiB and {template.MAX_CLAUSES} clauses" in PAGE
    assert f"at most {template.MAX_TITLE} characters" in PAGE
    assert MAX_NESTING == 8
    for key in template.RESERVED:
        assert f"| `{key}` |" in PAGE


def test_the_page_on_security_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+\.py)`", page))
    assert len(named) > 15
    assert named <= {file.name for file in (ROOT / "tests").rglob("*.py")}
