"""Filling in a template: words for numbers, and no value that is more than text."""

from __future__ import annotations

import pytest
from hypothesis import given

from coachtui.documents.fill import fill
from coachtui.documents.markdown import blocks
from coachtui.documents.template import Template, TemplateError, parse
from coachtui.domain.agreement import ClauseState
from tests.documents.hostile import hostile_text
from tests.documents.structure import structure

TEMPLATE = """---
template: t
language: {language}
version: 1
title: T
cadence_weeks: 2
session_minutes: 90
fee:
place: her
---

Vi møtes {{{{cadence_weeks}}}} i {{{{session_minutes}}}}.

## Pris
<!-- clause: fees, kind: term, covers: package -->

Det koster **{{{{ fee }}}}**, sier vi.
{{{{fee}}}} er prisen.

{{{{fee}}}}

- {{{{fee}}}}
- *{{{{place}}}}*: {{{{fee}}}}{{{{fee}}}}!

> {{{{fee}}}}

| a | b |
| - | - |
| {{{{fee}}}} | {{{{place}}}} |

### Til slutt

Slutt {{{{fee}}}} [ikke {{{{fee}}}}] {{{{fee}}}}{{{{fee}}}}
"""


def template(language: str = "nb") -> Template:
    return parse(TEMPLATE.format(language=language), "t.md")


def test_numbers_of_weeks_and_minutes_come_out_as_words() -> None:
    assert fill(template(), {"fee": "1"}).introduction == "Vi møtes annenhver uke i halvannen time."
    english = fill(template("en"), {"fee": "1", "cadence_weeks": "1", "session_minutes": "45"})
    assert english.introduction == "Vi møtes every week i 45 minutes."


def test_a_clause_keeps_all_but_its_variables_and_is_undecided() -> None:
    clause = fill(template(), {"fee": "500 kroner"}).clauses[0]
    assert (clause.id, clause.kind, clause.title) == ("fees", "term", "Pris")
    assert clause.covers == ("package",)
    assert clause.state is ClauseState.OPEN
    assert clause.text.startswith("Det koster **500 kroner**, sier vi.\n500 kroner er prisen.")
    assert "*her*: 500 kroner500 kroner!" in clause.text


def test_a_value_of_nothing_leaves_the_default() -> None:
    assert "*her*" in fill(template(), {"fee": "1", "place": "  "}).clauses[0].text
    assert "*der*" in fill(template(), {"fee": "1", "place": "der"}).clauses[0].text


def test_a_variable_with_neither_value_nor_default_is_named() -> None:
    with pytest.raises(TemplateError, match=r"^t\.nb: the variable “fee” needs a value"):
        fill(template(), {})


def test_a_value_that_the_template_has_no_use_for_is_left() -> None:
    assert fill(template(), {"fee": "1", "other": "x"}) == fill(template(), {"fee": "1"})


@pytest.mark.parametrize(
    "value", ["0", "53", "two", "-1", "1.5", "²", "99999999999999999999999", "# 2"]
)
def test_weeks_are_a_whole_number_from_1_to_52(value: str) -> None:
    with pytest.raises(TemplateError, match="“cadence_weeks” is a whole number from 1 to 52"):
        fill(template(), {"fee": "1", "cadence_weeks": value})


def test_a_value_that_looks_like_a_variable_is_not_filled_in_again() -> None:
    text = fill(template(), {"fee": "{{place}}"}).clauses[0].text
    assert "{{place}} er prisen" in text


def test_a_value_that_is_too_long_is_refused() -> None:
    with pytest.raises(TemplateError, match="“fee” is too long"):
        fill(template(), {"fee": "x" * 1000})


@given(hostile_text)
def test_no_value_changes_the_structure(value: str) -> None:
    plain = fill(template(), {"fee": "plain", "place": "plain"})
    hostile = fill(template(), {"fee": value, "place": value})
    assert structure(hostile.clauses[0].text) == structure(plain.clauses[0].text)


def test_a_value_reads_as_it_was_given() -> None:
    value = "500 kr (+ mva.) – se <b>*pris*</b> & [liste](x) for 'alle' | #1"
    shown = blocks(fill(template(), {"fee": value}).clauses[0].text)
    assert shown[1].text == value
