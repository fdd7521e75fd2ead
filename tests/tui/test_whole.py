"""Every screen, at the sizes people have: nothing is cut or scrolls sideways, there is a way back, and
one sees where one is.

In bokmål, whose words are longer. A screen added to ``test_snapshots`` is held to it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.widgets.choice import Choice
from coachtui.tui.widgets.document_view import DocumentView
from coachtui.tui.widgets.footer import HELP, Footer
from tests.tui.painted import painted, path
from tests.tui.test_snapshots import SCREENS, SIZES, app_for, arranged, practice, standing

__all__ = ["practice"]


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_is_whole_at_every_size(practice: Vault, bokmaal: None, screen: str) -> None:
    app = app_for(arranged(practice, screen))
    async with standing(app, screen) as pilot:
        found = []
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            found += [f"{width}x{height}: {complaint}" for complaint in complaints(app)]
        found += await unmarked_focus(pilot)
    assert not found, "\n".join(found)


def complaints(app: CoachApp) -> Iterator[str]:
    shown = [each for each in app.screen.query("*") if each.region and each.display]
    for widget in shown:
        yield from cut(widget)
    yield from lost(app)
    yield from hidden_focus(app)


def cut(widget: Widget) -> Iterator[str]:
    """What of ``widget`` cannot be seen, and cannot be scrolled to either."""
    seen = seen_of(widget)
    scrolled = any(each.max_scroll_y for each in widget.ancestors if isinstance(each, Widget))
    if (seen.width, scrolled or seen.height) != (
        widget.region.width,
        scrolled or widget.region.height,
    ):
        yield f"{path(widget)} is cut: {seen} is seen of {widget.region}"
    if widget.max_scroll_x and widget.allow_horizontal_scroll and not isinstance(widget, Input):
        yield f"{path(widget)} scrolls sideways"
    if isinstance(widget, Static):
        room = widget.content_size
        needed = widget.get_content_height(room, room, room.width)
        if needed > room.height and str(widget.visual):
            yield f"{path(widget)} needs {needed} lines: {widget.visual}"
    if isinstance(widget, Choice) and any("…" in text for text in widget._labels()):
        yield f"{path(widget)} has no room for {widget._labels()}"


def seen_of(widget: Widget) -> Region:
    """The part of ``widget`` that no container cuts off."""
    region = widget.region
    for each in widget.ancestors:
        if isinstance(each, Widget):
            region = region.intersection(each.region)
    return region


def lost(app: CoachApp) -> Iterator[str]:
    """That one does not see how to go on, or back; while a client looks on, only the coach knows."""
    said = " ".join(piece.text for piece in painted(app))
    for footer in app.screen.query(Footer):
        if not footer.shown():
            yield "the footer is empty"
        if not any(command.id == HELP for command, *_rest in footer.shown()) and "Esc" not in said:
            yield "the footer names neither help nor the way back"
    first = len(app.screen_stack) == 1
    if not first and not app.with_client and "Esc" not in said:
        yield f"no way back is named: {said}"


def hidden_focus(app: CoachApp) -> Iterator[str]:
    focused = app.focused
    if focused is not None and (seen_of(focused) != focused.region or not looks_of(focused)):
        yield f"{path(focused)} has the focus and is not seen: {seen_of(focused)}"


async def unmarked_focus(pilot: Pilot[None]) -> list[str]:
    """What has the focus and looks as if it had not, where there is a choice.

    A text that is only read has no cursor to show: the keys move all of it.
    """
    screen, focused = pilot.app.screen, pilot.app.focused
    if focused is None or len(screen.focus_chain) < 2 or isinstance(focused, DocumentView):
        return []
    before = looks_of(focused)
    screen.set_focus(None)
    await pilot.pause()
    return [f"{path(focused)} does not show its focus"] if before == looks_of(focused) else []


def looks_of(widget: Widget) -> list[tuple[str, frozenset[str], object]]:
    return [
        (piece.text, piece.attributes, piece.ground)
        for piece in painted(widget.app)
        if piece.widget is widget
    ]
