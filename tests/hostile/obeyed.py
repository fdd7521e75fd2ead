"""A strict reader of what reached a terminal: anything that the app has no reason to send is named.

It is written from the standard (ECMA-48) and from what the app does; it shares nothing with the
app's own cleaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

OFTEN = 2
"""How often the app says the same on its way in or out: Textual turns the mouse on twice."""

_MODES = {
    *("1049", "1000", "1003", "1015", "1006", "1004"),  # screen, mouse, focus
    *("25", "7", "2004", "2048"),  # cursor, wrapping, pastes, sizes
}
_KNOWN = {
    *("\x1b[H", "\x1b[J"),  # the screen erased on leaving
    *("\x1b[?2026$p", "\x1b[?2048$p"),  # can the terminal do this
    *("\x1b[>25u", "\x1b[<u"),  # keys told in full, and no more
}
_COLOURS = re.compile(r"\x1b\[(?:(?:[0123479]|39|49|[34]8;2;\d+;\d+;\d+)(?:;(?!m)|(?=m)))*m")
_MOVE = re.compile(r"\x1b\[\d+(?:;\d+)?H")
_MODE = re.compile(r"\x1b\[\?(\d+)[hl]")
_POINTER = re.compile(r"\x1b\]22;[a-z-]+\x07")
_PROMPT = re.compile(r"\r\x1b\[K")
_CLIPBOARD = re.compile(r"\x1b\]52;c;[A-Za-z0-9+/]*=*\x07")

_TOKEN = re.compile(
    r"(?P<string>(?:\x1b[\]PX^_k]|[\x9d\x90\x98\x9e\x9f])(?:(?!\x1b\\)[^\x07\x9c])*(?:\x07|\x9c|\x1b\\)?)"
    r"|(?P<sequence>(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?)"
    r"|(?P<escape>\x1b[ -/]*[0-~]?)"
    r"|(?P<text>[^\x1b\x80-\x9f]+|[\x80-\x9f])",
    re.DOTALL,
)

# Format characters that are seen, or that letters and emoji are built with.
_JOINERS = "\u200c\u200d"
_SEEN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_BLANK_LETTERS = "\u034f\u115f\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
_MOST_MARKS = 32


class Obeyed(NamedTuple):
    """What a terminal would make of some output."""

    text: str
    offences: Counter[str]


def read(output: bytes, clipboard: bool = False) -> Obeyed:
    """Take ``output`` apart: its text, and everything in it that has no reason to be there.

    Sequences stand in the text as U+E000, so that what stood apart stays apart.
    """
    try:
        whole = output.decode()
    except UnicodeDecodeError as error:
        return Obeyed("", Counter([f"no UTF-8: {output[error.start - 20 : error.end + 20]!r}"]))
    whole = _PROMPT.sub("\n", whole, OFTEN)
    text: list[str] = []
    offences: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for token in _TOKEN.finditer(whole):
        found = token.group()
        if token.lastgroup == "text":
            text.append(found)
            offences.update(hostile_signs(found))
        elif not (_expected(found) or (clipboard and _CLIPBOARD.fullmatch(found))):
            offences[repr(found[:60])] += 1
        elif not _COLOURS.fullmatch(found):
            text.append("\ue000")
            told[found] += not (_MOVE.fullmatch(found) or _POINTER.fullmatch(found))
    offences.update({f"{each!r}, often": told[each] for each in told if told[each] > OFTEN})
    return Obeyed("".join(text), offences)


def _expected(sequence: str) -> bool:
    if mode := _MODE.fullmatch(sequence):
        return mode[1] in _MODES
    known = sequence in _KNOWN or _COLOURS.fullmatch(sequence) or _MOVE.fullmatch(sequence)
    return bool(known or _POINTER.fullmatch(sequence))


def hostile_signs(text: str) -> list[str]:
    """The characters of ``text`` that a terminal obeys, hides or turns round, as ``U+202E``."""
    found = []
    marks = 0
    without_line_ends = re.sub("\r+\n", "\n", text)
    for sign in without_line_ends:
        if " " <= sign <= "~" or sign == "\n":
            marks = 0
            continue
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind in ("Mn", "Me") or sign in _JOINERS else 0
        if _is_hostile(sign, kind) or marks > _MOST_MARKS:
            found.append(f"U+{ord(sign):04X}")
    return found


def _is_hostile(sign: str, kind: str) -> bool:
    if kind == "Cf":
        return sign not in _JOINERS and not _SEEN.match(sign)
    if kind == "Cn":
        return ord(sign) & 0xFFFE == 0xFFFE or "\ufdd0" <= sign <= "\ufdef"
    return kind in ("Cc", "Cs", "Zl", "Zp") or sign in _BLANK_LETTERS
