"""Every screen, looked at in every theme: all of it can be read, drawn and told apart.

Contrast: WCAG 2 asks for 4.5. It is measured on what is painted, in the colours that the theme
means and in the 256 that are left of them where the terminal says no more of itself, as over SSH.
The theme for the console of Linux is measured in the colours that this console has; those of
Textual for any terminal are left out: what they look like is the terminal's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from rich.color import ColorSystem
from rich.terminal_theme import TerminalTheme
from textual.app import App
from textual.color import Color
from textual.pilot import Pilot

from coachtui.services.opening import Vault
from coachtui.tui import themes
from coachtui.tui.app import CoachApp
from coachtui.tui.console import instead
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.text import TextInput
from tests.tui import repertoire
from tests.tui.conftest import patient
from tests.tui.painted import Piece, contrast, painted, path
from tests.tui.test_snapshots import (
    SCREENS,
    app_for,
    arranged,
    practice,  # noqa: F401 - a fixture
    standing,
)

SHIPPED = [themes.load(path.stem) for path in themes.shipped_folder().glob("*.toml")]
LEAST = {"coach-contrast": 7.0}
"""What a theme promises beyond the 4.5 of all others."""

SYSTEMS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT)
CONSOLE_COLOURS = TerminalTheme(
    (0, 0, 0),
    (170, 170, 170),
    [
        (red, green // 2 if (red, green, blue) == (170, 170, 0) else green, blue)
        for blue in (0, 170)
        for green in (0, 170)
        for red in (0, 170)
    ],
    [(red, green, blue) for blue in (85, 255) for green in (85, 255) for red in (85, 255)],
)
"""The sixteen colours of the console of Linux, where dark yellow is brown."""

STATES = ("text-success", "text-warning", "text-error")


async def weak(pilot: Pilot[None]) -> list[str]:
    """What cannot be read well on the screen, theme by theme, in words."""
    found = []
    for theme in SHIPPED:
        pilot.app.register_theme(theme)
        pilot.app.theme = theme.name
        await pilot.pause()
        pieces = list(readable(pilot.app))
        assert pieces, "something stands on every screen"
        least = LEAST.get(theme.name, 4.5)
        own = CONSOLE_COLOURS if theme.ansi else None
        found += [f"{theme.name}: {complaint}" for complaint in complaints(pieces, least, own)]
    return found


def readable(app: App[Any]) -> Iterator[Piece]:
    return (piece for piece in painted(app) if piece.readable)


def complaints(pieces: list[Piece], least: float, own: TerminalTheme | None) -> Iterator[str]:
    for piece in pieces:
        assert piece.ink, f"the theme says no colour for {piece.text!r} in {path(piece.widget)}"
        assert piece.ground, f"the theme says no ground for {piece.text!r} in {path(piece.widget)}"
        reached = min(contrast(piece.ink, piece.ground, system, own) for system in SYSTEMS)
        if reached < least or piece.style.dim:
            where = f"“{piece.text.strip()}” in {path(piece.widget)}"
            yield f"{where}: {reached:.1f}, {piece.ink.name} on {piece.ground.name}"


def told_by_colour_alone(app: CoachApp) -> list[str]:
    """What stands twice on the screen, written alike, and is a state in one place alone."""
    variables = app.get_css_variables()
    states = {Color.parse(variables[name]).hex.lower() for name in STATES}
    inks = defaultdict(set)
    for piece in readable(app):
        assert piece.ink
        written = type(piece.widget), piece.text.strip(), piece.attributes, piece.ground
        inks[written].add(piece.ink.name)
    return [text for (_, text, *_), found in inks.items() if found & states and len(found) > 1]


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_can_be_read_drawn_and_told_apart(practice: Vault, screen: str) -> None:  # noqa: F811
    app = app_for(arranged(practice, screen))
    async with standing(app, screen, (120, 40)) as pilot:
        drawn = {sign for piece in painted(app) for sign in piece.text}
        assert not drawn - repertoire.COMMON
        assert not set(instead("".join(drawn))) - repertoire.CONSOLE
        assert not told_by_colour_alone(app)
        assert not await weak(pilot)


async def test_the_answers_in_an_agreement_are_told_apart(practice: Vault) -> None:  # noqa: F811
    app = app_for(practice)
    async with app.run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("v", "space", "d", "G", "d", "g", "down", "down")
        assert not told_by_colour_alone(app)


async def test_what_is_selected_in_a_text_can_be_read(practice: Vault) -> None:  # noqa: F811
    async with app_for(practice).run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("enter", "enter", "e")
        pilot.app.screen.query_one(NoteArea).select_all()
        assert not await weak(pilot)


async def test_what_is_selected_in_a_line_can_be_read(practice: Vault) -> None:  # noqa: F811
    async with app_for(practice).run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("P")
        pilot.app.screen.query(TextInput).first().select_all()
        assert not await weak(pilot)


async def test_a_field_that_is_wrong_can_be_read(practice: Vault) -> None:  # noqa: F811
    async with app_for(practice).run_test(size=(80, 24)) as pilot:
        await patient(pilot).press("a", "tab", "x", "ctrl+s")
        assert pilot.app.screen.query(".-wrong")
        assert not await weak(pilot)


@pytest.mark.parametrize("severity", ["information", "warning", "error"])
async def test_what_is_told_in_a_corner_can_be_read(practice: Vault, severity: Any) -> None:  # noqa: F811
    app = app_for(practice)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.notify("Written to K-001.md", severity=severity, timeout=600)
        await pilot.pause()
        assert any("K-001.md" in piece.text for piece in readable(app))
        assert not await weak(pilot)
