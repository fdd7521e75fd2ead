"""Every state that a loss of power can leave of making a vault: it is there whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coachtui.vault.vault import Cost, Vault
from tests.vault.people import PASSPHRASE, PRACTICE
from tests.vault.tree_disk import Operation, watched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the vault is made, apart from what this machine remembers."""
    (tmp_path / "home").mkdir()
    return tmp_path / "home" / "vault"


@pytest.fixture
def making(folder: Path) -> Operation:
    return watched(
        folder.parent, lambda: Vault.create(folder, PASSPHRASE, PRACTICE, Cost.MINIMAL).close()
    )


def whole(folder: Path) -> Callable[[bool], None]:
    def check(told: bool) -> None:
        assert folder.exists() or not told
        if folder.exists():
            vault = Vault.unlock(folder, PASSPHRASE)
            assert vault.practice() == PRACTICE
            assert vault.cards() == ()

    return check


def test_no_crash_state_of_making_a_vault_has_half_of_one(making: Operation, folder: Path) -> None:
    assert making.replayed() == making.after
    states, broken = making.broken(whole(folder))
    assert states > 30
    assert broken == 0


@pytest.mark.parametrize("what", ["sync", "sync folder"])
def test_a_vault_made_without_a_sync_would_be_caught(
    making: Operation, folder: Path, what: str
) -> None:
    assert making.caught(whole(folder), making.without(what))
