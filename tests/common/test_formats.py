"""Numbers, money, dates and instants as Vietnamese offices write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from motcua.common import clock, formats
from motcua.common.templatetags.formats import register

AT = datetime(2026, 2, 11, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.number(52031), "52.031"),
        (formats.number(Decimal("1234.5"), 1), "1.234,5"),
        (formats.percent(0.8703), "87,03\u00a0%"),
        (formats.money(24000), "24.000\u00a0đ"),
        (formats.instant(AT), "08:30 11/02/2026"),
        (formats.instant_long(AT), "08:30 thứ Tư 11/02/2026"),
        (formats.instant_table(AT), "08:30 T4 11/02"),
        (formats.clock_time(AT), "08:30"),
        (formats.day(date(2026, 2, 1)), "01/02/2026"),
        (formats.day(datetime(2026, 2, 10, 17, 30, tzinfo=UTC)), "11/02/2026"),
        (formats.weekday(date(2026, 2, 15)), "Chủ nhật"),
        (formats.weekday_short(date(2026, 2, 15)), "CN"),
    ],
)
def test_each_format_has_one_writing(written: str, expected: str) -> None:
    assert written == expected


def test_filters_write_a_dash_for_what_is_not_known() -> None:
    assert register.filters["dt"](None) == "–"
    assert register.filters["number"](0) == "0"


def test_the_clock_can_be_set_for_a_block_only() -> None:
    with clock.set_to(AT):
        assert clock.now() == AT
    assert clock.now() > AT
    with pytest.raises(ValueError, match="aware"), clock.set_to(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass
