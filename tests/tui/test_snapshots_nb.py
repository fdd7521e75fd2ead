"""The main screens in bokmål, whose words are longer: nothing cut, the footer whole.

They are those of ``test_snapshots``; a changed picture is looked at and taken over in the same way.
"""

from __future__ import annotations

from typing import Any

import pytest

from coachtui.services.opening import Vault
from tests.tui.test_snapshots import SCREENS, app_for, arranged, keys_for, practice

__all__ = ["practice"]

MAIN = (
    *("clients", "client_form", "client_sessions", "client_agreement", "client_file", "session"),
    *("editor", "review_to_discuss", "review_consent", "sign", "export", "engagement_form"),
    *("settings", "private_clients", "private_session", "private_editor"),
    *("help", "palette", "vault", "check_problems", "drafts", "erase", "states", "recovery_key"),
)


@pytest.mark.parametrize("screen", [screen for screen in SCREENS if screen in MAIN])
def test_screen(snap_compare: Any, practice: Vault, bokmaal: None, screen: str) -> None:
    assert snap_compare(
        app_for(arranged(practice, screen)), run_before=keys_for(screen), terminal_size=(80, 24)
    )


def test_the_main_screens_are_still_there() -> None:
    assert set(MAIN) <= set(SCREENS)
