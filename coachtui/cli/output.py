"""What a command prints: results on standard output, everything else on standard error.

All text is made harmless here, whatever the vault held: nothing printed is obeyed by a terminal.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from coachtui import services, spelling
from coachtui.domain.changed_words import Change, Piece
from coachtui.language import _

_NARROWEST = 8
_GAP = "  "
_UNSEEN = re.compile("[^\\n -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377]")
_HIDING = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def say(message: str) -> None:
    """Tell the person something that is no result."""
    print(services.cleaning.clean_line(message), file=sys.stderr)


def line(text: str) -> None:
    """Print one line of the result."""
    print(services.cleaning.clean_line(text))


def text(markdown: str) -> None:
    """Print a text of several lines as it is, made harmless."""
    print(services.cleaning.clean_text(markdown).rstrip("\n"))


def changes(pieces: Iterable[Piece]) -> None:
    """Print a text with what was taken out as ``[-so-]`` and what was put in as ``{+so+}``.

    On a terminal these are red and green besides, unless ``NO_COLOR`` is set.
    """
    print("".join(map(_changed, pieces)).rstrip("\n"))


_SIGNS = {Change.REMOVED: ("[-", "-]", "31"), Change.ADDED: ("{+", "+}", "32")}


def _changed(piece: Piece) -> str:
    text = services.cleaning.clean_text(piece.text)
    words = text.rstrip()
    if piece.change is Change.KEPT or not words:
        return text
    opening, closing, colour = _SIGNS[piece.change]
    marked = f"{opening}{words}{closing}"
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        marked = f"\x1b[{colour}m{marked}\x1b[0m"
    return marked + text[len(words) :]


def as_json(value: Any) -> None:
    """Print ``value`` as JSON, exactly: what a terminal would obey or hide stands there escaped."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    plain = json.dumps(value, ensure_ascii=not encoding.startswith("utf"), indent=2)
    print(services.cleaning.without_heaps(_UNSEEN.sub(_seen, plain), _escaped))


def _seen(found: re.Match[str]) -> str:
    character = found.group()
    lies = services.cleaning.NEVER_HONEST.match(character)
    return _escaped(character) if lies or unicodedata.category(character) in _HIDING else character


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[int] = (),
    beside: bool = False,
) -> None:
    """Print ``rows`` in columns; those in ``right`` are aligned to the right.

    On a terminal the widest columns give way until a row fits; elsewhere nothing is cut. With
    ``beside`` it is no result.
    """
    stream = sys.stderr if beside else sys.stdout
    cells = [[services.cleaning.clean_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    if stream.isatty():
        widths = _fitting(widths, shutil.get_terminal_size().columns)
    for row in cells:
        columns = enumerate(zip(row, widths, strict=True))
        padded = [
            _padded(cell, cells_wide, place in right) for place, (cell, cells_wide) in columns
        ]
        print(_GAP.join(padded).rstrip(), file=stream)


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Print what is known, one fact a line; a fact without a value is left out."""
    clean = services.cleaning.clean_line
    known = [(clean(name), clean(value)) for name, value in pairs if value]
    widest = max((width(name) for name, _value in known), default=0)
    for name, value in known:
        print(f"{_padded(name, widest, False)}{_GAP}{value}")


def seconds(taken: float) -> str:
    """A measured time in words."""
    return _("{seconds} s").format(seconds=spelling.number(taken, 1 if taken >= 0.1 else 2))


def width(text: str) -> int:
    """How many cells ``text`` takes on a terminal."""
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fitting(widths: list[int], room: int) -> list[int]:
    """``widths`` with the widest made smaller, cell by cell, until all fit into ``room``."""
    widths = list(widths)
    while sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _padded(text: str, wanted: int, right: bool) -> str:
    if width(text) > wanted:
        text = _cut(text, wanted - 1) + "…"
    filler = " " * (wanted - width(text))
    return filler + text if right else text + filler


def _cut(text: str, room: int) -> str:
    used = 0
    for place, character in enumerate(text):
        used += _cells(character)
        if used > room:
            return text[:place]
    return text
