"""Without colour nothing is lost: each state differs in its characters or attributes.

``NO_COLOR`` is honoured as no-color.org says: where it is there and not empty, no colour is sent.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.widgets.clause_list import ClauseList
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.row_list import RowList
from coachtui.tui.widgets.sections import Sections
from coachtui.tui.widgets.text import TextInput
from tests.terminal import Terminal
from tests.tui.conftest import patient
from tests.tui.painted import Piece, painted
from tests.tui.seen import SeenApp, running
from tests.tui.test_snapshots import (
    app_for,
    practice,  # noqa: F401 - a fixture
    standing,
)


@pytest.fixture
def app(practice: Vault, monkeypatch: pytest.MonkeyPatch) -> CoachApp:  # noqa: F811
    """The app where no colour is wanted."""
    monkeypatch.setenv("NO_COLOR", "1")
    return app_for(practice)


def pieces(pilot: Pilot[None], kind: type[Widget]) -> list[Piece]:
    """What the widgets of that kind have painted, and is not blank."""
    found = [piece for piece in painted(pilot.app) if isinstance(piece.widget, kind)]
    assert found, f"a {kind.__name__} is to be seen"
    return found


def reversed_texts(pilot: Pilot[None], kind: type[Widget]) -> list[str]:
    return [p.text.strip() for p in pieces(pilot, kind) if "reverse" in p.attributes]


@pytest.mark.parametrize(
    "screen", ["clients", "review_to_discuss", "editor", "palette", "check_problems"]
)
async def test_a_screen_has_no_colour(app: CoachApp, screen: str) -> None:
    async with standing(app, screen):
        assert not [p for p in painted(app) if p.style.color or p.style.bgcolor]


async def test_an_empty_variable_takes_no_colour_away(
    practice: Vault,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = app_for(practice)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        greys = [p for p in painted(app) if p.ink and len(set(p.ink.get_truecolor())) == 1]
        assert len(greys) < len(list(painted(app)))
        assert not app.no_color


async def test_the_row_under_the_cursor_is_reversed_and_no_other(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("down")
        rows = reversed_texts(pilot, RowList)
        assert len(rows) == 1
        assert rows[0].startswith("K-002")


async def test_the_clause_in_hand_is_reversed_and_each_answer_has_its_own_box(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("v", "space", "d", "G", "d", "g")
        rows = [row for row in reversed_texts(pilot, ClauseList) if row]
        assert len(rows) == 1
        text = "".join(piece.text for piece in pieces(pilot, ClauseList))
        assert set(re.findall(r"\[.\]", text)) == {"[x]", "[?]", "[-]", "[ ]"}


async def test_the_command_under_the_cursor_is_reversed_while_one_types(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("ctrl+p", *"lock")
        assert len([row for row in reversed_texts(pilot, RowList) if row]) == 1


async def test_the_part_that_is_shown_is_reversed(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("enter", "2")
        assert reversed_texts(pilot, Sections) == ["2 Agreement"]


async def test_the_placeholder_looks_otherwise_than_what_is_typed(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("slash")
        assert any("italic" in piece.attributes for piece in pieces(pilot, TextInput))
        await pilot.press("b", "o")
        typed = [piece for piece in pieces(pilot, TextInput) if piece.text.strip() == "bo"]
        assert [piece.attributes for piece in typed] == [frozenset()]


async def test_where_one_types_and_what_is_selected_are_reversed(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("enter", "enter", "e")
        assert len(reversed_texts(pilot, NoteArea)) == 1
        pilot.app.screen.query_one(NoteArea).select_all()
        await pilot.pause()
        assert "# Første møte" in reversed_texts(pilot, NoteArea)


async def test_a_line_of_text_shows_its_cursor_and_what_is_selected(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("P")
        assert reversed_texts(pilot, TextInput) == [""]
        pilot.app.screen.query(TextInput).first().select_all()
        await pilot.pause()
        assert "Kari Coach" in "".join(reversed_texts(pilot, TextInput))


async def test_the_cover_has_no_colour_either(
    practice: Vault,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = SeenApp(practice)
    async with running(app) as pilot:
        app.cover()
        await pilot.pause()
        assert "Any key" in app.shown
        assert app.colours == {"default"}


def test_no_colour_is_sent_to_the_terminal(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "demo", variables={"NO_COLOR": "1"})
    terminal.wait_for("Clients")
    terminal.type("\x11")
    assert terminal.end() == 0
    codes = {
        code
        for sequence in re.findall(rb"\x1b\[([\d;:]*)m", terminal.output)
        for code in sequence.split(b";")
    }
    assert b"1" in codes, "what matters is bold"
    assert codes <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"9"}
