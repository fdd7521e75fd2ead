"""No screen is left out of the pictures, and so of none of the tests that walk through all of them."""

from __future__ import annotations

from coachtui.tui.every_command import all_screens
from tests.tui.test_snapshots import SCREENS, SHOWN

ELSEWHERE = {
    "FirstRunScreen": "before there is a vault: test_first_run",
    "KeyProblemsScreen": "only with a configuration that cannot be: test_keymap",
    "PresentScreen": "beneath the agreement that a client looks on: test_present",
    "RecoveredForm": "after a forgotten passphrase: test_keys",
    "ReopenForm": "when another session has changed what opens the vault: test_keys",
    "WorkingScreen": "gone again by itself: test_snapshots waits for its end",
}
"""Screens that never stay on top where a key leads in a vault that is there, and where they are tested."""


def test_every_screen_has_its_picture() -> None:
    classes = all_screens()
    bases = {base.__name__ for each in classes for base in each.__mro__[1:]}
    shown = {each.__name__ for each in classes} - (bases - set(SHOWN.values()))
    assert shown - set(SHOWN.values()) == set(ELSEWHERE)
    assert set(SHOWN) == set(SCREENS)
