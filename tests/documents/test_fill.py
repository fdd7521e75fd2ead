"""Filling in a template: words for numbers, and no value that is more than text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachtui.documents.markdown import blocks
from coachtui.documents.template.checking import errors
from coachtui.documents.template.fill import (
    WrongValue,
    fill,
    is_optional,
    questions,
    said,
    unfilled,
)
from coachtui.documents.template.parsing import Template, TemplateError, examined, parse
from coachtui.documents.wording import check_wording
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


TYPED = """---
template: t
language: {language}
version: 1
title: T
title.choices: Kontrakt
{name}:
{name}.type: {type}
---
## A
<!-- clause: a, kind: term -->
Så: {{{{{name}}}}}.
"""


@pytest.mark.parametrize(
    ("kind", "value", "norwegian", "english"),
    [
        ("date", "2026-11-24", "24. november 2026", "24 November 2026"),
        ("money", "1200", "1200 kr", "NOK 1,200"),
        ("money", "1200 kr", "1200 kr", "NOK 1,200"),
        ("money", "12500.50 NOK", "12 500,50 kr", "NOK 12,500.50"),
        ("money", "99,90 EUR", "99,90 EUR", "EUR 99.90"),
        ("money", "0", "0 kr", "NOK 0"),
        ("number", "012", "12", "12"),
        ("number", "1200000", "1 200 000", "1,200,000"),
        ("weeks", "3", "hver tredje uke", "every third week"),
        ("minutes", "45", "45 minutter", "45 minutes"),
        ("text", "1200", "1200", "1200"),
    ],
)
def test_a_value_comes_out_as_its_type_and_language_have_it(
    kind: str, value: str, norwegian: str, english: str
) -> None:
    for language, words in (("nb", norwegian), ("en", english)):
        made = parse(TYPED.format(language=language, name="x", type=kind), "t.md")
        # A no-break space keeps an amount on one line.
        assert fill(made, {"x": value}).clauses[0].text.replace("\xa0", " ") == f"Så: {words}."
        assert fill(made, {"x": value}).values == {"x": value}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *[
            ("date", each)
            for each in ("24.11.2026", "20261124", "2026-02-30", "tomorrow", "²026-11-24")
        ],
        *[
            ("money", each)
            for each in ("much", "-5", "1,200", "1.2", "NOK 5", "5 kroner", "1٢", "1e3")
        ],
        *[("number", each) for each in ("-1", "1.5", "²", "1234567890", "ten")],
    ],
)
def test_a_value_that_does_not_fit_its_type_is_refused_by_name(kind: str, value: str) -> None:
    with pytest.raises(WrongValue, match=r"^t\.nb: the variable “x” is") as caught:
        fill(parse(TYPED.format(language="nb", name="x", type=kind), "t.md"), {"x": value})
    assert caught.value.variable == "x"
    assert caught.value.exit_code == 2


def test_a_choice_is_one_of_the_choices() -> None:
    text = TYPED.replace("{name}.type: {type}", "{name}.choices: video | telefon")
    made = parse(text.format(language="nb", name="x"), "t.md")
    assert fill(made, {"x": "telefon"}).clauses[0].text == "Så: telefon."
    with pytest.raises(WrongValue, match="“x” is one of: video, telefon"):
        fill(made, {"x": "brev"})


def test_the_title_is_one_of_those_to_choose_from() -> None:
    made = parse(TYPED.format(language="nb", name="x", type="text"), "t.md")
    assert fill(made, {"x": "1"}).title == "T"
    assert fill(made, {"x": "1"}, title="Kontrakt").title == "Kontrakt"
    with pytest.raises(TemplateError, match="there is no title “Løfte”"):
        fill(made, {"x": "1"}, title="Løfte")


CONDITIONAL = """---
template: t
language: en
version: 1
title: T
sponsor:
fee:
fee.type: money
place:
cadence_weeks: 2
unused: x
---
We meet {{cadence_weeks}}.
<!-- when: sponsor -->
{{sponsor}} pays.
<!-- end -->

## A
<!-- clause: money, kind: term -->
<!-- when: fee -->
It costs {{fee}}.

- in advance
<!-- end -->
<!-- unless: fee -->
It is pro bono.
<!-- end -->
- each time

## B
<!-- clause: sponsor, kind: term, when: sponsor -->
{{sponsor}} hears nothing. We meet in {{place}}.

## C
<!-- clause: own-pocket, kind: term, unless: sponsor -->
You pay yourself.
"""


def test_what_is_kept_follows_the_values() -> None:
    made = parse(CONDITIONAL, "t.md")
    without = fill(made, {})
    assert without.introduction == "We meet every second week."
    assert [each.id for each in without.clauses] == ["money", "own-pocket"]
    assert without.clauses[0].text == "It is pro bono.\n\n- each time"
    filled = fill(made, {"sponsor": "Acme", "fee": "1200", "place": "Oslo", "other": "1"})
    assert filled.introduction == "We meet every second week.\n\nAcme pays."
    assert [each.id for each in filled.clauses] == ["money", "sponsor"]
    assert filled.clauses[0].text == "It costs NOK\xa01,200.\n\n- in advance\n\n- each time"
    assert filled.values == {
        "sponsor": "Acme",
        "fee": "1200",
        "place": "Oslo",
        "cadence_weeks": "2",
        "unused": "x",
    }


def test_a_value_is_needed_only_where_what_uses_it_is_kept() -> None:
    made = parse(CONDITIONAL, "t.md")
    assert unfilled(made, {}) == ()
    assert unfilled(made, {"sponsor": "Acme"}) == ("place",)
    with pytest.raises(WrongValue, match="“place” needs a value"):
        fill(made, {"sponsor": "Acme", "place": " "})
    fill(made, {"sponsor": " ", "place": ""})


def test_the_questions_come_in_the_order_of_their_use() -> None:
    made = parse(CONDITIONAL, "t.md")
    assert [each.name for each in questions(made)] == ["cadence_weeks", "sponsor", "fee", "place"]
    optional = [each.name for each in questions(made) if is_optional(made, each.name)]
    assert optional == ["sponsor", "fee"]


def test_an_agreement_of_no_clause_is_refused() -> None:
    text = CONDITIONAL[: CONDITIONAL.index("## A")] + CONDITIONAL[CONDITIONAL.index("## B") :]
    text = text[: text.index("## C")]
    with pytest.raises(TemplateError, match="no clause is left"):
        fill(parse(text, "t.md"), {})


def test_a_value_can_be_looked_at_alone() -> None:
    made = parse(CONDITIONAL, "t.md")
    assert said(made, "cadence_weeks", " 1 ") == "every week"
    assert said(made, "fee", "") == ""
    with pytest.raises(WrongValue, match="“fee” is an amount"):
        said(made, "fee", "a lot")


PARAGRAPHS = [
    *("Text.", "Text\n- a", "- a\n- b", "1. a", "> a", "### a", "| a | b |\n| - | - |\n| 1 | 2 |"),
    *("{{a}} text.", "It is {{b}}.", "- {{a}}\n\n  more", "*a*\nb", "  - a", "a  ", "\\"),
]
CONDITIONS = ["", "when: a", "unless: a", "when: b", "unless: b"]

conditional_texts = st.lists(
    st.tuples(st.sampled_from(CONDITIONS), st.sampled_from(PARAGRAPHS)), min_size=1, max_size=5
)


@settings(max_examples=200, deadline=None)
@given(
    conditional_texts,
    st.sampled_from(CONDITIONS),
    st.fixed_dictionaries({"a": st.just("") | hostile_text, "b": st.just("") | hostile_text}),
)
def test_whatever_is_kept_is_wording_and_no_more(
    parts: list[tuple[str, str]], condition: str, values: dict[str, str]
) -> None:
    body = "\n".join(
        f"<!-- {when} -->\n{text}\n<!-- end -->" if when else f"\n{text}\n" for when, text in parts
    )
    head = "---\ntemplate: t\nlanguage: nb\nversion: 1\ntitle: T\na:\nb:\n---\n"
    comment = f"kind: term{condition and ', ' + condition}"
    text = f"{head}## A\n<!-- clause: a, {comment} -->\n{body}\n## B\n<!-- clause: b, kind: term -->\nB.\n"
    template, problems = examined(text)
    if template is None or errors(problems):
        return
    while missing := unfilled(template, values):
        values |= dict.fromkeys(missing, "x")
    for clause in fill(template, values).clauses:
        assert clause.text
        check_wording(clause.text)


@given(hostile_text)
def test_no_value_changes_the_structure(value: str) -> None:
    plain = fill(template(), {"fee": "plain", "place": "plain"})
    hostile = fill(template(), {"fee": value, "place": value})
    assert structure(hostile.clauses[0].text) == structure(plain.clauses[0].text)


def test_a_value_reads_as_it_was_given() -> None:
    value = "500 kr (+ mva.) – se <b>*pris*</b> & [liste](x) for 'alle' | #1"
    shown = blocks(fill(template(), {"fee": value}).clauses[0].text)
    assert shown[1].text == value
