"""Instants in every way of writing that the product understands, and those that it refuses."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from motcua.domain.worktime import ZONE
from motcua.dossiers.services.history.instants import END_OF_DAY, parse

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2011-10-11T13:42:22.688+02:00", datetime(2011, 10, 11, 11, 42, 22, 688000, tzinfo=UTC)),
        ("2011-10-11T11:42:22Z", datetime(2011, 10, 11, 11, 42, 22, tzinfo=UTC)),
        ("2025-02-11T08:30", datetime(2025, 2, 11, 1, 30, tzinfo=UTC)),
        (" 2025-02-11 08:30:15 ", datetime(2025, 2, 11, 1, 30, 15, tzinfo=UTC)),
        ("11/02/2025 08:30", datetime(2025, 2, 11, 1, 30, tzinfo=UTC)),
        ("11/02/2025 08:30:59", datetime(2025, 2, 11, 1, 30, 59, tzinfo=UTC)),
        ("08:30 11/02/2025", datetime(2025, 2, 11, 1, 30, tzinfo=UTC)),
        ("8:30, 1-2-2025", datetime(2025, 2, 1, 1, 30, tzinfo=UTC)),
        ("11.02.2025", datetime(2025, 2, 10, 17, 0, tzinfo=UTC)),
        ("2025-02-11", datetime(2025, 2, 10, 17, 0, tzinfo=UTC)),
    ],
)
def test_an_instant_is_understood(written: str, expected: datetime) -> None:
    assert parse(written, ZONE) == expected


@pytest.mark.parametrize(
    "written",
    ["", "soon", "31/02/2025", "2025-13-01", "11/02/25", "25:00 11/02/2025", "1/2/3000", "0001-01-01T00:00", "8 giờ",
     "9999-12-31T23:59-14:00"],
)  # fmt: skip
def test_what_is_no_instant_is_refused(written: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        parse(written, ZONE)


def test_a_term_that_names_a_day_lasts_until_its_end() -> None:
    assert parse("11/02/2025", ZONE, whole_day=END_OF_DAY) == datetime(2025, 2, 11, 16, 59, 59, tzinfo=UTC)
    assert parse("2025-02-11T08:30", ZONE, whole_day=END_OF_DAY) == datetime(2025, 2, 11, 1, 30, tzinfo=UTC)


def test_a_text_without_zone_is_read_in_the_zone_of_the_source_with_its_summer_time() -> None:
    assert parse("2011-07-01T12:00", AMSTERDAM) == datetime(2011, 7, 1, 10, 0, tzinfo=UTC)
    assert parse("2011-12-01T12:00", AMSTERDAM) == datetime(2011, 12, 1, 11, 0, tzinfo=UTC)
    assert parse("2011-12-01T12:00+07:00", AMSTERDAM) == datetime(2011, 12, 1, 5, 0, tzinfo=UTC)
