"""A trend in one statement says of each period what plain Python says of it alone."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import by, evaluate
from motcua.domain.indicators.values import Dimension, DossierFigures, Period
from motcua.domain.instants import ONE_DAY
from motcua.figures import trends
from motcua.figures.questions import Question
from tests.domain.indicators.rows import PERIOD, stores
from tests.figures.engines import duck, fill, sqlite

ENGINES = (sqlite(), duck())
ASKED = Question(period=PERIOD)
BOUNDS = [PERIOD.starts + timedelta(days) for days in (-20, -3, 0, 1, 3)] + [PERIOD.ends, PERIOD.ends + timedelta(2)]
PERIODS = [Period(*each) for each in pairwise(BOUNDS)]


@settings(max_examples=15, deadline=None)
@given(stores, st.integers(1, len(PERIODS)))
def test_each_period_counts_what_plain_python_counts(rows: list[DossierFigures], number: int) -> None:
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        found = trends.figures_in(trends.CODES, ASKED, PERIODS[:number], engine=engine)
        for period, told in zip(PERIODS, found, strict=False):
            assert told == {None: {code: evaluate(registry.ALL[code], rows, period) for code in trends.CODES}}


@settings(max_examples=5, deadline=None)
@given(stores)
def test_the_parts_of_a_dimension_are_told_alike(rows: list[DossierFigures]) -> None:
    engine, dimension = ENGINES[0], Dimension.COMPETENT_UNIT
    fill(engine, DossierFigures, rows)
    found = trends.figures_in(trends.CODES, ASKED, PERIODS, dimension, engine=engine)
    for period, told in zip(PERIODS, found, strict=True):
        for code in trends.CODES:
            parts = by(registry.OF_DOSSIERS[code], rows, period, dimension)
            assert {key: each[code] for key, each in told.items() if each[code].denominator} == {
                key: part for key, part in parts.items() if part.denominator
            }


@settings(max_examples=15, deadline=None)
@given(stores)
def test_what_is_due_on_each_day_is_what_plain_python_counts_of_that_day(rows: list[DossierFigures]) -> None:
    days = [PERIOD.starts + timedelta(number) for number in (-3, 0, 1, 2, 5, 40)]
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        assert trends.due_open_on(ASKED, days, engine=engine) == {
            day: evaluate(registry.ALL[trends.DUE_OPEN], rows, Period(day, day + ONE_DAY)) for day in days
        }


def test_periods_that_do_not_follow_each_other_are_no_trend() -> None:
    with pytest.raises(ValueError, match="Period"):
        trends.figures_in(trends.CODES, ASKED, [PERIODS[0], PERIODS[2]])
