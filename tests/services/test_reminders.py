"""When a backup is due, and when nobody need be reminded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from coachtui.domain.record import ClientRecord
from coachtui.services import backups, clients, reminders, snapshots
from coachtui.services.opening import Vault
from tests.conftest import DAY, NOW


def test_without_clients_there_is_nothing_to_back_up(vault: Vault) -> None:
    assert reminders.backup(vault, DAY) == ""


def test_a_week_without_a_backup_is_enough(vault: Vault, aase: ClientRecord) -> None:
    day = NOW.astimezone().date()
    snapshots.take(vault, NOW)
    assert reminders.backup(vault, day) == ""
    assert "no backup yet" in reminders.backup(vault, day + timedelta(days=7))


def test_an_old_backup_is_due_again_only_if_clients_changed(
    vault: Vault, aase: ClientRecord, tmp_path: Path
) -> None:
    made = datetime.now(UTC) + timedelta(seconds=1)
    backups.make(vault, tmp_path / "backup", made)
    day = made.astimezone().date()
    later = day + timedelta(days=31)
    assert reminders.backup(vault, later) == ""
    backups.make(vault, tmp_path / "earlier", made - timedelta(days=60))
    assert reminders.backup(vault, later) == ""
    clients.edit(vault, aase.id, {"phone": "222"})
    before = made - timedelta(days=1)
    backups.make(vault, tmp_path / "backup", before, overwrite=True)
    assert reminders.backup(vault, day) == ""
    # Where the clock is put forward in between, that was two days ago.
    days = (later - before.astimezone().date()).days
    assert f"{days} days old" in reminders.backup(vault, later)
