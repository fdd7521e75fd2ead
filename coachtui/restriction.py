"""A restricted session: the screens alone, as a forced command in ``authorized_keys`` opens them.

Whether this process is one, and what it may still reach, is known here. Whoever leads out of the
vault asks: paths become places in ``services.entry``, commands begin in ``start``, keys are offered
in ``tui``.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_KEPT = {
    *("HOME", "PATH", "TZ", "LANG", "LANGUAGE"),
    *("TERM", "COLORTERM", "NO_COLOR", "TMUX", "TMUX_PANE"),
}
"""What is left of the environment, besides the categories of the locale (``LC_...``)."""

_restricted = False


def restrict() -> None:
    """Restrict this process for good, and take nothing more from its environment.

    What sshd lets through from the client would otherwise name folders, or a command to run.
    """
    global _restricted
    _restricted = True
    for name in list(os.environ):
        if name not in _KEPT and not name.startswith("LC_"):
            del os.environ[name]


def restricted() -> bool:
    """Whether this process is restricted."""
    return _restricted


def folder() -> Path:
    """The one folder that a restricted session writes files to, and reads them from."""
    from pathlib import Path

    return Path("~/coachtui-files").expanduser()
