"""Templates: what a good one becomes, and that a bad one is named with its line."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.documents.template import MAX_BYTES, MAX_CLAUSES, TemplateClause, TemplateError, parse
from coachtui.domain.agreement import ClauseKind
from coachtui.errors import CoachError
from tests.documents.cases import cases

HEAD = "---\ntemplate: t\nlanguage: nb\nversion: 1\ntitle: Avtale\nfee: 500 kroner\n---\n"


def clause(number: int) -> str:
    return f"## Punkt {number}\n<!-- clause: point-{number}, kind: term -->\nTekst.\n\n"


def test_a_template_is_its_front_matter_an_introduction_and_clauses() -> None:
    template = parse(
        HEAD + "\nHei **du**.\n\n## Hva *det* koster\n\n"
        "<!-- clause: fees, kind: term, covers: package cancel -->\n\nEn time koster {{fee}}.\n\n"
        "- til vanlig\n\n## Bilder\n<!-- kind: consent,clause: recording -->\nBare hvis du vil.\n",
        "t.md",
    )
    assert (template.id, template.language, template.version) == ("t", "nb", "1")
    assert template.title == "Avtale"
    assert template.introduction == "Hei **du**."
    assert template.variables == {"fee": "500 kroner"}
    assert template.clauses == (
        TemplateClause(
            "fees",
            ClauseKind.TERM,
            "Hva det koster",
            "En time koster {{fee}}.\n\n- til vanlig",
            ("package", "cancel"),
        ),
        TemplateClause("recording", ClauseKind.CONSENT, "Bilder", "Bare hvis du vil."),
    )


def test_a_file_from_windows_is_read_like_any_other() -> None:
    text = HEAD + clause(1)
    assert parse("\ufeff" + text.replace("\n", "\r\n"), "t.md") == parse(text, "t.md")


def test_a_small_heading_belongs_to_the_text_of_its_clause() -> None:
    template = parse(HEAD + clause(1) + "### Mer\n\nTekst.\n", "t.md")
    assert template.clauses[0].text == "Tekst.\n\n### Mer\n\nTekst."


@pytest.mark.parametrize(("text", "expected"), cases("broken_templates.md"))
def test_a_broken_template_is_named_with_line_and_reason(text: str, expected: str) -> None:
    line, _colon, reason = expected.strip().partition(": ")
    with pytest.raises(TemplateError) as caught:
        parse(text, "mine.md")
    assert str(caught.value).startswith(f"mine.md, {line}: ")
    assert reason in caught.value.reason
    assert isinstance(caught.value, CoachError)
    assert caught.value.exit_code == 1


def test_a_hidden_character_is_named_with_its_line() -> None:
    with pytest.raises(TemplateError, match=r"line 10: there is a hidden character, U\+001B"):
        parse(HEAD + clause(1).replace("Tekst", "\x1b]52;c;aGVp\x07"), "t.md")


def test_lists_may_stand_eight_deep() -> None:
    deep = "".join("  " * depth + "- a\n" for depth in range(8))
    assert parse(HEAD + clause(1) + deep, "t.md").clauses[0].text.endswith("- a")
    with pytest.raises(TemplateError, match="too deep"):
        parse(HEAD + clause(1) + deep + "  " * 8 + "- a\n", "t.md")


def test_a_file_name_cannot_play_tricks_in_the_message() -> None:
    with pytest.raises(TemplateError) as caught:
        parse("", "a\x1b[2J\n.md")
    assert "\x1b" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_template_that_is_too_long_is_refused_at_once() -> None:
    with pytest.raises(TemplateError, match="at most 64 KiB"):
        parse(HEAD + "a" * MAX_BYTES, "t.md")


def test_a_template_has_so_many_clauses_and_no_more() -> None:
    text = HEAD + "".join(clause(number) for number in range(MAX_CLAUSES))
    assert len(parse(text, "t.md").clauses) == MAX_CLAUSES
    with pytest.raises(TemplateError, match="more than 100 clauses"):
        parse(text + clause(MAX_CLAUSES), "t.md")


def test_a_template_has_so_many_keys_and_no_more() -> None:
    keys = "".join(f"key_{number}: 1\n" for number in range(100))
    with pytest.raises(TemplateError, match="more than 60 keys"):
        parse(f"---\n{keys}---\n", "t.md")


@pytest.mark.parametrize(
    "attack",
    [
        *("[" * 12_000, "*a " * 8_000, "> " * 12_000, "- " * 12_000, "<!-- " * 8_000),
        *("`" * 60_000, "&" * 60_000, "**a" * 8_000, "~~a" * 8_000, "# a\n" * 6_000),
        *("{{" * 30_000, "{{fee}}" * 2_000, "a\n" * 6_000, "\\" * 60_000),
        "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "x\n" * 5_000,
    ],
    ids=lambda attack: attack[:6],
)
def test_a_hostile_template_is_read_or_refused_in_good_time(attack: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(TemplateError):
        parse(HEAD + clause(1) + attack, "t.md")
    assert time.monotonic() - began < 10


@given(st.text(st.sampled_from("#-!<>{}[]()`*_|:.,=\\&a1 \n"), max_size=120))
def test_any_text_at_all_is_a_template_or_a_template_error(text: str) -> None:
    for whole in (text, HEAD + text, HEAD + clause(1) + text):
        line = _line_of_error(whole)
        assert line is None or 1 <= line <= whole.count("\n") + 1


def _line_of_error(text: str) -> int | None:
    try:
        parse(text, "t.md")
    except TemplateError as error:
        return error.line
    return None
