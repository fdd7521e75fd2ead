"""What the terminal sends, as keys."""

from __future__ import annotations

import pytest
from textual.events import Key

from coachtui.tui.terminal import Keys


def keys(sent: str) -> list[str]:
    reader = Keys()
    events = [*reader.feed(sent), *reader.feed("")]
    return [event.key for event in events if isinstance(event, Key)]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("\x1b", ["escape"]),
        ("\x1bn", ["escape", "n"]),
        ("\x1bN", ["escape", "N"]),
        ("\x1bø", ["escape", "ø"]),
        ("\x1b2", ["escape", "2"]),
        ("\x1b/", ["escape", "slash"]),
        ("\x1b ", ["escape", "space"]),
        ("\x1b?", ["escape", "question_mark"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b\t", ["escape", "tab"]),
        ("\x1b\x13", ["escape", "ctrl+s"]),
        ("\x1bjj", ["escape", "j", "j"]),
    ],
)
def test_esc_and_a_key_sent_together_are_two_keys(sent: str, expected: list[str]) -> None:
    assert keys(sent) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("\x1b[A", ["up"]),
        ("\x1bOB", ["down"]),
        ("\x1b[3~", ["delete"]),
        ("\x1b[Z", ["shift+tab"]),
        ("\x1bb", ["ctrl+left"]),
        ("\x1b\x7f", ["ctrl+w"]),
        ("\x1b\x1b[B", ["escape", "down"]),
    ],
)
def test_a_key_that_sends_several_bytes_stays_one(sent: str, expected: list[str]) -> None:
    assert keys(sent) == expected
