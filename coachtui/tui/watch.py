"""When the screen is to be covered or locked: told by clocks alone. Doing it does not belong here."""

from __future__ import annotations

from enum import IntEnum

from coachtui import process

NAP = 2.0
"""Seconds asleep that count as sleep; less is two clocks read one after the other."""


class Due(IntEnum):
    """What is to be done with the screen, the more the higher."""

    NOTHING = 0
    COVER = 1
    LOCK = 2


class Watch:
    """Counts the time since the last key, on a clock that goes on while the machine sleeps.

    Args:
        blur_minutes: idle minutes after which the screen is covered; 0 for never.
        lock_minutes: idle minutes after which it is locked; 0 for never.
    """

    def __init__(self, blur_minutes: int, lock_minutes: int) -> None:
        self.wait(blur_minutes, lock_minutes)
        self.begin()

    def wait(self, blur_minutes: int, lock_minutes: int) -> None:
        """Wait so many minutes from now on."""
        self._blur, self._lock = blur_minutes * 60, lock_minutes * 60

    def begin(self) -> None:
        """Count from now on, the sleep so far forgotten."""
        self._asleep = process.time_asleep()
        self.touched()

    def touched(self) -> None:
        """Somebody was here just now."""
        self._last = process.boot_time()

    @property
    def slept(self) -> bool:
        """Whether the machine has slept since counting began."""
        return process.time_asleep() - self._asleep > NAP

    def due(self, busy_until: float = 0.0) -> Due:
        """What is due; idle time does not lock before ``busy_until``, on the clock of ``boot_time``."""
        if self.slept:
            return Due.LOCK
        now = process.boot_time()
        idle = now - self._last
        if self._lock and idle >= self._lock and now >= busy_until:
            return Due.LOCK
        return Due.COVER if self._blur and idle >= self._blur else Due.NOTHING
