"""Lines that are remembered as they were drawn look as if they were drawn anew."""

from __future__ import annotations

import random

import pytest

from coachtui.tui.widgets.note_area import NoteArea
from tests.tui.stand_in import StandIn

KEYS = (
    *("a", "ø", "space", "(", ")", "enter", "backspace", "delete", "up", "down", "left", "right"),
    *("shift+down", "shift+left", "ctrl+k", "home", "end", "tab", "ctrl+underscore", "p"),
)


@pytest.mark.parametrize("seed", range(4))
async def test_every_line_looks_as_if_drawn_anew(seed: int) -> None:
    chance = random.Random(seed)
    app = StandIn()
    async with app.run_test(size=(60, 24)) as pilot:
        note = app.rows_screen.query_one(NoteArea)
        note.styles.height = 12
        note.load_text("\n".join("to be or (not) " * (line % 6) for line in range(9)))
        note.focus()
        for _turn in range(60):
            await pilot.press(*chance.choices(KEYS, k=2))
            if chance.random() < 0.1:
                await app.run_action("privacy")
            if chance.random() < 0.1:
                await pilot.resize_terminal(chance.choice((60, 75)), 24)
            await pilot.pause()
            remembered = lines_of(note)
            note._line_cache.clear()
            note._drawn.clear()
            assert remembered == lines_of(note)


def lines_of(note: NoteArea) -> list[object]:
    return [note.render_line(y) for y in range(note.size.height)]
