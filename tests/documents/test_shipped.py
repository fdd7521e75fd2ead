"""The agreements that come with coachtui: complete, the same in both languages, and fit for the screen.

What only the full one has is in ``test_shipped_full``.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter

import pytest

from coachtui.documents.clean import hidden
from coachtui.documents.template.fill import Filled, fill, questions
from coachtui.documents.template.shipped import load, shipped, source
from coachtui.documents.template.values import Parts, Template, whole
from coachtui.documents.template.variables import Variable
from coachtui.documents.wording import check_wording, variables_in
from coachtui.errors import NotFound
from coachtui.language import LANGUAGES
from tests.documents.structure import structure

TOPICS = {
    "purpose": "information",
    "client-agenda": "term",
    "roles": "term",
    "prep-tasks": "term",
    "own-result": "term",
    "challenge": "information",
    "openness": "information",
    "support": "term",
    "cadence": "term",
    "between": "term",
    "evaluation": "term",
    "confidentiality": "term",
    "ethics-code": "term",
    "icf-log": "consent",
}
ALL = pytest.mark.parametrize("template", shipped(), ids=lambda each: f"{each.id}.{each.language}")
CORE = tuple(load("core", language) for language in LANGUAGES)


OUT_OF_PLACE = {
    *("kunde", "kunden", "trener", "treneren", "coachee", "terapeuten", "sesjon", "sesjonen"),
    *("han", "ham", "hun", "henne", "hans", "hennes", "vedkommende", "absolutt"),
}


def text_of(filled: Filled, clause_id: str) -> str:
    return next(clause.text for clause in filled.clauses if clause.id == clause_id)


def test_both_are_shipped_in_every_language() -> None:
    assert [(each.id, each.language) for each in shipped()] == [
        (name, language) for name in ("core", "full") for language in LANGUAGES
    ]


def test_core_has_the_fourteen_topics_in_order() -> None:
    for template in CORE:
        assert {clause.id: str(clause.kind) for clause in template.clauses} == TOPICS
        assert [clause.id for clause in template.clauses] == list(TOPICS)


@pytest.mark.parametrize("name", ["core", "full"])
def test_the_languages_differ_in_words_only(name: str) -> None:
    norwegian, english = (load(name, language) for language in LANGUAGES)
    assert norwegian.version == english.version
    assert len(norwegian.titles) == len(english.titles)
    assert list(norwegian.variables) == list(english.variables)
    for one, other in zip(norwegian.variables.values(), english.variables.values(), strict=True):
        assert bare(one) == bare(other)
    assert shape(norwegian.introduction) == shape(english.introduction)
    for one, other in zip(norwegian.clauses, english.clauses, strict=True):
        assert one.title != other.title
        assert (one.id, one.kind, one.covers, one.condition) == (
            *(other.id, other.kind, other.covers),
            other.condition,
        )
        assert shape(one.parts) == shape(other.parts)


def bare(variable: Variable) -> tuple[object, ...]:
    """A variable without its words."""
    return (
        *(variable.name, variable.type, variable.remember, len(variable.choices)),
        *(bool(variable.default), bool(variable.says)),
    )


def shape(parts: Parts) -> list[tuple[object, ...]]:
    """Each part of a text by its condition, its blocks and its variables."""
    return [
        (part.condition, structure(part.text), Counter(name for name, _ in variables_in(part.text)))
        for part in parts
    ]


@ALL
def test_every_question_is_put_in_words(template: Template) -> None:
    for variable in questions(template):
        assert 10 < len(variable.says) <= 90, variable.name
    assert {each.name for each in questions(template)} == set(template.variables)


@ALL
def test_the_title_can_be_chosen(template: Template) -> None:
    agreement, contract = (
        ("Avtale", "Kontrakt")
        if template.language == "nb"
        else (
            "Agreement",
            "Contract",
        )
    )
    assert template.titles == (template.title, agreement, contract)
    assert fill(template, {}, title=contract).title == contract


@ALL
def test_nothing_hides_in_the_text(template: Template) -> None:
    for line in source(template.id, template.language).split("\n"):
        assert not hidden(line)
        assert line == line.strip()
        assert "  " not in line


@ALL
def test_every_clause_can_be_read_whole_at_80_by_24(template: Template) -> None:
    for clause in fill(template, {}).clauses:
        lines = [textwrap.wrap(line, 74) or [""] for line in clause.text.split("\n")]
        assert sum(map(len, lines)) <= 13, clause.id
        assert len(clause.title) <= 40, clause.id


@ALL
def test_the_defaults_leave_nothing_to_fill_in(template: Template) -> None:
    filled = fill(template, {})
    for text in (filled.introduction, *(clause.text for clause in filled.clauses)):
        assert "{" not in text
        check_wording(text)


def test_the_meetings_are_described_in_words() -> None:
    norwegian, english = (text_of(fill(each, {}), "cadence") for each in CORE)
    assert "annenhver uke" in norwegian
    assert "halvannen time" in norwegian
    assert "every second week" in english
    assert "an hour and a half" in english


def test_the_time_for_an_answer_is_promised() -> None:
    norwegian, english = (text_of(fill(each, {}), "between") for each in CORE)
    assert "e-post eller telefon" in norwegian
    assert "to virkedager" in norwegian
    assert "e-mail or phone" in english
    assert "two working days" in english


@ALL
def test_confidentiality_knows_its_limits_and_names_its_exception(template: Template) -> None:
    by_id = {clause.id: clause for clause in template.clauses}
    secrecy = by_id["confidentiality"]
    assert secrecy.covers == (("secrecy-limits",) if template.id == "core" else ())
    assert by_id["icf-log"].title in whole(secrecy.parts)
    assert ("loven" if template.language == "nb" else "the law") in whole(secrecy.parts)


@pytest.mark.parametrize("name", ["core", "full"])
def test_the_client_is_addressed_in_modern_bokmal(name: str) -> None:
    words = set(re.findall(r"\w+", source(name, "nb").lower()))
    assert words.isdisjoint(OUT_OF_PLACE)
    assert {"du", "deg", "coachen", "retningslinjene"} <= words


def test_what_is_not_shipped_is_said_to_be_missing() -> None:
    for template_id, language in (("other", "nb"), ("core", "de"), ("../core", "nb")):
        with pytest.raises(NotFound):
            load(template_id, language)
