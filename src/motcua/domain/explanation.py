"""Says why a due date is what it is: one line for every interval between the first event and the due instant.

Lines of kind WORK and MAKE_UP carry the clock minutes they counted; days off are named; an event that moves the date
has its own line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from motcua.domain.clock_facts import Basis, ClockEvent, ClockKind, Line, LineKind, Stage, Term
from motcua.domain.limits import text_of_minutes
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import ZONE, DayKind, SpecialDay, WorkCalendar, YearStatus, local_date, midnight

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = (
    gettext_noop("thứ Hai"),
    gettext_noop("thứ Ba"),
    gettext_noop("thứ Tư"),
    gettext_noop("thứ Năm"),
    gettext_noop("thứ Sáu"),
    gettext_noop("thứ Bảy"),
    gettext_noop("Chủ nhật"),
)
_LONG = gettext_noop("%(time)s %(weekday)s %(date)s")
_DAY = gettext_noop("%(weekday)s %(date)s")


def long_text(at: datetime) -> Text:
    """`08:30 thứ Tư 11/02/2026`."""
    local = at.astimezone(ZONE)
    return Text(
        _LONG,
        {"time": f"{local:%H:%M}", "weekday": Text(WEEKDAYS[local.weekday()]), "date": f"{local:%d/%m/%Y}"},
    )


def day_text(on: date) -> Text:
    """`thứ Tư 11/02/2026`."""
    return Text(_DAY, {"weekday": Text(WEEKDAYS[on.weekday()]), "date": f"{on:%d/%m/%Y}"})


def _span(first: date, last: date) -> str:
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def explain(stages: tuple[Stage, ...], calendar: WorkCalendar | None) -> tuple[Line, ...]:
    """The lines of a replayed clock; without a calendar (adopted history) only its events are told."""
    teller = _Teller(calendar)
    lines: list[Line] = []
    for stage in stages:
        lines.extend(teller.tell(stage))
    lines.extend(teller.close(stages))
    return tuple(lines)


class _Teller:
    """Walks the stages and remembers from where the running term still has to be counted."""

    def __init__(self, calendar: WorkCalendar | None) -> None:
        self.calendar = calendar
        self.counted_to: datetime | None = None
        self.paused_since: datetime | None = None
        self.term: Term | None = None

    def tell(self, stage: Stage) -> Iterator[Line]:
        """Lines up to and including one event."""
        event, before = stage.event, self.term
        self.term = stage.term
        if event.kind is ClockKind.ACCEPTED:
            yield _start_line(stage)
            yield from self._wait(event.at, stage.term)
            self.counted_to = event.at
        elif event.kind is ClockKind.ADOPTED:
            yield _adopted_line(stage)
        else:
            assert before is not None
            yield from self._later(stage, before)

    def _later(self, stage: Stage, before: Term) -> Iterator[Line]:
        event = stage.event
        if event.kind is ClockKind.PAUSED:
            yield from self._count(before, event.at)
            self.counted_to, self.paused_since = None, event.at
        elif event.kind is ClockKind.RESUMED:
            yield self._pause_line(event)
            yield from _moved_line(event, before, stage.term)
            self.counted_to = event.at
        elif event.kind is ClockKind.RESTARTED:
            if self.paused_since is not None:
                yield self._pause_line(event)
            yield _restart_line(stage)
            yield from self._wait(event.at, stage.term)
            self.counted_to = event.at
        elif event.kind is ClockKind.REAPPOINTED:
            yield from self._reappointed(event, before, stage.term)
        elif event.kind is ClockKind.CALENDAR_APPLIED:
            yield _at(event.at, LineKind.CALENDAR, _CALENDAR, version=event.calendar_version, reason=_because(event))

    def close(self, stages: tuple[Stage, ...]) -> Iterator[Line]:
        """Lines from the last event to the due instant, and how it ended."""
        last = stages[-1]
        due = last.term.due
        if self.paused_since is not None:
            yield _at(self.paused_since, LineKind.PAUSE, _STANDING, since=long_text(self.paused_since))
        elif due is not None:
            yield from self._count(last.term, due)
        if due is not None:
            yield _at(due, LineKind.DUE, _DUE if self.paused_since is None else _DUE_BEFORE_PAUSE, due=long_text(due))
            yield from self._provisional(stages[0].event.at, due)
        if last.event.kind is ClockKind.ENDED:
            late = due is not None and last.event.at > due and self.paused_since is None
            yield _at(last.event.at, LineKind.ENDED, _ENDED_LATE if late else _ENDED, at=long_text(last.event.at))

    # --- events -----------------------------------------------------------------------------------------------------

    def _wait(self, at: datetime, term: Term) -> Iterator[Line]:
        """Minutes count only from the next opening: say so when it is not now."""
        if self.calendar is None or term.basis is not Basis.MINUTES:
            return
        opens = self.calendar.next_opening(at)
        if opens > at:
            yield Line(at, opens, LineKind.WAIT, 0, Text(_WAIT, {"opens": long_text(opens)}))

    def _pause_line(self, event: ClockEvent) -> Line:
        since = self.paused_since
        assert since is not None
        self.paused_since = None
        words = {"since": long_text(since), "until": long_text(event.at), "reason": _because(event)}
        return Line(since, max(since, event.at), LineKind.PAUSE, 0, Text(_PAUSE, words))

    def _reappointed(self, event: ClockEvent, before: Term, after: Term) -> Iterator[Line]:
        if before.due is not None:
            yield from self._count(before, before.due)
        self.counted_to = None
        assert after.due is not None
        old = Text(_NOTHING) if before.due is None else long_text(before.due)
        yield _at(event.at, LineKind.REAPPOINT, _REAPPOINT, old=old, new=long_text(after.due), reason=_because(event))

    def _provisional(self, start: datetime, due: datetime) -> Iterator[Line]:
        if self.calendar is None:
            return
        for year in range(local_date(start).year, local_date(due).year + 1):
            if self.calendar.status_of(year) is YearStatus.PROVISIONAL:
                yield _at(due, LineKind.PROVISIONAL, _PROVISIONAL, year=year)

    # --- counting ---------------------------------------------------------------------------------------------------

    def _count(self, term: Term, until: datetime) -> Iterator[Line]:
        """What the term counted from where it was last counted to `until` (at most its due instant)."""
        start, self.counted_to = self.counted_to, None
        if self.calendar is None or start is None or term.due is None:
            return
        end = min(until, term.due)
        if end <= start:
            return
        if term.basis is Basis.MINUTES:
            yield from _minutes(self.calendar, start, end)
        elif term.basis is Basis.DAYS:
            yield from _days(self.calendar, term, start, end)
        else:
            yield from _dates(self.calendar, term, start, end)


_START = gettext_noop("Tiếp nhận hồ sơ đầy đủ, hợp lệ lúc %(at)s; thời hạn %(limit)s.")
_WAIT = gettext_noop("Ngoài giờ làm việc: bắt đầu tính từ %(opens)s.")
_ADOPTED = gettext_noop("Tiếp quản từ %(source)s: hạn trả %(due)s theo hẹn đã có.")
_NOTHING = gettext_noop("không rõ")
_PAUSE = gettext_noop("Tạm dừng từ %(since)s đến %(until)s: không tính.%(reason)s")
_STANDING = gettext_noop("Đang tạm dừng từ %(since)s: chưa tính tiếp.")
_MOVED = gettext_noop("Hạn lùi từ %(old)s đến %(new)s, bằng thời gian tạm dừng.")
_RESTART = gettext_noop("Nhận đủ bổ sung lúc %(at)s: tính lại từ đầu, thời hạn %(limit)s.")
_REAPPOINT = gettext_noop("Hẹn lại: hạn trả đổi từ %(old)s sang %(new)s.%(reason)s")
_CALENDAR = gettext_noop("Áp dụng lịch làm việc phiên bản %(version)s: tính lại toàn bộ theo lịch này.%(reason)s")
_DUE = gettext_noop("Hạn trả kết quả: %(due)s.")
_DUE_BEFORE_PAUSE = gettext_noop("Hạn trả kết quả trước khi tạm dừng: %(due)s.")
_PROVISIONAL = gettext_noop("Lịch năm %(year)s mới là dự kiến: hạn này là tạm tính.")
_ENDED = gettext_noop("Kết thúc xử lý lúc %(at)s.")
_ENDED_LATE = gettext_noop("Kết thúc xử lý lúc %(at)s, quá hạn.")
_REASON = gettext_noop(" Lý do: %(reason)s.")


def _because(event: ClockEvent) -> Text | str:
    return Text(_REASON, {"reason": event.reason}) if event.reason else ""


def _at(at: datetime, kind: LineKind, template: str, /, **params: object) -> Line:
    return Line(at, at, kind, 0, Text(template, params))


def _limit(term: Term) -> Text:
    return Text(_NOTHING) if term.limit is None else term.limit.as_text()


def _start_line(stage: Stage) -> Line:
    return _at(stage.event.at, LineKind.START, _START, at=long_text(stage.event.at), limit=_limit(stage.term))


def _restart_line(stage: Stage) -> Line:
    return _at(stage.event.at, LineKind.RESTART, _RESTART, at=long_text(stage.event.at), limit=_limit(stage.term))


def _adopted_line(stage: Stage) -> Line:
    due = Text(_NOTHING) if stage.term.due is None else long_text(stage.term.due)
    return _at(stage.event.at, LineKind.ADOPTED, _ADOPTED, source=stage.event.reason or Text(_NOTHING), due=due)


def _moved_line(event: ClockEvent, before: Term, after: Term) -> Iterator[Line]:
    if before.due is not None and after.due is not None and before.due != after.due:
        yield _at(event.at, LineKind.MOVED, _MOVED, old=long_text(before.due), new=long_text(after.due))


_WORK = gettext_noop("Từ %(from)s đến %(to)s: tính %(duration)s.")
_MAKE_UP = gettext_noop("Làm bù %(day)s (%(name)s): tính %(duration)s.")
_WORK_DAYS = gettext_noop("%(span)s: tính %(days)s ngày làm việc.")
_MAKE_UP_DAY = gettext_noop("Làm bù %(day)s (%(name)s): tính 1 ngày làm việc.")
_FIRST_DAY = gettext_noop("Ngày bắt đầu, %(day)s: không tính.")
_OFF = gettext_noop("%(span)s: nghỉ, không tính (%(names)s).")
_WEEKEND = Text(gettext_noop("cuối tuần"))
_NO_SESSION = Text(gettext_noop("không có giờ làm việc"))
_PLAIN = "%(name)s"
_NAMED = gettext_noop("%(name)s ngày %(span)s")
_SHUT = gettext_noop("Đóng cửa từ %(from)s đến %(to)s: không tính (%(name)s).")
_DATES = gettext_noop("%(span)s: tính %(days)s ngày liên tục, kể cả ngày nghỉ.")
_PUSHED = gettext_noop("%(span)s: ngày nghỉ (%(names)s), hạn chuyển sang ngày làm việc tiếp theo.")


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


def _minutes(calendar: WorkCalendar, start: datetime, end: datetime) -> Iterator[Line]:
    days = _days_of(calendar, local_date(start), local_date(end))
    per_day = calendar.day_minutes(local_date(start))
    for group, members in groupby(days, key=lambda day: day.group):
        told = list(members)
        begin = max(start, midnight(told[0].on))
        finish = min(end, midnight(told[-1].on + timedelta(days=1)))
        if group == "off":
            yield _off_line(_OFF, calendar, told, begin, finish)
            continue
        yield from _closure_lines(calendar, begin, finish)
        counted = calendar.minutes_between(begin, finish)
        if counted == 0:
            continue
        begin, finish = calendar.next_opening(begin), calendar.add_minutes(begin, counted)
        duration = text_of_minutes(counted, per_day)
        if group == "work":
            words: dict[str, object] = {"from": long_text(begin), "to": long_text(finish), "duration": duration}
            yield Line(begin, finish, LineKind.WORK, counted, Text(_WORK, words))
        else:
            words = {"day": day_text(told[0].on), "name": _name(told[0]), "duration": duration}
            yield Line(begin, finish, LineKind.MAKE_UP, counted, Text(_MAKE_UP, words))


def _days(calendar: WorkCalendar, term: Term, start: datetime, end: datetime) -> Iterator[Line]:
    """Working days that end in (start, end]; the day of acceptance itself is not counted."""
    first, last = local_date(start), local_date(end)
    due = local_date(term.due) if term.due is not None else last
    if first == local_date(term.started) and first < due and calendar.is_working_day(first):
        following = midnight(first + timedelta(days=1))
        yield Line(start, following, LineKind.WAIT, 0, Text(_FIRST_DAY, {"day": day_text(first)}))
        start = following
    ended = (
        day
        for day in _days_of(calendar, local_date(start), last)
        if not day.minutes or start < calendar.closing_of(day.on) <= end
    )
    for group, members in groupby(ended, key=lambda day: day.group):
        told = list(members)
        begin = max(start, midnight(told[0].on))
        finish = min(end, midnight(told[-1].on + timedelta(days=1)))
        if group == "off":
            yield _off_line(_OFF, calendar, told, begin, finish)
            continue
        minutes = calendar.minutes_between(begin, finish)
        if group == "work":
            words: dict[str, object] = {"span": _span(told[0].on, told[-1].on), "days": len(told)}
            yield Line(begin, finish, LineKind.WORK, minutes, Text(_WORK_DAYS, words))
        else:
            words = {"day": day_text(told[0].on), "name": _name(told[0])}
            yield Line(begin, finish, LineKind.MAKE_UP, minutes, Text(_MAKE_UP_DAY, words))


def _dates(calendar: WorkCalendar, term: Term, start: datetime, end: datetime) -> Iterator[Line]:
    """Dates run through days off; only the last date, if it is a day off, is pushed."""
    first, last = local_date(start), local_date(end)
    assert term.target is not None
    target = min(term.target, last)
    if target > first:
        finish = min(end, midnight(target + timedelta(days=1)))
        words: dict[str, object] = {"span": _span(first + timedelta(days=1), target), "days": (target - first).days}
        yield Line(start, finish, LineKind.WORK, calendar.minutes_between(start, finish), Text(_DATES, words))
    off = [day for day in _days_of(calendar, target, last) if day.minutes == 0]
    if off and off[0].on == term.target:
        yield _off_line(_PUSHED, calendar, off, midnight(target), midnight(off[-1].on + timedelta(days=1)))


def _closure_lines(calendar: WorkCalendar, begin: datetime, finish: datetime) -> Iterator[Line]:
    for closure in calendar.closures:
        starts, ends = max(closure.starts, begin), min(closure.ends, finish)
        if starts < ends:
            words = {"from": long_text(closure.starts), "to": long_text(closure.ends), "name": closure.name}
            yield Line(starts, ends, LineKind.CLOSURE, 0, Text(_SHUT, words))


def _name(day: _Day) -> str:
    return day.special.name if day.special is not None else ""


def _off_line(template: str, calendar: WorkCalendar, days: list[_Day], begin: datetime, finish: datetime) -> Line:
    words: dict[str, object] = {"span": _span(days[0].on, days[-1].on), "names": tuple(_names_of(calendar, days))}
    closed = all(day.special is None and day.on.weekday() < 5 for day in days)
    return Line(begin, finish, LineKind.CLOSURE if closed else LineKind.OFF, 0, Text(template, words))


def _names_of(calendar: WorkCalendar, days: list[_Day]) -> Iterator[Text]:
    """Every reason for a row of days off, said once: special days with their dates, then closures and the weekend."""
    for name, members in groupby((day for day in days if day.special is not None), key=_name):
        told = list(members)
        yield Text(_NAMED, {"name": name, "span": _short_span(told[0].on, told[-1].on)})
    told_reasons: list[Text] = []
    for day in days:
        reason = _reason(calendar, day.on)
        if day.special is None and reason not in told_reasons:
            told_reasons.append(reason)
            yield reason


def _reason(calendar: WorkCalendar, on: date) -> Text:
    closures = calendar.closures_on(on)
    if closures and on.weekday() < 5:
        return Text(_PLAIN, {"name": closures[0].name})
    return _WEEKEND if on.weekday() >= 5 else _NO_SESSION


def _short_span(first: date, last: date) -> str:
    return f"{first:%d/%m}" if first == last else f"{first:%d/%m}–{last:%d/%m}"
