"""How long an act takes, and the least that a durable save can cost."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

_MOST = 7
_LONG_ENOUGH = 100.0


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that ``act`` took."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def in_a_row(act: Callable[[], object]) -> float:
    """Milliseconds that ``act`` takes as it comes while one works: the median of a few in a row.

    What took long enough to be measured once is not done again. Nobody pays for what another left
    in memory or on the way to the disk.
    """
    gc.collect()
    os.sync()
    times = [timed(act)]
    while len(times) < _MOST and sum(times) < _LONG_ENOUGH:
        times.append(timed(act))
    return median(times)


def raw(path: Path, content: bytes) -> None:
    """Write ``content`` and sync it."""
    with path.open("wb", buffering=0) as file:
        file.write(content)
        os.fsync(file.fileno())
