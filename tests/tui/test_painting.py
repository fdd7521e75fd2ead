"""Whatever part of a screen is painted anew: it is what Textual, asking for all of it, would paint."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from coachtui.services.opening import Vault
from coachtui.tui.painting import FewerLines
from tests.tui.stand_in import StandIn
from tests.tui.test_snapshots import ARRANGED, app_for, keys_for, practice

__all__ = ["practice"]


@pytest.mark.parametrize(
    "screen",
    ["clients", "client_file", "review_open", "editor", "delete", "palette", "help", "export"],
)
async def test_a_part_is_painted_as_the_whole_is(practice: Vault, screen: str) -> None:
    ARRANGED.get(screen, lambda vault: None)(practice)
    app = app_for(practice)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys_for(screen)(pilot)
        assert isinstance(app.screen._compositor, FewerLines)
        for part in parts(app.screen):
            assert cut_out(app.screen, part, FewerLines) == cut_out(app.screen, part, Compositor)


async def test_a_row_is_asked_of_nobody_but_its_list() -> None:
    app = StandIn()
    async with app.run_test(size=(80, 24)):
        rows = app.rows_screen.rows.region
        asked = app.screen._compositor._get_renders(Region(rows.x, rows.y + 3, 40, 1))
        assert [(region, len(lines)) for region, _clip, lines in asked] == [(rows, 1)]


def parts(screen: Screen[object]) -> Iterator[Region]:
    """Of every size, and at every edge that anything on ``screen`` has."""
    regions = [each.region for each in screen.query("*") if each.region]
    for region in [*regions, screen.region]:
        yield region
        yield Region(region.x, region.y, region.width, 1)
        yield Region(region.x, region.bottom - 1, max(1, region.width - 1), 1)
        yield Region(region.x + region.width // 2, region.y, 3, region.height)
    for first, second in pairwise(regions):
        yield first.union(second)


def cut_out(screen: Screen[object], part: Region, way: type[Compositor]) -> list[Strip]:
    """The lines of ``part``, painted in that way."""
    part = part.intersection(screen.region)
    compositor = screen._compositor
    before, compositor.__class__ = compositor.__class__, way
    try:
        chops = compositor._render_chops(part, part.line_range.__contains__)
    finally:
        compositor.__class__ = before
    lines = []
    for y in part.line_range:
        ends = compositor.cuts[y][1:]
        pieces = [
            (x, strip)
            for (x, strip), end in zip(chops[y].items(), ends, strict=True)
            if x < part.right and end > part.x
        ]
        line = Strip.join([strip for _x, strip in pieces])
        lines.append(line.crop(part.x - pieces[0][0], part.right - pieces[0][0]).simplify())
    return lines
