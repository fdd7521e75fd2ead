"""The catalogues: every message translated, nothing left over, and nothing lost on the way.

``make catalogue`` brings them up to the source; what it leaves empty is for a person to fill in.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from coachtui import early
from coachtui.language import LANGUAGES
from tests.catalogues import CATALOGUES, catalogue, extracted

QUOTES = {"en": "“”", "nb": "«»"}
ENDS = ".:?!…"


def language_of(source: Path) -> str:
    return source.parents[1].name


each_catalogue = pytest.mark.parametrize("source", CATALOGUES, ids=language_of)


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form of a message beside the form of the source that it stands for."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    translated = list(message.string)
    originals = [message.id[0]] + [message.id[1]] * (len(translated) - 1)
    return list(zip(originals, translated, strict=True))


def pairs(source: Path) -> list[tuple[str, str]]:
    return [pair for message in catalogue(source) if message.id for pair in forms(message)]


def ids(messages: object) -> set[tuple[object, object]]:
    return {(each.context, each.id) for each in messages if each.id}  # type: ignore[attr-defined]


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*[^{}+]*\}", text))


def blanks(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_every_language_but_that_of_the_source_has_a_catalogue() -> None:
    assert {language_of(source) for source in CATALOGUES} == set(LANGUAGES) - {early.SOURCE}


@each_catalogue
def test_it_has_the_messages_of_the_program_and_no_others(source: Path) -> None:
    known, wanted = ids(catalogue(source)), ids(extracted())
    assert not wanted - known, "run make catalogue and translate these"
    assert not known - wanted, "run make catalogue, these are not used any more"
    assert not catalogue(source).obsolete


@each_catalogue
def test_every_message_is_translated_and_nobody_has_doubts(source: Path) -> None:
    assert not [message.id for message in catalogue(source) if message.id and message.fuzzy]
    assert not [original for original, translated in pairs(source) if not translated]


@each_catalogue
def test_no_value_is_lost_or_made_up(source: Path) -> None:
    differing = [
        (original, translated)
        for original, translated in pairs(source)
        if placeholders(original) != placeholders(translated)
    ]
    assert not differing


@each_catalogue
def test_blanks_breaks_and_the_end_of_the_sentence_are_the_same(source: Path) -> None:
    def frame(text: str, is_sentence: bool) -> tuple[object, ...]:
        # A dot behind a single word only shortens it.
        end = text.rstrip()[-1:] if is_sentence else ""
        return blanks(text), text.count("\n\n"), text.count("\b"), end if end in ENDS else ""

    differing = [
        (original, translated)
        for original, translated in pairs(source)
        if frame(original, " " in original) != frame(translated, " " in original)
    ]
    assert not differing


@each_catalogue
def test_quotation_marks_are_those_of_the_language(source: Path) -> None:
    marks = {language: set(quotes) for language, quotes in QUOTES.items()}
    own, language = marks[early.SOURCE], language_of(source)
    for original, translated in pairs(source):
        assert not set(original) & (set().union(*marks.values()) - own | {'"'}), original
        assert not set(translated) & (set().union(*marks.values()) - marks[language] | {'"'})
        for text, quotes in ((original, QUOTES[early.SOURCE]), (translated, QUOTES[language])):
            found = [sign for sign in text if sign in quotes]
            assert found == list(quotes) * (len(found) // 2), text


@each_catalogue
def test_commands_and_options_stand_in_a_translation_as_they_are_typed(source: Path) -> None:
    typed = re.compile(r"(?<!\w)--[a-z][a-z-]*|COACHTUI_[A-Z_]+|(?<=[“«])coachtui [a-zA-Z -]+")
    for original, translated in pairs(source):
        assert sorted(set(typed.findall(original))) == sorted(set(typed.findall(translated)))


@each_catalogue
def test_the_few_early_messages_are_found_without_gettext(source: Path) -> None:
    early.speak(language_of(source))  # type: ignore[arg-type]
    try:
        early._load_file(language_of(source))  # type: ignore[arg-type]
        for message in catalogue(source):
            if message.id and isinstance(message.id, str) and not message.context:
                assert early._look_up(message.id) == message.string
        assert early._look_up("no message at all") == "no message at all"
    finally:
        early.speak(early.SOURCE)
        early._load_file(early.SOURCE)
