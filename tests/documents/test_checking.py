"""A template as a whole: the topics it deals with, and whether its sister says the same."""

from __future__ import annotations

import pytest

from coachtui.documents.template.checking import check
from coachtui.documents.template.parsing import Template, parse
from coachtui.documents.template.shipped import shipped, source
from coachtui.domain.topics import CORE, FULL, KINDS


def template(body: str, language: str = "nb", matter: str = "") -> str:
    return f"---\ntemplate: t\nlanguage: {language}\nversion: 1\ntitle: T\n{matter}---\n{body}"


def clause(name: str, more: str = "kind: term", text: str = "Tekst.") -> str:
    return f"## {name}\n<!-- clause: {name}, {more} -->\n{text}\n\n"


def reasons(text: str, *others: str, rule: str = "") -> list[str]:
    found = check(text, [parse(each, "other.md") for each in others])
    return [f"{each.line}: {each.reason}" for each in found if each.rule.startswith(rule)]


@pytest.mark.parametrize("made", shipped(), ids=lambda each: f"{each.id}.{each.language}")
def test_what_is_shipped_passes_beside_its_sister(made: Template) -> None:
    assert check(source(made.id, made.language), shipped()) == ()


def test_every_topic_has_its_kind_once() -> None:
    assert len(CORE) == 14
    assert list(KINDS) == [topic.id for topic in (*CORE, *FULL)]
    assert len(KINDS) == len(CORE + FULL)


def test_core_topics_that_no_clause_deals_with_are_named() -> None:
    text = template(clause("purpose", "kind: information, covers: roles") + clause("my-own"))
    missing = [
        f"None: no clause deals with “{topic.id}”, by its id or by “covers”" for topic in CORE
    ]
    assert reasons(text, rule="topic") == [
        each for each in missing if "“purpose”" not in each and "“roles”" not in each
    ]


def test_a_consent_that_is_a_term_and_a_term_that_is_a_consent_are_named() -> None:
    text = template(clause("icf-log") + clause("fees", "kind: consent") + clause("challenge"))
    assert reasons(text, rule="topic-kind") == [
        "7: “icf-log” is usually of the kind consent",
        "11: “fees” is usually of the kind term",
    ]


def test_a_variable_that_serves_nothing_is_named() -> None:
    text = template(
        clause("a", text="Det koster {{fee}}.\n<!-- when: place -->\nHer.\n<!-- end -->"),
        matter="fee:\nunused: 1\nplace: Oslo\n",
    )
    assert reasons(text, rule="unused") == ["7: the variable “unused” is not used"]
    assert reasons(text, rule="condition") == [
        "8: “place” always has a value, its default; conditions on it decide nothing"
    ]


def test_what_the_sister_has_and_this_one_lacks_is_named() -> None:
    ours = template(
        clause("b") + clause("a") + clause("d", "kind: term, when: fee", "Litt {{fee}}."),
        matter="fee:\n",
    )
    theirs = template(
        clause("a", "kind: information")
        + clause("b", text="Text.\n<!-- unless: fee -->\nFree.\n<!-- end -->")
        + clause("c")
        + clause("d", text="It costs {{fee}} in {{place}}."),
        "en",
        "fee:\nfee.type: money\nplace:\n",
    )
    assert reasons(ours, theirs, rule="sister") == [
        "None: the template in “en” has a clause “c”, this one has none",
        "None: “fee” is of the type money in “en”",
        "None: the template in “en” has a variable “place”, this one has none",
        "8: “b” has the condition “unless: fee” in “en”",
        "8: the order is another than in “en”: there “a” comes here",
        "12: “a” is of the kind information in “en”",
    ]
    assert reasons(theirs, ours, rule="sister") == [
        "None: “fee” is of the type text in “nb”",
        "10: “a” is of the kind term in “nb”",
        "10: the order is another than in “nb”: there “b” comes here",
        "25: “d” has the condition “when: fee” in “nb”",
    ]


def test_a_template_of_another_id_or_of_the_same_language_is_no_sister() -> None:
    ours = template(clause("a"))
    other = template(clause("a") + clause("b"), "en").replace("template: t", "template: u")
    assert reasons(ours, other, template(clause("c")), rule="sister") == []


def test_errors_and_what_is_missing_are_said_together() -> None:
    text = template(clause("a", "kind: therm") + clause("a", text="<b>Tekst</b>"))
    rules = {each.rule for each in check(text)}
    assert rules == {"kind", "duplicate-id", "html", "topic"}


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_nothing_is_no_template(text: str) -> None:
    assert reasons(text) == ["1: there is nothing in it"]


@pytest.mark.parametrize(
    "text", ["# Kontrakt\n\nMellom oss.\n", "---\ntitle: Kontrakt\ntags:\n  - a\n---\n\nTekst.\n"]
)
def test_a_plain_contract_is_told_how_it_becomes_a_template(text: str) -> None:
    advice = "1: this is no template yet; “coachtui template new FILE” makes one of it"
    assert reasons(text, rule="no-template") == [advice]
    assert len(reasons(text)) > 1
