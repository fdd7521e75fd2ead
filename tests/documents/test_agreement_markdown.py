"""An agreement written down: what it says, and that nobody's name can make it say more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachtui.documents.agreement.markdown import agreement_to_markdown
from coachtui.domain.agreement import (
    Agreement,
    ClauseState,
    Decision,
    How,
    Parties,
    Party,
    Role,
    Signature,
)
from coachtui.domain.answering import decide
from coachtui.domain.disclosure import Copy
from coachtui.language import Language
from tests.documents.agreements import (
    DAY,
    PARTIES,
    answer,
    core,
    half_reviewed,
    short,
    signed,
    with_a_history,
)
from tests.documents.hostile import NAMES, hostile_text
from tests.documents.structure import structure

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize(
    ("name", "agreement", "copy"),
    [
        ("agreement_half_reviewed.md", half_reviewed(short()), None),
        ("agreement_blank.md", half_reviewed(short()), Copy.BLANK),
        ("agreement_signed.md", signed(short()), None),
        ("agreement_with_a_history.md", with_a_history(), None),
        ("agreement_with_a_history.en.md", with_a_history("en"), None),
        ("agreement_to_sign_anew.md", with_a_history(), Copy.FILLED),
        ("agreement_core_open.en.md", core("en"), None),
    ],
)
def test_an_agreement_is_written_as_the_fixture_shows(
    name: str, agreement: Agreement, copy: Copy | None
) -> None:
    written = agreement_to_markdown(agreement, PARTIES, copy)
    assert written == (FIXTURES / name).read_text("utf-8")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_clause_has_its_heading_its_comment_and_its_boxes(language: Language) -> None:
    agreement = core(language)
    found = structure(agreement_to_markdown(agreement, PARTIES))
    comments = [each for each in found if each.startswith("<!--")]
    assert comments == [f"<!-- clause: {clause.id} -->" for clause in agreement.clauses]
    assert found.count("heading_open h1 0") == 1
    assert found.count("heading_open h2 0") == 14 + 2
    assert found.count("[ ]") == 13 + 2
    assert "[x]" not in found


def test_a_term_has_its_box_before_the_text_and_a_consent_its_boxes_after_it() -> None:
    text = agreement_to_markdown(short(), PARTIES)
    assert text.index("- [ ] Lest") < text.index("Coaching er")
    assert text.index("- [ ] Godtatt") < text.index("Du velger")
    assert text.index("Bare hvis du vil") < text.index("- [ ] Ja") < text.index("- [ ] Nei")


@pytest.mark.parametrize(
    ("state", "boxes", "said"),
    [
        ("accepted", "- [x] Ja\n- [ ] Nei", "Samtykker 24. november 2026"),
        ("declined", "- [ ] Ja\n- [x] Nei", "Samtykker ikke 24. november 2026"),
        ("withdrawn", "- [ ] Ja\n- [x] Nei", "Trukket tilbake 24. november 2026"),
    ],
)
def test_a_consent_says_what_was_answered_and_when(state: str, boxes: str, said: str) -> None:
    agreement = decide(short(), "icf-log", answer(ClauseState(state)))
    text = agreement_to_markdown(agreement, PARTIES)
    assert f"{boxes}\n\n{said}" in text


def test_an_english_agreement_speaks_english_throughout() -> None:
    agreement = decide(core("en"), "icf-log", answer(ClauseState.DECLINED))
    text = agreement_to_markdown(agreement, PARTIES)
    assert "- [ ] Yes\n- [x] No\n\nDoes not consent 24 November 2026, on screen" in text
    for word in ("Klient", "Ja", "Nei", "Godtatt", "Underskrift", "november"):
        assert word not in text


def test_each_answer_says_how_it_was_given() -> None:
    on_paper = Decision(state=ClauseState.ACCEPTED, on=date(2026, 1, 2), how=How.PAPER)
    text = agreement_to_markdown(decide(short(), "roles", on_paper), PARTIES)
    assert "- [x] Godtatt 2. januar 2026, på papir" in text


def test_what_was_signed_keeps_the_parties_it_was_signed_with() -> None:
    later = Parties(coach=Party(name="Kari Coach"), client=Party(name="Åse Gift"))
    text = agreement_to_markdown(signed(short()), later)
    assert "Åse Ødegård" in text
    assert "Åse Gift" not in text


def test_the_fingerprint_stands_in_front_matter_and_at_the_end() -> None:
    agreement = signed(short())
    text = agreement_to_markdown(agreement, PARTIES)
    assert f"\nfingerprint: {agreement.fingerprint}\n" in text
    assert text.endswith(f"Kontrollkode for teksten: {agreement.fingerprint}\n")


def test_no_name_stands_in_the_front_matter() -> None:
    text = agreement_to_markdown(signed(short()), PARTIES)
    assert "Åse" not in text.split("---\n")[1]


@pytest.mark.parametrize(
    "text",
    [
        "A.\n\n- [x] Ja",
        "A.\n\n<!-- clause: icf-log -->",
        "A.\n\n```\nopen",
        "A\n===",
        "[Coach]: y",
        "- a",
        "    a",
        "# a",
        "A <b>b",
    ],
)
def test_wording_that_could_pass_for_structure_is_set_as_plain_text(text: str) -> None:
    forged = _with_clause(msgspec.structs.replace(short().clauses[1], text=text))
    assert _marks(forged) == _marks(short())


def _with_clause(clause: object) -> Agreement:
    agreement = short()
    return msgspec.structs.replace(
        agreement, clauses=(agreement.clauses[0], clause, agreement.clauses[2])
    )


def _shape(agreement: Agreement) -> list[str]:
    return structure(agreement_to_markdown(agreement, PARTIES))


def _marks(agreement: Agreement) -> list[str]:
    """What is read from a copy that comes back: headings, comments and boxes."""
    return [
        each
        for each in _shape(agreement)
        if each.startswith(("heading", "<", "[", "front", "html"))
    ]


def _named(name: str) -> Agreement:
    """An agreement in which everything that somebody typed on one line says ``name``."""
    agreement = signed(short())
    party = Party(name=name, email=name, phone=name, organisation=name)
    return msgspec.structs.replace(
        agreement,
        title=name,
        template=name,
        template_version=name,
        clauses=tuple(msgspec.structs.replace(clause, title=name) for clause in agreement.clauses),
        parties=Parties(coach=party, client=party, sponsor=party, guardian=party),
        signatures=(Signature(Role.CLIENT, name, DAY, name, How.E_SIGNATURE, reference=name),),
        fingerprint=name,
        previous=name,
        paper=name,
    )


def _both_shapes(agreement: Agreement) -> tuple[list[str], list[str]]:
    text = agreement_to_markdown(agreement, PARTIES)
    return structure(text), structure(text, front_matter=False)


PLAIN = _both_shapes(_named("Plain"))


@given(hostile_text)
def test_no_name_changes_the_structure(name: str) -> None:
    assert _both_shapes(_named(name)) == PLAIN


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_no_name_changes_the_structure_of_an_unsigned_agreement(name: str) -> None:
    def shape(name: str) -> list[str]:
        party = Party(name=name, email=name)
        return structure(agreement_to_markdown(short(), Parties(coach=party, client=party)))

    assert shape(name) == shape("Plain")


@given(st.lists(hostile_text, min_size=1, max_size=3).map("\n\n".join))
@settings(max_examples=60)
def test_no_comment_or_wording_adds_a_heading_a_comment_or_a_box(text: str) -> None:
    clauses = tuple(
        msgspec.structs.replace(clause, comment=text, text=text) for clause in short().clauses
    )
    forged = msgspec.structs.replace(short(), clauses=clauses, introduction=text)
    assert _marks_of(forged) == _marks_of(short())


def _marks_of(agreement: Agreement) -> list[str]:
    """The marks apart from small headings, which a wording may hold."""
    small = tuple(f"heading_{end} h{level}" for end in ("open", "close") for level in range(3, 7))
    return [each for each in _marks(agreement) if not each.startswith(small)]


@pytest.mark.parametrize("clause_id", ["a --> # b", "x--", "<b>", "", "a\nb", "-->"])
def test_no_id_ends_its_comment(clause_id: str) -> None:
    clause = msgspec.structs.replace(short().clauses[1], id=clause_id)
    assert len(_marks(_with_clause(clause))) == len(_marks(short()))
    assert _shape(_with_clause(clause)).count("html_inline") == 0
