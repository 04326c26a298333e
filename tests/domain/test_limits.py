"""Time limits are read and written in one way, and working minutes are said in words."""

import pytest

from motcua.domain.deadlines import LimitUnit, TimeLimit, words_of_minutes
from motcua.domain.errors import LimitNotUnderstood, LimitOutOfRange


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("8 working_hours", "8 giờ làm việc"),
        ("5 working_days", "5 ngày làm việc"),
        ("15 calendar_days", "15 ngày"),
        ("1 calendar_months", "1 tháng"),
        ("same_day", "trong ngày"),
    ],
)
def test_a_limit_is_written_as_it_was_read(written: str, words: str) -> None:
    limit = TimeLimit.parse(written)
    assert str(limit) == written
    assert limit.words() == words
    assert TimeLimit.parse(str(limit)) == limit


def test_same_day_has_no_amount() -> None:
    assert TimeLimit(0, LimitUnit.SAME_DAY) == TimeLimit.parse(" same_day ")


@pytest.mark.parametrize(
    "written", ["", "5", "working_days", "5 days", "5 ngày", "-1 working_days", "1.5 working_days", "3 same_day"]
)
def test_what_is_not_a_limit_is_refused_with_examples(written: str) -> None:
    with pytest.raises(LimitNotUnderstood) as refused:
        TimeLimit.parse(written)
    assert refused.value.field == "limit"
    assert f"“{written}”" in str(refused.value)
    assert "5 working_days" in str(refused.value)


@pytest.mark.parametrize("written", ["0 working_days", "10000 working_days"])
def test_amounts_have_bounds(written: str) -> None:
    with pytest.raises(LimitOutOfRange):
        TimeLimit.parse(written)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 phút"),
        (30, "30 phút"),
        (-30, "30 phút"),
        (60, "1 giờ"),
        (95, "1 giờ 35 phút"),
        (480, "1 ngày"),
        (485, "1 ngày 5 phút"),
        (2 * 480 + 185, "2 ngày 3 giờ"),
    ],
)
def test_working_minutes_are_said_in_the_two_largest_units(minutes: int, words: str) -> None:
    assert words_of_minutes(minutes, 480) == words
