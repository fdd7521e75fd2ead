"""The terminal as the app drives it: it may go away or be far, and it goes back as it was found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

from coachtui.tui.short_output import shortened

if TYPE_CHECKING:
    from coachtui.tui.app import CoachApp

HUNG_UP = 129
"""The exit code when the terminal went away, as a shell gives it for SIGHUP."""


class Terminal(LinuxDriver):
    """Textual's driver, for a terminal that was taken over from the passphrase prompt.

    ``found`` holds the terminal's attributes from before the prompt; the prompt had turned the
    echo off, so Textual's own memory of them would leave it off after a suspend.
    """

    found: list[Any] | None = None

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if Terminal.found is not None:
            self.attrs_before = Terminal.found

    def write(self, data: str) -> None:
        super().write(shortened(data))

    def hang_up(self) -> None:
        """Nobody is there any more: write into nothing, so that no write fails or waits."""
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        os.close(nothing)

    def run_input_thread(self) -> None:
        try:
            super().run_input_thread()
        except OSError:
            # The terminal is gone; reading from it fails before SIGHUP arrives.
            self.hang_up()
            self._app.call_later(cast("CoachApp", self._app).called_away, HUNG_UP)
