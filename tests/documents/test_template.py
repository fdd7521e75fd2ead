"""Templates: what a good one becomes, and that a bad one is named with its line."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.documents.template.parsing import (
    MAX_BYTES,
    MAX_CLAUSES,
    Condition,
    Part,
    TemplateClause,
    TemplateError,
    Variable,
    examined,
    parse,
)
from coachtui.documents.template.variables import VariableType
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
    assert template.titles == ("Avtale",)
    assert template.introduction == (Part("Hei **du**."),)
    assert template.variables == {"fee": Variable("fee", "500 kroner")}
    assert template.clauses == (
        TemplateClause(
            "fees",
            ClauseKind.TERM,
            "Hva det koster",
            (Part("En time koster {{fee}}.\n\n- til vanlig"),),
            ("package", "cancel"),
        ),
        TemplateClause("recording", ClauseKind.CONSENT, "Bilder", (Part("Bare hvis du vil."),)),
    )


def test_a_file_from_windows_is_read_like_any_other() -> None:
    text = HEAD + clause(1)
    assert parse("\ufeff" + text.replace("\n", "\r\n"), "t.md") == parse(text, "t.md")


def test_a_small_heading_belongs_to_the_text_of_its_clause() -> None:
    template = parse(HEAD + clause(1) + "### Mer\n\nTekst.\n", "t.md")
    assert template.clauses[0].parts == (Part("Tekst.\n\n### Mer\n\nTekst."),)


def test_a_variable_is_all_that_its_lines_say() -> None:
    matter = (
        "---\ntemplate: t\nlanguage: en\nversion: 1\ntitle: T\ntitle.choices: Contract | T | Deal\n"
        "fee:\nfee.type: money\nfee.says: Price of one meeting: empty is pro bono\n"
        "fee.remember: yes\nformat: by video\nformat.choices: in person|by video\n"
        "reply_weeks: 2\nnotice_minutes:\nnotice_minutes.type: text\n---\n"
    )
    template = parse(matter + clause(1), "t.md")
    assert template.titles == ("T", "Contract", "Deal")
    assert list(template.variables.values()) == [
        Variable(
            "fee",
            type=VariableType.MONEY,
            says="Price of one meeting: empty is pro bono",
            remember=True,
        ),
        Variable("format", "by video", VariableType.CHOICE, choices=("in person", "by video")),
        Variable("reply_weeks", "2", VariableType.WEEKS),
        Variable("notice_minutes"),
    ]


def test_clauses_and_paragraphs_may_stand_under_conditions() -> None:
    template = parse(
        HEAD + "Hei.\n<!-- when: fee -->\nDet koster.\n<!-- end -->\n\n"
        "## Punkt\n<!-- clause: a, kind: term, unless: fee -->\n"
        "<!-- when: fee -->\nEn.\n\n- a\n<!--end-->\n<!-- unless:fee -->\nTo.\n<!-- end -->\n- b\n",
        "t.md",
    )
    fee, free = Condition("fee"), Condition("fee", wanted=False)
    assert template.introduction == (Part("Hei."), Part("Det koster.", fee))
    assert template.clauses[0].condition == free
    assert template.clauses[0].parts == (Part("En.\n\n- a", fee), Part("To.", free), Part("- b"))


def test_every_problem_is_found_and_the_first_is_the_error() -> None:
    text = HEAD.replace("language: nb", "language: de").replace("fee:", "Fee:") + (
        "Hei {{you}}.\n## A {{b}}\n<!-- clause: a, kind: therm -->\n<b>Tekst</b>\n\n# Avtale\n\n"
        "## B\nTekst.\n## C\n<!-- clause: c, kind: term -->\n- [ ] boks\n"
    )
    _template, problems = examined(text)
    assert [(each.line, each.rule) for each in problems] == [
        *[(3, "language"), (6, "key"), (8, "unknown-variable"), (9, "title"), (10, "kind")],
        *[(11, "html"), (13, "heading"), (15, "clause-comment"), (19, "box"), (19, "text-start")],
    ]
    with pytest.raises(TemplateError, match="line 6: “Fee” is no key"):
        parse(text, "t.md")


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
    assert parse(HEAD + clause(1) + deep, "t.md").clauses[0].parts[0].text.endswith("- a")
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
    with pytest.raises(TemplateError, match="more than 200 clauses"):
        parse(text + clause(MAX_CLAUSES), "t.md")


def test_front_matter_has_so_many_lines_and_no_more() -> None:
    keys = "".join(f"key_{number}: 1\n" for number in range(200))
    with pytest.raises(TemplateError, match="more than 200 lines"):
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
    began = time.process_time()
    with contextlib.suppress(TemplateError):
        parse(HEAD + clause(1) + attack, "t.md")
    assert time.process_time() - began < 10


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
