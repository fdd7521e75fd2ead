"""The agreement that comes with coachtui: complete, the same in both languages, and fit for the screen."""

from __future__ import annotations

import textwrap

import pytest

from coachtui.documents.fill import Filled, fill
from coachtui.documents.shipped import load, shipped, source
from coachtui.documents.template_values import Template, whole
from coachtui.documents.wording import check_wording
from coachtui.errors import NotFound
from coachtui.language import LANGUAGES

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
BOTH = pytest.mark.parametrize("template", shipped(), ids=lambda each: each.language)


def text_of(filled: Filled, clause_id: str) -> str:
    return next(clause.text for clause in filled.clauses if clause.id == clause_id)


def test_core_is_shipped_in_every_language() -> None:
    assert [(each.id, each.language) for each in shipped()] == [
        ("core", each) for each in LANGUAGES
    ]


@BOTH
def test_core_has_the_fourteen_topics_in_order(template: Template) -> None:
    assert {clause.id: str(clause.kind) for clause in template.clauses} == TOPICS
    assert [clause.id for clause in template.clauses] == list(TOPICS)


def test_the_languages_differ_in_words_only() -> None:
    norwegian, english = shipped()
    assert set(norwegian.variables) == set(english.variables)
    assert norwegian.version == english.version
    assert [each.covers for each in norwegian.clauses] == [each.covers for each in english.clauses]
    for one, other in zip(norwegian.clauses, english.clauses, strict=True):
        assert one.title != other.title
        assert whole(one.parts).count("{{") == whole(other.parts).count("{{")
        assert whole(one.parts).count("\n\n") == whole(other.parts).count("\n\n")


@BOTH
def test_every_clause_can_be_read_whole_at_80_by_24(template: Template) -> None:
    for clause in fill(template, {}).clauses:
        lines = [textwrap.wrap(line, 74) or [""] for line in clause.text.split("\n")]
        assert sum(map(len, lines)) <= 13, clause.id
        assert len(clause.title) <= 40, clause.id


@BOTH
def test_the_defaults_leave_nothing_to_fill_in(template: Template) -> None:
    filled = fill(template, {})
    for text in (filled.introduction, *(clause.text for clause in filled.clauses)):
        assert "{" not in text
        check_wording(text)


def test_the_meetings_are_described_in_words() -> None:
    norwegian, english = (text_of(fill(each, {}), "cadence") for each in shipped())
    assert "annenhver uke" in norwegian
    assert "halvannen time" in norwegian
    assert "every second week" in english
    assert "an hour and a half" in english


def test_the_time_for_an_answer_is_promised() -> None:
    norwegian, english = (text_of(fill(each, {}), "between") for each in shipped())
    assert "e-post eller telefon" in norwegian
    assert "to virkedager" in norwegian
    assert "e-mail or phone" in english
    assert "two working days" in english


@BOTH
def test_confidentiality_knows_its_limits_and_names_its_exception(template: Template) -> None:
    by_id = {clause.id: clause for clause in template.clauses}
    secrecy = by_id["confidentiality"]
    assert secrecy.covers == ("secrecy-limits",)
    assert by_id["icf-log"].title in whole(secrecy.parts)
    assert ("loven" if template.language == "nb" else "the law") in whole(secrecy.parts)


def test_the_client_is_addressed_in_modern_bokmal() -> None:
    text = source("core", "nb").lower()
    for word in ("kunde", "treneren", "han ", "ham ", "hun ", "absolutt"):
        assert word not in text.split("---")[2], word
    assert "etiske retningslinje" in text


def test_what_is_not_shipped_is_said_to_be_missing() -> None:
    for template_id, language in (("other", "nb"), ("core", "de"), ("../core", "nb")):
        with pytest.raises(NotFound):
            load(template_id, language)
