"""The columns of a list: what they are called, how wide they are, and which find room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coachtui import early


class Column(NamedTuple):
    """One column: ``name`` for the cell function, ``title`` a message id, ``width`` in cells.

    It is ``wider`` by so many cells where the screens do not speak English, whose words are short.

    A column that ``grows`` shares the room that is left. Where the room is short, columns of the
    highest ``rank`` are left out first; those of rank 0 stay. What stands in a ``private`` one is
    blurred in privacy mode.
    """

    name: str
    title: str
    width: int
    grows: bool = False
    right: bool = False
    rank: int = 0
    wider: int = 0
    private: bool = False


class Cell(NamedTuple):
    """What stands in one cell; ``style`` is one of strong, muted, good, warning, bad, or nothing."""

    text: str
    style: str = ""


def columns_for(columns: Sequence[Column], width: int) -> list[Column]:
    """The columns that fit into ``width`` cells, with their final widths; a gap of two between."""
    kept = [_widened(column) for column in columns]
    while _needed(kept) > width and any(column.rank for column in kept):
        kept.remove(max(reversed(kept), key=lambda column: column.rank))
    growing = [column for column in kept if column.grows]
    spare = width - _needed(kept)
    for place, column in enumerate(growing):
        share = spare // (len(growing) - place)
        spare -= share
        kept[kept.index(column)] = column._replace(width=max(1, column.width + share))
    return kept


def _widened(column: Column) -> Column:
    return column._replace(width=column.width + (column.wider if early.spoken != "en" else 0))


def _needed(columns: Sequence[Column]) -> int:
    return sum(column.width for column in columns) + 2 * (len(columns) - 1) + 2
