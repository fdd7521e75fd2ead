"""Which snapshots stay, whatever moments there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coachtui.domain.snapshots import DAYS, MONTHS, WEEK, WEEKS, kept

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)

moments = st.lists(
    st.datetimes(datetime(2023, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)), max_size=80
)
nows = st.datetimes(datetime(2023, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(moments, nows)
def test_the_last_week_stays_whole_and_nothing_is_made_up(
    found: list[datetime], now: datetime
) -> None:
    staying = kept(found, now)
    assert staying <= set(found)
    assert {each for each in found if each > now - WEEK} <= staying
    assert len([each for each in staying if each <= now - WEEK]) <= DAYS + WEEKS + MONTHS
    assert bool(staying) == bool(found)


@given(moments, nows)
def test_the_newest_of_the_last_days_weeks_and_months_stay(
    found: list[datetime], now: datetime
) -> None:
    staying = kept(found, now)
    for count, period in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        for name in sorted({each.strftime(period) for each in found})[-count:]:
            assert max(each for each in found if each.strftime(period) == name) in staying


@given(moments, nows)
def test_what_stays_once_stays_when_asked_again(found: list[datetime], now: datetime) -> None:
    staying = kept(found, now)
    assert kept(staying, now) == staying


@given(st.lists(st.integers(1, 400), min_size=1, max_size=120))
def test_removing_on_the_way_leaves_what_removing_at_the_end_would(hours: list[int]) -> None:
    """A snapshot that will be the newest of its month is never gone by then."""
    now, everything, staying = NOON, [], frozenset[datetime]()
    for step in hours:
        now += timedelta(hours=step)
        everything.append(now)
        staying = kept((*staying, now), now)
    assert staying == kept(everything, now)


def test_one_a_day_for_two_years_leaves_a_week_some_weeks_and_a_year() -> None:
    days = [NOON - timedelta(days=number) for number in range(730)]
    staying = sorted(kept(days, NOON), reverse=True)
    assert staying[:7] == days[:7]
    assert [each.strftime("%m-%d") for each in staying[7:]] == [
        "11-15", "11-08", "11-01",
        "10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31",
        "12-31",
    ]  # fmt: skip
