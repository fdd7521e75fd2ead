"""The terminal as the app drives it: it may go away or be far, and it goes back as it was found."""

from __future__ import annotations

import codecs
import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.drivers import linux_driver
from textual.events import Key

from coachtui.tui.pasting import PasteKeepingParser
from coachtui.tui.short_output import shortened

if TYPE_CHECKING:
    from coachtui.tui.app import CoachApp

HUNG_UP = 129
"""The exit code when the terminal went away, as a shell gives it for SIGHUP."""


_WIPE = "\x1b[0m\x1b[H\x1b[J"


def _forgiving(encoding: str) -> Any:
    """The decoder of ``encoding`` that shows bytes it cannot read as U+FFFD."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


# Textual's own is strict: one byte of a paste that is no UTF-8 would end the app.
linux_driver.getincrementaldecoder = _forgiving  # type: ignore[attr-defined]


_ESC = "\x1b"
_BY_WORD = {f"{_ESC}{key}" for key in ("b", "f", "\x7f")}
"""What Alt with an arrow or Backspace sends: a step, or a deletion, by a word."""


class Keys(PasteKeepingParser):
    """Textual's reader of keys, to which Esc and the key after it are two keys.

    A slow link delivers them together, and so does tmux when the second comes within half a second.
    To Textual that is the second with Alt, which nothing here depends on, and Esc would be lost.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        # Asked for every beginning of a sequence as well: only those of Textual's table are whole.
        if len(sequence) == 2 and sequence in ANSI_SEQUENCES_KEYS and sequence not in _BY_WORD:
            alt, sequence = True, sequence[1]
        if alt:
            yield Key("escape", _ESC)
        yield from super()._sequence_to_key_events(sequence)


linux_driver.XTermParser = Keys  # type: ignore[attr-defined]


class _Outlet:
    """A file whose reader may be gone: then it takes what is written and lets it be.

    Textual's writer ends with its first error, and whoever writes after that waits for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


class Terminal(linux_driver.LinuxDriver):
    """Textual's driver, for a terminal that was taken over from the passphrase prompt.

    ``found`` holds the terminal's attributes from before the prompt; the prompt had turned the
    echo off, so Textual's own memory of them would leave it off after a suspend.
    """

    found: list[Any] | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file = cast("Any", _Outlet(cast("TextIO", self._file)))

    def _sigcont_application(self, *_arguments: object) -> None:
        # A terminal that goes away sends this too, to a program that was never stopped: taking the
        # terminal over again would then begin a second writer, for nobody, and wait for it for ever.
        if self._must_signal_resume:
            super()._sigcont_application()

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if Terminal.found is not None:
            self.attrs_before = Terminal.found

    def stop_application_mode(self) -> None:
        # The second screen outlives the program in some terminals, and so would the last frame.
        self.write(_WIPE)
        super().stop_application_mode()

    def stop(self) -> None:
        """Give the terminal back and stop; returns when the shell has said to go on.

        Where no shell could ever say that, the system does not stop it and it goes on at once.
        """
        self.suspend_application_mode()
        self._must_signal_resume = True
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        # All that was started with it, as if the terminal itself had made a signal of the key.
        os.killpg(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        if self._must_signal_resume:
            self.resume_application_mode()

    def write(self, data: str) -> None:
        super().write(shortened(data))

    def hang_up(self) -> None:
        """Nobody is there any more: write into nothing, so that no write fails or waits."""
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        os.close(nothing)

    def run_input_thread(self) -> None:
        while True:
            try:
                super().run_input_thread()
            except (ValueError, OverflowError):
                # A sequence in the form of none that a terminal sends. Read on behind it.
                continue
            except OSError:
                # The terminal is gone; reading from it fails before SIGHUP arrives.
                self.hang_up()
                self._app.call_later(cast("CoachApp", self._app).called_away, HUNG_UP)
            return
