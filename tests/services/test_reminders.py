"""When a backup is due, and when nobody need be reminded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from coachtui.domain.record import ClientRecord
from coachtui.services import backups, clients, reminders
from coachtui.services.opening import Vault
from tests.conftest import DAY


def test_without_clients_there_is_nothing_to_back_up(vault: Vault) -> None:
    assert reminders.backup(vault, DAY) == ""


def test_without_a_backup_one_is_due(vault: Vault, aase: ClientRecord) -> None:
    assert "no backup yet" in (reminders.backup(vault, DAY) or "")


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
    backups.make(vault, tmp_path / "backup", made - timedelta(days=1), overwrite=True)
    assert reminders.backup(vault, day) == ""
    told = reminders.backup(vault, later)
    assert told is not None
    assert "32 days old" in told
