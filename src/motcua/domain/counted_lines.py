"""The lines of one stretch of a running term: what counted, and by name everything in between that did not.

Minutes: working time, breaks between sessions, nights, days off each by name and decision, closures. Whole working
days and dates: the days. Every line names its days, so that anybody can count again with a calendar in the hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING

from motcua.domain.clock_facts import Basis, Line, LineKind, Term
from motcua.domain.limits import text_of_minutes
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.told_time import by, clock_span, day_text, long_text, span
from motcua.domain.worktime import ZONE, DayKind, SpecialDay, WorkCalendar, local_date, midnight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SATURDAY = 5
NOON = 12


def counted(calendar: WorkCalendar, term: Term, start: datetime, end: datetime) -> Iterator[Line]:
    """What `term` counted on [start, end], `end` not after its due instant."""
    if term.basis is Basis.MINUTES:
        yield from _minutes(calendar, start, end)
    elif term.basis is Basis.DAYS:
        yield from _days(calendar, term, start, end)
    else:
        yield from _dates(calendar, term, start, end)


_WORK = gettext_noop("Từ %(from)s đến %(to)s: tính %(duration)s.")
_MAKE_UP = gettext_noop("Làm bù %(day)s (%(name)s): tính %(duration)s.%(source)s")
_WORK_DAYS = gettext_noop("%(span)s: tính %(days)s ngày làm việc.")
_MAKE_UP_DAY = gettext_noop("Làm bù %(day)s (%(name)s): tính 1 ngày làm việc.%(source)s")
_FIRST_DAY = gettext_noop("Ngày bắt đầu, %(day)s: không tính.")
_AFTER_CUTOFF = gettext_noop("Nhận sau %(cutoff)s, %(day)s: ngày nhận không tính, trả trong ngày làm việc tiếp theo.")
_OFF = gettext_noop("%(span)s: %(name)s, không tính.%(source)s")
_WEEKEND = gettext_noop("cuối tuần")
_NO_SESSION = gettext_noop("không có giờ làm việc")
_PLAIN = "%(name)s"
_SHUT = gettext_noop("Đóng cửa từ %(from)s đến %(to)s: không tính (%(name)s).%(source)s")
_NOON_BREAK = gettext_noop("Nghỉ trưa %(hours)s, %(span)s: không tính.")
_BREAK = gettext_noop("Nghỉ giữa hai buổi %(hours)s, %(span)s: không tính.")
_NIGHT = gettext_noop("Đêm %(hours)s, %(span)s: không tính.")
_DATES = gettext_noop("%(span)s: tính %(days)s ngày liên tục, kể cả ngày nghỉ.")
_PUSHED = gettext_noop("Ngày cuối, %(day)s, là ngày nghỉ: hạn chuyển sang ngày làm việc tiếp theo.")


@dataclass(frozen=True)
class _Day:
    on: date
    minutes: int
    group: str
    special: SpecialDay | None


def _days_of(calendar: WorkCalendar, first: date, last: date) -> Iterator[_Day]:
    """Dates from `first` to `last` with their clock minutes and the group in which they are told."""
    on = first
    while on <= last:
        special, minutes = calendar.describe(on), calendar.minutes_of(on)
        group = "off"
        if minutes:
            group = f"make-up {on}" if special is not None and special.kind is DayKind.MAKE_UP else "work"
        yield _Day(on, minutes, group, special)
        on += timedelta(days=1)


def _grouped(days: Iterator[_Day], start: datetime, end: datetime) -> Iterator[tuple[list[_Day], datetime, datetime]]:
    """Days in a row that are told together, and what they take of [start, end]."""
    for _group, members in groupby(days, key=lambda day: day.group):
        told = list(members)
        yield told, max(start, midnight(told[0].on)), min(end, midnight(told[-1].on + timedelta(days=1)))


# --- minutes --------------------------------------------------------------------------------------------------------


def _minutes(calendar: WorkCalendar, start: datetime, end: datetime) -> Iterator[Line]:
    days = _days_of(calendar, local_date(start), local_date(end))
    per_day = calendar.day_minutes(local_date(start))
    for told, begin, finish in _grouped(days, start, end):
        if told[0].group == "off":
            yield from off_lines(calendar, told[0].on, told[-1].on, begin, finish)
            continue
        work = _work_line(calendar, told, begin, finish, per_day)
        between = chain(
            _closure_lines(calendar, begin, finish),
            _rest_lines(calendar, told, start, end),
        )
        yield from sorted([*work, *between], key=lambda line: line.starts)


def _work_line(
    calendar: WorkCalendar, told: Sequence[_Day], begin: datetime, finish: datetime, per_day: int
) -> Iterator[Line]:
    minutes = calendar.minutes_between(begin, finish)
    if minutes == 0:
        return
    begin, finish = calendar.next_opening(begin), calendar.add_minutes(begin, minutes)
    duration = text_of_minutes(minutes, per_day)
    if told[0].group == "work":
        words: dict[str, object] = {"from": long_text(begin), "to": long_text(finish), "duration": duration}
        yield Line(begin, finish, LineKind.WORK, minutes, Text(_WORK, words))
    else:
        name, source = _special(told[0])
        words = {"day": day_text(told[0].on), "name": name, "duration": duration, "source": by(source)}
        yield Line(begin, finish, LineKind.MAKE_UP, minutes, Text(_MAKE_UP, words), name, source)


def _rest_lines(calendar: WorkCalendar, told: Sequence[_Day], start: datetime, end: datetime) -> Iterator[Line]:
    """Breaks between sessions and nights between worked days that lie inside (start, end): one line for equal ones in
    a row.
    """
    breaks: list[tuple[datetime, datetime]] = []
    nights: list[tuple[datetime, datetime]] = []
    for day in told:
        sessions = calendar.timetable_of(day.on)
        breaks += [(one[1], other[0]) for one, other in pairwise(sessions)]
        before = calendar.timetable_of(day.on - timedelta(days=1))
        if before:
            nights.append((before[-1][1], sessions[0][0]))
    yield from _rests(calendar, breaks, LineKind.BREAK, start, end)
    yield from _rests(calendar, nights, LineKind.NIGHT, start, end)


def _rests(
    calendar: WorkCalendar, found: Sequence[tuple[datetime, datetime]], kind: LineKind, start: datetime, end: datetime
) -> Iterator[Line]:
    inside = [rest for rest in found if start < rest[1] and rest[0] < end and not _shut(calendar, *rest)]
    inside = [(starts, ends) for starts, ends in inside if starts >= start and ends > starts]
    for hours, members in groupby(inside, key=lambda rest: clock_span(*rest)):
        rests = list(members)
        words = {"hours": hours, "span": span(local_date(rests[0][0]), local_date(rests[-1][0]))}
        yield Line(rests[0][0], rests[-1][1], kind, 0, Text(_rest_words(kind, *rests[0]), words))


def _rest_words(kind: LineKind, starts: datetime, ends: datetime) -> str:
    if kind is LineKind.NIGHT:
        return _NIGHT
    at_noon = starts.astimezone(ZONE).hour <= NOON <= ends.astimezone(ZONE).hour
    return _NOON_BREAK if at_noon else _BREAK


def _shut(calendar: WorkCalendar, starts: datetime, ends: datetime) -> bool:
    """Whether a closure, which has its own line, covers the whole rest."""
    return any(closure.starts <= starts and ends <= closure.ends for closure in calendar.closures)


def _closure_lines(calendar: WorkCalendar, begin: datetime, finish: datetime) -> Iterator[Line]:
    for closure in calendar.closures:
        starts, ends = max(closure.starts, begin), min(closure.ends, finish)
        if starts < ends:
            words = {
                "from": long_text(closure.starts),
                "to": long_text(closure.ends),
                "name": closure.name,
                "source": by(closure.source),
            }
            yield Line(starts, ends, LineKind.CLOSURE, 0, Text(_SHUT, words), closure.name, closure.source)


# --- whole days and dates -------------------------------------------------------------------------------------------


def _days(calendar: WorkCalendar, term: Term, start: datetime, end: datetime) -> Iterator[Line]:
    """Working days that end in (start, end]; the day of acceptance itself is not counted."""
    first, last = local_date(start), local_date(end)
    due = local_date(term.due) if term.due is not None else last
    if first == local_date(term.started) and first < due and calendar.is_working_day(first):
        following = midnight(first + timedelta(days=1))
        yield Line(start, following, LineKind.WAIT, 0, _first_day(term, start))
        start = following
    ended = (
        day
        for day in _days_of(calendar, local_date(start), last)
        if not day.minutes or start < calendar.closing_of(day.on) <= end
    )
    for told, begin, finish in _grouped(ended, start, end):
        if told[0].group == "off":
            yield from off_lines(calendar, told[0].on, told[-1].on, begin, finish)
            continue
        minutes = calendar.minutes_between(begin, finish)
        if told[0].group == "work":
            words: dict[str, object] = {"span": span(told[0].on, told[-1].on), "days": len(told)}
            yield Line(begin, finish, LineKind.WORK, minutes, Text(_WORK_DAYS, words))
        else:
            name, source = _special(told[0])
            words = {"day": day_text(told[0].on), "name": name, "source": by(source)}
            yield Line(begin, finish, LineKind.MAKE_UP, minutes, Text(_MAKE_UP_DAY, words), name, source)


def _first_day(term: Term, start: datetime) -> Text:
    """Why the day of acceptance is not counted."""
    day, local = day_text(local_date(start)), start.astimezone(ZONE)
    if term.cutoff is None or (local.hour, local.minute) <= (term.cutoff.hour, term.cutoff.minute):
        return Text(_FIRST_DAY, {"day": day})
    return Text(_AFTER_CUTOFF, {"day": day, "cutoff": f"{term.cutoff:%H:%M}"})


def _dates(calendar: WorkCalendar, term: Term, start: datetime, end: datetime) -> Iterator[Line]:
    """Dates run through days off; only the last date, if it is a day off, is pushed."""
    first, last = local_date(start), local_date(end)
    assert term.target is not None
    target = min(term.target, last)
    if target > first:
        finish = min(end, midnight(target + timedelta(days=1)))
        words: dict[str, object] = {"span": span(first + timedelta(days=1), target), "days": (target - first).days}
        yield Line(start, finish, LineKind.WORK, calendar.minutes_between(start, finish), Text(_DATES, words))
    off = [day.on for day in _days_of(calendar, target, last) if day.minutes == 0]
    if off and off[0] == term.target:
        begin, finish = midnight(target), midnight(off[-1] + timedelta(days=1))
        yield Line(begin, finish, LineKind.PUSHED, 0, Text(_PUSHED, {"day": day_text(target)}))
        yield from off_lines(calendar, off[0], off[-1], begin, finish)


# --- days off -------------------------------------------------------------------------------------------------------


def off_lines(calendar: WorkCalendar, first: date, last: date, begin: datetime, finish: datetime) -> Iterator[Line]:
    """Days off in a row, one line for each reason: special days by name and decision, closures, the weekend."""
    days = _days_of(calendar, first, last)
    for (kind, name, source), members in groupby(days, key=lambda day: why_off(calendar, day.on)):
        told = [day.on for day in members]
        starts = max(begin, midnight(told[0]))
        ends = min(finish, midnight(told[-1] + timedelta(days=1)))
        known = "" if kind is LineKind.OFF else name
        words = {
            "span": span(told[0], told[-1]),
            "name": Text(_PLAIN, {"name": known}) if known else Text(name),
            "source": by(source),
        }
        yield Line(starts, ends, kind, 0, Text(_OFF, words), known, source)


def why_off(calendar: WorkCalendar, on: date) -> tuple[LineKind, str, str]:
    """Why no minute of a date counts: kind of line, name (a msgid for the weekend) and decision."""
    special = calendar.describe(on)
    if special is not None:
        return LineKind.SPECIAL, special.name, special.source
    closures = calendar.closures_on(on)
    if closures and on.weekday() < SATURDAY:
        return LineKind.CLOSURE, closures[0].name, closures[0].source
    return LineKind.OFF, _WEEKEND if on.weekday() >= SATURDAY else _NO_SESSION, ""


def _special(day: _Day) -> tuple[str, str]:
    assert day.special is not None
    return day.special.name, day.special.source
