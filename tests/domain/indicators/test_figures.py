"""What must hold of figures whatever the dossiers: identities of form 06, carry-over, bounds, parts that add up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.indicators import conditions as when
from motcua.domain.indicators.definitions import (
    Due,
    Kind,
    Precision,
    Punctuality,
    by,
    evaluate,
    nearest_rank,
    percentage,
    punctuality,
    rows_of,
)
from motcua.domain.indicators.form06 import COLUMNS, IDENTITIES
from motcua.domain.indicators.index766 import PUNCTUAL, counted_end, in_time
from motcua.domain.indicators.registry import ALL, DOSSIER_DIMENSIONS, OF_DOSSIERS, OF_STEPS, STEP_DIMENSIONS
from motcua.domain.indicators.values import COLUMN_OF, Dimension, DossierFigures, Period, StepFigures, known_at
from motcua.domain.instants import midnight
from tests.domain.indicators.rows import FIRST, FOLLOWING, NEXT, PERIOD, START, dossiers, stores

HALF = midnight(NEXT)


def columns(rows: list[DossierFigures], period: Period = PERIOD) -> dict[int, int]:
    return {number: evaluate(column, rows, period).numerator for number, column in COLUMNS.items()}


@given(stores)
def test_the_identities_of_form_06_hold_on_every_row(rows: list[DossierFigures]) -> None:
    for each in [rows, *([row] for row in rows)]:
        found = columns(each)
        for total, parts in IDENTITIES:
            assert found[total] == sum(found[part] for part in parts)


@given(stores)
def test_what_is_pending_is_what_the_next_period_carries_in(rows: list[DossierFigures]) -> None:
    pending, carried = COLUMNS[11], COLUMNS[6]
    assert rows_of(pending, rows, PERIOD) == rows_of(carried, rows, FOLLOWING)


@given(stores)
def test_adjoining_periods_add_up_to_the_whole(rows: list[DossierFigures]) -> None:
    whole = columns(rows, Period(PERIOD.starts, FOLLOWING.ends))
    first, second = columns(rows), columns(rows, FOLLOWING)
    assert all(whole[number] == first[number] + second[number] for number in (4, 5, 7, 8, 9, 10))
    assert (whole[6], whole[11]) == (first[6], second[11])


@given(stores, st.sampled_from(sorted(OF_DOSSIERS)))
def test_a_rate_lies_between_nothing_and_all_of_its_base(rows: list[DossierFigures], code: str) -> None:
    definition = OF_DOSSIERS[code]
    found = evaluate(definition, rows, PERIOD)
    if definition.kind is Kind.RATE:
        assert 0 <= found.numerator <= found.denominator
        assert found.value is None if found.denominator == 0 else 0 <= (found.value or 0) <= 100
    opened = rows_of(definition, rows, PERIOD)
    assert found.numerator == sum(map(definition.counted, opened))


@given(stores, st.sampled_from(sorted(OF_DOSSIERS)), st.sampled_from(DOSSIER_DIMENSIONS))
def test_the_parts_of_a_dimension_add_up(rows: list[DossierFigures], code: str, dimension: Dimension) -> None:
    whole = evaluate(OF_DOSSIERS[code], rows, PERIOD)
    parts = by(OF_DOSSIERS[code], rows, PERIOD, dimension).values()
    assert (whole.numerator, whole.denominator) == (
        sum(part.numerator for part in parts),
        sum(part.denominator for part in parts),
    )


@given(dossiers)
def test_what_is_overdue_at_the_end_can_only_end_late(row: DossierFigures) -> None:
    if when.overdue(row, PERIOD) and row.ended_at is not None:
        assert punctuality(row) is Punctuality.LATE


@given(dossiers, st.sampled_from([Precision.DAY, Precision.MINUTE]))
def test_both_precisions_agree_on_what_is_late(row: DossierFigures, precision: Precision) -> None:
    late = punctuality(row, precision) is Punctuality.LATE
    assert late == (punctuality(row) is Punctuality.LATE)
    assert (punctuality(row) is None) == (row.ended_at is None)
    if row.due_at is not None and punctuality(row) is Punctuality.EARLY:
        assert punctuality(row, Precision.MINUTE) is Punctuality.EARLY


@given(dossiers)
def test_a_second_request_for_a_supplement_is_late_in_the_index(row: DossierFigures) -> None:
    if row.supplements_before + row.supplements_after > 1:
        assert not in_time(row, PERIOD)
    assert counted_end(row, PERIOD) <= midnight(PERIOD.ends)


def dossier(**fields: object) -> DossierFigures:
    values = {"dossier_id": 1, "accepted_on": FIRST, "accepted_at": midnight(FIRST), **fields}
    return DossierFigures(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"due_at": HALF, "due_on": NEXT}, True),
        ({"due_at": HALF - timedelta(minutes=1), "due_on": FIRST}, False),
        ({"due_at": HALF - timedelta(minutes=1), "paused": True}, True),
        ({"due_at": START, "paused": True, "supplement_asked_at": START}, True),
        ({"due_at": START, "paused": True, "supplement_asked_at": START + timedelta(minutes=1)}, False),
        ({"statutory_due_at": HALF}, True),
        ({"due_at": HALF, "supplements_before": 1, "supplements_after": 1}, False),
        ({"accepted_on": None, "refused_on": FIRST, "due_at": HALF, "due_on": FIRST}, True),
        ({"accepted_on": None, "refused_on": FIRST, "due_at": START, "due_on": FIRST - timedelta(days=1)}, False),
    ],
)
def test_punctuality_of_the_national_index(fields: dict[str, object], expected: bool) -> None:
    row = dossier(**fields)
    found = evaluate(PUNCTUAL, [row], PERIOD)
    assert (found.numerator, found.denominator) == (int(expected), 1)


def test_without_any_date_the_index_does_not_judge() -> None:
    assert not in_time(dossier(), PERIOD)
    assert evaluate(PUNCTUAL, [dossier()], PERIOD).value is None


def test_a_step_is_in_time_by_its_own_limit() -> None:
    stays = [
        StepFigures(dossier_id=1, step="3", left_at=START, left_on=FIRST, due_at=START, minutes_used=60),
        StepFigures(dossier_id=2, step="3", left_at=HALF, left_on=FIRST, due_at=START, minutes_used=90),
        StepFigures(dossier_id=3, step="3", due_at=START),
        StepFigures(dossier_id=4, step="4", left_at=START, left_on=FIRST),
    ]
    found = {code: evaluate(definition, stays, PERIOD).value for code, definition in OF_STEPS.items()}
    assert found == {"steps.done": 3, "steps.on_time": 50, "steps.late": 1, "steps.median": 60, "steps.p90": 90}
    parts = by(OF_STEPS["steps.done"], stays, PERIOD, Dimension.STEP)
    assert {step: int(figure.value or 0) for step, figure in parts.items()} == {"3": 2, "4": 1}


def test_every_code_stands_once_and_every_source_has_dates() -> None:
    assert all(code == definition.code for code, definition in ALL.items())
    assert len({definition.name for definition in ALL.values()}) == len(ALL)
    for definition in ALL.values():
        assert definition.sources
        for earlier, later in zip(definition.sources, definition.sources[1:], strict=False):
            assert earlier.valid_from < later.valid_from


def test_the_text_in_force_is_found_by_date() -> None:
    form = COLUMNS[3]
    for on, text in ((date(2018, 1, 1), "TT 02/2017/TT-VPCP"), (date(2026, 1, 1), "TT 01/2020/TT-VPCP")):
        assert [source.text.split(",")[0] for source in form.sources_on(on)] == [text]
    assert form.sources_on(date(2010, 1, 1)) == ()


def test_dimensions_are_columns_of_the_rows() -> None:
    assert all(hasattr(dossier(), COLUMN_OF[each]) for each in DOSSIER_DIMENSIONS)
    assert all(hasattr(StepFigures(dossier_id=1, step=""), COLUMN_OF[each]) for each in STEP_DIMENSIONS)


def test_a_period_has_days() -> None:
    with pytest.raises(ValueError, match="no day"):
        Period(NEXT, NEXT)


def test_a_later_correction_does_not_change_what_was_known() -> None:
    before = dossier(outcome="GRANTED", recorded_from=START, recorded_to=HALF)
    after = dossier(outcome="REFUSED", recorded_from=HALF)
    always = dossier(dossier_id=2)
    assert list(known_at([before, after, always], START)) == [before, always]
    assert list(known_at([before, after, always], HALF)) == [after, always]
    assert list(known_at([before, after], START - timedelta(minutes=1))) == []


@given(st.lists(st.integers(0, 99), min_size=1), st.sampled_from([50, 90]))
def test_nearest_rank_is_a_value_that_enough_do_not_pass(values: list[int], percent: int) -> None:
    found = nearest_rank(values, percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(5033, 5783, "87.03"), (750, 5783, "12.97"), (1, 8, "12.50"), (1, 800, "0.13"), (0, 3, "0.00"), (3, 3, "100.00")],
)
def test_percentages_are_rounded_half_up(numerator: int, denominator: int, expected: str) -> None:
    assert percentage(numerator, denominator) == Decimal(expected)


def test_of_nothing_there_is_no_percentage_and_no_time() -> None:
    assert percentage(0, 0) is None
    assert nearest_rank([], 50) is None
    assert {evaluate(each, [], PERIOD).value for each in OF_DOSSIERS.values() if each.kind is not Kind.COUNT} == {None}


def test_each_date_of_a_dossier_is_told_apart() -> None:
    assert {definition.due for definition in OF_DOSSIERS.values()} == set(Due)
