"""The periods of a dashboard: what is over of them, what came before, the months of a trend."""

from datetime import date

import pytest

from motcua.domain.indicators.values import Period
from motcua.domain.report_periods import PeriodKind, free, period_of
from motcua.reporting.dashboards import periods
from motcua.reporting.dashboards.public import closed_months

TODAY = date(2026, 2, 11)


def test_a_running_period_ends_at_the_last_midnight() -> None:
    month = period_of(PeriodKind.CALENDAR_MONTH, 2026, 2)
    assert periods.closed(month.period, TODAY) == Period(date(2026, 2, 1), TODAY)
    assert periods.closed(Period(date(2026, 1, 1), date(2026, 2, 1)), TODAY) == Period(
        date(2026, 1, 1), date(2026, 2, 1)
    )
    assert periods.closed(Period(TODAY, date(2026, 3, 1)), TODAY) is None


def test_the_usual_period_is_the_month_of_yesterday() -> None:
    assert periods.usual(TODAY) == period_of(PeriodKind.CALENDAR_MONTH, 2026, 2)
    assert periods.usual(date(2026, 2, 1)) == period_of(PeriodKind.CALENDAR_MONTH, 2026, 1)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (period_of(PeriodKind.CALENDAR_MONTH, 2026, 2), period_of(PeriodKind.CALENDAR_MONTH, 2026, 1)),
        (period_of(PeriodKind.MONTH, 2026, 1), period_of(PeriodKind.MONTH, 2025, 12)),
        (period_of(PeriodKind.QUARTER, 2026, 1), period_of(PeriodKind.QUARTER, 2025, 4)),
        (period_of(PeriodKind.YEAR, 2026), period_of(PeriodKind.YEAR, 2025)),
        (free(date(2026, 2, 2), date(2026, 2, 8)), free(date(2026, 1, 26), date(2026, 2, 1))),
    ],
)
def test_the_period_before_is_as_long_and_ends_where_this_one_begins(period: object, before: object) -> None:
    assert periods.before(period) == before  # type: ignore[arg-type]


def test_what_is_offered_has_begun_and_each_once() -> None:
    offered = periods.offered(TODAY)
    assert all(each.period.starts < TODAY for each in offered)
    assert len({each.key for each in offered}) == len(offered)


@pytest.mark.parametrize("key", ["", "nothing", "calendar_month-2026-3", "year-1999", "free-2026-02-30-2026-03-01"])
def test_a_period_that_is_none_or_to_come_is_the_usual_one(key: str) -> None:
    assert periods.asked(key, TODAY) == periods.usual(TODAY)


def test_a_trend_has_thirteen_months_the_last_one_running() -> None:
    months = periods.months(TODAY, TODAY)
    assert [months[0].tick, months[-1].tick, len(months)] == ["02/25", "02/26", 13]
    assert months[-1].period.ends == TODAY
    assert periods.asked(months[3].key, TODAY).period == months[3].period


@pytest.mark.parametrize("today", [TODAY, date(2026, 2, 1), date(2026, 1, 1)])
def test_the_public_sees_thirteen_months_that_are_over(today: date) -> None:
    closed = closed_months(today)
    assert len(closed) == 13
    assert closed[-1].period.ends == today.replace(day=1)
