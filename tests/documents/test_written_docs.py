"""The pages say what is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt

from coachtui.documents.template import parsing as template
from coachtui.documents.template.checking import check, errors
from coachtui.documents.template.fill import fill, unfilled
from coachtui.documents.template.front_matter import MAX_LINES
from coachtui.documents.template.parsing import parse
from coachtui.documents.template.variables import (
    ATTRIBUTES,
    MAX_VALUE,
    Variable,
    VariableType,
    in_words,
)
from coachtui.documents.wording import MAX_NESTING
from coachtui.domain.agreement import ClauseKind
from coachtui.domain.client import Client
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.topics import CORE, FULL
from coachtui.services import agreements

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")


def example() -> str:
    return next(token.content for token in MarkdownIt().parse(PAGE) if token.info == "markdown")


def section(title: str) -> str:
    """What the page says under a heading."""
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def listed(text: str) -> list[str]:
    """The names that stand in a line of their own, with points between them."""
    return [
        name
        for lines in re.findall(r"^(?:`[\w-]+` ·\s)*`[\w-]+`$", text, re.MULTILINE)
        for name in re.findall(r"`([\w-]+)`", lines)
    ]


def test_the_example_is_a_sound_template() -> None:
    assert errors(check(example())) == ()
    made = parse(example(), "short-course.md")
    assert {clause.kind for clause in made.clauses} == set(ClauseKind)
    assert made.titles == ("Agreement on a short course", "Short course", "Contract")
    assert {variable.type for variable in made.variables.values()} >= {"money", "choice", "weeks"}


def test_the_example_becomes_what_the_page_tells() -> None:
    made = parse(example(), "short-course.md")
    assert unfilled(made, {}) == ()
    paid = fill(made, {"fee": "500", "sponsor": "Acme"})
    texts = {clause.id: clause.text for clause in paid.clauses}
    assert texts["cadence"] == "We meet by video every week, and each meeting takes an hour."
    assert texts["fees"] == "One meeting costs NOK\xa0500."
    assert texts["sponsor"].startswith("Acme pays.")
    free = fill(made, {})
    assert [clause.id for clause in free.clauses] == [each for each in texts if each != "sponsor"]
    assert free.clauses[1].text == "The meetings are pro bono: you pay nothing."


def test_the_examples_of_what_is_wrong_are_what_is_said() -> None:
    broken = example().replace("clause: fees, kind: term", "clause: fees, kind: therm")
    said = [
        f"short-course.md{f':{each.line}' if each.line else ''}: {each.level}: {each.reason}"
        for each in check(broken)
    ]
    (told,) = re.findall(r"```\n(.*?)```", section("When something is wrong"), re.DOTALL)
    assert len(told.splitlines()) == 2
    assert set(told.splitlines()) <= set(said)


def test_the_words_for_values_are_the_ones_that_come_out() -> None:
    rows = re.findall(r"\| `(\w+)` \| (.+) \| (.+) \| (.+) \|\n", section("Variables"))
    assert {row[0] for row in rows} | {"choice"} == set(VariableType)
    for kind, value, english, norwegian in rows:
        variable = Variable("x", type=VariableType(kind))
        said = [in_words(variable, value, each).replace("\xa0", " ") for each in ("en", "nb")]
        assert said == [english, norwegian]


def test_the_attributes_and_types_are_the_ones_there_are() -> None:
    rows = dict(re.findall(r"\| `fee\.(\w+)` \| (.+) \|\n", section("Variables")))
    assert set(rows) == set(ATTRIBUTES)
    assert re.findall(r"`(\w+)`", rows["type"]) == list(VariableType)
    assert "`title.choices`" in section("Front matter")


def test_the_names_that_are_filled_in_are_the_ones_there_are() -> None:
    day = date(2026, 11, 24)
    contact = {"email": "x@example.org", "phone": "+47 900 00 000"}
    known = agreements.known(
        Practice(name="Kari Coach", organisation="K", place="Oslo", **contact),
        Client(code="K-001", name="Ola", since=day, **contact),
        Engagement(id="1", start=day, end=day, planned=6, sponsor="Acme"),
    )
    assert set(listed(section("Variables"))) == set(known)


def test_the_topics_are_the_ones_there_are() -> None:
    assert listed(section("Clauses")) == [topic.id for topic in (*CORE, *FULL)]


def test_the_limits_are_the_ones_that_hold() -> None:
    kibibytes = template.MAX_BYTES // 1024
    held = f"at most {kibibytes} KiB and {template.MAX_CLAUSES} clauses, and its front matter at"
    assert held in PAGE
    assert f"most {MAX_LINES} lines" in PAGE
    assert f"at most {template.MAX_TITLE} characters" in PAGE
    assert f"A value has at most {MAX_VALUE} characters" in PAGE
    assert f"Above {template.MAX_CLAUSES}, the rest stays in the last clause" in PAGE
    assert MAX_NESTING == 8
    for key in template.RESERVED:
        assert f"| `{key}` |" in PAGE


def test_the_page_on_security_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+\.py)`", page))
    assert len(named) > 15
    assert named <= {file.name for file in (ROOT / "tests").rglob("*.py")}
