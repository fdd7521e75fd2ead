"""An agreement as a PDF: read back, and nothing in it that anybody could have had executed."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from coachtui.documents.agreement.markdown import sheet
from coachtui.documents.agreement.pdf import agreement_to_pdf
from coachtui.documents.agreement.words import LINE_TO_WRITE_ON
from coachtui.domain.agreement import Agreement, Parties, Party
from coachtui.domain.disclosure import Copy
from tests.documents.agreements import PARTIES, core, half_reviewed, short, signed, with_a_history
from tests.documents.hostile import NAMES, hostile_text


def read(agreement: Agreement, parties: Parties = PARTIES, copy: Copy | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(agreement_to_pdf(sheet(agreement, parties, copy))))


def words(made: PdfReader) -> str:
    text = " ".join(page.extract_text() for page in made.pages)
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").split())


def test_it_says_what_the_agreement_says() -> None:
    text = words(read(with_a_history()))
    for said in (
        "Åse Ødegård, aase@example.org",
        "Ordlyden er endret for denne avtalen.",
        "Coaching er målrettet, for deg.",
        "Trukket tilbake 1. mars 2027, på papir",
        "Verge: Pål Verge, 5. januar 2027",
        "(referanse E-123_45)",
        with_a_history().fingerprint,
    ):
        assert said in text
    assert "<!--" not in text
    assert "coachtui" not in text


def test_no_name_stands_in_what_describes_the_file() -> None:
    made = read(signed(core("en")))
    assert made.metadata is not None
    assert made.metadata.title == "Coaching agreement"
    assert not made.metadata.author
    assert made.trailer["/Root"]["/Lang"] == "en"
    assert not any("Åse" in str(value) for value in made.metadata.values())


def test_the_three_copies_differ_in_what_they_say() -> None:
    agreement = half_reviewed(short())
    blank, filled = words(read(agreement, copy=Copy.BLANK)), words(read(agreement))
    assert "Hvem velger?" in filled
    assert "Hvem velger?" not in blank
    assert "Underskrift:" in filled
    assert "Underskrift:" not in blank
    assert "Sted og dato:" not in words(read(signed(short())))


def test_long_names_and_two_hundred_clauses_find_room() -> None:
    party = Party(name="Å" * 400, email="x" * 400)
    one = short().clauses[1]
    clauses = tuple(
        msgspec.structs.replace(one, id=f"c{n}", title=f"Punkt {n}") for n in range(200)
    )
    long = msgspec.structs.replace(
        one, id="long", text="\n\n".join(f"Avsnitt {n}: " + "ord " * 200 for n in range(40))
    )
    agreement = msgspec.structs.replace(short(), clauses=(*clauses, long))
    made = read(agreement, Parties(coach=party, client=party))
    text = words(made)
    assert "200. Punkt 199" in text
    assert "Avsnitt 39" in text
    assert text.replace(" ", "").count("Å" * 400) >= 2
    assert len(made.pages) > 20


def test_a_name_that_ends_like_a_line_to_sign_on_is_a_name() -> None:
    party = Party(name=f"Åse {LINE_TO_WRITE_ON}")
    made = read(short(), Parties(coach=PARTIES.coach, client=party))
    # Among the parties, and above the lines to sign on, which are drawn and hold no such sign.
    assert words(made).replace(" ", "").count("_") == 2 * len(LINE_TO_WRITE_ON)


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        (
            "Før.\n\n| Tid | Pris |\n|---|---|\n| time | *dyr* |\n\nEtter.",
            "Før. Tid Pris time dyr Etter.",
        ),
        (
            "Før.\n\n1. først\n2. så\n   - under\n\n   mer\n\nEtter.",
            "Før. 1. først 2. så • under mer Etter.",
        ),
        ("Før.\n\n### Midt\n\nEtter.", "Før. Midt Etter."),
    ],
    ids=["table", "lists", "heading"],
)
def test_whatever_a_wording_may_hold_is_set_whole_and_in_order(text: str, set_as: str) -> None:
    clauses = tuple(msgspec.structs.replace(each, text=text) for each in short().clauses)
    made = words(read(msgspec.structs.replace(short(), clauses=clauses)))
    assert made.count(set_as) == len(clauses)


def _named(name: str) -> PdfReader:
    party = Party(name=name, organisation=name)
    agreement = half_reviewed(short())
    clauses = tuple(
        msgspec.structs.replace(each, title=name, comment=name, text=name)
        for each in agreement.clauses
    )
    agreement = msgspec.structs.replace(agreement, clauses=clauses, title=name)
    return read(agreement, Parties(coach=party, client=party))


@pytest.mark.parametrize(
    "name",
    [
        "#panic(1)",
        "#{ while true {} }",
        '#read("/etc/passwd")',
        '#import "@preview/x:1.0.0"',
        "$x$ *a* _b_ `c` <d> @e // f /* g */",
        '"}]}',
        "\\",
        "= Overskrift",
        "[[#emoji.face]]",
    ],
)
def test_nothing_of_a_name_is_read_as_typst(name: str) -> None:
    assert words(_named(name)).replace(" ", "").count(name.replace(" ", "")) >= 6


@given(hostile_text)
@settings(max_examples=40, deadline=None)
def test_every_text_can_be_set(name: str) -> None:
    assert len(_named(name).pages) >= 1


def test_the_gallery_of_hostile_names_can_be_set() -> None:
    assert len(_named(" ".join(NAMES)).pages) >= 1


def test_without_the_extra_it_says_how_to_get_it() -> None:
    code = (
        "import sys\n"
        "sys.modules['typst'] = None\n"
        "from coachtui.documents.agreement.markdown import sheet\n"
        "from coachtui.documents.agreement.pdf import agreement_to_pdf\n"
        "from coachtui.errors import NotFound\n"
        "from tests.documents.agreements import PARTIES, short\n"
        "try: agreement_to_pdf(sheet(short(), PARTIES))\n"
        "except NotFound as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    for way in ("pipx inject coachtui typst", "pip install '.[pdf]'", "uv tool install '.[pdf]'"):
        assert way in done.stdout
    assert "Markdown and HTML work" in done.stdout
