"""From wherever one is to a client, and nothing that was typed lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from coachtui.language import _
from coachtui.tui.keymap import with_keys
from coachtui.tui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coachtui.tui.app import CoachApp


def may_go(app: CoachApp) -> bool:
    """Whether one can be taken to any client: none looks on, and no screen has to be finished first."""
    if app.locked or app.with_client:
        return False
    from coachtui.tui.screens.clients import ClientsScreen

    first, *above = app.screen_stack
    finished = not any(isinstance(each, CoachScreen) and each.must_be_left for each in above)
    return isinstance(first, ClientsScreen) and finished


def client_screen(app: CoachApp, record_id: str) -> Screen[Any]:
    """What is shown of that client: of one whose file is damaged, the states it can go back to."""
    from coachtui.tui.screens.client import ClientScreen
    from coachtui.tui.screens.states import StatesScreen

    damaged = record_id in app.vault.damaged
    return (StatesScreen if damaged else ClientScreen)(record_id)


async def go_to_client(app: CoachApp, record_id: str) -> None:
    """Seal what is typed, leave every screen over the list, and show that client.

    Where something stands that sealing does not keep, it is asked first.

    Raises:
        CoachError: something could not be sealed; then all screens are as they were.
    """
    if not may_go(app):
        return
    screens = [each for each in app.screen_stack if isinstance(each, CoachScreen)]
    if not any(each.unsaved for each in screens):
        await _go(app, record_id)
        return
    from coachtui.tui.screens.confirm import leave_question

    async def answered(sure: bool | None) -> None:
        if sure:
            await _go(app, record_id)

    app.push_screen(leave_question(), answered)


async def _go(app: CoachApp, record_id: str) -> None:
    await app.seal()
    above = app.screen_stack[1:]
    kept = any(isinstance(each, CoachScreen) and each.kept for each in above)
    await app.push_screen(client_screen(app, record_id))
    await app.take_away(above)
    if kept:
        told = _(
            "What you were writing is kept as a draft; {clients_drafts} on the list of clients "
            "shows it."
        )
        app.notify(with_keys(told))
