"""Every way in: what a vault holds after it is harmless, whatever was typed, sent or pasted."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coachtui.documents.markdown import blocks
from coachtui.documents.template.parsing import parse
from coachtui.documents.template.values import whole
from coachtui.domain.agreement import How
from coachtui.domain.client import Client
from coachtui.domain.engagement import Engagement
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import Session
from coachtui.domain.value import Value, to_plain
from coachtui.errors import CoachError
from coachtui.services import (
    agreements,
    clients,
    engagements,
    exports,
    importing,
    practice,
    returned,
    sessions,
    signing,
)
from coachtui.services.entry import day, entered
from coachtui.services.opening import Vault
from coachtui.services.reading import first_line
from coachtui.services.returned import Change
from tests.conftest import DAY, NOW
from tests.hostile.obeyed import hostile_signs
from tests.hostile.strings import hostile_strings

STRINGS = hostile_strings(11_000)
EMPTY: list[Value] = [
    Client(code="K-001", name="-", since=DAY),
    Practice(name="-"),
    Engagement(id="e", start=DAY),
    Session(id="s", date=DAY),
]


def texts_in(plain: Any) -> Iterator[str]:
    """Every string in what JSON would hold."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for value in plain.values():
            yield from texts_in(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from texts_in(value)


def assert_harmless(*values: Any) -> None:
    for text in texts_in(to_plain(list(values))):
        assert not hostile_signs(text), ascii(text)


def in_pieces(most: int, strings: list[str] = STRINGS) -> Iterator[str]:
    """The strings one behind the other, in pieces of at most so many characters when cleaned."""
    piece = ""
    for string in strings:
        # NFC makes three characters of one at the worst.
        if len(piece) + len(string) > most // 3:
            yield piece
            piece = ""
        piece += string
    yield piece


@pytest.mark.parametrize("value", EMPTY, ids=lambda value: type(value).__name__)
def test_every_field_of_every_form_is_cleaned(value: Value) -> None:
    said: list[str] = []
    for field in msgspec.structs.fields(type(value)):
        for string in STRINGS if field.name in ("name", "note", "sponsor") else STRINGS[:700]:
            try:
                said.append(str(getattr(entered(value, {field.name: string}), field.name)))
            except CoachError as refusal:
                said.append(str(refusal))
    assert len(said) > 11_000
    assert not hostile_signs("\n".join(said))


def test_a_day_is_never_quoted_back() -> None:
    for string in STRINGS:
        with contextlib.suppress(CoachError):
            assert isinstance(day("date", string), date)


def test_what_the_services_save_is_harmless(vault: Vault, aase: ClientRecord) -> None:
    for piece in list(in_pieces(400))[:60]:
        clients.edit(vault, aase.id, {"name": piece, "email": piece, "phone": piece})
    for piece in in_pieces(262_144):
        clients.edit(vault, aase.id, {"remark": piece})
        sessions.add(vault, aase.id, {"note": piece}, DAY)
    for piece in list(in_pieces(400))[:20]:
        practice.edit(vault, {"name": piece, "organisation": piece, "credential": piece})
    engagements.add(vault, aase.id, {"sponsor": next(in_pieces(400))}, DAY)
    assert_harmless(vault.load(aase.id), vault.practice(), *vault.cards())


def test_what_is_said_to_an_agreement_is_harmless(
    vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    record = agreements.begin(vault, aase.id, DAY)
    for clause, piece in zip(agreements.current(record).clauses, in_pieces(262_144), strict=False):
        agreements.comment(vault, aase.id, clause.id, piece)
    agreements.decide(vault, aase.id, agreements.accepted(DAY), everything=True)
    for clause in agreements.current(vault.load(aase.id)).clauses:
        if not clause.settled:
            agreements.decide(vault, aase.id, agreements.declined(DAY), clause.id)
    piece = next(in_pieces(400))
    practice, record = vault.practice(), vault.load(aase.id)
    signatures = signing.signatures(practice, record, piece, DAY, How.PAPER, place=piece)
    signing.sign(vault, aase.id, signatures, DAY, override=piece, paper=piece)
    record = vault.load(aase.id)
    assert sum(len(clause.comment) for clause in agreements.current(record).clauses) > 100_000
    assert_harmless(record)
    out = exports.export_agreement(vault, aase.id, tmp_path / "out", NOW)
    assert not hostile_signs(out.read_text())


def test_what_a_returned_copy_says_is_harmless(
    vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    agreements.begin(vault, aase.id, DAY)
    path = exports.export_agreement(vault, aase.id, tmp_path, NOW)
    parts = path.read_text("utf-8").split("\n## ")
    for number, piece in zip(range(2, len(parts)), in_pieces(8_000), strict=False):
        parts[number] += f"\n{piece}\n\n> Kommentar: {piece}\n"
    # A file with a NUL in it, or with half a character, is refused as no text.
    path.write_bytes("\n## ".join(parts).replace("\0", "").encode(errors="replace"))
    found = returned.read(vault, aase.id, path)
    assert len(found) > 10
    assert_harmless(*found)
    comments = [each for each in found if each.change is Change.COMMENT and each.clause]
    assert len(comments) > 5
    assert_harmless(
        returned.take_over(vault, vault.load(aase.id), comments, comments, DAY, How.EMAIL)
    )


def test_what_is_read_as_markdown_is_harmless() -> None:
    said: list[str] = []
    for piece in in_pieces(20_000):
        for block in blocks(piece):
            spans = [*block.spans, *(span for row in block.rows for cell in row for span in cell)]
            said += [block.marker, *(text for span in spans for text in (span.text, span.link))]
    said += map(first_line, STRINGS)
    assert not hostile_signs("\n".join(said))


TEMPLATE = """---
template: {0}
language: nb
version: 1
title: {1}
---

{2}

## {3}
<!-- clause: a, kind: term -->

{4}
"""


@pytest.mark.parametrize("place", range(5))
def test_a_template_with_something_hostile_is_refused_or_harmless(place: int) -> None:
    words = ["mal", "Tittel", "Innledning", "Punkt", "Tekst"]
    assert parse(TEMPLATE.format(*words), "mal.md").title == "Tittel"
    said: list[str] = []
    for string in STRINGS[:2_200]:
        words[place] = string
        try:
            made = parse(TEMPLATE.format(*words), f"{string}.md")
        except CoachError as refusal:
            said.append(str(refusal))
        else:
            said += [made.id, made.title, whole(made.introduction)]
            said += [text for each in made.clauses for text in (each.title, whole(each.parts))]
    assert len(said) >= 2_200
    assert not hostile_signs("\n".join(said))


def test_what_comes_out_of_a_spreadsheet_is_harmless(vault: Vault) -> None:
    file = io.StringIO(newline="")
    rows = [
        [f"{number} {piece}", piece, piece, piece]
        for number, piece in enumerate(
            in_pieces(300, [each for each in STRINGS if "\0" not in each])
        )
    ]
    csv.writer(file, delimiter=";").writerows([["Navn", "Telefon", "Merknad", "Egen"], *rows])
    sheet = importing.read(vault, file.getvalue().encode(errors="replace"), DAY)
    assert not hostile_signs("\n".join(each.reason for each in sheet.refused))
    assert len(sheet.newcomers) > 300
    for each in sheet.newcomers:
        assert_harmless(each.client)
