"""The states that a vault has of one thing: the present one, the one before, those in snapshots.

Here belongs which of them a repair would take, and how a state is named to a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from coachtui.language import _, ngettext
from coachtui.vault.envelope import Name
from coachtui.vault.place import SNAPSHOTS


class State(NamedTuple):
    """A whole state of a record or the practice in ``file``, as seen from the vault.

    ``sessions`` is None for the practice.
    """

    file: str
    name: Name
    generation: int
    sessions: int | None = None

    def told(self, vault: Path) -> str:
        """The state as a part of a sentence: from when it is, and how much is in it."""
        when = self._when(vault)
        if self.sessions is None:
            return _("the state of {when}").format(when=when)
        message = ngettext(
            "the state of {when} with {count} session",
            "the state of {when} with {count} sessions",
            self.sessions,
        )
        return message.format(when=when, count=self.sessions)

    def _when(self, vault: Path) -> str:
        folder, _slash, rest = self.file.partition("/")
        if folder == SNAPSHOTS:
            return _("snapshot {moment}").format(moment=rest.partition("/")[0])
        try:
            saved = datetime.fromtimestamp((vault / self.file).stat().st_mtime)
        except OSError:
            return "–"
        return f"{saved:%Y-%m-%d %H:%M}"


def best(states: Iterable[State]) -> State | None:
    """The newest of ``states``, of equals the first."""
    return max(states, key=lambda state: state.generation, default=None)
