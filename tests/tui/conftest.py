"""The app on a real vault, driven by keys."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from coachtui.config import Config
from coachtui.documents.template import shipped
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from tests.tui.stand_in import text_of

Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]

PATIENCE = 60
"""Seconds after which something will not come any more, on a machine that has much else to do."""


@pytest.fixture
def opened(vault: Vault, still_clock: None) -> Opened:
    """Opens the app on the vault; use as ``async with opened() as pilot``."""

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24), config: Config | None = None
    ) -> AsyncIterator[Pilot[None]]:
        app = CoachApp(vault.path, vault, config, cards=vault.cards())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield patient(pilot)
        assert not app.failure

    return open_app


def patient(pilot: Pilot[None]) -> Pilot[None]:
    """``pilot``, whose ``press`` returns only when the keys have done what they do.

    Textual waits after each key until the processor is idle. A letter that only goes into a text
    field starts nothing that takes its time: it is enough to wait until it is there.
    """
    press = pilot.press
    app = cast("CoachApp", pilot.app)

    async def rest(_seconds: float = 0) -> None:
        await app.key_order.rest()

    async def press_and_rest(*keys: str) -> None:
        for key in keys:
            with pytest.MonkeyPatch.context() as patch:
                if _goes_into_text(app, key):
                    patch.setattr("textual.app.wait_for_idle", rest)
                await press(key)
        await rest()
        await pilot.pause()

    pilot.press = press_and_rest  # type: ignore[method-assign]
    return pilot


def _goes_into_text(app: CoachApp, key: str) -> bool:
    field = app.focused
    sign = " " if key == "space" else key
    return field is not None and len(sign) == 1 and field.check_consume_key(key, sign)


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Let the app work until something is so."""
    end = time.monotonic() + PATIENCE
    await pilot.pause()
    while not true():
        assert time.monotonic() < end, text_of(cast("CoachApp", pilot.app))
        await pilot.pause(0.02)


async def on(pilot: Pilot[None], screen: type[Screen[Any]]) -> Any:
    """Let the app work until a screen of that kind is on top; gives it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await pilot.pause()
    return pilot.app.screen


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Press the keys of ``text`` one by one."""
    names = {"\n": "enter", " ": "space"}
    await pilot.press(*(names.get(sign, sign) for sign in text))


async def put(pilot: Pilot[None], field: str, text: str) -> None:
    """Type ``text`` in the place of what stands in that field."""
    pilot.app.screen.query_one(f"#field-{field}").focus()
    await pilot.press("end", "ctrl+u")
    await type_text(pilot, text)


def shown(pilot: Pilot[None]) -> str:
    """All words on the screen, line by line."""
    return text_of(cast("CoachApp", pilot.app))


@pytest.fixture
def newer_template(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The shipped core agreement has another wording in a version of its own."""
    newer = shipped.source("core", "nb").replace("\nversion: 1", "\nversion: 2")
    newer = newer.replace("Coaching er målrettet.", "Coaching er frivillig.")
    monkeypatch.setattr(shipped, "source", lambda name, language: newer)
    shipped.load.cache_clear()
    yield
    shipped.load.cache_clear()
