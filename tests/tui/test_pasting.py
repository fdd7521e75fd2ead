"""A paste stays a paste, whatever is in it and however it is cut on its way."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste

from coachtui.tui.pasting import PasteKeepingParser

LONG = "more than thirty-two letters, and then: \x11\x07 y"
START, END = "\x1b[200~", "\x1b[201~"


def messages(sent: str, piece: int) -> list[object]:
    parser = PasteKeepingParser()
    pieces = [sent[at : at + piece] for at in range(0, len(sent), piece)]
    return [message for each in pieces for message in parser.feed(each)]


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 7, 1000])
@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("\x1b" + LONG, "\ufffd" + LONG),
        ("\x1b\x11", "\ufffd\x11"),
        ("a\x1b[20", "a\ufffd[20"),
        ("\x1b\x1b", "\ufffd\ufffd"),
        (START + "b", "\ufffd[200~b"),
        ("\x1b[48;10;10;1;1t", "\ufffd[48;10;10;1;1t"),
        ("\x1b[I", "\ufffd[I"),
        ("plain\ntext", "plain\ntext"),
    ],
)  # fmt: skip
def test_no_paste_presses_keys(pasted: str, shown: str, piece: int) -> None:
    before, paste, after = messages(f"a{START}{pasted}{END}b", piece)
    assert isinstance(before, Key)
    assert isinstance(paste, Paste)
    assert isinstance(after, Key)
    assert (before.key, paste.text, after.key) == ("a", shown, "b")


def test_two_pastes_and_keys_between_them_stay_apart() -> None:
    found = messages(f"{START}a\x1b{END}\x1b[A{START}\x1bb{END}\x11", 1000)
    shown = [each.text if isinstance(each, Paste) else each.key for each in found]
    assert shown == ["a\ufffd", "up", "\ufffdb", "ctrl+q"]
