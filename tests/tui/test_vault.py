"""The vault, its snapshots and the earlier states of a client, by keys on a real vault."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from coachtui.domain.record import ClientRecord
from coachtui.services import backups, clients, keys, sessions, snapshots
from coachtui.services.opening import Progress, Vault
from coachtui.tui.screens import working
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.screens.new_keys import PassphraseForm, RekeyForm
from coachtui.tui.screens.recovery_key import RecoveryForm, TryRecoveryKeyForm
from coachtui.tui.screens.snapshot import SnapshotScreen
from coachtui.tui.screens.states import StatesScreen
from coachtui.tui.screens.vault import BackupForm, VaultScreen
from coachtui.tui.screens.working import WorkingScreen
from coachtui.tui.widgets.text import TextInput
from tests.conftest import DAY, NOW
from tests.tui.conftest import PATIENCE, Opened, until
from tests.tui.stand_in import text_of


@pytest.fixture
def taken(vault: Vault, aase: ClientRecord) -> snapshots.Snapshot:
    """A snapshot from before the first of two sessions."""
    snapshot = snapshots.take(vault, NOW)
    for day in ("2026-02-03", "2026-02-17"):
        sessions.add(vault, aase.id, {"date": day, "note": f"# Møte {day}"}, DAY)
    return snapshot


def count(vault: Vault, record: ClientRecord) -> int:
    return len(vault.load(record.id).sessions)


def told(pilot: Pilot[None]) -> str:
    return " ".join(each.message for each in pilot.app._notifications)


def words(pilot: Pilot[None]) -> str:
    """What stands on the screen, wherever a line was broken."""
    return " ".join(text_of(pilot.app).replace("│", " ").split())


async def until_done(pilot: Pilot[None]) -> None:
    """Wait until nothing long goes on."""
    await until(pilot, lambda: not isinstance(pilot.app.screen, WorkingScreen))


async def test_the_vault_says_what_protects_it_and_that_a_backup_is_due(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    snapshots.take(vault, NOW - timedelta(days=8))
    async with opened() as pilot:
        await pilot.press("V")
        assert isinstance(pilot.app.screen, VaultScreen)
        text = text_of(pilot.app)
        for words in ("Opens with your passphrase", "1 client", "No backup was made yet"):
            assert words in text


async def test_the_vault_says_whether_there_is_a_recovery_key(opened: Opened, vault: Vault) -> None:
    async with opened() as pilot:
        await pilot.press("V")
        assert "No recovery key was made yet; r makes one." in text_of(pilot.app)
        await pilot.press("escape")
        keys.keep(vault, keys.RecoveryKey.make(), DAY)
        await pilot.press("V")
        assert "Opens with the recovery key on paper as well" in text_of(pilot.app)


@pytest.mark.parametrize(
    ("key", "form"),
    [("w", PassphraseForm), ("r", RecoveryForm), ("t", TryRecoveryKeyForm), ("n", RekeyForm)],
)
async def test_every_key_of_the_vault_leads_to_its_form(
    opened: Opened, aase: ClientRecord, key: str, form: type[Screen[Any]]
) -> None:
    async with opened() as pilot:
        await pilot.press("V", key)
        assert isinstance(pilot.app.screen, form)


async def test_nothing_is_seen_of_work_that_is_done_at_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 60)  # however slow the machine is
    async with opened() as pilot:
        screen = WorkingScreen[str]("Working", lambda progress: "done")
        seen: list[str] = []
        screen.dismiss = lambda result: seen.append(text_of(pilot.app))  # type: ignore[assignment, method-assign]
        await pilot.app.push_screen(screen)
        while not seen:
            await pilot.pause()
        assert not seen[0].strip()


async def test_long_work_shows_how_far_it_is(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 0.01)
    monkeypatch.setattr(working, "LOOKED_AT", 0.1)
    enough = threading.Event()

    def work(progress: Progress) -> str:
        progress(1, 4)
        enough.wait(PATIENCE)
        return "done"

    results: list[object] = []
    async with opened() as pilot:
        pilot.app.push_screen(WorkingScreen[str]("Working", work), results.append)
        await until(pilot, lambda: "25%" in text_of(pilot.app))
        enough.set()
        await until(pilot, lambda: results == ["done"])


async def test_a_snapshot_is_taken_and_listed(
    opened: Opened, vault: Vault, aase: ClientRecord
) -> None:
    async with opened() as pilot:
        await pilot.press("V", "s")
        assert "today" in text_of(pilot.app)
    assert [each.at for each in snapshots.listed(vault)] == [NOW]


async def test_a_backup_is_made_from_a_form(
    opened: Opened, vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    file = tmp_path / "practice.backup"
    async with opened(size=(160, 24)) as pilot:
        await pilot.press("V", "b")
        assert isinstance(pilot.app.screen, BackupForm)
        field = pilot.app.screen.query_one("#field-file", TextInput)
        assert field.value == "~/coachtui-2026-03-02.backup"
        field.value = str(tmp_path)
        await pilot.press("ctrl+s")
        assert "is a folder" in words(pilot)
        field.value = str(file)
        await pilot.press("ctrl+s")
        await until_done(pilot)
        assert "read back whole" in told(pilot)
        assert f"Last backup: 2026-03-02, today: {file}" in words(pilot)
        assert "No backup was made yet" not in text_of(pilot.app)
    assert backups.restore(file, "correct horse battery", tmp_path / "again", DAY).clients == 1


async def test_a_backup_that_cannot_be_made_is_told(
    opened: Opened, aase: ClientRecord, tmp_path: Path
) -> None:
    async with opened() as pilot:
        await pilot.press("V", "b")
        missing = str(tmp_path / "none" / "backup")
        pilot.app.screen.query_one("#field-file", TextInput).value = missing
        await pilot.press("ctrl+s")
        await until_done(pilot)
        assert "could not be made" in told(pilot)
        assert isinstance(pilot.app.screen, VaultScreen)


async def test_one_client_of_a_snapshot_comes_back_after_a_question(
    opened: Opened, vault: Vault, aase: ClientRecord, taken: snapshots.Snapshot
) -> None:
    async with opened() as pilot:
        await pilot.press("V", "enter")
        assert isinstance(pilot.app.screen, SnapshotScreen)
        assert "changed" in text_of(pilot.app)
        await pilot.press("enter")
        assert "0 sessions, now 2 sessions" in text_of(pilot.app)
        await pilot.press("n")
        assert count(vault, aase) == 2
        await pilot.press("enter", "y")
        assert count(vault, aase) == 0
        assert "as it was" in text_of(pilot.app)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, SnapshotScreen)


async def test_all_clients_of_a_snapshot_come_back_after_a_question(
    opened: Opened, vault: Vault, aase: ClientRecord, taken: snapshots.Snapshot
) -> None:
    clients.add(vault, {"name": "Bo Test"}, DAY)
    async with opened() as pilot:
        await pilot.press("V", "enter", "r")
        assert "Bring 1 client back" in text_of(pilot.app)
        assert "K-001" in text_of(pilot.app)
        await pilot.press("y")
        await until_done(pilot)
        assert count(vault, aase) == 0
        await pilot.press("r")
        assert isinstance(pilot.app.screen, SnapshotScreen)
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, ClientsScreen)
    assert len(vault.cards()) == 2


async def test_an_earlier_state_of_a_client_comes_back_from_the_client(
    opened: Opened, vault: Vault, aase: ClientRecord, taken: snapshots.Snapshot
) -> None:
    async with opened(size=(120, 24)) as pilot:
        await pilot.press("enter", "H")
        assert isinstance(pilot.app.screen, StatesScreen)
        text = text_of(pilot.app)
        for words in ("now", "previous", "in snapshot", "2026-02-17", "Møte 2026-02-03"):
            assert words in text
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, StatesScreen)
        await pilot.press("down", "enter")
        assert "1 session, now 2 sessions" in text_of(pilot.app)
        assert "The last one: 2026-02-03  Møte 2026-02-03" in text_of(pilot.app)
        await pilot.press("y")
        assert "2026-02-17" not in text_of(pilot.app)
    assert count(vault, aase) == 1


async def test_a_damaged_client_leads_to_its_earlier_states(
    opened: Opened, vault: Vault, aase: ClientRecord, taken: snapshots.Snapshot
) -> None:
    file = vault.path / "records" / aase.id
    file.unlink()
    file.write_bytes(bytes(4096))
    file.chmod(0o600)
    async with opened() as pilot:
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, StatesScreen)
        assert "no sealed file" in text_of(pilot.app)
        await pilot.press("enter")
        assert "cannot be used" in told(pilot)
        await pilot.press("down", "enter", "y")
        assert isinstance(pilot.app.screen, ClientsScreen)
        assert not vault.damaged
    assert count(vault, aase) == 1
