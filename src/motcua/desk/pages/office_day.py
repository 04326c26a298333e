"""The office's day and the days ahead: what is left of today, the next days off, the strip of working days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.common.formats import weekday, weekday_short
from motcua.desk.pages.words import day_month, said
from motcua.domain.instants import ONE_DAY
from motcua.domain.limits import text_of_minutes
from motcua.domain.worktime import WorkCalendar, local_date

AHEAD: Final = 31
"""How many days ahead a holiday is told; weekends alone are not."""

STRIP_DAYS: Final = 10
MINUTES_OF_24_HOURS: Final = 24 * 60
LOADS: Final = 5


@dataclass(frozen=True, slots=True)
class Break:
    """Days off in a row around a holiday, first and last included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Today:
    """What is left of the office's day in words and when it closes, or when it opens next; and the next break."""

    left: str
    closes: datetime | None
    opens: datetime | None
    off: Break | None


def today(calendar: WorkCalendar, at: datetime) -> Today:
    """What the head of *my work* says."""
    on = local_date(at)
    closes = calendar.closing_of(on) if calendar.is_working_day(on) else None
    if closes is None or at >= closes or at < calendar.opening_of(on):
        return Today("", None, calendar.next_opening(at), next_break(calendar, on))
    left = said(text_of_minutes(calendar.minutes_between(at, closes), MINUTES_OF_24_HOURS))
    return Today(left, closes, None, next_break(calendar, on))


def next_break(calendar: WorkCalendar, on: date) -> Break | None:
    """The next holiday within a month, with the weekends it joins; None where there is none."""
    for number in range(AHEAD):
        day = on + ONE_DAY * number
        special = calendar.describe(day)
        if special is None or calendar.is_working_day(day):
            continue
        first = last = day
        while first > on and not calendar.is_working_day(first - ONE_DAY):
            first -= ONE_DAY
        while not calendar.is_working_day(last + ONE_DAY):
            last += ONE_DAY
        return Break(special.name, first, last)
    return None


@dataclass(frozen=True, slots=True)
class StripDay:
    """A cell of the strip: a working day with its number of dossiers due, or a gap of days off."""

    weekday: str
    day: str
    count: int
    load: int
    on: date | None
    label: str
    gap: str = ""


def strip_days(calendar: WorkCalendar, on: date) -> list[date]:
    """The working days of the strip: today if it is one, and those after it."""
    days = [calendar.working_day_from(on)]
    while len(days) < STRIP_DAYS:
        days.append(calendar.working_day_after(days[-1]))
    return days


def strip(calendar: WorkCalendar, on: date, counts: Mapping[date, int]) -> list[StripDay]:
    """The next working days from today, with gaps where more than a weekend lies between; `counts` by due date."""
    most = max(counts.values(), default=0)
    cells: list[StripDay] = []
    day = on
    working = 0
    while working < STRIP_DAYS:
        if calendar.is_working_day(day):
            cells.append(_cell(day, counts.get(day, 0), most))
            working += 1
            day += ONE_DAY
            continue
        last = day
        while not calendar.is_working_day(last + ONE_DAY):
            last += ONE_DAY
        if cells and any(calendar.describe(day + ONE_DAY * n) for n in range((last - day).days + 1)):
            cells.append(_gap(calendar, day, last))
        day = last + ONE_DAY
    return cells


def _cell(day: date, count: int, most: int) -> StripDay:
    load = 0 if not count else max(1, -(-count * LOADS // most))
    label = ngettext(
        "%(weekday)s %(day)s: %(count)s hồ sơ đến hạn", "%(weekday)s %(day)s: %(count)s hồ sơ đến hạn", count
    ) % {"weekday": weekday(day), "day": day_month(day), "count": count}
    return StripDay(weekday_short(day), day_month(day), count, load, day, label)


def _gap(calendar: WorkCalendar, first: date, last: date) -> StripDay:
    span = day_month(first) if first == last else f"{first:%d}–{day_month(last)}"
    names = {
        s.name for n in range((last - first).days + 1) if (s := calendar.describe(first + ONE_DAY * n)) is not None
    }
    label = _("Nghỉ %(span)s: %(names)s") % {"span": span, "names": ", ".join(sorted(names))}
    return StripDay("", "", 0, 0, None, label, gap=span)
