"""Templates made of what others wrote: nothing of the text is lost, and each passes its own check."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachtui.documents.decoding import NoText
from coachtui.documents.markdown import blocks
from coachtui.documents.template.adopting import Made, TooLong, made, words_only
from coachtui.documents.template.checking import check, errors
from coachtui.documents.template.fill import fill
from coachtui.documents.template.parsing import MAX_BYTES, MAX_CLAUSES, Template, parse
from coachtui.documents.template.values import whole
from tests.documents.hostile import NAMES

FOLDER = Path(__file__).parent / "foreign"
TEXTS = sorted(FOLDER.iterdir())
NO_TEXTS = {
    "binary.md": "it is not text",
    "blank.txt": "there are no words in it",
    "document.pdf": "it is a PDF",
    "empty.md": "there are no words in it",
    "marks-only.txt": "there are no words in it",
    "word.docx": "it is a packed file",
}


def words(text: str) -> list[str]:
    """The words of a text in order, whatever stands around them."""
    return re.findall(r"[^\W_]+", re.sub(r"[*_`~\\]", "", html.unescape(text)))


def lost(text: str, source: str) -> list[str]:
    """The words of ``text`` that do not come, in order, in ``source``."""
    # A letter “o” before a tab is a bullet of Word's.
    expected = words(re.sub(r"(?m)^[ \t]*o\t", "", text))
    there = iter(words(source))
    return [word for word in expected if not any(word == other for other in there)]


def sound(text: str, **given: str) -> Made:
    """What is made of ``text``, once it is known to be a template with all its words."""
    result = made(text, "en", **given)  # type: ignore[arg-type]
    assert errors(check(result.source)) == ()
    assert lost(text, result.source) == []
    fill(parse(result.source, "made.md"), {})
    return result


def from_file(name: str) -> Template:
    return parse(sound(words_only((FOLDER / name).read_bytes())).source, name)


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_every_file_becomes_a_template_or_says_why_not(file: Path) -> None:
    if reason := NO_TEXTS.get(file.name):
        with pytest.raises(NoText, match=reason):
            words_only(file.read_bytes())
    else:
        sound(words_only(file.read_bytes()))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_every_file_that_is_text_is_checked_with_an_answer(file: Path) -> None:
    text = file.read_bytes().decode("utf-8", "replace")
    assert errors(check(text))
    assert all(problem.reason for problem in check(text))


@pytest.mark.parametrize(
    ("name", "language", "title", "clauses"),
    [
        (
            "advokat-paragrafer.txt",
            "nb",
            "AVTALE OM COACHING",
            {
                "avtalens-formal": "§ 1 Avtalens formål",
                "partenes-ansvar": "§ 2 Partenes ansvar",
                "honorar-og-betaling": "§ 3 Honorar og betaling",
                "avbestilling": "§ 4 Avbestilling",
                "taushetsplikt": "§ 5 Taushetsplikt",
                "forholdet-til-behandling": "§ 6 Forholdet til behandling",
                "verneting": "§ 7 Verneting",
            },
        ),
        (
            "github-contract.md",
            "en",
            "Coaching agreement",
            {
                "services": "1. Services",
                "fees-payment": "2. Fees & Payment",
                "confidentiality": "3. Confidentiality",
                "termination": "4. Termination",
                "signatures": "5. Signatures",
            },
        ),
        (
            "word-lim-inn.txt",
            "nb",
            "Coachingavtale side 1 av 2",
            {"for-vi-begynner": "Før vi begynner", "taushet": "Taushet"},
        ),
        (
            "setext.md",
            "en",
            "Coaching Agreement",
            {
                "what-coaching-is": "What coaching is",
                "how-often-we-meet": "How often we meet",
                "what-it-costs": "What it costs",
            },
        ),
        (
            "windows-1252.txt",
            "nb",
            "Samtykkeerklæring",
            {"aerlighet-og-apenhet": "Ærlighet og åpenhet", "pris": "Pris"},
        ),
        (
            "bold-paragraphs.md",
            "en",
            "Contract for coaching",
            {
                "your-agenda": "Your agenda",
                "fees": "Fees",
                "cancellation": "Cancellation",
                "recording": "Recording",
            },
        ),
        (
            "caps.txt",
            "en",
            "COACHING AGREEMENT",
            {
                "roles-and-responsibilities": "1) ROLES AND RESPONSIBILITIES",
                "cancellation-policy": "2) CANCELLATION POLICY",
                "release-of-information": "3) RELEASE OF INFORMATION",
            },
        ),
        (
            "old-mac.txt",
            "en",
            "Coaching contract",
            {"purpose": "1. Purpose", "privacy": "2. Privacy"},
        ),
        (
            "nested-lists.md",
            "nb",
            "Rammer for samarbeidet",
            {"motene": "Møtene", "fees": "Prisen", "confidentiality": "Taushet"},
        ),
        (
            "tasks.md",
            "en",
            "To do before the first session",
            {
                "send-the-agreement-to-the-client": "Send the agreement to the client",
                "book-the-room": "Book the room",
                "ask-about": "Ask about",
                "fees": "Agree on a fee",
            },
        ),
        (
            "front-matter.md",
            "en",
            "Coaching Agreement",
            {"scope": "Scope", "fee": "Fee"},
        ),
    ],
)
def test_what_looks_like_a_clause_becomes_one(
    name: str, language: str, title: str, clauses: dict[str, str]
) -> None:
    template = from_file(name)
    assert (template.language, template.title) == (language, title)
    assert {clause.id: clause.title for clause in template.clauses} == clauses


def test_kinds_and_topics_are_proposed() -> None:
    def proposed(name: str) -> dict[str, tuple[str, tuple[str, ...]]]:
        return {each.id: (str(each.kind), each.covers) for each in from_file(name).clauses}

    lawyers = proposed("advokat-paragrafer.txt")
    assert lawyers["avtalens-formal"] == ("information", ("purpose",))
    assert lawyers["honorar-og-betaling"] == ("term", ("fees",))
    assert lawyers["forholdet-til-behandling"] == ("term", ("not-therapy",))
    assert lawyers["verneting"] == ("term", ("law",))
    assert proposed("bold-paragraphs.md")["recording"] == ("consent", ())


def test_what_a_template_refuses_is_read_as_the_text_that_it_is() -> None:
    template = from_file("github-contract.md")
    texts = {
        each.id: "\n".join(b.text for b in blocks(whole(each.parts))) for each in template.clauses
    }
    introduction = "\n".join(block.text for block in blocks(whole(template.introduction)))
    assert "<!-- Generated from contract.yml, do not edit -->" in introduction
    assert '<h1 align="center">Coaching Services Agreement</h1>' in introduction
    assert "![status]" in introduction
    assert "`{{ date }}`" in introduction
    assert "per month.<sup>1</sup>" in texts["fees-payment"]
    assert texts["termination"].endswith("---")
    assert "[x] I agree to be bound by it" in texts["signatures"]
    assert '[a]: https://example.org/schedule-a "Schedule A"' in texts["signatures"]
    assert "Date: ____________" in texts["signatures"]


def test_markdown_that_a_template_may_hold_stays_markdown() -> None:
    made_of = sound(
        "# A\n\n## B\n\nA *word*, a [link](https://example.org) and `code`.\n\n- a\n  1. b\n\n"
        "| a | b |\n| - | - |\n| 1 | 2 |\n\n### C\n\n> quoted\n\n## D\n\nText  \nbelow.\n"
    )
    assert (
        "A *word*, a [link](https://example.org) and `code`.\n\n- a\n  1. b\n\n"
        "| a | b |\n| - | - |\n| 1 | 2 |\n\n### C\n\n> quoted\n"
    ) in made_of.source
    assert "Text  \nbelow.\n" in made_of.source
    assert "\\" not in made_of.source


def test_what_only_lays_words_out_is_left_out() -> None:
    laid_out = "Coa\u00adching\u000bog\u200b\fny side\u2028\r\nøl\rå"
    assert words_only(laid_out.encode()) == "Coaching\nog\nny side\n\nøl\nå"
    assert words_only(b"a \x1b[2J b") == "a \ufffd[2J b"
    with pytest.raises(NoText, match="not text"):
        words_only(b"a \x1b\x1b\x1b\x1b b")


def test_a_long_title_goes_on_in_the_text() -> None:
    title = " ".join(f"word{number}" for number in range(40))
    clause = parse(sound(f"# {title}\n\nText.\n\n# Other\n\nText.\n").source, "t.md").clauses[0]
    assert len(clause.title) <= 120
    assert title == f"{clause.title} {whole(clause.parts).partition(chr(10))[0]}"


def test_a_numbered_title_above_lettered_lines_ends_with_its_line() -> None:
    source = "1. Price\na) A meeting costs 900.\nb) It is due in 14 days.\n\n2. Secrecy\nAll is secret.\n"
    price, secrecy = parse(sound(source).source, "t.md").clauses
    assert (price.title, secrecy.title) == ("1. Price", "2. Secrecy")
    assert whole(price.parts).startswith("a) A meeting")


def test_headings_without_a_text_join_what_is_near() -> None:
    template = parse(sound("Hei.\n# Part\n## One\nText.\n## Two\nText.\n## Sign\n").source, "t")
    assert [(each.title, whole(each.parts)) for each in template.clauses] == [
        *(("Part: One", "Text."), ("Two", "Text."), ("Sign", "Sign"))
    ]


def test_three_hundred_headings_make_as_many_clauses_as_a_template_has() -> None:
    for text in ("Text.\n", ""):
        headings = "".join(f"## Heading {number}\n{text}" for number in range(300))
        template = parse(sound(headings).source, "t.md")
        assert len(template.clauses) == MAX_CLAUSES
        assert "Heading 299" in whole(template.clauses[-1].parts)


def test_one_huge_paragraph_is_one_clause_and_what_is_too_long_is_refused() -> None:
    sentence = "Coachen og klienten er enige om alt som står her. "
    huge = sentence * ((MAX_BYTES - 1000) // len(sentence.encode()))
    assert len(sound(huge).clauses) == 1
    with pytest.raises(TooLong, match="at most 64 KiB"):
        made(huge * 2, "en")


def test_lists_far_inside_each_other_keep_their_words() -> None:
    sound("Text.\n\n" + "".join("  " * depth + f"- level {depth}\n" for depth in range(30)))


def test_id_and_language_may_be_given_and_an_id_is_never_one_that_is_taken() -> None:
    assert sound("# Core\n\nHello.\n", template_id="mine").id == "mine"
    assert sound("# Core\n\nOg det er ikke på norsk.\n", language="en").language == "en"
    assert made("# Core\n\nHello.\n", "nb", taken=["core"]).id == "core-2"
    assert made("# Core\n\nHello.\n", "nb").language == "nb"


SNIPPETS = [
    *NAMES,
    *("# Title", "## 1. Formål", "Text.", "Vi møtes hver uke.", "**Bold.** Text", "§ 1 Formål"),
    *("1. En", "2. To", "2.1 To", "a) b", "- a", "  - b", "•\ta", "\ttext", "    code", "___"),
    *("| a | b |\n|---|---|\n| 1 | 2 |", "Title\n===", "Under\n---", "[a]: b", "[a][a]", "`{{x}}`"),
    *("CAPS", "Navn: ____", "\\{{x}}", "{{{x}}}", "<b>x</b>", "<div>", "![p](q)", "x  ", "x\\"),
    *("<!-- when: x -->", "<!-- end -->", "&nbsp;", "&#x202E;", "## ", "#", "###### F"),
]


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=9).flatmap(
        lambda parts: st.lists(
            st.sampled_from(["\n", "\n\n", " "]), min_size=len(parts), max_size=len(parts)
        ).map(lambda ends: "".join(part + end for part, end in zip(parts, ends, strict=True)))
    )
)
def test_any_text_becomes_a_sound_template_with_all_its_words(text: str) -> None:
    try:
        text = words_only(text.encode(errors="surrogatepass"))
    except NoText:
        return
    sound(text)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("#-+=!<>{}[]()`*_|~:.,&$\\/\"'a1å \n\t"), min_size=1, max_size=80))
def test_any_signs_become_a_sound_template_with_all_their_words(text: str) -> None:
    try:
        sound(words_only(text.encode()))
    except NoText:
        return
