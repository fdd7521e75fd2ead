"""The same frame in fewer bytes: a style is changed to the next, not ended and begun anew.

Every run of characters comes from Textual with all of its colours before it and a reset after it,
and each line with a move to its end, a line feed and a move to where the next one begins; most of a
frame is that, and on a slow line it is what one waits for. What a frame shows does not change here,
and it still ends with a reset.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_MOVE = re.compile(r"(?:\n|\x1b\[\d+;\d+H)*\x1b\[(\d+)(?:;1|(;\d+))H")
"""Moves of the cursor one after the other; the last to a line and a column, which may be the first."""

_STYLE = re.compile(r"\x1b\[(?:0m(\n?(?:\x1b\[\d+(?:;\d+)?H)?)\x1b\[)?([\d;:]*)m")
"""A style or a reset; or a reset, at most a move of the cursor (group 1), and then a style."""

_RESET = "\x1b[m"


class _Style(NamedTuple):
    """What one escape sequence sets, from a reset on; an empty colour is the terminal's own."""

    attributes: frozenset[str]
    front: str
    back: str


def shortened(frame: str) -> str:
    """``frame``, as short as it can be said. Its styles must each follow a reset, as Rich's do."""
    in_force = ""

    def short(found: re.Match[str]) -> str:
        nonlocal in_force
        before, (move, style) = in_force, found.groups()
        if style == "0":
            in_force = ""
            return _RESET + (move or "")
        in_force = style
        if move is None:
            return found.group()
        return move + _change(before, in_force)

    return _STYLE.sub(short, _MOVE.sub("\x1b[\\1\\2H", frame))


@lru_cache(1024)
def _change(before: str, after: str) -> str:
    """The sequence that makes the second style of the first."""
    old, new = _read(before), _read(after)
    if not old.attributes <= new.attributes:
        return f"\x1b[0;{after}m"
    codes = sorted(new.attributes - old.attributes)
    if new.front != old.front:
        codes.append(new.front or "39")
    if new.back != old.back:
        codes.append(new.back or "49")
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def _read(style: str) -> _Style:
    attributes, front, back = set(), "", ""
    codes = iter(style.split(";") if style else ())
    for code in codes:
        if code in ("38", "48"):
            kind = next(codes)
            rest = [next(codes) for _ in range(3 if kind == "2" else 1)]
            code = ";".join([code, kind, *rest])
        number = code.partition(";")[0]
        if number == "38" or re.fullmatch("3[0-79]|9[0-7]", number):
            front = code
        elif number == "48" or re.fullmatch("4[0-79]|10[0-7]", number):
            back = code
        else:
            attributes.add(code)
    return _Style(frozenset(attributes), front, back)
