"""Privacy mode: whatever screen there is, no name, address or word written of a client can be read on it.

The screens are those of ``test_snapshots``, so a new one is held to it from its first picture on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from coachtui.config import Config
from coachtui.domain.record import ClientRecord
from coachtui.services import clients, engagements, sessions
from coachtui.services.opening import Vault
from coachtui.tui import privacy
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.client import ClientScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.review import ReviewScreen
from tests.conftest import DAY, PASSPHRASE
from tests.tui.conftest import Opened, on, type_text, until
from tests.tui.stand_in import text_of
from tests.tui.test_snapshots import (
    NOTE,
    SCREENS,
    SIZES,
    arranged,
    keys_for,
    practice,
    sign_it,
    standing,
)

__all__ = ["practice"]

SECRETS = {
    *("Åse", "Ødegård", "aase@example.org", "900 00 000", "Bo Test", "Bo Halvskrevet"),
    *("Oppdiktet", "Langtnavn", "Eventyrslottet", "bo@example.org"),
    *("tryggere", "kollega", "boka", "venter alltid", "4 av 10", "7 av 10"),
    *(
        "Spør igjen",
        "høsten",
        "Tas opp i mai",
        "hele prosessen",
        "{+hele+}",
        "absolutt taushetsplikt",
    ),
}
"""Who the clients of that practice are, and words that somebody wrote about them."""


@pytest.fixture(autouse=True)
def _off_again() -> Iterator[None]:
    yield
    privacy.switch(False)


def app_for(vault: Vault, begins: bool = True) -> CoachApp:
    """The app, which ``begins`` in privacy mode or is brought there by a key."""
    return CoachApp(vault.path, vault, Config(privacy=begins), cards=vault.cards())


def read(app: CoachApp) -> set[str]:
    """What of the secrets stands on the screen, across its breaks, or can be marked there."""
    app.screen.text_select_all()
    marked = app.screen.get_selected_text() or ""
    app.screen.clear_selection()
    text = re.sub(r"[\s│▎]+", " ", f"{text_of(app)} {marked}")
    return {secret for secret in SECRETS if secret.casefold() in text.casefold()}


async def unreadable(pilot: Pilot[None]) -> None:
    """Fails if a secret can be read, at any size."""
    app = cast("CoachApp", pilot.app)
    for size in SIZES:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert not read(app), size


@pytest.mark.parametrize("screen", SCREENS)
async def test_nothing_of_a_client_stands_on_the_screen(practice: Vault, screen: str) -> None:
    app = app_for(arranged(practice, screen), begins=SCREENS[screen][:1] != ["p"])
    async with standing(app, screen, notices=True) as pilot:
        assert not read(app)
        # Whatever was drawn in clear meanwhile is hidden as soon as it is turned on again.
        app.action_privacy()
        await pilot.pause()
        app.action_privacy()
        await pilot.pause()
        await unreadable(pilot)
        app.action_help()
        await pilot.pause()
        assert not read(app)
        await pilot.press("escape", "ctrl+p")
        assert not read(app)


# What is read where privacy mode is off, so that the walk above is known to look at the right things.
SHOWING = {
    "clients": {"Åse", "Ødegård", "Bo Test", "Oppdiktet", "Langtnavn", "Eventyrslottet"},
    "client_file": {"aase@example.org", "900 00 000"},
    "session": {"tryggere", "kollega", "boka", "venter alltid", "4 av 10", "7 av 10"},
    "drafts": {"Spør igjen", "Bo Halvskrevet"},
    "review_changes": {"{+hele+}"},
}


@pytest.mark.parametrize("screen", SHOWING)
async def test_out_of_privacy_mode_it_can_all_be_read(practice: Vault, screen: str) -> None:
    app = app_for(arranged(practice, screen))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.action_privacy()
        await keys_for(screen)(pilot)
        assert read(app) >= SHOWING[screen]


# -- turned on and off


async def test_p_turns_it_on_and_off_and_the_heading_says_so(
    opened: Opened, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        assert "Åse" in text_of(app)
        await pilot.press("p")
        assert "░ private" in text_of(app).splitlines()[0]
        assert "K-001" in text_of(app)
        assert not read(app)
        await pilot.press("p")
        assert "private" not in text_of(app).splitlines()[0]
        assert "Åse Ødegård" in text_of(app)


async def test_over_a_question_p_hides_what_is_asked_about(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    sessions.add(vault, aase.id, {"note": NOTE}, DAY)
    clients.add(vault, {"name": "Bo Test"}, DAY)
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("enter", "enter", "m", "b", "o", "ctrl+s")
        assert "K-002  Bo Test" in text_of(app)
        await pilot.press("p")
        assert "From K-001 to K-002." in text_of(app)
        assert not read(app)


async def test_in_the_editor_it_is_turned_on_from_the_palette(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    sessions.add(vault, aase.id, {"note": NOTE}, DAY)
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("enter", "enter", "e", "p")
        assert "tryggere" in text_of(app)
        await pilot.press("ctrl+p")
        await type_text(pilot, "privacy")
        await pilot.press("enter")
        assert "░░░░░░░░" in text_of(app)
        assert not read(app)
        await pilot.press("ctrl+s")
    # A p was typed; what stood there is saved as it was.
    assert vault.load(aase.id).sessions[0].note == f"{NOTE}p"


async def test_only_the_line_that_one_writes_on_is_shown(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    sessions.add(vault, aase.id, {"note": "Redd for sjefen\nTryggere nå"}, DAY)
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("p", "enter", "enter", "e")
        assert "Tryggere" not in text_of(app)
        await pilot.press("x")
        assert "Tryggere nåx" in text_of(app)
        assert "sjefen" not in text_of(app)
        await pilot.press("up")
        assert "Tryggere" not in text_of(app)
        assert "sjefen" not in text_of(app)
        await pilot.press("end", "enter")
        await type_text(pilot, "ny linje")
        assert "ny linje" in text_of(app)
        assert "sjefen" not in text_of(app)
        await pilot.press("ctrl+s")
    assert vault.load(aase.id).sessions[0].note == "Redd for sjefen\nny linje\nTryggere nåx"


async def test_a_field_shows_only_what_one_changes_in_it(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("p", "e")
        assert not read(app)
        await pilot.press("down", "x")
        assert read(app) == {"aase@example.org"}
        await pilot.press("tab")
        assert not read(app)
        await pilot.press("ctrl+s")
    assert vault.load(aase.id).client.email == "aase@example.orgx"
    assert vault.load(aase.id).client.name == "Åse Ødegård"


async def test_nothing_is_copied_out_of_what_is_hidden(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    sessions.add(vault, aase.id, {"note": NOTE}, DAY)
    async with opened() as pilot:
        await pilot.press("p", "enter", "enter", "e", "f7", "ctrl+c", "ctrl+x")
        assert pilot.app.clipboard == ""
        told = [each.message for each in pilot.app._notifications]
        assert told == ["Nothing is copied in privacy mode."]
        await pilot.press("ctrl+s")
    assert vault.load(aase.id).sessions[0].note == NOTE


async def test_a_name_that_is_typed_still_finds_the_client(opened: Opened, vault: Vault) -> None:
    for name in ("Åse Ødegård", "Bo Test"):
        clients.add(vault, {"name": name}, DAY)
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("p", "slash", "b", "o")
        assert "K-002" in text_of(app)
        assert "K-001" not in text_of(app)
        assert not read(app)


async def test_the_palette_finds_a_client_by_the_name_and_shows_the_code(
    opened: Opened, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("p", "ctrl+p", *"degaar")
        await until(pilot, lambda: "K-001" in text_of(cast("CoachApp", pilot.app)))
        assert not read(cast("CoachApp", pilot.app))
        await pilot.press("enter")
        await on(pilot, ClientScreen)


async def test_a_name_in_a_notice_becomes_the_code(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("p")
        app.notify("Åse Ødegårds file, aase@example.org")
        await pilot.pause()
        assert [each.message for each in app._notifications] == ["K-001s file, K-001"]


async def test_after_a_lock_no_name_is_kept_to_be_looked_for(
    opened: Opened, practice: Vault
) -> None:
    cached: Any = re
    async with opened() as pilot:
        await pilot.press("p", "v")
        assert "Ødegård" in str(list(cached._cache))
        await pilot.press("ctrl+g")
        assert "Ødegård" not in str(list(cached._cache))


async def test_it_survives_a_lock(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("p", "ctrl+g")
        await type_text(pilot, PASSPHRASE)
        await pilot.press("enter")
        assert "K-001" in text_of(app)
        assert not read(app)


async def test_a_client_who_looks_on_turns_it_off_for_their_own_agreement_alone(
    opened: Opened, practice: Vault
) -> None:
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("p", "v", "o")
        assert "░ private" in text_of(app)
        await pilot.press("p")
        assert "░ private" not in text_of(app)
        await pilot.press("escape")
        await type_text(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: not app.with_client)
        await pilot.press("escape")
        assert "░ private" in text_of(app)
        assert not read(app)


async def test_it_is_the_same_again_at_the_next_start(opened: Opened, aase: ClientRecord) -> None:
    async with opened() as pilot:
        await pilot.press("p")
    async with opened() as pilot:
        assert "Åse" in text_of(cast("CoachApp", pilot.app))


# -- the words


@pytest.fixture
def known(vault: Vault, aase: ClientRecord) -> ClientRecord:
    """A client with a sponsor, whose agreement was signed under the name of then."""
    engagements.add(vault, aase.id, {"sponsor": "Oljeselskapet AS"}, DAY)
    clients.edit(vault, aase.id, {"name": "Åse Ødegård-Lund"})
    privacy.switch(True)
    return vault.load(aase.id)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mellom Åse Ødegård-Lund og Kari Coach", "Mellom K-001 og Kari Coach"),
        ("ÅSE ØDEGÅRD-LUND", "K-001"),
        ("Åse Ødegård\\-Lunds mål", "K-001s mål"),
        ("Åse\nØdegård-Lund", "K-001"),
        ("Kjære Åse, takk", "Kjære K-001, takk"),
        ("Ring +47 900 00 000", "Ring ░░░░░░░░"),
        ("oljeselskapet as betaler", "░░░░░░░░ betaler"),
        ("Lundestad og Åsen", "Lundestad og Åsen"),
    ],
)
def test_a_text_without_names(known: ClientRecord, text: str, shown: str) -> None:
    assert privacy.without_names(text, known) == shown


def test_the_name_that_an_agreement_was_signed_with_is_left_out_too(practice: Vault) -> None:
    sign_it(practice)
    record_id = practice.cards()[0].id
    clients.edit(practice, record_id, {"name": "Ny"})
    privacy.switch(True)
    text = privacy.without_names("Åse Ødegård og Ny, Kari Coach", practice.load(record_id))
    assert text == "K-001 og K-001, Kari Coach"


def test_what_is_blurred_is_as_wide_and_breaks_at_the_same_places() -> None:
    assert privacy.shaded("Åse, 日本\n\tnå") == "░░░░ 〓〓\n\t░░"


# -- the page


def test_the_page_names_settings_and_keys_that_exist() -> None:
    page = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+)(?: = \w+)?`", page))
    assert {"privacy", "blur_minutes", "lock_minutes"} <= named & set(Config.__slots__)
    keys = {
        (binding.key, binding.action)
        for owner in (CoachApp, ClientsScreen, ReviewScreen, ClientScreen)
        for bindings in owner._merge_bindings().key_to_bindings.values()
        for binding in bindings
    }
    assert keys >= {
        ("p", "privacy"),
        ("S", "settings"),
        ("o", "present"),
        ("slash", "filter"),
        ("3", "section('file')"),
        ("ctrl+g", "lock"),
        ("ctrl+z", "stop"),
        ("ctrl+p", "command_palette"),
    }
    for key in ("`p`", "`S`", "`o`", "`/`", "`3`", "`Ctrl+G`", "`Ctrl+Z`", "`Ctrl+P`"):
        assert key in page
