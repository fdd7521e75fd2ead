"""On the console of Linux, in a terminal: its own sixteen colours, and signs that its fonts have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coachtui.config import Config
from coachtui.tui.app import CoachApp
from tests.terminal import Terminal
from tests.tui.repertoire import CONSOLE

SIXTEEN = re.compile(r"3[0-79]|4[0-79]|9[0-7]")
ATTRIBUTES = {"", "0", "1", "2", "3", "4", "7", "9"}


@pytest.mark.parametrize(
    ("kind", "configured", "theme"),
    [
        ("linux", "coach-dark", "coach-console"),
        ("linux", "coach-light", "coach-light"),
        ("xterm-256color", "coach-dark", "coach-dark"),
    ],
)
def test_the_console_begins_in_its_own_theme_unless_another_was_chosen(
    monkeypatch: pytest.MonkeyPatch, kind: str, configured: str, theme: str
) -> None:
    monkeypatch.setenv("TERM", kind)
    assert CoachApp(Path("/nowhere"), None, Config(theme=configured)).theme == theme


def test_what_is_sent_there_can_be_drawn(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "demo", variables={"TERM": "linux", "COLORTERM": ""})
    terminal.wait_for("Clients")
    terminal.type("v")
    terminal.wait_for("14 Opplysninger")
    terminal.type("?")
    terminal.wait_for("Keys")
    terminal.type("\x1b")
    terminal.wait_gone("Keys")
    terminal.type("\x11")
    assert terminal.end() == 0
    sent = terminal.output.decode()
    codes = {code for style in re.findall(r"\x1b\[([\d;]*)m", sent) for code in style.split(";")}
    assert [code for code in codes - ATTRIBUTES if SIXTEEN.fullmatch(code)]
    assert not [code for code in codes - ATTRIBUTES if not SIXTEEN.fullmatch(code)]
    drawn = set(re.sub(r"\x1b(\[[?>=\d;:$]*[a-zA-Z]|[78=>]|\][^\x07\x1b]*(\x07|\x1b\\))", "", sent))
    assert {sign for sign in drawn if sign.isprintable()} <= CONSOLE
