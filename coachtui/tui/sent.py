"""What stands on the terminal already is not sent again.

A widget that changes is painted whole, and a dialog or a notice has everything painted: most of that
looks as it did. On a slow line the rest is what one waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.strip import Strip


class Sent:
    """The pieces of each row as they were sent last, by their column."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, Strip | None]] = {}

    def forget(self) -> None:
        """Know nothing: something else wrote to the terminal, or it begins anew."""
        self._rows.clear()

    def new_of(self, update: ChopsUpdate) -> CompositorUpdate | None:
        """What of ``update`` does not stand there; from now on it is taken to."""
        pieces = list(self._new(update))
        return _Pieces(pieces) if pieces else None

    def _new(self, update: ChopsUpdate) -> Iterator[_Piece]:
        for y, begin, end in update.spans:
            pieces = update.chops[y]
            row = self._rows.get(y)
            if row is None or row.keys() != pieces.keys():
                # Divided at other columns, a row says nothing of what stood there.
                row = self._rows[y] = dict.fromkeys(pieces)
            for (x, strip), right in zip(pieces.items(), update.chop_ends[y], strict=True):
                if strip is not None and x < end and right > begin and strip != row[x]:
                    row[x] = strip
                    yield _Piece(x, y, strip)


class _Piece(NamedTuple):
    x: int
    y: int
    strip: Strip


class _Pieces(CompositorUpdate):
    """Some pieces of rows, to be written each in its place."""

    def __init__(self, pieces: Iterable[_Piece]) -> None:
        self._pieces = pieces

    def render_segments(self, console: Console) -> str:
        written = []
        place = None
        for x, y, strip in self._pieces:
            if place != (x, y):
                written.append(Control.move_to(x, y).segment.text)
            written.append(strip.render(console))
            place = x + strip.cell_length, y
        return "".join(written)
