"""A term in rows of weeks: every day has its place, and what cannot add up is a mistake of the page."""

from datetime import date, timedelta

import pytest

from motcua.ui.week_rows import DaySquare, KindKey, picture
from tests.ui.rendering import draw

KEYS = (KindKey("used", "check2", "Đã tính"), KindKey("weekend", "moon", "Nghỉ"), KindKey("late", "bell", "Quá hạn"))


def square(on: date, **changes: object) -> DaySquare:
    kind = "weekend" if on.weekday() > 4 else "used"
    return DaySquare(**{"on": on, "parts": ((kind, 100),), "icon": "check2", "words": f"ngày {on:%d}", **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "days", "weeks"), [(date(2026, 2, 11), 1, 1), (date(2026, 2, 11), 15, 3)])
def test_days_stand_under_their_weekdays(first: date, days: int, weeks: int) -> None:
    drawn = picture([square(first + timedelta(days=n)) for n in range(days)], KEYS)
    assert len(drawn.weeks) == weeks
    placed = [day for week in drawn.weeks for day in week.days]
    assert [day.on for day in placed if day is not None] == [first + timedelta(days=n) for n in range(days)]
    assert all(day is None or day.on.weekday() == place % 7 for place, day in enumerate(placed))
    assert drawn.weeks[-1].sunday.weekday() == 6


def test_the_legend_keeps_only_what_occurs() -> None:
    days = [square(date(2026, 2, 13)), square(date(2026, 2, 14))]
    assert [key.kind for key in picture(days, KEYS).legend] == ["used", "weekend"]
    assert picture([], KEYS).weeks == ()


def test_stretches_that_do_not_fill_a_day_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        picture([square(date(2026, 2, 13), parts=(("used", 40),))], KEYS)


def test_a_square_says_its_words_marks_and_frame() -> None:
    parts = (("used", 40), ("late", 60))
    day = square(date(2026, 2, 13), parts=parts, marks=("Dừng", "Hạn"), frame=True, today=True)
    drawn = draw("{% week_rows picture 'Các ngày' %}", picture=picture([day], KEYS))
    for part in ('x="40%" width="60%"', "Dừng", "Hạn", 'class="due now"', "ngày 13", "<caption", 'aria-current="date"'):
        assert part in drawn, part
