"""The calendar as generation counts it: working days in a row, every one of equal length."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise

from motcua.domain.errors import CalendarMissing, StoreRefused
from motcua.domain.instants import midnight
from motcua.domain.rule_sets import rule_set_at
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import WorkCalendar, YearStatus, local_date
from motcua.project.bench.chances import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Days:
    """Working days from the first arrival on, as far as the calendar reaches.

    `opens`, `reopens` are minutes of the day, `morning` and `length` minutes of work; `now_w` is now in working minutes
    from the first day, `arrivals` how many of the days have arrivals (all before today), `cutoff` the last minute of
    work at which something still counts for the same day.
    """

    dates: list[date]
    opens: int
    reopens: int
    morning: int
    length: int
    now_w: int
    arrivals: int
    cutoff: int
    unsure_from: date

    @property
    def midnights(self) -> list[datetime]:
        """The local midnights, as UTC without a zone."""
        return [midnight(on).astimezone(UTC).replace(tzinfo=None) for on in self.dates]

    def spread(self, number: int) -> list[int]:
        """How many of `number` dossiers arrive on each day, by the weekdays of the log."""
        weights = [WEEKDAYS[min(on.weekday(), 4)] for on in self.dates[: self.arrivals]]
        total = sum(weights)
        bounds = [number * part // total for part in (0, *accumulate(weights))]
        return [after - before for before, after in pairwise(bounds)]


def days_of(calendar: WorkCalendar, first: date, now: datetime) -> Days:
    """Flatten a calendar from `first` on. Raises StoreRefused where its working days are not all alike."""
    dates = _working(calendar, first)
    shapes = {_shape(calendar, on) for on in dates}
    if len(shapes) != 1 or len(next(iter(shapes))) != 2:
        raise StoreRefused(
            what=calendar.version, reason=Text(gettext_noop("các ngày làm việc của lịch này không dài như nhau."))
        )
    (opens, noon), (reopens, closes) = next(iter(shapes))
    today = local_date(now)
    arrivals = sum(1 for on in dates if on < today)
    morning, length = noon - opens, noon - opens + closes - reopens
    cutoff = rule_set_at(now).same_day_cutoff
    minute = cutoff.hour * 60 + cutoff.minute
    unsure = [year for year, status in calendar.years.items() if status is YearStatus.PROVISIONAL]
    return Days(
        dates=dates,
        opens=opens,
        reopens=reopens,
        morning=morning,
        length=length,
        now_w=calendar.minutes_between(midnight(first), now),
        arrivals=arrivals,
        cutoff=morning + minute - reopens,
        unsure_from=date(min(unsure), 1, 1) if unsure else date.max,
    )


def _working(calendar: WorkCalendar, first: date) -> list[date]:
    found = [calendar.working_day_from(first)]
    while True:
        try:
            found.append(calendar.working_day_after(found[-1]))
        except CalendarMissing:
            return found


def _shape(calendar: WorkCalendar, on: date) -> tuple[tuple[int, int], ...]:
    begin = midnight(on)
    return tuple(
        ((starts - begin) // timedelta(minutes=1), (ends - begin) // timedelta(minutes=1))
        for starts, ends in calendar.sessions_of(on)
    )
