"""A year as a picture: twelve months of days, each with its kind as class, icon and word; pages only print it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.common import formats
from motcua.domain.worktime import Closure, DayKind, Purpose, Session, SpecialDay, WorkCalendar, midnight


class Look(StrEnum):
    """How a day looks; the value is the end of its class name."""

    WORK = "work"
    WEEKEND = "weekend"
    RECEPTION = "reception"
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAP_OFF = "swap"
    MAKE_UP = "makeup"
    CLOSURE = "closure"


WORDS: dict[Look, str] = {
    Look.WORK: gettext_noop("Ngày làm việc"),
    Look.WEEKEND: gettext_noop("Nghỉ hằng tuần"),
    Look.RECEPTION: gettext_noop("Chỉ tiếp nhận, không tính hạn"),
    Look.HOLIDAY: gettext_noop("Nghỉ lễ, tết"),
    Look.COMPENSATORY: gettext_noop("Nghỉ bù"),
    Look.SWAP_OFF: gettext_noop("Nghỉ hoán đổi"),
    Look.MAKE_UP: gettext_noop("Làm bù"),
    Look.CLOSURE: gettext_noop("Đóng cửa"),
}
_MONTHS = (
    gettext_noop("Tháng 1"),
    gettext_noop("Tháng 2"),
    gettext_noop("Tháng 3"),
    gettext_noop("Tháng 4"),
    gettext_noop("Tháng 5"),
    gettext_noop("Tháng 6"),
    gettext_noop("Tháng 7"),
    gettext_noop("Tháng 8"),
    gettext_noop("Tháng 9"),
    gettext_noop("Tháng 10"),
    gettext_noop("Tháng 11"),
    gettext_noop("Tháng 12"),
)
ICONS: dict[Look, str] = {
    Look.RECEPTION: "inbox",
    Look.HOLIDAY: "flower1",
    Look.COMPENSATORY: "arrow-90deg-right",
    Look.SWAP_OFF: "arrow-left-right",
    Look.MAKE_UP: "briefcase-fill",
    Look.CLOSURE: "door-closed-fill",
}
_SPECIAL = {
    DayKind.HOLIDAY: Look.HOLIDAY,
    DayKind.COMPENSATORY: Look.COMPENSATORY,
    DayKind.SWAP_OFF: Look.SWAP_OFF,
    DayKind.MAKE_UP: Look.MAKE_UP,
    DayKind.CLOSURE: Look.CLOSURE,
}


def look_of(kind: DayKind) -> Look:
    """How a kind of special day looks."""
    return _SPECIAL[kind]


@dataclass(frozen=True)
class Key:
    """One entry of the legend, or the kind of a row in a table: class, icon and word."""

    look: Look

    @property
    def word(self) -> str:
        """What the kind is called."""
        return _(WORDS[self.look])

    def say(self, name: str) -> str:
        """The kind and a name in one phrase, without saying the same word twice."""
        if not name or name.casefold().startswith(self.word.casefold()):
            return name or self.word
        return f"{self.word}: {name}"

    @property
    def icon(self) -> str:
        """The icon of the kind; working days and weekends have none."""
        return ICONS.get(self.look, "")


LEGEND = tuple(Key(look) for look in Look)


@dataclass(frozen=True)
class DayBox:
    """One day of the picture; `name` is the reason beyond the kind (`Tết Nguyên đán`)."""

    on: date
    key: Key
    name: str = ""
    today: bool = False

    @property
    def label(self) -> str:
        """What a reader of screens hears after the number."""
        return self.key.say(self.name)


@dataclass(frozen=True)
class Note:
    """A line under a month: a run of days of one kind and name."""

    first: date
    last: date
    key: Key
    name: str

    @property
    def days(self) -> str:
        """`16` or `16–20`."""
        return f"{self.first.day}" if self.first == self.last else f"{self.first.day}–{self.last.day}"

    @property
    def text(self) -> str:
        """The kind and the name."""
        return self.key.say(self.name)


@dataclass(frozen=True)
class Month:
    """One month: weeks of seven boxes from Monday (None outside the month) and the notes under it."""

    first: date
    weeks: tuple[tuple[DayBox | None, ...], ...]
    notes: tuple[Note, ...]

    @property
    def name(self) -> str:
        """`Tháng 2`."""
        return _(_MONTHS[self.first.month - 1])


def year_of(calendar: WorkCalendar, year: int, today: date) -> tuple[Month, ...]:
    """The twelve months of a year that the calendar knows. Raises CalendarMissing."""
    return tuple(_month(calendar, year, month, today) for month in range(1, 13))


def _month(calendar: WorkCalendar, year: int, month: int, today: date) -> Month:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    boxes = [_box(calendar, first + timedelta(days=index), today) for index in range((after - first).days)]
    padded: list[DayBox | None] = [None] * first.weekday() + list(boxes)
    padded += [None] * (-len(padded) % 7)
    weeks = tuple(tuple(padded[index : index + 7]) for index in range(0, len(padded), 7))
    return Month(first, weeks, tuple(_notes(boxes)))


def _box(calendar: WorkCalendar, on: date, today: date) -> DayBox:
    special, closures = calendar.describe(on), calendar.closures_on(on)
    if special is not None:
        return DayBox(on, Key(look_of(special.kind)), special.name, on == today)
    if closures:
        return DayBox(on, Key(Look.CLOSURE), closures[0].name, on == today)
    if calendar.is_working_day(on):
        return DayBox(on, Key(Look.WORK), "", on == today)
    reception = bool(calendar.sessions_of(on, Purpose.INTAKE))
    return DayBox(on, Key(Look.RECEPTION if reception else Look.WEEKEND), "", on == today)


def _notes(boxes: Sequence[DayBox]) -> Iterator[Note]:
    run: list[DayBox] = []
    for box in boxes:
        if run and (box.key, box.name) == (run[0].key, run[0].name):
            run.append(box)
            continue
        if run:
            yield Note(run[0].on, run[-1].on, run[0].key, run[0].name)
        run = [box] if box.name else []
    if run:
        yield Note(run[0].on, run[-1].on, run[0].key, run[0].name)


@dataclass(frozen=True)
class SessionRow:
    """Sessions of the same hours on several weekdays, told in one line."""

    weekdays: str
    hours: str
    purposes: str
    period: str


def session_rows(sessions: Sequence[Session]) -> list[SessionRow]:
    """The sessions, one line for each opening that is the same on several weekdays."""
    groups: dict[Session, list[int]] = {}
    for session in sorted(sessions, key=lambda s: (s.opens, s.weekday)):
        groups.setdefault(replace(session, weekday=0), []).append(session.weekday)
    return [_session_row(session, weekdays) for session, weekdays in groups.items()]


def _session_row(session: Session, weekdays: Sequence[int]) -> SessionRow:
    said = {Purpose.INTAKE: _("tiếp nhận"), Purpose.CLOCK: _("tính hạn")}
    period = ""
    if session.valid_from != date.min:
        period = _("từ %(day)s") % {"day": f"{session.valid_from:%d/%m/%Y}"}
    if session.valid_to is not None:
        last = session.valid_to - timedelta(days=1)
        period = f"{period} " + _("đến hết %(day)s") % {"day": f"{last:%d/%m/%Y}"}
    return SessionRow(
        weekdays_text(weekdays),
        f"{session.opens:%H:%M}–{session.closes:%H:%M}",
        ", ".join(word for purpose, word in said.items() if purpose in session.purposes),
        period.strip(),
    )


def weekday_names() -> tuple[str, ...]:
    """Names of the weekdays from Monday."""
    return (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))


def weekday_heads() -> tuple[tuple[str, str], ...]:
    """Short and full names of the weekdays from Monday, for the heads of columns."""
    week = [date(2024, 1, day) for day in range(1, 8)]
    return tuple((formats.weekday_short(on), formats.weekday(on)) for on in week)


def weekdays_text(weekdays: Sequence[int]) -> str:
    """`thứ Hai – thứ Sáu`, or the names one by one where they do not follow each other."""
    names, ordered = weekday_names(), sorted(set(weekdays))
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{names[ordered[0]]} – {names[ordered[-1]]}"
    return ", ".join(names[weekday] for weekday in ordered)


def days_in(days: Sequence[SpecialDay], year: int) -> list[SpecialDay]:
    """Special days of one year, in order."""
    return sorted((day for day in days if day.on.year == year), key=lambda day: day.on)


def closures_in(closures: Sequence[Closure], year: int) -> list[Closure]:
    """Closures that touch one year, in order."""
    begin, end = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    return sorted((c for c in closures if c.starts < end and c.ends > begin), key=lambda c: c.starts)
