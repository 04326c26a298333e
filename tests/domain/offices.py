"""A model office for tests of the clock: the sessions and special days of 2025-2027 that the worked examples need."""

from datetime import date, datetime, time

from motcua.domain.deadlines import ClockEvent, ClockFacts, ClockKind, Derivation, RuleSet, TimeLimit, derive
from motcua.domain.rule_sets import ND118_2025
from motcua.domain.worktime import (
    ZONE,
    Closure,
    CountingMode,
    DayKind,
    Purpose,
    Session,
    SpecialDay,
    WorkCalendar,
    YearStatus,
)

SESSIONS = tuple(
    Session(weekday, opens, closes)
    for weekday in range(5)
    for opens, closes in ((time(7), time(11, 30)), (time(13, 30), time(17)))
)
SATURDAY_RECEPTION = Session(5, time(7, 30), time(11, 30), frozenset({Purpose.INTAKE}))
DAYS = (
    SpecialDay(date(2026, 1, 1), DayKind.HOLIDAY, "Tết Dương lịch"),
    *(SpecialDay(date(2026, 2, day), DayKind.HOLIDAY, "Tết Nguyên đán") for day in range(16, 21)),
    SpecialDay(date(2026, 4, 27), DayKind.COMPENSATORY, "Nghỉ bù Giỗ Tổ Hùng Vương"),
    SpecialDay(date(2026, 8, 22), DayKind.MAKE_UP, "Làm bù cho ngày 31/08/2026", replaces=date(2026, 8, 31)),
    SpecialDay(date(2026, 8, 31), DayKind.SWAP_OFF, "Nghỉ hoán đổi"),
    SpecialDay(date(2026, 9, 1), DayKind.HOLIDAY, "Quốc khánh"),
    SpecialDay(date(2026, 9, 2), DayKind.HOLIDAY, "Quốc khánh"),
)
YEARS = {
    2025: YearStatus.CONFIRMED,
    2026: YearStatus.CONFIRMED,
    2027: YearStatus.PROVISIONAL,
}


def at(text: str) -> datetime:
    """A local instant from `2026-02-11T09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def local(instant: datetime | None) -> str:
    """An instant as `2026-02-11T09:00` in local time."""
    assert instant is not None
    return f"{instant.astimezone(ZONE):%Y-%m-%dT%H:%M}"


def office(
    *,
    version: str = "v1",
    sessions: tuple[Session, ...] = SESSIONS,
    days: tuple[SpecialDay, ...] = DAYS,
    closures: tuple[Closure, ...] = (),
    years: dict[int, YearStatus] | None = None,
) -> WorkCalendar:
    """The model office, or one that differs from it."""
    return WorkCalendar(version, sessions, days, closures, YEARS if years is None else years)


OFFICE = office()


def accepted(text: str, version: str = "v1") -> ClockEvent:
    """A dossier accepted at a local instant."""
    return ClockEvent(ClockKind.ACCEPTED, at(text), calendar_version=version)


def event(
    kind: ClockKind, text: str, promised: str | None = None, reason: str = "", version: str | None = None
) -> ClockEvent:
    """A clock event at a local instant."""
    return ClockEvent(kind, at(text), at(promised) if promised else None, version, reason)


def derived(
    limit: str | None,
    *events: ClockEvent,
    mode: CountingMode = CountingMode.MINUTES,
    statutory: str | None = None,
    rules: RuleSet = ND118_2025,
    calendars: tuple[WorkCalendar, ...] = (OFFICE,),
) -> Derivation:
    """Derive a dossier of these events in the model office."""
    facts = ClockFacts(
        rules,
        TimeLimit.parse(limit) if limit else None,
        TimeLimit.parse(statutory) if statutory else None,
        mode,
        events,
    )
    return derive(facts, {calendar.version: calendar for calendar in calendars})
