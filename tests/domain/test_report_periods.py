"""Periods of reports: the 15th and the 14th, quarters, the year that begins in December, free days, edges."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.errors import BadInput
from motcua.domain.period_labels import parse_label
from motcua.domain.report_periods import (
    KIND_WORDS,
    LENGTHS,
    NUMBERED,
    REGIMES,
    PeriodKind,
    ReportPeriod,
    free,
    last_closed,
    parse_key,
    period_of,
    regime_at,
)

K = PeriodKind
NAMED = sorted(set(K) - {K.FREE})


@pytest.mark.parametrize(
    ("kind", "year", "number", "first", "last", "label"),
    [
        (K.MONTH, 2026, 1, "2025-12-15", "2026-01-14", "tháng 1/2026"),
        (K.MONTH, 2026, 3, "2026-02-15", "2026-03-14", "tháng 3/2026"),
        (K.MONTH, 2026, 12, "2026-11-15", "2026-12-14", "tháng 12/2026"),
        (K.QUARTER, 2026, 1, "2025-12-15", "2026-03-14", "quý I/2026"),
        (K.QUARTER, 2026, 2, "2026-03-15", "2026-06-14", "quý II/2026"),
        (K.QUARTER, 2026, 4, "2026-09-15", "2026-12-14", "quý IV/2026"),
        (K.SIX_MONTHS, 2026, 1, "2025-12-15", "2026-06-14", "6 tháng đầu năm 2026"),
        (K.NINE_MONTHS, 2026, 1, "2025-12-15", "2026-09-14", "9 tháng đầu năm 2026"),
        (K.YEAR, 2026, 1, "2025-12-15", "2026-12-14", "năm 2026"),
        (K.CALENDAR_MONTH, 2024, 2, "2024-02-01", "2024-02-29", "trọn tháng 2/2024"),
        (K.CALENDAR_MONTH, 2026, 12, "2026-12-01", "2026-12-31", "trọn tháng 12/2026"),
        (K.YEAR, 2017, 1, "2017-01-01", "2017-12-31", "năm 2017"),
        (K.QUARTER, 2018, 4, "2018-10-01", "2018-12-31", "quý IV/2018"),
        (K.QUARTER, 2019, 1, "2018-12-15", "2019-03-14", "quý I/2019"),
        (K.MONTH, 2019, 2, "2019-02-01", "2019-02-28", "tháng 2/2019"),
    ],
)
def test_each_kind_begins_and_ends_where_the_regime_cuts(
    kind: PeriodKind, year: int, number: int, first: str, last: str, label: str
) -> None:
    found = period_of(kind, year, number)
    assert (str(found.period.starts), str(found.last_day)) == (first, last)
    assert str(found.label) == label


@pytest.mark.parametrize("kind", [K.MONTH, K.QUARTER, K.CALENDAR_MONTH])
def test_periods_of_a_kind_follow_without_gap_or_overlap(kind: PeriodKind) -> None:
    found = [period_of(kind, year, number) for year in range(2020, 2031) for number in range(1, NUMBERED[kind] + 1)]
    assert all(one.period.ends == two.period.starts for one, two in pairwise(found))


def test_a_year_is_its_quarters_and_the_half_year_its_first_two() -> None:
    quarters = [period_of(K.QUARTER, 2026, number).period for number in range(1, 5)]
    year, half, nine = (period_of(kind, 2026).period for kind in (K.YEAR, K.SIX_MONTHS, K.NINE_MONTHS))
    assert (year.starts, year.ends) == (quarters[0].starts, quarters[3].ends)
    assert (half.starts, half.ends) == (quarters[0].starts, quarters[1].ends)
    assert (nine.starts, nine.ends) == (quarters[0].starts, quarters[2].ends)


def test_rule_k_08_reads_every_label_that_the_product_writes() -> None:
    for kind in NAMED:
        for number in range(1, NUMBERED.get(kind, 1) + 1):
            found = period_of(kind, 2026, number)
            label = parse_label(str(found.label))
            assert label is not None
            assert label.regime_end <= found.last_day <= label.calendar_end


@given(st.dates(date(2013, 1, 1), date(2098, 12, 31)), st.sampled_from(NAMED))
def test_the_last_closed_period_is_over_and_no_later_one_is(on: date, kind: PeriodKind) -> None:
    found = last_closed(kind, on)
    assert found.period.ends <= on
    year, number = (found.year, found.number + 1) if found.number < NUMBERED.get(kind, 1) else (found.year + 1, 1)
    assert on < period_of(kind, year, number).period.ends


def test_on_the_fourteenth_the_period_still_runs_and_on_the_fifteenth_it_is_over() -> None:
    assert last_closed(K.QUARTER, date(2026, 3, 14)) == period_of(K.QUARTER, 2025, 4)
    assert last_closed(K.QUARTER, date(2026, 3, 15)) == period_of(K.QUARTER, 2026, 1)
    assert last_closed(K.YEAR, date(2026, 12, 15)) == period_of(K.YEAR, 2026)
    assert last_closed(K.MONTH, date(2026, 12, 31)) == period_of(K.MONTH, 2026, 12)


@pytest.mark.parametrize(
    ("first", "last", "before_first", "before_last"),
    [
        ("2026-01-01", "2026-10-31", "2025-01-01", "2025-10-31"),
        ("2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28"),
        ("2024-02-29", "2024-03-31", "2023-03-01", "2023-03-31"),
        ("2024-02-29", "2024-02-29", "2023-02-28", "2023-02-28"),
    ],
)
def test_the_same_days_of_last_year(first: str, last: str, before_first: str, before_last: str) -> None:
    before = free(date.fromisoformat(first), date.fromisoformat(last)).year_before()
    assert (str(before.period.starts), str(before.last_day)) == (before_first, before_last)
    assert str(before.label) == f"từ {before.period.starts:%d/%m/%Y} đến {before.last_day:%d/%m/%Y}"


def test_the_same_period_of_last_year_bears_the_same_name() -> None:
    assert period_of(K.QUARTER, 2026, 2).year_before() == period_of(K.QUARTER, 2025, 2)


@given(st.sampled_from(NAMED), st.integers(2011, 2100), st.integers(1, 12))
def test_a_key_names_its_period(kind: PeriodKind, year: int, number: int) -> None:
    found = period_of(kind, year, min(number, NUMBERED.get(kind, 1)))
    assert parse_key(found.key) == found


def test_a_key_of_free_days_names_them() -> None:
    found = free(date(2026, 1, 1), date(2026, 1, 31))
    assert found.key == "free-2026-01-01-2026-01-31"
    assert parse_key(found.key) == found


@pytest.mark.parametrize(
    "text", ["", "quarter", "quarter-2026", "year-2026-1", "week-2026-1", "free-2026-01-01", "x-y"]
)
def test_a_key_that_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_key(text)


def test_periods_that_cannot_be_are_refused() -> None:
    with pytest.raises(BadInput):
        period_of(K.QUARTER, 2026, 5)
    with pytest.raises(BadInput):
        period_of(K.YEAR, 2010)
    with pytest.raises(BadInput):
        free(date(2026, 2, 2), date(2026, 2, 1))
    with pytest.raises(ValueError, match="named by its days"):
        period_of(K.FREE, 2026)


def test_reports_are_due_where_a_source_says_when() -> None:
    quarter = period_of(K.QUARTER, 2026, 1)
    assert quarter.due_on("province") == date(2026, 3, 25)
    assert quarter.due_on("commune") is None
    assert period_of(K.CALENDAR_MONTH, 2026, 1).due_on("province") is None
    assert free(date(2026, 1, 1), date(2026, 1, 2)).due_on("province") is None


def test_regimes_follow_each_other_and_every_kind_has_words() -> None:
    assert [one.valid_to for one in REGIMES] == [*[two.valid_from for two in REGIMES[1:]], None]
    for regime in REGIMES[1:]:
        assert regime_at(regime.valid_from) is regime
        assert regime_at(regime.valid_from - timedelta(days=1)) is not regime
    assert set(KIND_WORDS) == set(K)
    assert set(LENGTHS) == set(NAMED)


def test_a_period_is_a_value() -> None:
    assert isinstance(period_of(K.YEAR, 2026), ReportPeriod)
    assert len({period_of(K.YEAR, 2026), period_of(K.YEAR, 2026)}) == 1
