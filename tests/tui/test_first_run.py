"""The first run makes a vault that opens with the passphrase that was typed twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.services import opening
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.first_run import FirstRunScreen
from coachtui.tui.strength import strength
from coachtui.tui.widgets.text import TextInput
from tests.tui.conftest import patient, until
from tests.tui.stand_in import text_of

PASSPHRASE = "seven quiet rivers run"


async def test_the_first_run_makes_the_vault_and_shows_the_empty_list(tmp_path: Path) -> None:
    app = CoachApp(tmp_path / "vault", None)
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        assert isinstance(app.screen, FirstRunScreen)
        await pilot.press(*"Kari Coach", "enter", *"kari@example.org", "enter", "right", "enter")
        await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter")
        await until(pilot, lambda: not app.locked)
        assert not isinstance(app.screen, FirstRunScreen)
        app.vault.close()
    vault = opening.unlock(tmp_path / "vault", PASSPHRASE)
    practice = vault.practice()
    assert (practice.name, practice.email, practice.language) == (
        "Kari Coach",
        "kari@example.org",
        "en",
    )


@pytest.mark.parametrize(
    ("name", "passphrase", "again", "said"),
    [
        ("Kari", "too short", "too short", "must have at least 12 characters"),
        ("Kari", PASSPHRASE, PASSPHRASE + "s", "is not the same"),
        ("", PASSPHRASE, PASSPHRASE, "must not be empty"),
    ],
)
async def test_what_is_missing_is_said_and_nothing_is_made(
    tmp_path: Path, name: str, passphrase: str, again: str, said: str
) -> None:
    app = CoachApp(tmp_path / "vault", None)
    async with app.run_test(size=(80, 24)) as pilot:
        patient(pilot)
        typed = {"name": name, "passphrase": passphrase, "again": again}
        for field, text in typed.items():
            app.screen.query_one(f"#field-{field}", TextInput).value = text
        await pilot.press("ctrl+s")
        await until(pilot, lambda: said in text_of(app))
    assert not (tmp_path / "vault").exists()


async def test_the_passphrase_is_hidden_until_it_is_asked_for(tmp_path: Path) -> None:
    app = CoachApp(tmp_path / "vault", None)
    async with app.run_test(size=(60, 20)) as pilot:
        patient(pilot)
        await pilot.press("tab", "tab", "tab", *"quiet")
        assert "quiet" not in text_of(app)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "quiet" in text_of(app)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "quiet" not in text_of(app)


def test_the_meter_is_honest_about_length_repeats_and_rows() -> None:
    assert strength("short").level == 0
    assert strength("aaaaaaaaaaaaaaaa").level == 1
    assert strength("abcdefghijklmnop").level == 1
    assert strength("123456789012").level == 1
    assert strength("battery battery battery battery").level == 1
    assert strength("correct horse battery").level == 1
    assert strength("correct horse battery staple lamp").level == 2
    assert strength("correct horse battery staple lamp river").level == 3
    assert strength("correct horse battery staple lamp river stone cloud").level == 4
    assert strength("x9#Lq2!vT7@pZ4&w").level >= 3
