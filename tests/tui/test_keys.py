"""What opens the vault, on screen: another passphrase, the recovery key, new keys, and being asked again."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from coachtui.domain.draft import NoteDraft
from coachtui.domain.record import ClientRecord
from coachtui.errors import CoachError, WrongPassphrase
from coachtui.services import keys, opening, snapshots
from coachtui.services.keys import RecoveryKey
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.confirm import ConfirmScreen
from coachtui.tui.screens.editor import EditorScreen
from coachtui.tui.screens.first_run import FirstRunScreen
from coachtui.tui.screens.forgotten import ForgottenForm, RecoveredForm
from coachtui.tui.screens.forms import PracticeForm
from coachtui.tui.screens.new_keys import PassphraseForm, RekeyForm
from coachtui.tui.screens.recovery_key import (
    AskBackForm,
    RecoveryForm,
    RecoveryKeyScreen,
    TryRecoveryKeyForm,
)
from coachtui.tui.screens.reopen import ReopenForm
from coachtui.tui.screens.unlock import UnlockScreen
from coachtui.tui.widgets.note_area import NoteArea
from coachtui.tui.widgets.text import TextInput
from tests.conftest import DAY, NOW, PASSPHRASE
from tests.tui.conftest import Opened, on, patient, until
from tests.tui.stand_in import text_of

NEW = "seven quiet rivers run on"


def fill(pilot: Pilot[None], **typed: str) -> None:
    for name, text in typed.items():
        pilot.app.screen.query_one(f"#field-{name}", TextInput).value = text


def said(pilot: Pilot[None]) -> str:
    """What is on the screen, what is told in its corner as well."""
    told = " ".join(each.message for each in pilot.app._notifications)
    return " ".join(f"{text_of(cast('CoachApp', pilot.app))} {told}".split())


def opens(path: Path, secret: str | RecoveryKey) -> bool:
    try:
        opening.unlock(path, secret).close()
    except WrongPassphrase:
        return False
    return True


async def shown_key(pilot: Pilot[None]) -> RecoveryKey:
    """The key that stands on the screen."""
    await on(pilot, RecoveryKeyScreen)
    found = dict(re.findall(r"\b([1-8]) ([0-9A-Z]{5})\b", said(pilot)))
    assert len(found) == 8
    return keys.read("-".join(found[number] for number in sorted(found)))


async def give_back(pilot: Pilot[None], key: RecoveryKey) -> None:
    """Answer the two questions of the form on screen."""
    screen = await on(pilot, AskBackForm)
    names = [row.field.name for row in screen.rows]
    assert len(set(names)) == 2
    fill(pilot, **{name: key.groups[int(name[5:]) - 1].lower() for name in names})
    await pilot.press("ctrl+s")


async def test_another_passphrase_is_set(opened: Opened, vault: Vault) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(PassphraseForm())
        fill(pilot, old="not the right one", passphrase=NEW, again=NEW)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "does not open" in said(pilot))
        assert "good" in said(pilot) or "fair" in said(pilot) or "weak" in said(pilot)
        assert NEW not in said(pilot)
        fill(pilot, old=PASSPHRASE, again=NEW + "s")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is not the same" in said(pilot))
        fill(pilot, again=NEW)
        await pilot.press("ctrl+s")
        await on(pilot, ConfirmScreen)
        assert "New keys as well" in said(pilot)
        await pilot.press("n")
        await on(pilot, ClientsScreen)
    assert opens(vault.path, NEW)
    assert not opens(vault.path, PASSPHRASE)


async def test_a_new_passphrase_leads_on_to_new_keys(opened: Opened, vault: Vault) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(PassphraseForm())
        fill(pilot, old=PASSPHRASE, passphrase=NEW, again=NEW)
        await pilot.press("ctrl+s")
        await on(pilot, ConfirmScreen)
        await pilot.press("y")
        await on(pilot, RekeyForm)


async def test_a_recovery_key_is_shown_once_and_asked_back(opened: Opened, vault: Vault) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(RecoveryForm())
        fill(pilot, secret="not the right one")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "does not open" in said(pilot))
        fill(pilot, secret=PASSPHRASE)
        await pilot.press("ctrl+s")
        key = await shown_key(pilot)
        assert not opens(vault.path, key)
        await pilot.press("enter")
        await on(pilot, AskBackForm)
        assert not [group for group in key.groups if group in said(pilot)]
        for row in pilot.app.screen.query(TextInput):
            row.value = "00000"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is not what stands in the key" in said(pilot))
        await pilot.press("escape")
        assert await shown_key(pilot) == key
        await pilot.press("enter")
        await give_back(pilot, key)
        await on(pilot, ClientsScreen)
        assert not [group for group in key.groups if group in said(pilot)]
    assert opens(vault.path, key)
    assert opens(vault.path, PASSPHRASE)


async def test_a_key_put_off_changes_nothing(opened: Opened, vault: Vault) -> None:
    before = (vault.path / "header").read_bytes()
    async with opened() as pilot:
        await pilot.app.push_screen(RecoveryKeyScreen())
        await shown_key(pilot)
        await pilot.press("escape")
        await on(pilot, ConfirmScreen)
        assert "thrown away" in said(pilot)
        await pilot.press("n")
        await on(pilot, RecoveryKeyScreen)
        await pilot.press("escape")
        await on(pilot, ConfirmScreen)
        await pilot.press("y")
        await on(pilot, ClientsScreen)
    assert (vault.path / "header").read_bytes() == before


async def test_the_mouse_cannot_copy_the_key(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(RecoveryKeyScreen())
        key = await shown_key(pilot)
        screen = pilot.app.screen
        where = screen.query_one("#key").region
        await pilot.mouse_down(offset=(where.x, where.y))
        await pilot.hover(offset=(where.right - 1, where.bottom - 1))
        await pilot.mouse_up(offset=(where.right - 1, where.bottom - 1))
        screen.text_select_all()
        screen.action_copy_text()
        await pilot.pause()
        copied = f"{screen.get_selected_text()} {pilot.app.clipboard}"
        assert not [group for group in key.groups if group in copied]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_whole_key_is_on_a_small_screen(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size=size) as pilot:
        await pilot.app.push_screen(RecoveryKeyScreen())
        await shown_key(pilot)
        for text in ("valid.", "Written down", "Later"):
            assert text in said(pilot)


async def test_the_recovery_key_is_tried(opened: Opened, vault: Vault) -> None:
    key = RecoveryKey.make()
    keys.keep(vault, key, DAY.replace(year=2020))
    async with opened() as pilot:
        await pilot.app.push_screen(TryRecoveryKeyForm())
        fill(pilot, recovery="-".join(("AAAAA", *key.groups[1:])))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "mistake in group 1" in said(pilot))
        fill(pilot, recovery="-".join(RecoveryKey.make().groups))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "does not open this vault" in said(pilot))
        fill(pilot, recovery=" ".join(key.groups).lower())
        await pilot.press("ctrl+r")
        assert key.groups[0].lower() in said(pilot)
        await pilot.press("ctrl+s")
        await on(pilot, ClientsScreen)
        assert "opens the vault" in said(pilot)
    assert vault.upkeep().recovery_known == DAY


@pytest.mark.parametrize("delete", [False, True])
async def test_everything_gets_new_keys(
    opened: Opened, vault: Vault, aase: ClientRecord, delete: bool
) -> None:
    # Of another day: the first save of this one takes its own.
    taken = snapshots.take(vault, NOW - timedelta(days=1)).name
    async with opened() as pilot:
        await pilot.app.push_screen(RekeyForm())
        fill(pilot, secret=PASSPHRASE)
        if delete:
            await pilot.press("tab", "right")
        await pilot.press("ctrl+s")
        key = await shown_key(pilot)
        # Nothing lies over the keys of the dialog.
        assert not pilot.app._notifications
        await pilot.press("enter")
        await give_back(pilot, key)
        await on(pilot, ClientsScreen)
        assert vault.load(aase.id) == aase
    assert vault.info().epoch == 2
    assert (vault.path / "snapshots" / taken).exists() != delete
    assert opens(vault.path, key)


async def test_a_damaged_file_is_told_and_the_keys_stay(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened(size=(120, 40)) as pilot:
        file = vault.path / "records" / aase.id
        file.write_bytes(file.read_bytes()[:-1])
        await pilot.app.push_screen(RekeyForm())
        fill(pilot, secret=PASSPHRASE)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "left as they are" in said(pilot))
        await on(pilot, ClientsScreen)
    assert opening.unlock(vault.path, PASSPHRASE).info().epoch == 1


# Another session gave it new keys


def rekeyed_elsewhere(vault: Vault, passphrase: str = PASSPHRASE) -> None:
    other = opening.unlock(vault.path, passphrase)
    keys.rekey(other, passphrase)
    other.close()


async def test_a_form_survives_new_keys_of_another_session(opened: Opened, vault: Vault) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(PracticeForm(vault.practice()))
        form = pilot.app.screen
        rekeyed_elsewhere(vault)
        fill(pilot, place="Nyby")
        await pilot.press("ctrl+s")
        again = await on(pilot, ReopenForm)
        fill(pilot, secret="not the right one")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "does not open" in said(pilot))
        assert pilot.app.screen is again
        fill(pilot, secret=PASSPHRASE)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is form)
        assert form.query_one("#field-place", TextInput).value == "Nyby"
        await pilot.press("ctrl+s")
        await on(pilot, ClientsScreen)
        assert vault.practice().place == "Nyby"


async def test_a_note_survives_new_keys_of_another_session(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        editor = await on(pilot, EditorScreen)
        rekeyed_elsewhere(vault)
        editor.query_one(NoteArea).text = "Et helt notat"
        await pilot.press("ctrl+s")
        await on(pilot, ReopenForm)
        # It is asked once, whatever else is tried meanwhile.
        with pytest.raises(CoachError):
            await editor.seal()
        await pilot.pause()
        assert [type(each) for each in pilot.app.screen_stack].count(ReopenForm) == 1
        fill(pilot, secret=PASSPHRASE)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is editor)
        assert editor.query_one(NoteArea).text == "Et helt notat"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(vault.load(aase.id).sessions))
    assert vault.load(aase.id).sessions[0].note == "Et helt notat"


async def test_what_could_not_be_sealed_is_sealed_once_the_vault_is_open_again(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        editor = await on(pilot, EditorScreen)
        rekeyed_elsewhere(vault)
        editor.query_one(NoteArea).text = "Et helt notat"
        with pytest.raises(CoachError):
            await editor.seal()
        await on(pilot, ReopenForm)
        fill(pilot, secret=PASSPHRASE)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is editor)
        # Nobody types on, and the line is cut.
        (kept,) = vault.drafts()
        assert isinstance(kept, NoteDraft)
        assert kept.session.note == "Et helt notat"


async def test_locking_after_new_keys_of_another_session_shows_nothing_and_loses_nothing(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("n")
        editor = await on(pilot, EditorScreen)
        rekeyed_elsewhere(vault)
        editor.query_one(NoteArea).text = "Et helt notat"
        await pilot.press("ctrl+g")
        await on(pilot, ReopenForm)
        await pilot.pause()
        assert "helt notat" not in text_of(app)
        assert "Åse" not in text_of(app)
        await app._lock_unseen()
        assert app.covered
        await pilot.press("x")
        assert "helt notat" not in text_of(app)
        assert [type(each) for each in app.screen_stack].count(ReopenForm) == 1
        fill(pilot, secret=PASSPHRASE)
        await pilot.press("ctrl+g")
        # Still the old keys: it was not opened again yet.
        assert not app.locked
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is editor)
        await pilot.press("ctrl+g")
        assert app.locked
        assert "helt notat" not in text_of(app)
    assert len(opening.unlock(vault.path, PASSPHRASE).drafts()) == 1


async def test_another_vault_in_its_place_is_not_written_to(
    opened: Opened, vault: Vault, tmp_path: Path
) -> None:
    other = opening.create(tmp_path / "other", PASSPHRASE, {"name": "Ola"}, opening.Cost.MINIMAL)
    async with opened() as pilot:
        await pilot.app.push_screen(PracticeForm(vault.practice()))
        rekeyed_elsewhere(vault)
        fill(pilot, place="Nyby")
        await pilot.press("ctrl+s")
        await on(pilot, ReopenForm)
        vault.path.rename(tmp_path / "moved")
        other.path.rename(vault.path)
        fill(pilot, secret=PASSPHRASE)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Another vault lies" in said(pilot))
    assert opening.unlock(vault.path, PASSPHRASE).practice().name == "Ola"


# Forgotten


async def test_the_unlock_screen_opens_with_the_recovery_key(opened: Opened, vault: Vault) -> None:
    key = RecoveryKey.make()
    keys.keep(vault, key, DAY)
    async with opened() as pilot:
        app = cast("CoachApp", pilot.app)
        await pilot.press("ctrl+g")
        await on(pilot, UnlockScreen)
        assert "Forgotten?" in said(pilot)
        await pilot.press("ctrl+r")
        await on(pilot, ForgottenForm)
        fill(pilot, recovery="-".join(RecoveryKey.make().groups))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "does not open this vault" in said(pilot))
        assert app.locked
        await pilot.press("escape")
        await on(pilot, UnlockScreen)
        await pilot.press("ctrl+r")
        await on(pilot, ForgottenForm)
        fill(pilot, recovery=" ".join(key.groups).lower())
        await pilot.press("ctrl+s")
        form = await on(pilot, RecoveredForm)
        await pilot.press("escape")
        await on(pilot, ConfirmScreen)
        assert "without a new passphrase" in said(pilot)
        await pilot.press("n")
        await until(pilot, lambda: pilot.app.screen is form)
        fill(pilot, passphrase=NEW, again=NEW)
        await pilot.press("ctrl+s")
        await on(pilot, ClientsScreen)
        app.vault.close()
    assert opens(vault.path, NEW)
    assert opens(vault.path, key)
    assert not opens(vault.path, PASSPHRASE)


# The first run


async def made(pilot: Pilot[None]) -> None:
    await on(pilot, FirstRunScreen)
    fill(pilot, name="Kari", passphrase=NEW, again=NEW)
    await pilot.press("ctrl+s")


async def test_the_first_run_shows_a_recovery_key(tmp_path: Path, still_clock: None) -> None:
    app = CoachApp(tmp_path / "vault", None)
    async with app.run_test(size=(80, 24)) as pilot:
        await made(patient(pilot))
        key = await shown_key(pilot)
        await pilot.press("enter")
        await give_back(pilot, key)
        await on(pilot, ClientsScreen)
        assert app.vault.upkeep().recovery_known == DAY
        app.vault.close()
    assert opens(tmp_path / "vault", key)


# Reminders


async def test_damage_is_not_talked_over_by_what_is_recalled(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    vault.update_upkeep(lambda upkeep: type(upkeep)(recovery_known=None))
    file = vault.path / "records" / aase.id
    file.write_bytes(file.read_bytes()[:-1])
    async with opened() as pilot:
        await until(pilot, lambda: "cannot be read" in said(pilot))
        await pilot.pause(0.1)
        assert "recovery key" not in said(pilot)


async def test_nothing_is_recalled_while_the_key_of_the_first_run_is_shown(tmp_path: Path) -> None:
    app = CoachApp(tmp_path / "vault", None)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await made(patient(pilot))
        await shown_key(pilot)
        await app.disk.rest()
        await pilot.pause(0.2)
        assert "Written down" in text_of(app)
        assert not app._notifications
        await pilot.press("escape", "y")
        await until(pilot, lambda: "no recovery key yet" in said(pilot))
        app.vault.close()


@pytest.mark.parametrize(
    ("known", "with_key", "reminded"),
    [
        (None, False, "no recovery key yet"),
        (DAY.replace(year=2025), False, "no recovery key yet"),
        (DAY.replace(year=2025), True, "still where you laid it"),
        (DAY.replace(year=2025, day=3), True, ""),
        (DAY, True, ""),
    ],
)
async def test_the_recovery_key_is_recalled_once_a_year(
    opened: Opened, vault: Vault, known: Any, with_key: bool, reminded: str
) -> None:
    if with_key:
        keys.keep(vault, RecoveryKey.make(), DAY)
    vault.update_upkeep(lambda upkeep: type(upkeep)(recovery_known=known))
    async with opened() as pilot:
        await until(pilot, lambda: reminded in said(pilot))
        await pilot.pause(0.1)
        assert bool(reminded) == ("recovery key" in said(pilot))
