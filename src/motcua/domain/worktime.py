"""Working time: sessions, special days and closures of an office as one value that adds and counts minutes.

Instants are aware datetimes; arithmetic is done on whole UTC minutes (seconds are dropped, as a receipt prints
minutes), calendar rules are applied in `ZONE`. Results are aware UTC datetimes. Within the years it knows a calendar
never guesses: another year raises `CalendarMissing`. Additions and differences are one or two bisections over prefix
sums.

Sources: Labour Code 2019 arts 111-112 (holidays, compensatory days); QĐ 188/1999/QĐ-TTg (40-hour week); swaps are
decided year by year.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from motcua.domain.errors import CalendarMissing
from motcua.domain.instants import EPOCH, MINUTES_OF_24_HOURS, ZONE, instant, local_date, midnight, minute_of
from motcua.domain.timetable import Run, length_of, merged, minute_of_day, run_of, unbroken_runs, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "ZONE",
    "Closure",
    "CountingMode",
    "DayKind",
    "Purpose",
    "Session",
    "SpecialDay",
    "WorkCalendar",
    "YearStatus",
    "instant",
    "local_date",
    "midnight",
    "minute_of",
]

FRIDAY = 4


class Purpose(StrEnum):
    """What a session is open for: taking dossiers in, or running the clock of those taken in."""

    INTAKE = "intake"
    CLOCK = "clock"


class DayKind(StrEnum):
    """Why a day differs from its weekday: four kinds of the law, and a closure of one office."""

    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAP_OFF = "swap_off"
    MAKE_UP = "make_up"
    CLOSURE = "closure"


class YearStatus(StrEnum):
    """How sure a year is: facts with a source, or only what rules foresee."""

    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"


class CountingMode(StrEnum):
    """How a limit in working days runs: by the minute, or by whole days after the day of acceptance."""

    MINUTES = "minutes"
    CIVIL = "civil"


@dataclass(frozen=True)
class Session:
    """One opening of an office on a `weekday` (0 = Monday), local times, in force on [valid_from, valid_to)."""

    weekday: int
    opens: time
    closes: time
    purposes: frozenset[Purpose] = frozenset(Purpose)
    valid_from: date = date.min
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6 or self.opens >= self.closes:
            raise ValueError(f"not a session: {self!r}")

    def serves(self, purpose: Purpose, weekday: int, on: date) -> bool:
        """Whether this session is open for `purpose` on a day `on` that is worked like `weekday`."""
        return (
            self.weekday == weekday
            and purpose in self.purposes
            and self.valid_from <= on
            and (self.valid_to is None or on < self.valid_to)
        )


@dataclass(frozen=True)
class SpecialDay:
    """One local date that differs from its weekday; `replaces` is the date that a make-up day makes up for."""

    on: date
    kind: DayKind
    name: str
    source: str = ""
    replaces: date | None = None


@dataclass(frozen=True)
class Closure:
    """An office shut on [starts, ends) (instants): its sessions inside do not count."""

    starts: datetime
    ends: datetime
    name: str
    source: str = ""

    def __post_init__(self) -> None:
        if self.starts >= self.ends:
            raise ValueError(f"a closure must end after it starts: {self!r}")


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """The working time of one office in one `version`; immutable, so it may be shared and cached.

    `special_days` hold at most one entry a date. `years` says which years are known and how sure they are.
    A make-up day is worked like the weekday of the date it replaces, else like a Friday.
    """

    version: str
    sessions: tuple[Session, ...]
    special_days: tuple[SpecialDay, ...] = ()
    closures: tuple[Closure, ...] = ()
    years: Mapping[int, YearStatus] = field(default_factory=dict)
    _special: dict[date, SpecialDay] = field(init=False, repr=False)
    _runs: dict[Purpose, tuple[Run, ...]] = field(init=False, repr=False)
    _day_minutes: dict[date, int] = field(init=False, repr=False)
    _unsure: tuple[tuple[datetime, datetime], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        special = {day.on: day for day in self.special_days}
        if len(special) != len(self.special_days):
            raise ValueError("two special days on one date")
        object.__setattr__(self, "_special", special)
        object.__setattr__(self, "_runs", {purpose: tuple(self._build(purpose)) for purpose in Purpose})
        object.__setattr__(self, "_day_minutes", {})
        unsure = sorted(year for year, status in self.years.items() if status is YearStatus.PROVISIONAL)
        bounds = tuple((midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))) for year in unsure)
        object.__setattr__(self, "_unsure", bounds)

    # --- arithmetic -------------------------------------------------------------------------------------------------

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """The earliest instant at which `minutes` of clock time have passed since `start` (17:00, not the next
        07:00).
        """
        since = start - EPOCH
        minute = since.days * MINUTES_OF_24_HOURS + since.seconds // 60
        if minutes <= 0:
            if minutes < 0:
                raise ValueError("minutes must not be negative")
            return EPOCH + timedelta(minutes=minute)
        run = self._run(minute)
        return EPOCH + timedelta(minutes=run.reached(run.worked(minute) + minutes))

    def minutes_between(self, a: datetime, b: datetime) -> int:
        """Clock minutes from `a` to `b`; negative when `b` is before `a`."""
        first, last = minute_of(a), minute_of(b)
        run = self._run(first)
        if not run.low <= last <= run.high:
            raise CalendarMissing(year=run.last_year + 1 if last > run.high else run.first_year - 1)
        return run.worked(last) - run.worked(first)

    def add_days(self, start: datetime, days: int, mode: CountingMode) -> datetime:
        """`days` (≥ 1) working days after `start`.

        MINUTES: that many times the office's own day of clock minutes, so the hour of the day is kept. CIVIL: the
        n-th working day after the local date of `start`, at the end of its last session (Civil Code 2015 arts
        147-148: the first day is not counted).
        """
        if days < 1:
            raise ValueError("days must be at least 1")
        if mode is CountingMode.MINUTES:
            return self.add_minutes(start, days * self.day_minutes(local_date(start)))
        return self.closing_of(self.working_day_after(local_date(start), days))

    def next_opening(self, at: datetime, purpose: Purpose = Purpose.CLOCK) -> datetime:
        """`at` (whole minute) if the office is open for `purpose` then, else the instant at which it next opens."""
        minute = minute_of(at)
        run = self._run(minute, purpose)
        index = bisect_right(run.ends, minute)
        if index == len(run.ends):
            raise CalendarMissing(year=run.last_year + 1)
        return instant(max(minute, run.starts[index]))

    # --- days -------------------------------------------------------------------------------------------------------

    def minutes_of(self, on: date) -> int:
        """Clock minutes of one local date, closures taken off."""
        begin = minute_of(midnight(on))
        run = self._run(begin)
        return run.worked(begin + MINUTES_OF_24_HOURS) - run.worked(begin)

    def is_working_day(self, on: date) -> bool:
        """Whether any minute of the date counts for the clock."""
        return self.minutes_of(on) > 0

    def day_minutes(self, on: date) -> int:
        """The office's own working day in minutes, in force on a date: clock minutes of its week by the week's
        working days.

        For the usual even week this is one day's sessions (07:00-11:30 and 13:30-17:00: 480); an uneven week keeps
        its total.
        """
        known = self._day_minutes.get(on)
        if known is None:
            week = [length_of(self._open_times(Purpose.CLOCK, weekday, on)) for weekday in range(7)]
            worked = [length for length in week if length]
            if not worked:
                raise ValueError(f"no clock session is in force on {on}")
            known = self._day_minutes[on] = sum(worked) // len(worked)
        return known

    def working_day_after(self, on: date, days: int = 1) -> date:
        """The `days`-th working day after a date (which itself is not counted)."""
        run = self._run(minute_of(midnight(on)))
        index = bisect_right(run.days, on.toordinal()) + days - 1
        if index >= len(run.days):
            raise CalendarMissing(year=run.last_year + 1)
        return date.fromordinal(run.days[index])

    def working_day_from(self, on: date) -> date:
        """The date itself if it is a working day, else the next one."""
        return on if self.is_working_day(on) else self.working_day_after(on)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days in (after, until]; negative when `until` is earlier."""
        run = self._run(minute_of(midnight(after)))
        if not run.first_year <= until.year <= run.last_year:
            raise CalendarMissing(year=until.year)
        return bisect_right(run.days, until.toordinal()) - bisect_right(run.days, after.toordinal())

    def opening_of(self, on: date) -> datetime:
        """The first clock minute of a working day."""
        return self.next_opening(midnight(on))

    def closing_of(self, on: date) -> datetime:
        """The end of the last clock session of a working day."""
        return self.last_closing_before(on + timedelta(days=1))

    def last_closing_before(self, on: date) -> datetime:
        """The end of the last clock session before a local date begins."""
        minute = minute_of(midnight(on))
        run = self._run(minute)
        index = bisect_right(run.ends, minute) - 1
        if index < 0:
            raise CalendarMissing(year=run.first_year - 1)
        return instant(run.ends[index])

    def describe(self, on: date) -> SpecialDay | None:
        """What is special about a date, or None."""
        return self._special.get(on)

    def closures_on(self, on: date) -> tuple[Closure, ...]:
        """Closures that touch a local date."""
        begin, end = midnight(on), midnight(on + timedelta(days=1))
        return tuple(closure for closure in self.closures if closure.starts < end and closure.ends > begin)

    def sessions_of(self, on: date, purpose: Purpose = Purpose.CLOCK) -> tuple[tuple[datetime, datetime], ...]:
        """The open intervals of a local date for `purpose`, closures taken off, as instants."""
        begin = minute_of(midnight(on))
        run = self._run(begin, purpose)
        low, high = bisect_left(run.starts, begin), bisect_left(run.starts, begin + MINUTES_OF_24_HOURS)
        return tuple((instant(run.starts[i]), instant(run.ends[i])) for i in range(low, high))

    def timetable_of(self, on: date, purpose: Purpose = Purpose.CLOCK) -> tuple[tuple[datetime, datetime], ...]:
        """The open intervals that the timetable gives a local date, closures not taken off, as instants."""
        weekday = self._worked_like(on)
        if weekday is None:
            return ()
        begin = minute_of(midnight(on))
        times = self._open_times(purpose, weekday, on)
        return tuple((instant(begin + opens), instant(begin + closes)) for opens, closes in times)

    def status_of(self, year: int) -> YearStatus | None:
        """How sure a year is; None when it is absent."""
        return self.years.get(year)

    def provisional_between(self, a: datetime, b: datetime) -> bool:
        """Whether any local year from the earlier to the later of two instants is only provisional."""
        first, last = (a, b) if a <= b else (b, a)
        return any(first < ends and last >= begins for begins, ends in self._unsure)

    # --- building ---------------------------------------------------------------------------------------------------

    def _run(self, minute: int, purpose: Purpose = Purpose.CLOCK) -> Run:
        for run in self._runs[purpose]:
            if run.low <= minute <= run.high:
                return run
        raise CalendarMissing(year=local_date(instant(minute)).year)

    def _open_times(self, purpose: Purpose, weekday: int, on: date) -> list[tuple[int, int]]:
        """Sessions of a day worked like `weekday` as minutes of the day, in order, overlaps merged."""
        times = [
            (minute_of_day(session.opens), minute_of_day(session.closes))
            for session in self.sessions
            if session.serves(purpose, weekday, on)
        ]
        return list(merged(times))

    def _worked_like(self, on: date) -> int | None:
        """The weekday whose sessions a date uses, or None on a day off."""
        day = self._special.get(on)
        if day is None:
            return on.weekday()
        if day.kind is not DayKind.MAKE_UP:
            return None
        return day.replaces.weekday() if day.replaces is not None else FRIDAY

    def _build(self, purpose: Purpose) -> Iterator[Run]:
        for first, last in unbroken_runs(self.years):
            low, high = minute_of(midnight(date(first, 1, 1))), minute_of(midnight(date(last + 1, 1, 1)))
            yield run_of(low, high, (first, last), self._intervals(purpose, date(first, 1, 1), date(last + 1, 1, 1)))

    def _intervals(self, purpose: Purpose, first: date, end: date) -> Iterator[tuple[int, int]]:
        """Open intervals from local date `first` to before `end`, in order, closures taken off."""
        closed = sorted((minute_of(closure.starts), minute_of(closure.ends)) for closure in self.closures)
        for ordinal in range(first.toordinal(), end.toordinal()):
            on = date.fromordinal(ordinal)
            weekday = self._worked_like(on)
            if weekday is None:
                continue
            begin = minute_of(midnight(on))
            for opens, closes in self._open_times(purpose, weekday, on):
                yield from without(begin + opens, begin + closes, closed)
