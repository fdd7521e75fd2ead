"""Every screen in every theme, to look at: one page of pictures for each size and language.

No test: it asserts nothing, so it is run when it is asked for, as by ``make look``, and writes
``look/``, or the folder that ``COACHTUI_LOOK`` names. A screen added to ``test_snapshots`` is among
them by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from rich.console import Console

from coachtui.language import set_language
from coachtui.services.opening import Vault
from coachtui.tui import themes
from coachtui.tui.app import CoachApp
from tests.tui.test_look import CONSOLE_COLOURS
from tests.tui.test_snapshots import SCREENS, SIZES, app_for, arranged, practice, standing

__all__ = ["practice"]

FOLDER = Path(os.environ.get("COACHTUI_LOOK", "look")).absolute()
THEMES = ("coach-dark", "coach-light", "coach-console", "coach-mono")


@pytest.fixture(params=["en", "nb"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.mark.parametrize("screen", SCREENS)
async def test_pictures(practice: Vault, language: str, screen: str) -> None:
    app = app_for(arranged(practice, screen))
    async with standing(app, screen) as pilot:
        for theme, size in product(THEMES, SIZES):
            app.register_theme(themes.load(theme))
            app.theme = theme
            await pilot.resize_terminal(*size)
            await pilot.pause()
            picture = picture_of(screen, size, theme, language)
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_text(drawn(app, f"{screen} {theme}"))
    for theme, size in product(THEMES, SIZES):
        write_page(size, theme, language)


def drawn(app: CoachApp, title: str) -> str:
    """What stands on the screen; a theme of sixteen colours in those of the console of Linux."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=StringIO(), record=True, force_terminal=True,
        color_system="truecolor", legacy_windows=False,
    )  # fmt: skip
    console.print(app.screen._compositor.render_update(full=True))
    svg = console.export_svg(title=title, theme=CONSOLE_COLOURS if app.current_theme.ansi else None)
    # Blanks at the edge of a piece of text are part of the picture.
    return svg.replace("<text ", '<text xml:space="preserve" ')


def picture_of(screen: str, size: tuple[int, int], theme: str, language: str) -> Path:
    return FOLDER / f"{theme}-{size[0]}x{size[1]}-{language}" / f"{screen}.svg"


def write_page(size: tuple[int, int], theme: str, language: str) -> None:
    """The page of pictures that exist so far; the last one to write it knows them all."""
    pictures = [picture_of(screen, size, theme, language) for screen in SCREENS]
    shown = "\n".join(
        f'<img src="{escape(each.parent.name)}/{escape(each.name)}" width="{size[0] * 8}">'
        for each in pictures
        if each.exists()
    )
    (FOLDER / f"{pictures[0].parent.name}.html").write_text(f"<!doctype html>\n{shown}\n")
