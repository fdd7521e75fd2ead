"""Which snapshots stay: all of the last week, then fewer the older they are.

Here belongs the rule alone, on moments. What a snapshot is on disk does not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

DAYS, WEEKS, MONTHS = 7, 5, 12

WEEK = timedelta(days=7)
"""Within this time everything stays, for what was kept before a mistake is among it."""


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Those of ``moments`` that stay: the last week, and the newest of the last days, weeks and months.

    Only days, weeks and months that have any are counted, so that a pause, or a clock that is
    wrong, takes nothing away.
    """
    newest_first = sorted(set(moments), reverse=True)
    staying = {moment for moment in newest_first if moment > now - WEEK}
    for count, period in (
        (DAYS, datetime.date),
        (WEEKS, lambda moment: moment.isocalendar()[:2]),
        (MONTHS, lambda moment: (moment.year, moment.month)),
    ):
        staying.update(_newest_of_each(newest_first, period)[:count])
    return frozenset(staying)


def _newest_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], Hashable]
) -> list[datetime]:
    newest: dict[Hashable, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return list(newest.values())
