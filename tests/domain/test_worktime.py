"""Working time: tables of what must come out, and laws that hold for every instant and length."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.errors import CalendarMissing
from motcua.domain.worktime import (
    Closure,
    CountingMode,
    DayKind,
    Purpose,
    Session,
    SpecialDay,
    WorkCalendar,
    YearStatus,
)
from tests.domain.offices import DAYS, OFFICE, SATURDAY_RECEPTION, SESSIONS, at, local, office

instants = st.integers(0, 50_000_000).map(lambda seconds: at("2025-03-01T00:00") + timedelta(seconds=seconds))
lengths = st.integers(0, 20_000)
SHUT = office(closures=(Closure(at("2026-03-05T10:00"), at("2026-03-06T14:00"), "Mất điện"),))
offices = st.sampled_from([OFFICE, SHUT, office(sessions=(*SESSIONS, SATURDAY_RECEPTION))])


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2025-01-01T05:00", 1, "2025-01-01T07:01"),
        ("2026-02-02T09:00", 0, "2026-02-02T09:00"),
        ("2026-02-02T12:00", 0, "2026-02-02T12:00"),
        ("2026-02-02T09:00", 60, "2026-02-02T10:00"),
        ("2026-02-02T11:00", 60, "2026-02-02T14:00"),
        ("2026-02-02T16:00", 60, "2026-02-02T17:00"),
        ("2026-02-02T16:00", 61, "2026-02-03T07:01"),
        ("2026-02-02T05:00", 1, "2026-02-02T07:01"),
        ("2026-02-07T10:00", 480, "2026-02-09T17:00"),
        ("2026-02-13T16:00", 120, "2026-02-23T08:00"),
        ("2026-08-21T16:30", 60, "2026-08-22T07:30"),
    ],
)
def test_minutes_land_on_the_earliest_instant(start: str, minutes: int, end: str) -> None:
    assert local(OFFICE.add_minutes(at(start), minutes)) == end


@given(offices, instants, lengths)
def test_what_is_added_is_what_lies_between(calendar: WorkCalendar, start: datetime, minutes: int) -> None:
    assert calendar.minutes_between(start, calendar.add_minutes(start, minutes)) == minutes


@given(offices, instants, lengths, lengths)
def test_splitting_adds_up(calendar: WorkCalendar, start: datetime, first: int, second: int) -> None:
    in_one = calendar.add_minutes(start, first + second)
    assert calendar.add_minutes(calendar.add_minutes(start, first), second) == in_one


@given(offices, instants, instants, lengths)
def test_adding_is_monotone(calendar: WorkCalendar, one: datetime, other: datetime, minutes: int) -> None:
    first, last = sorted((one, other))
    assert calendar.add_minutes(first, minutes) <= calendar.add_minutes(last, minutes)
    assert calendar.add_minutes(first, minutes) <= calendar.add_minutes(first, minutes + 1)


@given(offices, instants, instants)
def test_between_turns_round_with_its_ends(calendar: WorkCalendar, one: datetime, other: datetime) -> None:
    assert calendar.minutes_between(one, other) == -calendar.minutes_between(other, one)


@given(instants, st.integers(1, 40))
def test_whole_days_end_when_the_last_session_of_a_working_day_ends(start: datetime, days: int) -> None:
    end = OFFICE.add_days(start, days, CountingMode.CIVIL)
    assert end == OFFICE.closing_of(date.fromisoformat(local(end)[:10]))
    assert OFFICE.add_days(start, days, CountingMode.MINUTES) <= end


@given(offices, instants)
def test_an_office_opens_at_or_after_the_asked_instant(calendar: WorkCalendar, when: datetime) -> None:
    opens = calendar.next_opening(when)
    assert opens >= when.replace(second=0, microsecond=0)
    assert calendar.minutes_between(when, opens) == 0
    assert calendar.add_minutes(opens, 1) == opens + timedelta(minutes=1)


def test_seconds_are_dropped() -> None:
    start = at("2026-02-02T09:00").replace(second=59, microsecond=999_999)
    assert local(OFFICE.add_minutes(start, 1)) == "2026-02-02T09:01"
    assert OFFICE.minutes_between(start, start.replace(second=0)) == 0


@pytest.mark.parametrize("minutes", [-1, -480])
def test_negative_minutes_are_a_mistake_of_the_caller(minutes: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add_minutes(at("2026-02-02T09:00"), minutes)


def test_no_day_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        OFFICE.add_days(at("2026-02-02T09:00"), 0, CountingMode.CIVIL)


@pytest.mark.parametrize(
    ("on", "minutes", "what"),
    [
        (date(2026, 2, 13), 480, None),
        (date(2026, 2, 14), 0, None),
        (date(2026, 2, 16), 0, DayKind.HOLIDAY),
        (date(2026, 4, 27), 0, DayKind.COMPENSATORY),
        (date(2026, 8, 31), 0, DayKind.SWAP_OFF),
        (date(2026, 8, 22), 480, DayKind.MAKE_UP),
    ],
)
def test_a_day_has_its_kind_and_its_minutes(on: date, minutes: int, what: DayKind | None) -> None:
    described = OFFICE.describe(on)
    assert (described.kind if described else None) is what
    assert OFFICE.minutes_of(on) == minutes
    assert OFFICE.is_working_day(on) is bool(minutes)


def test_a_make_up_day_is_worked_like_the_day_it_replaces_else_like_friday() -> None:
    uneven = (Session(0, time(7), time(12)), Session(4, time(8), time(10)))
    days = (
        SpecialDay(date(2026, 3, 7), DayKind.MAKE_UP, "thay thứ Hai", replaces=date(2026, 3, 2)),
        SpecialDay(date(2026, 3, 14), DayKind.MAKE_UP, "không rõ thay ngày nào"),
    )
    calendar = office(sessions=uneven, days=days)
    assert calendar.minutes_of(date(2026, 3, 7)) == 300
    assert calendar.minutes_of(date(2026, 3, 14)) == 120


def test_saturday_reception_takes_dossiers_in_and_does_not_run_the_clock() -> None:
    calendar = office(sessions=(*SESSIONS, SATURDAY_RECEPTION))
    saturday = date(2026, 3, 7)
    assert calendar.minutes_of(saturday) == 0
    assert local(calendar.next_opening(at("2026-03-07T06:00"), Purpose.INTAKE)) == "2026-03-07T07:30"
    assert local(calendar.next_opening(at("2026-03-07T06:00"))) == "2026-03-09T07:00"
    assert local(calendar.add_minutes(at("2026-03-07T08:00"), 60)) == "2026-03-09T08:00"
    assert [local(end) for _, end in calendar.sessions_of(saturday, Purpose.INTAKE)] == ["2026-03-07T11:30"]
    assert calendar.sessions_of(saturday) == ()


def test_a_closure_takes_its_minutes_off_for_every_purpose() -> None:
    assert SHUT.minutes_of(date(2026, 3, 5)) == 180
    assert SHUT.minutes_of(date(2026, 3, 6)) == 180
    assert local(SHUT.closing_of(date(2026, 3, 5))) == "2026-03-05T10:00"
    assert local(SHUT.next_opening(at("2026-03-05T10:00"), Purpose.INTAKE)) == "2026-03-06T14:00"
    assert [c.name for c in SHUT.closures_on(date(2026, 3, 6))] == ["Mất điện"]
    assert SHUT.closures_on(date(2026, 3, 7)) == ()


def test_sessions_hold_for_their_period() -> None:
    summer = tuple(
        Session(d, time(7), time(11), valid_from=date(2026, 4, 16), valid_to=date(2026, 10, 16)) for d in range(5)
    )
    winter = tuple(Session(d, time(8), time(11), valid_to=date(2026, 4, 16)) for d in range(5))
    calendar = office(sessions=(*summer, *winter))
    assert calendar.minutes_of(date(2026, 4, 15)) == 180
    assert calendar.minutes_of(date(2026, 4, 16)) == 240
    assert calendar.day_minutes(date(2026, 4, 15)) == 180
    assert calendar.day_minutes(date(2026, 4, 16)) == 240
    with pytest.raises(ValueError, match="no clock session"):
        calendar.day_minutes(date(2026, 10, 16))


def test_overlapping_sessions_count_once_and_an_uneven_week_keeps_its_total() -> None:
    sessions = (
        Session(0, time(7), time(11)),
        Session(0, time(9), time(12)),
        Session(0, time(12), time(13)),
        Session(1, time(7), time(11)),
    )
    calendar = office(sessions=sessions, days=())
    assert calendar.minutes_of(date(2026, 3, 2)) == 360
    assert calendar.day_minutes(date(2026, 3, 2)) == 300


@pytest.mark.parametrize(
    ("on", "count", "expected"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 2, 14), 1, date(2026, 2, 23)),
        (date(2026, 8, 21), 2, date(2026, 8, 24)),
    ],
)
def test_working_days_are_counted_after_the_date(on: date, count: int, expected: date) -> None:
    assert OFFICE.working_day_after(on, count) == expected
    assert OFFICE.working_days_between(on, expected) == count
    assert OFFICE.working_days_between(expected, on) == -count


def test_the_first_working_day_from_a_date_may_be_the_date() -> None:
    assert OFFICE.working_day_from(date(2026, 2, 13)) == date(2026, 2, 13)
    assert OFFICE.working_day_from(date(2026, 2, 14)) == date(2026, 2, 23)
    assert local(OFFICE.opening_of(date(2026, 2, 23))) == "2026-02-23T07:00"
    assert local(OFFICE.last_closing_before(date(2026, 2, 23))) == "2026-02-13T17:00"


def test_years_are_confirmed_provisional_or_absent() -> None:
    assert OFFICE.status_of(2026) is YearStatus.CONFIRMED
    assert OFFICE.status_of(2027) is YearStatus.PROVISIONAL
    assert OFFICE.status_of(2028) is None
    assert OFFICE.provisional_between(at("2026-12-31T09:00"), at("2027-01-04T09:00"))
    assert OFFICE.provisional_between(at("2027-01-04T09:00"), at("2026-12-31T09:00"))
    assert not OFFICE.provisional_between(at("2026-01-02T09:00"), at("2026-12-31T09:00"))


@pytest.mark.parametrize(
    ("year", "ask"),
    [
        (2028, lambda: OFFICE.add_minutes(at("2027-12-31T16:00"), 61)),
        (2028, lambda: OFFICE.add_minutes(at("2028-03-01T09:00"), 1)),
        (2024, lambda: OFFICE.minutes_between(at("2024-03-01T09:00"), at("2026-03-01T09:00"))),
        (2028, lambda: OFFICE.minutes_between(at("2026-03-01T09:00"), at("2028-03-01T09:00"))),
        (2024, lambda: OFFICE.minutes_between(at("2026-03-01T09:00"), at("2024-03-01T09:00"))),
        (2028, lambda: OFFICE.next_opening(at("2027-12-31T17:00"))),
        (2028, lambda: OFFICE.working_day_after(date(2027, 12, 31))),
        (2028, lambda: OFFICE.working_days_between(date(2027, 12, 31), date(2028, 1, 3))),
        (2024, lambda: OFFICE.last_closing_before(date(2025, 1, 1))),
        (2028, lambda: OFFICE.minutes_of(date(2028, 1, 3))),
    ],
)
def test_an_absent_year_is_refused_and_never_guessed(year: int, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(CalendarMissing) as refused:
        ask()
    assert refused.value.params == {"year": year}
    assert str(year) in str(refused.value)


def test_years_with_a_gap_are_known_apart() -> None:
    calendar = office(years={2025: YearStatus.CONFIRMED, 2027: YearStatus.CONFIRMED})
    assert local(calendar.add_minutes(at("2025-12-31T16:00"), 60)) == "2025-12-31T17:00"
    assert local(calendar.add_minutes(at("2027-01-04T07:00"), 60)) == "2027-01-04T08:00"
    with pytest.raises(CalendarMissing):
        calendar.add_minutes(at("2025-12-31T16:00"), 61)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Session(7, time(7), time(8)),
        lambda: Session(0, time(8), time(8)),
        lambda: Closure(at("2026-03-05T10:00"), at("2026-03-05T10:00"), ""),
        lambda: office(days=(*DAYS, DAYS[0])),
    ],
)
def test_values_that_make_no_sense_cannot_be_made(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"."):
        wrong()


def test_a_day_off_has_no_timetable() -> None:
    assert OFFICE.timetable_of(date(2026, 2, 17)) == ()
