"""A secret shown once: on the terminal's other screen, which leaves nothing in what scrolls back."""

from __future__ import annotations

import os
from collections.abc import Sequence

from coachtui import prompt
from coachtui.language import _

_TO_THE_OTHER = "\x1b[?1049h\x1b[H\x1b[2J"
_AND_BACK = "\x1b[H\x1b[?1049l"


def shown_once(lines: Sequence[str]) -> None:
    """Show ``lines`` until Enter is pressed, and nothing that is typed meanwhile.

    They are overwritten before the terminal goes back: one without another screen keeps nothing
    either.

    Raises:
        UsageError: there is no terminal.
        KeyboardInterrupt: the person left.
    """
    with prompt.QuietTerminal() as terminal:
        terminal.guard()
        try:
            terminal.write(_TO_THE_OTHER + "".join(f"{line}\r\n" for line in lines))
            terminal.put(_("Enter, once it is written down:"))
            if terminal.answer() is None:
                raise KeyboardInterrupt
        finally:
            # Line by line: some terminals keep what is cleared as a whole.
            rows = range(1, os.get_terminal_size(2).lines + 1)
            terminal.write("".join(f"\x1b[{row}H\x1b[2K" for row in rows) + _AND_BACK)
