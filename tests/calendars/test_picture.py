"""The year as a picture: every day has one look, and what is special is named under its month."""

from datetime import date, time

import pytest

from motcua.calendars import picture, shipped
from motcua.calendars.content import Content, purposes_of
from motcua.calendars.picture import Look
from motcua.domain.errors import CalendarMissing
from motcua.domain.worktime import Closure, DayKind, Purpose, Session, SpecialDay
from tests.domain.offices import SATURDAY_RECEPTION, at

CONTENT = shipped.content()
SHUT = Closure(at("2026-03-05T13:30"), at("2026-03-06T09:00"), "Mất điện")


def looks(content: Content, year: int = 2026) -> dict[date, picture.DayBox]:
    months = picture.year_of(content.work_calendar("v"), year, date(2026, 2, 11))
    return {box.on: box for month in months for week in month.weeks for box in week if box}


def test_a_year_has_every_day_once_in_weeks_of_seven() -> None:
    months = picture.year_of(CONTENT.work_calendar("v"), 2026, date(2026, 2, 11))
    assert len(months) == 12
    assert all(len(week) == 7 for month in months for week in month.weeks)
    boxes = looks(CONTENT)
    assert len(boxes) == 365
    assert [on for on, box in boxes.items() if box.today] == [date(2026, 2, 11)]
    assert {month.name for month in months} == {f"Tháng {number}" for number in range(1, 13)}


@pytest.mark.parametrize(
    ("on", "look", "label"),
    [
        (date(2026, 2, 11), Look.WORK, "Ngày làm việc"),
        (date(2026, 2, 14), Look.WEEKEND, "Nghỉ hằng tuần"),
        (date(2026, 2, 17), Look.HOLIDAY, "Nghỉ lễ, tết: Tết Nguyên đán"),
        (date(2026, 4, 27), Look.COMPENSATORY, "Nghỉ bù Giỗ Tổ Hùng Vương"),
        (date(2026, 8, 31), Look.SWAP_OFF, "Nghỉ hoán đổi, làm bù ngày 22/08/2026"),
        (date(2026, 8, 22), Look.MAKE_UP, "Làm bù cho ngày 31/08/2026"),
    ],
)
def test_a_day_looks_like_what_it_is(on: date, look: Look, label: str) -> None:
    box = looks(CONTENT)[on]
    assert (box.key.look, box.label) == (look, label)
    assert bool(box.key.icon) is (look not in {Look.WORK, Look.WEEKEND})


def test_closures_reception_and_days_shut_by_rule_are_seen() -> None:
    closed = SpecialDay(date(2026, 3, 10), DayKind.CLOSURE, "Bầu cử")
    own = Content((*CONTENT.sessions, SATURDAY_RECEPTION), (closed,), (SHUT,))
    boxes = looks(own.over(CONTENT))
    assert boxes[date(2026, 3, 5)].label == "Đóng cửa: Mất điện"
    assert boxes[date(2026, 3, 7)].key.look is Look.RECEPTION
    assert boxes[date(2026, 3, 10)].label == "Đóng cửa: Bầu cử"


def test_runs_of_one_kind_are_one_note() -> None:
    months = picture.year_of(CONTENT.work_calendar("v"), 2026, date(2026, 2, 11))
    assert [(note.days, note.text) for note in months[1].notes] == [("16–20", "Nghỉ lễ, tết: Tết Nguyên đán")]
    assert [note.days for note in months[3].notes] == ["26", "27", "30"]
    assert months[2].notes == ()


def test_a_year_that_the_calendar_does_not_know_has_no_picture() -> None:
    with pytest.raises(CalendarMissing):
        looks(CONTENT, 2030)


def test_sessions_of_the_same_hours_are_told_in_one_line() -> None:
    summer = Session(6, time(7), time(9), frozenset({Purpose.CLOCK}), date(2026, 4, 1), date(2026, 10, 1))
    rows = picture.session_rows((*CONTENT.sessions, SATURDAY_RECEPTION, summer))
    assert [(row.weekdays, row.hours, row.purposes, row.period) for row in rows] == [
        ("thứ Hai – thứ Sáu", "07:00–11:30", "tiếp nhận, tính hạn", ""),
        ("Chủ nhật", "07:00–09:00", "tính hạn", "từ 01/04/2026 đến hết 30/09/2026"),
        ("thứ Bảy", "07:30–11:30", "tiếp nhận", ""),
        ("thứ Hai – thứ Sáu", "13:30–17:00", "tiếp nhận, tính hạn", ""),
    ]
    assert picture.weekdays_text([0, 2]) == "thứ Hai, thứ Tư"


def test_closures_of_a_year_are_those_that_touch_it() -> None:
    assert picture.closures_in([SHUT], 2026) == [SHUT]
    assert picture.closures_in([SHUT], 2027) == []


def test_the_fingerprint_is_of_everything_that_counts() -> None:
    other = Content(CONTENT.sessions, CONTENT.special_days, (SHUT,), CONTENT.years)
    assert other.fingerprint() != CONTENT.fingerprint()
    assert shipped.content().fingerprint() == CONTENT.fingerprint()
    assert purposes_of(for_intake=True, for_clock=False) == {Purpose.INTAKE}
