"""A table out of a spreadsheet: CSV with any delimiter and in any usual encoding.

Here belongs how a text becomes rows of cells. What a column means is not known here. Pure: bytes in,
cells out; every cell is cleaned text, also one that a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from coachtui.documents.clean import clean_text
from coachtui.documents.decoding import NoText, decoded
from coachtui.errors import CoachError
from coachtui.language import N_, _

MOST_BYTES = 16 * 1024 * 1024
MOST_ROWS = 10_000

_DELIMITERS = ";\t,|"
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*(?:\r\n?|\n|\Z)', re.IGNORECASE)


class NoTable(CoachError):
    """A file is no table that can be read; ``line`` counts from 1, None where no line is to blame."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.line = line
        place = _("line {line}: {reason}") if line else "{reason}"
        told = place.format(line=line, reason=reason)
        super().__init__(
            _("This cannot be read as CSV, {told}. Put that right and try again.").format(told=told)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header, as long as that; ``line`` is the number of its first line."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it that have anything in them.

    ``too_long`` are the lines of those with more cells than the header; they are not among ``rows``.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    too_long: tuple[int, ...]


def read_table(content: bytes) -> Table:
    """The table that ``content`` is.

    Raises:
        NoTable: it is none, or has more rows than are taken at once.
    """
    text = _text(content)
    skipped = 0
    if separator := _SEPARATOR.match(text):
        text, skipped = text[separator.end() :], 1
    delimiter = separator[1] if separator else _delimiter(text)
    records = [each for each in _records(text, delimiter, skipped) if any(each.cells)]
    if not records:
        raise NoTable(_("there is nothing in it"))
    if len(records) > MOST_ROWS + 1:
        message = _("it has more than {limit} rows; bring them in in several files")
        raise NoTable(message.format(limit=MOST_ROWS))
    header = _without_empty_end(records[0].cells)
    rows = [Row(each.line, _without_empty_end(each.cells)) for each in records[1:]]
    return Table(
        header=header,
        rows=tuple(
            Row(each.line, each.cells + ("",) * (len(header) - len(each.cells)))
            for each in rows
            if len(each.cells) <= len(header)
        ),
        too_long=tuple(each.line for each in rows if len(each.cells) > len(header)),
    )


def _text(content: bytes) -> str:
    try:
        return decoded(content)
    except NoText as error:
        reason = _("{reason}; save it as CSV first") if error.has_text else "{reason}"
        raise NoTable(reason.format(reason=error)) from None


def _delimiter(text: str) -> str:
    """The one that takes the header apart into most cells."""
    counted = {each: _cells_of_header(text, each) for each in _DELIMITERS}
    return max(_DELIMITERS, key=lambda each: counted[each])


def _cells_of_header(text: str, delimiter: str) -> int:
    try:
        return len(next(_records(text, delimiter, 0)).cells)
    except (NoTable, StopIteration):
        return 0


def _records(text: str, delimiter: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line + skipped, tuple(_cleaned(cell) for cell in cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise NoTable(_(_in_words(str(error))), line + skipped) from None


def _in_words(error: str) -> str:
    if "field limit" in error:
        return N_("a cell is longer than anything kept here")
    return N_("the quotes do not fit together")


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    filled = [place for place, cell in enumerate(cells, 1) if cell]
    return cells[: filled[-1]] if filled else ()


def _cleaned(cell: str) -> str:
    """A cell as text: its lines stay lines, and a tab in one is no more than a blank."""
    return clean_text(cell).replace("\t", " ").strip()
