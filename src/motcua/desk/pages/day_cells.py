"""The bar of days of one dossier: what became of each day from acceptance to the due date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from motcua.common.formats import instant, instant_long
from motcua.desk.pages.words import day_month
from motcua.domain.clock_facts import ClockKind, Stage
from motcua.domain.day_spans import Span, SpanKind, spans
from motcua.domain.deadlines import Derivation
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.ui.parts import WHOLE_DAY, DayCell, DayKind

MOST_CELLS: Final = 63
"""More days than that share cells of a week each: narrower cells cannot be told apart on a phone."""

WEEK: Final = 7
MONDAY: Final = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the clock did between two instants, in the kinds that the bar shows."""

    kind: DayKind
    starts: datetime
    ends: datetime


def cells(derivation: Derivation, now: datetime) -> tuple[DayCell, ...]:
    """The cells of the bar, one a day (one a week for long terms); none without a calendar or a due date."""
    calendar, due = derivation.calendar, derivation.due
    if calendar is None or due is None:
        return ()
    found = stretches(derivation, now)
    standing = derivation.paused_since is not None
    first = local_date(derivation.stages[0].event.at)
    ends = found[-1].ends if found else due
    last = local_date(ends if standing else max(due, ends))
    flags = _flags(derivation.stages, None if standing else due)
    due_on = None if standing else local_date(due)
    days = [_day(on, found, calendar, flags, due_on) for on in _days(first, last)]
    return tuple(days) if len(days) <= MOST_CELLS else tuple(_weeks(days))


def stretches(derivation: Derivation, now: datetime) -> list[Stretch]:
    """What the clock did, in order. The bar tells only what ran, stood or is left: neighbours of one kind are one."""
    found: list[Stretch] = []
    for span in spans(derivation.stages, derivation.ended_at, now):
        kind = _kind(span, derivation.ended_at or now)
        if kind is None:
            continue
        if found and found[-1].kind is kind:
            found[-1] = Stretch(kind, found[-1].starts, span.ends)
        else:
            found.append(Stretch(kind, span.starts, span.ends))
    return found


def _kind(span: Span, until: datetime) -> DayKind | None:
    """Time to spare is not drawn; what a re-appointment added is used or left like any other."""
    if span.kind in (SpanKind.PROMISED, SpanKind.LATE):
        return DayKind.USED if span.starts < until else DayKind.LEFT
    return None if span.kind is SpanKind.SPARE else DayKind(span.kind.value)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _flags(stages: Sequence[Stage], due: datetime | None) -> dict[date, str]:
    """Words above the bar, by the day they stand on."""
    marked: dict[date, str] = {}
    for stage in stages:
        on = local_date(stage.event.at)
        if stage.event.kind is ClockKind.ACCEPTED:
            marked[on] = _("Nhận %(day)s") % {"day": day_month(on)}
        elif stage.event.kind is ClockKind.RESTARTED:
            marked[on] = _("Tính lại từ %(day)s") % {"day": day_month(on)}
    if due is not None:
        on = local_date(due)
        said = _("Nhận và hẹn trả %(day)s") if on in marked else _("Hẹn trả %(day)s")
        marked[on] = said % {"day": day_month(on)}
    return marked


def story(derivation: Derivation, now: datetime) -> str:
    """The whole bar in words, for those who do not see it; nothing where there is no bar (adopted history)."""
    if derivation.calendar is None:
        return ""
    said = [_("Thanh thời gian của hồ sơ")]
    said += [
        _("%(what)s từ %(start)s đến %(end)s")
        % {"what": kind_words(span.kind), "start": instant(span.starts), "end": instant(span.ends)}
        for span in stretches(derivation, now)
    ]
    if derivation.due is not None and derivation.paused_since is None:
        said.append(_("hẹn trả %(due)s") % {"due": instant_long(derivation.due)})
    return "; ".join(said)


def kind_words(kind: DayKind) -> str:
    """What a kind of day is called."""
    return {
        DayKind.VOID: _("không còn tính"),
        DayKind.PAUSED: _("tạm dừng"),
        DayKind.USED: _("đã dùng"),
        DayKind.LEFT: _("còn lại"),
        DayKind.OFF: _("ngày nghỉ"),
    }[kind]


def _day(
    on: date, found: Sequence[Stretch], calendar: WorkCalendar, flags: dict[date, str], due_on: date | None
) -> DayCell:
    week = f"{on:%d/%m}" if on.weekday() == MONDAY else ""
    return DayCell(_parts(on, found, calendar), week=week, flag=flags.get(on, ""), due=on == due_on)


def _parts(on: date, found: Sequence[Stretch], calendar: WorkCalendar) -> tuple[tuple[DayKind, int], ...]:
    """The stretches of one day in percent of its working minutes; a day off is paused or off as a whole."""
    if not calendar.is_working_day(on):
        kind = next((s.kind for s in found if local_date(s.starts) <= on <= local_date(s.ends)), DayKind.OFF)
        return ((kind if kind is DayKind.PAUSED else DayKind.OFF, WHOLE_DAY),)
    opens, closes = calendar.opening_of(on), calendar.closing_of(on)
    total = max(calendar.minutes_between(opens, closes), 1)
    parts: list[tuple[DayKind, int]] = []
    spent = 0
    for span in found:
        minutes = calendar.minutes_between(max(span.starts, opens), min(span.ends, closes)) if span.ends > opens else 0
        share = max(minutes, 0) * WHOLE_DAY // total
        if share:
            parts.append((span.kind, share))
            spent += share
    return _whole(parts, spent)


def _whole(parts: list[tuple[DayKind, int]], spent: int) -> tuple[tuple[DayKind, int], ...]:
    """Fill a day up to 100: where the clock ran or stood for part of it, the cell shows that alone."""
    if not parts:
        return ((DayKind.VOID, WHOLE_DAY),)
    kind, share = parts[-1]
    return (*parts[:-1], (kind, share + WHOLE_DAY - spent))


def _weeks(days: Sequence[DayCell]) -> Iterator[DayCell]:
    for start in range(0, len(days), WEEK):
        group = days[start : start + WEEK]
        yield DayCell(
            _shares(group),
            week=next((day.week for day in group if day.week), ""),
            flag=next((day.flag for day in group if day.flag), ""),
            due=any(day.due for day in group),
        )


def _shares(group: Sequence[DayCell]) -> tuple[tuple[DayKind, int], ...]:
    """The parts of some days put together in their order, as shares of the whole group."""
    merged: list[tuple[DayKind, int]] = []
    for day in group:
        for kind, share in day.parts:
            if merged and merged[-1][0] is kind:
                merged[-1] = (kind, merged[-1][1] + share)
            else:
                merged.append((kind, share))
    total = sum(share for _, share in merged)
    scaled = [(kind, share * WHOLE_DAY // total) for kind, share in merged]
    missing = WHOLE_DAY - sum(share for _, share in scaled)
    scaled[-1] = (scaled[-1][0], scaled[-1][1] + missing)
    return tuple(scaled)
