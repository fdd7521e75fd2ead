"""Text from outside, made harmless: what a terminal would obey or hide becomes a visible U+FFFD.

Here belongs which characters are hostile. Every entrance (file, paste, command line, import) calls
one of the two functions; Markdown and its escapes are not known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_JOINERS = _ZWNJ + _ZWJ

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SEPARATORS = "\u2028\u2029"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_SURROGATES = "\ud800-\udfff"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

_NEVER_HONEST = f"{_CONTROLS}{_REORDERING}{_SEPARATORS}{_INVISIBLE}{_NONCHARACTERS}{_SURROGATES}"

NEVER_HONEST = re.compile(f"[{_NEVER_HONEST}]")
"""One character that is hostile wherever it stands; newline and tab are not."""

_SUSPECTS = re.compile(f"[{_NEVER_HONEST}{_SELECTORS}{_JOINERS}]+")
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_LINE_END = re.compile("\r\n?")

MOST_MARKS = 30
"""Combining marks that one letter may carry, as in Unicode's own stream-safe text."""

# No combining mark is a letter or a digit, so this passes over what is written in any language.
_MAY_BE_MARKS = re.compile(rf"[^\w\x00-\x7f]{{{MOST_MARKS + 1},}}")

# Scripts whose letters change shape at a joiner: Arabic and its kin, the Indic family, South-East
# Asia, Tibetan and Mongolian.
_SHAPING_SCRIPTS = re.compile(
    "[\u0600-\u07ff\u0840-\u0dff\u0f00-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\uabff"
    "\ufb50-\ufdcf\ufe70-\ufefe\U00010a00-\U00010aff\U00011000-\U00011fff]"
)
_EMOJI = re.compile("[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")


def clean_text(text: str) -> str:
    """``text`` in NFC, lines ending in LF, each hostile character replaced by U+FFFD.

    Newline and tab stay; ZWJ and ZWNJ stay where a script or an emoji is built with them. Marks
    heaped on one letter beyond what any script does are replaced as well. Cleaning what is clean
    changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    return _SUSPECTS.sub(_judged, _normalised(text))


def clean_line(text: str) -> str:
    """``text`` as one line: cleaned, newlines and tabs turned into spaces, no space at the ends."""
    return clean_text(text).replace("\n", " ").replace("\t", " ").strip()


def hidden(text: str) -> str:
    """A hostile character of ``text`` as ``U+202E``, such as one mark too many; empty if it has none."""
    text = _LINE_END.sub("\n", text)
    bounded = without_heaps(text, _replaced)
    composed = unicodedata.normalize("NFC", bounded)
    normalised = _normalised(text)
    for after, before in (
        (bounded, text),
        (normalised, composed),
        (clean_text(text), normalised),
    ):
        for kept, original in zip(after, before, strict=True):
            if kept != original:
                return f"U+{ord(original):04X}"
    return ""


def without_heaps(text: str, instead: Callable[[str], str]) -> str:
    """``text`` with each mark that is one too many on its letter given to ``instead``."""

    def bounded(run: re.Match[str]) -> str:
        kept: list[str] = []
        heaped = 0
        for character in run.group():
            # A joiner or a selector between two marks begins no new letter.
            marks = character in _JOINERS or unicodedata.category(character).startswith("M")
            heaped = heaped + 1 if marks else 0
            kept.append(character if heaped <= MOST_MARKS else instead(character))
        return "".join(kept)

    return _MAY_BE_MARKS.sub(bounded, text)


def _normalised(text: str) -> str:
    # The time that NFC takes grows with the square of a heap of marks: minutes for one note of them.
    bounded = without_heaps(_LINE_END.sub("\n", text), _replaced)
    # It may have taken letters and marks apart, which makes a heap larger.
    return without_heaps(unicodedata.normalize("NFC", bounded), _replaced)


def _replaced(_character: str) -> str:
    return REPLACEMENT


def _judged(run: re.Match[str]) -> str:
    """The run of suspects with those replaced that do no honest work where they stand."""
    before = run.string[run.start() - 1] if run.start() else ""
    kept: list[str] = []
    for place, character in enumerate(run.group(), run.start()):
        after = run.string[place + 1 : place + 2]
        honest = _is_honest(kept[-1] if kept else before, character, after)
        kept.append(character if honest else REPLACEMENT)
    return "".join(kept)


def _is_honest(before: str, character: str, after: str) -> bool:
    if _SELECTOR.match(character):
        return _can_be_varied(before)
    if character == _ZWJ and _EMOJI.match(after) and (_EMOJI.match(before) or before == "\ufe0f"):
        return True
    return character in _JOINERS and bool(_SHAPING_SCRIPTS.match(before))


def _can_be_varied(base: str) -> bool:
    """Whether a variation selector may follow ``base``: something visible, and no second selector."""
    return bool(base) and base != REPLACEMENT and not base.isspace() and not _SUSPECTS.match(base)
