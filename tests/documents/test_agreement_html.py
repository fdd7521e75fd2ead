"""An agreement as a page: whole in itself, and made of nothing but what the document says."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings

from coachtui.documents.agreement.html import agreement_to_html
from coachtui.documents.agreement.markdown import sheet
from coachtui.documents.agreement.words import LINE_TO_WRITE_ON
from coachtui.domain.agreement import Agreement, Parties, Party
from coachtui.domain.disclosure import Copy
from coachtui.language import Language
from tests.documents.agreements import PARTIES, core, half_reviewed, short, signed, with_a_history
from tests.documents.hostile import NAMES, hostile_text

VOID = {"meta", "rect", "path", "br", "hr"}
KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "br", "hr"),
    *("em", "strong", "s", "a", "code", "table", "thead", "tbody", "tr", "th", "td"),
    *("svg", "rect", "path", "b", "span"),
}


class Page(HTMLParser):
    """A page as elements with their attributes, and the words between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(agreement: Agreement, parties: Parties = PARTIES, copy: Copy | None = None) -> Page:
    made = Page(agreement_to_html(sheet(agreement, parties, copy)))
    assert made.open == []
    return made


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_page_has_a_section_for_each_part_and_a_sign_for_each_box(language: Language) -> None:
    made = page(core(language))
    assert made.all("html") == [{"lang": language}]
    assert len(made.all("section")) == 14 + 2
    assert len(made.all("svg")) == 13 + 2
    assert {each["aria-label"] for each in made.all("svg")} == (
        {"ikke avkrysset"} if language == "nb" else {"not ticked"}
    )
    assert "[ ]" not in made.words
    assert "clause:" not in made.words


def test_a_ticked_box_is_read_out_as_ticked() -> None:
    made = page(signed(short("en")))
    assert [each["aria-label"] for each in made.all("svg")] == ["ticked"] * 3 + ["not ticked"]


def test_lines_to_sign_on_are_drawn() -> None:
    made = page(half_reviewed(short()))
    assert len([each for each in made.all("p") if each.get("class") == "sign"]) == 4
    assert "____" not in made.words


def test_a_name_that_ends_like_a_line_to_sign_on_is_a_name() -> None:
    name = f"Åse {LINE_TO_WRITE_ON}"
    party = Party(name=name, email=name)
    clauses = tuple(
        msgspec.structs.replace(each, text=f"Fyll inn: {LINE_TO_WRITE_ON}")
        for each in short().clauses
    )
    agreement = msgspec.structs.replace(short(), clauses=clauses)
    made = page(agreement, Parties(coach=PARTIES.coach, client=party))
    assert len([each for each in made.all("p") if each.get("class") == "sign"]) == 4
    # Twice among the parties, once above the lines to sign on, and once in each clause.
    assert made.words.count(LINE_TO_WRITE_ON) == 3 + len(clauses)


def test_everything_that_the_file_says_stands_on_the_page() -> None:
    words = page(with_a_history()).words
    for said in ("Pål Verge", "Trukket tilbake 1. mars 2027", "E-123_45", "Perm 3, hylle 2"):
        assert said in words


def test_the_page_loads_nothing_runs_nothing_and_tells_nobody_by_its_title() -> None:
    text = agreement_to_html(sheet(signed(short()), PARTIES))
    made = Page(text)
    assert {tag for tag, _attributes in made.elements} <= KNOWN
    assert "Åse" not in text[: text.index("<body>")]
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(each["content"] for each in made.all("meta") if "http-equiv" in each)
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "url(" not in style
    assert "@import" not in style


def _elements(name: str) -> list[str]:
    party = Party(name=name, email=name, organisation=name)
    agreement = half_reviewed(short())
    clauses = tuple(
        msgspec.structs.replace(each, title=name, comment=name) for each in agreement.clauses
    )
    agreement = msgspec.structs.replace(agreement, clauses=clauses, title=name, id=name)
    made = page(agreement, Parties(coach=party, client=party))
    return [tag for tag, _attributes in made.elements if tag not in ("p", "br")]


PLAIN = _elements("Plain")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_no_name_makes_an_element(name: str) -> None:
    assert _elements(name) == PLAIN


@given(hostile_text)
@settings(max_examples=60)
def test_no_text_makes_an_element_that_is_not_known(text: str) -> None:
    clauses = tuple(msgspec.structs.replace(each, text=text) for each in short().clauses)
    made = page(msgspec.structs.replace(short(), clauses=clauses, introduction=text))
    assert {tag for tag, _attributes in made.elements} <= KNOWN
    for attributes in made.all("a"):
        assert not str(attributes.get("href", "")).lower().startswith(("javascript:", "data:"))
