"""What is said when coachtui itself fails: one sentence with the place, and nothing of what it held."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from coachtui.language import _

_PACKAGE = Path(__file__).parent


def sentence(error: BaseException) -> str:
    """The kind of ``error`` and the line it comes from. Its message is left out: it may quote a note."""
    return _("An error of its own stopped it: {kind} at {place}. What was saved is safe.").format(
        kind=type(error).__name__, place=_place(error.__traceback__)
    )


def _place(trace: TracebackType | None) -> str:
    """File and line of the innermost frame that is ours, or of the innermost one."""
    found = "?"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        ours = path.is_relative_to(_PACKAGE)
        if ours or found == "?" or not found.startswith(_PACKAGE.name):
            shown = path.relative_to(_PACKAGE.parent) if ours else Path(path.name)
            found = f"{shown}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
