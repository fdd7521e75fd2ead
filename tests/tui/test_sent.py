"""What is left out because it stands on the terminal already does stand there, whatever is pressed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from textual.strip import Strip

from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from tests.terminal import Terminal
from tests.tui.conftest import patient
from tests.tui.test_snapshots import app_for, practice

__all__ = ["practice"]

CTRL_L, ESCAPE, CTRL_Q = "\x0c", "\x1b", "\x11"
KEYS = (
    *("j", "k", "g", "G", "pagedown", "pageup", "enter", "enter", "escape", "tab", "right", "left"),
    *("slash", "a", "e", "n", "v", "x", "p", "space", "d", "c", "m", "question_mark", "ctrl+p"),
    *("ctrl+r", "S", "V", "h", "o", "backspace", "delete", "ctrl+l", "ctrl+g"),
)

WALK = (
    *("j", "j" * 10, "/an", ESCAPE, "\r", "\t", "?", ESCAPE),
    *(ESCAPE, "p", "j", "\r", ESCAPE, "S", ESCAPE, "\x10", ESCAPE),
)


@pytest.mark.parametrize("seed", range(6))
async def test_every_row_holds_what_was_sent_of_it_last(practice: Vault, seed: int) -> None:
    chance = random.Random(seed)
    app = app_for(practice)
    async with app.run_test(size=(80, 24)) as pilot:
        press = patient(pilot).press
        for _turn in range(40):
            key = chance.choice(KEYS)
            await press(*("d", "e", "m", "o") if key == "ctrl+g" and app.locked else (key,))
            if chance.random() < 0.1:
                await pilot.resize_terminal(chance.choice((60, 80, 110)), chance.choice((20, 30)))
                await pilot.pause()
            assert [*stale(app)] == []


def stale(app: CoachApp) -> Iterator[str]:
    """The rows of the screen that the terminal would show otherwise."""
    painted = app.screen._compositor.render_strips()
    for y, row in app.sent._rows.items():
        if None not in row.values():
            stands = Strip.join(cast("list[Strip]", [*row.values()]))
            if stands.simplify() != painted[y].simplify():
                yield f"{y}: {stands.text!r} stands for {painted[y].text!r}"


def test_drawing_all_of_it_again_changes_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "demo")
    terminal.wait_for("coachtui demo")
    for keys in WALK:
        terminal.type(keys)
        settle(terminal)
        before, sent = terminal.cells, len(terminal.output)
        terminal.type(CTRL_L)
        settle(terminal)
        assert len(terminal.output) - sent > 24 * 40, "nothing was drawn again"
        assert terminal.cells == before, keys
    terminal.type("q")
    assert terminal.end() == 0


def test_a_letter_in_a_long_note_is_little_to_send(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "demo")
    terminal.wait_for("coachtui demo")
    terminal.type("jn")
    terminal.wait_for("Preview")
    terminal.type("Ett ord til. " * 60 + "Slut")
    terminal.wait_for("Slut")
    settle(terminal)
    before = len(terminal.output)
    terminal.type("t")
    terminal.wait_for("Slutt")
    assert len(terminal.output) - before < 400
    terminal.type(CTRL_Q)
    assert terminal.end() == 0


def settle(terminal: Terminal) -> None:
    """Read until nothing comes for a while."""
    before = -1
    while len(terminal.output) != before:
        before = len(terminal.output)
        terminal.read(0.4)
