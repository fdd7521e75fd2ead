"""Each screen as a picture, at the sizes people have. A changed picture is looked at, then taken over
with ``pytest tests/tui/test_snapshots.py --snapshot-update``.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from textual.pilot import Pilot

from coachtui.config import Config
from coachtui.domain.record import ClientRecord
from coachtui.services import agreements, clients, engagements, sessions
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from tests.conftest import DAY
from tests.tui.conftest import patient

SIZES = [(80, 24), (120, 40), (60, 20)]

NOTE = """# Første møte

Vil bli *tryggere* i rollen som leder.

- **Mål:** si fra i møter
- [ ] ringe kollega @fri
- [x] lese boka

> «Jeg venter alltid til det er for sent.»

1. Nå: 4 av 10
2. Ønsket: 7 av 10
"""

SCREENS = {
    "clients": [],
    "filter": ["slash", "b", "o"],
    "client_form": ["a"],
    "agreement_form": ["down", "v"],
    "review_open": ["v"],
    "review_to_discuss": ["v", "space", "space", "d", "k"],
    "review_consent": ["v", *["space"] * 13],
    "comment": ["v", "c", "h", "i"],
    "sign": ["v", *["space"] * 13, "d", "s"],
    "signed": ["v", *["space"] * 13, "d", "s", "ctrl+s"],
    "export": ["x"],
    "client_sessions": ["enter"],
    "client_agreement": ["enter", "2"],
    "client_file": ["enter", "3"],
    "engagement_form": ["enter", "a"],
    "practice_form": ["P"],
    "session": ["enter", "enter"],
    "delete": ["enter", "enter", "ctrl+d"],
    "editor": ["enter", "enter", "e"],
    "preview": ["enter", "enter", "e", "ctrl+r"],
    "help": ["question_mark"],
    "palette": ["ctrl+p"],
    "vault": ["V"],
    "backup": ["V", "b"],
    "snapshot": ["V", "enter"],
    "bring_back": ["V", "enter", "enter"],
}


@pytest.fixture
def practice(
    vault: Vault, aase: ClientRecord, still_clock: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Vault]:
    """A few clients, one of them with an agreement under way and two sessions, where it is UTC."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    engagements.add(vault, aase.id, {"planned": "12"}, DAY)
    agreements.begin(vault, aase.id, DAY)
    sessions.add(vault, aase.id, {"date": "2026-02-03", "kind": "intro", "minutes": 30}, DAY)
    sessions.add(vault, aase.id, {"date": "2026-02-17", "note": NOTE}, DAY)
    clients.add(vault, {"name": "Bo Test", "state": "active", "language": "en"}, DAY)
    long = "Anne-Margrethe Oppdiktet von Langtnavn-Bergersen til Eventyrslottet"
    clients.add(vault, {"name": long, "state": "paused"}, DAY)
    yield vault
    monkeypatch.undo()
    time.tzset()


def app_for(vault: Vault, theme: str = "coach-dark") -> CoachApp:
    return CoachApp(vault.path, vault, Config(theme=theme), cards=vault.cards())


def keys_for(screen: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """What presses the keys that lead to ``screen``, one after the other."""

    async def press(pilot: Pilot[None]) -> None:
        await patient(pilot).press(*SCREENS[screen])

    return press


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(snap_compare: Any, practice: Vault, screen: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_for(practice), run_before=keys_for(screen), terminal_size=size)


@pytest.mark.parametrize("theme", ["coach-light", "coach-contrast", "ansi-dark"])
@pytest.mark.parametrize("screen", ["clients", "review_to_discuss", "session"])
def test_theme(snap_compare: Any, practice: Vault, screen: str, theme: str) -> None:
    assert snap_compare(app_for(practice, theme), run_before=keys_for(screen))
