"""The periods that a dashboard offers, the one before, and the months of a trend; all closed at the last midnight."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.domain.errors import BadInput
from motcua.domain.indicators.values import Period
from motcua.domain.instants import ONE_DAY
from motcua.domain.report_periods import (
    FIRST_YEAR,
    NUMBERED,
    PeriodKind,
    ReportPeriod,
    free,
    parse_key,
    period_of,
)

MONTHS: Final = 13
"""A trend shows so many months: each also a year ago."""

OFFERED_MONTHS: Final = 6


def closed(period: Period, today: date) -> Period | None:
    """What of a period is over; None where it has not begun. Today is told apart, since it is not over."""
    ends = min(period.ends, today)
    return Period(period.starts, ends) if period.starts < ends else None


def usual(today: date) -> ReportPeriod:
    """The month of yesterday."""
    yesterday = today - ONE_DAY
    return period_of(PeriodKind.CALENDAR_MONTH, yesterday.year, yesterday.month)


def before(period: ReportPeriod) -> ReportPeriod:
    """The period right before: of the same kind, a free one of as many days."""
    if period.kind is PeriodKind.FREE:
        last = period.period.starts - ONE_DAY
        return free(last - (period.last_day - period.period.starts), last)
    most = NUMBERED.get(period.kind, 1)
    if period.number > 1:
        return period_of(period.kind, period.year, period.number - 1)
    return period_of(period.kind, period.year - 1, most)


def offered(today: date) -> list[ReportPeriod]:
    """The periods to choose from: the last months, months of the regime, quarters, years, latest first."""
    found = [usual(today)]
    while len(found) < OFFERED_MONTHS:
        found.append(before(found[-1]))
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR):
        begun = _begun(kind, today)
        found += [begun, before(begun)]
    return found


def _begun(kind: PeriodKind, today: date) -> ReportPeriod:
    """The latest period of a kind of which at least a day is over."""
    candidates = (
        period_of(kind, year, number)
        for year in (today.year + 1, today.year, today.year - 1)
        for number in range(NUMBERED.get(kind, 1), 0, -1)
    )
    return next(found for found in candidates if found.period.starts < today)


def asked(key: str, today: date) -> ReportPeriod:
    """The period of a key, if it has begun; else the usual one."""
    try:
        found = parse_key(key)
    except BadInput:
        return usual(today)
    return found if found.period.starts < today and found.period.starts.year > FIRST_YEAR + 1 else usual(today)


@dataclass(frozen=True, slots=True)
class Month:
    """One point of a trend."""

    period: Period
    tick: str
    name: str

    @property
    def key(self) -> str:
        """The month in addresses."""
        return f"{PeriodKind.CALENDAR_MONTH.value}-{self.period.starts.year}-{self.period.starts.month}"


def months(last: date, today: date, *, number: int = MONTHS) -> list[Month]:
    """The calendar months up to that of a day, closed at the last midnight."""
    found: list[Month] = []
    year, month = last.year, last.month
    for _ in range(number):
        starts = date(year, month, 1)
        part = closed(Period(starts, date(year + month // 12, month % 12 + 1, 1)), today)
        if part is not None:
            found.append(Month(part, f"{month:02d}/{year % 100:02d}", f"{month:02d}/{year}"))
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return found[::-1]
