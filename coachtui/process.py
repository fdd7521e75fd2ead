"""Keeping this process to itself: private files, no core dump, no debugger's look, a known environment."""

from __future__ import annotations

import os
import sys
import time

_KEPT = ("TEXTUAL_ANIMATIONS", "TEXTUAL_FPS", "TEXTUAL_COLOR_SYSTEM")
_PR_SET_DUMPABLE = 4


def be_private() -> None:
    """Files made from now on are the owner's alone, and Textual writes no log, no screenshot.

    Costs nothing; belongs before everything else.
    """
    os.umask(0o077)
    for name in [name for name in os.environ if name == "TEXTUAL" or name.startswith("TEXTUAL_")]:
        if name not in _KEPT:
            del os.environ[name]


def forbid_dumps() -> None:
    """No core file, and no other process of this user may read the memory of this one.

    Takes some milliseconds (ctypes), so it belongs behind the prompt and before any secret.
    """
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def fall_silent() -> None:
    """Print nothing of an exception that nobody waits for: its text may hold what a client said."""
    import logging
    import threading

    # asyncio logs the exception of a task that nobody awaits, and the log goes to the terminal.
    logging.disable()
    threading.excepthook = _nothing
    sys.unraisablehook = _nothing


def _nothing(_report: object) -> None:
    return


def boot_time() -> float:
    """Seconds on a clock that goes on while the machine sleeps, where there is one."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


def time_asleep() -> float:
    """Seconds that the machine has slept since it started; it grows with each time it wakes."""
    return boot_time() - time.clock_gettime(time.CLOCK_MONOTONIC)
