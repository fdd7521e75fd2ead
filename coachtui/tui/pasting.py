"""What a terminal sends, with each paste kept a paste.

Textual's parser takes an escape sequence inside a paste for keys, so that a pasted text could press
Ctrl+Q, or answer a consent. Terminals differ in whether they let such a text through.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

from coachtui.services.cleaning import REPLACEMENT

_ESC, _START, _END = "\x1b", "\x1b[200~", "\x1b[201~"


class PasteKeepingParser(XTermParser):
    """Textual's parser, which finds no escape in a paste but the one that ends it."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._before = ""
        self._held = ""

    def feed(self, data: str) -> Iterable[Message]:
        """The messages that ``data`` completes; it may end anywhere."""
        tamed = self._tamed(data)
        # To feed nothing is to say that nothing more will come.
        return super().feed(tamed) if tamed or not data else ()

    def _tamed(self, data: str) -> str:
        passed = ""
        while data:
            passed_now, data = self._in_paste(data) if self._pasting else self._typed(data)
            passed += passed_now
        return passed

    def _typed(self, data: str) -> tuple[str, str]:
        """What passes as it came, up to the start of a paste, and the rest."""
        # The start may have come in two parts. The first cannot wait: it may be the key Esc.
        known = len(self._before)
        at = (self._before + data).find(_START)
        if at < 0:
            self._before = (self._before + data)[1 - len(_START) :]
            return data, ""
        self._pasting, self._before = True, ""
        end = at + len(_START) - known
        return data[:end], data[end:]

    def _in_paste(self, data: str) -> tuple[str, str]:
        """What passes of a paste, and what follows its end."""
        data, self._held = self._held + data, ""
        pasted, end, rest = data.partition(_END)
        if end:
            self._pasting = False
            return pasted.replace(_ESC, REPLACEMENT) + end, rest
        last = data.rfind(_ESC)
        if last >= 0 and _END.startswith(data[last:]):
            pasted, self._held = data[:last], data[last:]
        return pasted.replace(_ESC, REPLACEMENT), ""
