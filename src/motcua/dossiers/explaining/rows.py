"""The explanation as rows of tables, in the reader's language: lines, days to count by hand, steps, legs, versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.calendars.asking import LINE_ICONS
from motcua.common.formats import clock_time, number
from motcua.domain.clock_facts import Basis, Line, LineKind
from motcua.domain.hand_count import CountedDay, HandCount
from motcua.domain.limits import LimitUnit, text_of_minutes
from motcua.domain.parallel_legs import LegState
from motcua.domain.remaining import TimeState
from motcua.domain.texts import Text
from motcua.domain.worktime import CountingMode
from motcua.dossiers.queries.explanation import Explanation
from motcua.dossiers.queries.legs import ToldLeg
from motcua.dossiers.queries.stays import Stay

COUNTING: Final = frozenset({LineKind.WORK, LineKind.MAKE_UP})
IN_HOURS: Final = 1_000_000
"""A day this long leaves every sum in hours and minutes, as people add them up with a pencil."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as a table prints it; `counted` is what it adds to the term, in words."""

    icon: str
    starts: datetime
    ends: datetime
    instant: bool
    counted: str
    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day to count by hand: what was open, what it adds, and the sum so far."""

    on: date
    what: str
    source: str
    counts: bool
    hours: str
    amount: str
    total: str


@dataclass(frozen=True, slots=True)
class StayRow:
    """One stay at a step: limit and time used in the same measure, and its lines; `share` fills the small picture."""

    no: int
    name: str
    who: str
    since: datetime
    until: datetime | None
    limit: str
    used: str
    minutes: int
    allowed: int
    due: datetime
    late: bool
    word: str
    lines: tuple[LineRow, ...]


def said(text: Text) -> str:
    """A text of the domain in the reader's language."""
    return text.render(_)


def line_rows(lines: Sequence[Line], per_day: int | None) -> tuple[LineRow, ...]:
    """Lines as rows; `per_day` are the minutes of a working day (None: nothing was counted)."""
    return tuple(_line_row(line, per_day) for line in lines)


def _line_row(line: Line, per_day: int | None) -> LineRow:
    counts = line.kind in COUNTING and per_day is not None
    return LineRow(
        icon=LINE_ICONS[line.kind],
        starts=line.starts,
        ends=line.ends,
        instant=line.starts == line.ends,
        counted=said(text_of_minutes(line.minutes, per_day)) if counts and per_day else "",
        text=said(line.sentence),
        strong=line.kind is LineKind.DUE,
    )


def day_rows(count: HandCount | None) -> tuple[DayRow, ...]:
    """The days of the running term; none for adopted history."""
    if count is None:
        return ()
    return tuple(_day_row(day, count.basis) for day in count.days)


def _day_row(day: CountedDay, basis: Basis) -> DayRow:
    return DayRow(
        on=day.on,
        what=day.name or kind_words(day.kind),
        source=day.source,
        counts=day.amount > 0,
        hours=", ".join(f"{clock_time(starts)}–{clock_time(ends)}" for starts, ends in day.stretches),
        amount=_amount(day.amount, basis) if day.amount else "0",
        total=_amount(day.total, basis) if day.total else "0",
    )


def _amount(amount: int, basis: Basis) -> str:
    if basis is Basis.MINUTES:
        return said(text_of_minutes(amount, IN_HOURS))
    return _("%(days)s ngày") % {"days": number(amount)}


def kind_words(kind: LineKind) -> str:
    """What a kind of day is called."""
    return {
        LineKind.WORK: _("Ngày làm việc"),
        LineKind.MAKE_UP: _("Làm bù"),
        LineKind.OFF: _("Nghỉ hằng tuần"),
        LineKind.SPECIAL: _("Ngày nghỉ"),
        LineKind.CLOSURE: _("Đóng cửa"),
        LineKind.PAUSE: _("Tạm dừng"),
        LineKind.PUSHED: _("Chuyển sang vì ngày cuối là ngày nghỉ"),
        LineKind.WAIT: _("Ngày bắt đầu, không tính"),
    }[kind]


def stay_rows(explained: Explanation) -> tuple[StayRow, ...]:
    """The stays at the steps."""
    per_day = explained.minutes_per_day
    return tuple(_stay_row(stay, per_day or 1) for stay in explained.stays)


def _stay_row(stay: Stay, per_day: int) -> StayRow:
    return StayRow(
        no=stay.step.no,
        name=stay.step.name,
        who=", ".join(part for part in (stay.person, stay.unit) if part),
        since=stay.since,
        until=stay.until,
        limit=said(stay.step.limit.as_text()),
        used=said(text_of_minutes(stay.minutes, per_day)),
        minutes=stay.minutes,
        allowed=stay.allowed or 0,
        due=stay.due,
        late=stay.late,
        word=_state_words(stay),
        lines=line_rows(stay.lines, per_day),
    )


def _state_words(stay: Stay) -> str:
    if stay.late:
        return _("Quá hạn bước")
    return _("Đang ở đây") if stay.until is None else _("Trong hạn bước")


@dataclass(frozen=True, slots=True)
class ParallelRow:
    """One parallel leg as a table prints it; `word` says what became of it, `tone` the state of time it is shown in."""

    no: int
    unit: str
    person: str
    since: datetime
    until: datetime | None
    limit: str
    used: str
    due: datetime
    late: bool
    open: bool
    tone: TimeState | None
    word: str
    lines: tuple[LineRow, ...]


def parallel_rows(legs: Sequence[ToldLeg]) -> tuple[ParallelRow, ...]:
    """The parallel legs."""
    return tuple(_parallel_row(leg) for leg in legs)


def _parallel_row(leg: ToldLeg) -> ParallelRow:
    still_open = leg.until is None
    return ParallelRow(
        no=leg.no,
        unit=leg.unit,
        person=leg.person,
        since=leg.since,
        until=leg.until,
        limit=said(leg.limit.as_text()),
        used=said(text_of_minutes(leg.minutes, leg.per_day)),
        due=leg.due,
        late=leg.late,
        open=still_open,
        tone=TimeState.LATE if leg.late else TimeState.INTIME if still_open else None,
        word=leg_words(leg.state),
        lines=line_rows(leg.lines, leg.per_day),
    )


def leg_words(state: LegState) -> str:
    """What became of a parallel leg, in words."""
    return {
        LegState.OPEN: _("Đang làm"),
        LegState.LATE: _("Quá hạn, chưa trả"),
        LegState.ANSWERED: _("Đã trả kết quả"),
        LegState.ANSWERED_LATE: _("Trả kết quả muộn"),
        LegState.RECALLED: _("Đã thu hồi"),
        LegState.CLOSED: _("Đóng cùng hồ sơ"),
    }[state]


def limit_words(explained: Explanation) -> str:
    """The limit and how it is counted, with the legal one where it is longer."""
    if explained.limit is None:
        return ""
    told = said(explained.limit.as_text())
    if explained.limit.unit is LimitUnit.WORKING_DAYS:
        how = {
            CountingMode.MINUTES: _("%(limit)s, tính theo giờ làm việc"),
            CountingMode.CIVIL: _("%(limit)s, tính cả ngày, không kể ngày tiếp nhận"),
        }[explained.mode]
        told = how % {"limit": told}
    if explained.statutory_limit not in (None, explained.limit):
        legal = said(explained.statutory_limit.as_text()) if explained.statutory_limit is not None else ""
        told = _("%(limit)s; theo quy định: %(legal)s") % {"limit": told, "legal": legal}
    return told


def rule_words(explained: Explanation) -> str:
    """The rule set by its articles; another system's promise has none."""
    return explained.rules.source or _(explained.rules.name)
