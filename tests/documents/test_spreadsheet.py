"""A table in whatever dialect a spreadsheet writes it: the same cells come out."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.documents.clean import clean_text
from coachtui.documents.spreadsheet import NoTable, Row, read_table
from tests.hostile.obeyed import hostile_signs
from tests.hostile.strings import hostile_strings

HEADER = ("Navn", "E-post", "Merknad")
# The sign of the euro stands apart: right behind some letters, Windows-1252 looks like UTF-8.
LETTERS = [*"aåæøÅé;,|\t\"'=+-@\n1", " €"]
CELL = st.lists(st.sampled_from(LETTERS), max_size=12).map("".join).map(str.strip)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), max_size=6)


def written(rows: list[tuple[str, ...]], delimiter: str, end: str) -> str:
    """What a spreadsheet would write."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows([HEADER, *rows])
    return file.getvalue()


@given(
    ROWS,
    st.sampled_from(";,|\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    st.booleans(),
)
def test_every_dialect_gives_the_same_cells(
    rows: list[tuple[str, ...]], delimiter: str, end: str, encoding: str, says_so: bool
) -> None:
    text = written(rows, delimiter, end)
    if says_so:
        text = f"sep={delimiter}{end}{text}"
    table = read_table(text.encode(encoding))
    assert table.header == HEADER
    assert [row.cells for row in table.rows] == [
        tuple(clean_text(cell).replace("\t", " ").strip() for cell in row)
        for row in rows
        if any(row)
    ]
    assert table.too_long == ()


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    table = read_table(
        b'sep=;\r\nnavn;by\r\n"Ola\r\nNordmann";Oslo\r\n;\r\nPer;Bergen\r\na;b;c\r\n'
    )
    assert table.rows == (Row(3, ("Ola\nNordmann", "Oslo")), Row(6, ("Per", "Bergen")))
    assert table.too_long == (7,)


def test_a_formula_is_text() -> None:
    (row,) = read_table(b"navn\n\"=cmd|' /C calc'!A0\"\n").rows
    assert row.cells == ("=cmd|' /C calc'!A0",)


def test_what_is_hostile_becomes_visible() -> None:
    strings = [each for each in hostile_strings(3_000) if each.strip("\0 ") and "\0" not in each]
    text = written([("a", "b", each) for each in strings], ";", "\n")
    table = read_table(text.encode(errors="replace"))
    assert len(table.rows) >= len(strings)
    assert not hostile_signs("\n".join(cell for row in table.rows for cell in row.cells))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    said = ""
    try:
        table = read_table(content)
    except NoTable as refusal:
        said = str(refusal)
    else:
        said = "".join(cell for row in table.rows for cell in row.cells)
        assert {len(row.cells) for row in table.rows} <= {len(table.header)}
    assert not hostile_signs(said)


@pytest.mark.parametrize("text", ['navn\n"Ola', 'navn\n"Ola"x\n'])
def test_quotes_that_do_not_fit_are_told_with_their_line(text: str) -> None:
    with pytest.raises(NoTable, match="line 2: the quotes"):
        read_table(text.encode())
