"""What the other tests here stand on: the strings are hostile, and the reader sees it."""

from __future__ import annotations

import pytest

from tests.hostile.obeyed import OFTEN, hostile_signs, read
from tests.hostile.strings import (
    CONTROLS,
    DIRECTIONS,
    EIGHT_BIT,
    HEAPS,
    LINE_ENDS,
    SEQUENCES,
    hostile_strings,
)


def test_there_are_ten_thousand_different_strings_that_a_terminal_obeys_or_hides() -> None:
    strings = hostile_strings(11_000)
    assert len(set(strings)) == 11_000
    assert sum(bool(hostile_signs(string)) for string in strings) >= 10_000
    assert strings == hostile_strings(11_000)


@pytest.mark.parametrize(
    "sent", [*SEQUENCES, *EIGHT_BIT, *CONTROLS, *LINE_ENDS, *DIRECTIONS, *HEAPS], ids=ascii
)
def test_the_reader_sees_each_of_them(sent: str) -> None:
    # Some of them the app says itself, but once or twice.
    assert read(f"before {sent} after".encode() * (OFTEN + 1)).offences


def test_the_reader_lets_pass_what_the_app_sends() -> None:
    sent = "\x1b[?1049h\x1b[1;1H\x1b[1;38;2;1;2;3mÅse 👩‍👧 日本\x1b[0m\r\n\x1b[?2004l\x1b[<u"
    assert not read(sent.encode()).offences
    copied = b"\x1b]52;c;w4U=\x07"
    assert read(copied).offences
    assert not read(copied, clipboard=True).offences
