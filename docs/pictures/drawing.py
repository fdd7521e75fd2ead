"""How a picture comes about: the made-up practice on a day that stands still, keys pressed, drawn.

Each is an SVG that needs nothing from anywhere: no font is fetched, no host is named.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from coachtui import clock
from coachtui.config import Config
from coachtui.language import Language, set_language
from coachtui.services import demo
from coachtui.tui.app import CoachApp

FOLDER = Path(__file__).parent

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)

_FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
_WIDTH = 12.2
"""Of a letter, as Rich sets it."""


class Picture(NamedTuple):
    """Which ``keys`` lead from the list of clients to what is shown, and how it is shown."""

    keys: tuple[str, ...]
    size: tuple[int, int] = (100, 24)
    theme: str = "coach-dark"
    language: Language = "en"


def _found(name: str) -> tuple[str, ...]:
    """The keys that put the cursor on the client of that name, as a coach would find them."""
    return ("slash", *("space" if sign == " " else sign for sign in name), "down")


PICTURES = {
    "clients": Picture(("j", "j"), (100, 22)),
    # At its consent, the one clause that needs a yes or a no.
    "review": Picture((*_found("marma"), "v", "ctrl+s", *["space"] * 13)),
    "note": Picture((*_found("puddle"), "enter", "j", "enter", "e"), (80, 24)),
    "signed": Picture((*_found("puddle"), "enter", "2")),
    "norsk": Picture((*_found("k-004"), "v"), language="nb"),
    "light": Picture((*_found("puddle"), "enter"), theme="coach-light"),
    **{
        theme: Picture(("j", "j"), (66, 20), f"coach-{theme}")
        for theme in ("warm", "nordic", "mono", "contrast")
    },
}


async def draw(picture: Picture, folder: Path) -> str:
    """The picture as SVG; the made-up practice is made in ``folder``, which must not exist."""
    set_language(picture.language)
    vault = demo.practice(folder, DAY)
    try:
        with patch.object(clock, "today", lambda: DAY), patch.object(clock, "now", lambda: NOW):
            app = CoachApp(vault.path, vault, Config(theme=picture.theme), cards=vault.cards())
            async with app.run_test(size=picture.size) as pilot:
                await pilot.pause()
                for key in picture.keys:
                    await pilot.press(key)
                    await app.key_order.rest()
                    await pilot.pause()
                return _alone(app.export_screenshot(title="coachtui", simplify=True))
    finally:
        vault.close()
        set_language("en")


def _alone(svg: str) -> str:
    """``svg`` without the font that Rich would have fetched, and even with any other.

    Words that stand apart are set apart, so that columns stay columns however wide a letter is.
    """
    superfluous = (
        r"<!--.*?-->\s*|@font-face \{.*?\}\s*|<clipPath id=\"[\w-]+-line-.*?</clipPath>\s*"
    )
    svg = re.sub(superfluous, "", svg, flags=re.DOTALL)
    svg = re.sub(r"\bterminal-\d+", "t", svg)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {_FONTS};", svg)
    svg = re.sub(
        r'<text class="([\w-]+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+"[^>]*>([^<]*)</text>',
        lambda found: _words(*found.groups()),
        svg,
    )
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)


def _words(style: str, x: str, y: str, text: str) -> str:
    placed = [
        f'<text class="{style}" x="{float(x) + found.start() * _WIDTH:g}" y="{y}" '
        f'textLength="{len(found[0]) * _WIDTH:g}">{escape(found[0])}</text>'
        for found in re.finditer(r"\S+(?:\s\S+)*", unescape(text))
    ]
    return "\n".join(placed)
