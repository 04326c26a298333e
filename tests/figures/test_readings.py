"""Each definition, read as an expression by SQLite and DuckDB, counts the very rows that plain Python counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import Figure, Kind, by, evaluate, rows_of
from motcua.domain.indicators.values import Dimension, DossierFigures, StepFigures, known_at
from motcua.domain.instants import local_date
from motcua.figures import queries
from motcua.figures.expressions.readings import ALL
from motcua.figures.questions import Part, Question
from tests.domain.indicators.rows import EDGES, PERIOD, START, stores
from tests.figures.engines import Sqlite, duck, fill, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.figures.engines.duck import Duck

ENGINES: tuple[Sqlite | Duck, ...] = (sqlite(), duck())
ASKED = Question(period=PERIOD)
CODES = tuple(registry.OF_DOSSIERS)


def expected(rows: Sequence[DossierFigures]) -> dict[str, Figure]:
    return {code: evaluate(definition, rows, PERIOD) for code, definition in registry.OF_DOSSIERS.items()}


def stay(number: int, seed: int) -> StepFigures:
    """One finished or running stay around the edges of the period."""
    chance = Random(seed + number)
    left = START + timedelta(minutes=chance.choice(EDGES)) if chance.random() < 0.8 else None
    return StepFigures(
        dossier_id=number % 4,
        step=str(chance.randrange(3)),
        official=chance.random() > 0.1,
        executing_unit_id=chance.choice([1, 2, None]),
        due_at=chance.choice([None, START + timedelta(minutes=chance.choice(EDGES)), left]),
        left_at=left,
        left_on=None if left is None else local_date(left),
        minutes_used=chance.choice([None, chance.randrange(900)]),
    )


def test_every_definition_has_its_reading() -> None:
    assert set(ALL) == set(registry.ALL)


@settings(max_examples=15, deadline=None)
@given(stores)
def test_engines_count_what_plain_python_counts(rows: list[DossierFigures]) -> None:
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        assert queries.figures(CODES, ASKED, engine=engine) == expected(rows)


@settings(max_examples=5, deadline=None)
@given(stores)
def test_a_figure_alone_is_the_figure_among_others(rows: list[DossierFigures]) -> None:
    """Rows are narrowed by what all figures of a question need: each must count the same in any company."""
    engine = ENGINES[0]
    fill(engine, DossierFigures, rows)
    alone = {code: queries.figures([code], ASKED, engine=engine)[code] for code in CODES}
    assert alone == expected(rows)


@settings(max_examples=5, deadline=None)
@given(stores)
def test_the_rows_are_those_that_are_counted(rows: list[DossierFigures]) -> None:
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        for code, definition in registry.OF_DOSSIERS.items():
            opened = sorted(row.dossier_id for row in rows_of(definition, rows, PERIOD))
            assert queries.row_ids(code, ASKED, engine=engine) == opened
            assert queries.count_rows(code, ASKED, engine=engine) == len(opened)
            assert queries.row_ids(code, ASKED, limit=2, engine=engine) == opened[:2]
            assert queries.row_ids(code, ASKED, before=1 << 33, limit=2, engine=engine) == opened[-2:]
            assert queries.row_ids(code, ASKED, after=opened[0] if opened else 0, engine=engine) == opened[1:]


@settings(max_examples=5, deadline=None)
@given(stores)
def test_what_a_rate_divides_by_opens_too(rows: list[DossierFigures]) -> None:
    rates = {code: each for code, each in registry.OF_DOSSIERS.items() if each.kind is Kind.RATE}
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        for code, definition in rates.items():
            base = sorted(row.dossier_id for row in rows if definition.in_base(row, PERIOD))
            assert queries.row_ids(code, ASKED, part=Part.BASE, engine=engine) == base


@settings(max_examples=5, deadline=None)
@given(stores, st.sampled_from([Dimension.COMPETENT_UNIT, Dimension.CHANNEL]))
def test_the_parts_of_a_dimension_are_those_of_plain_python(rows: list[DossierFigures], dimension: Dimension) -> None:
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        found = queries.figures_by(CODES, ASKED, dimension, engine=engine)
        for code, definition in registry.OF_DOSSIERS.items():
            parts = by(definition, rows, PERIOD, dimension)
            for key, figures in found.items():
                assert figures[code] == parts.get(key, evaluate(definition, [], PERIOD))
            assert all(key in found for key, part in parts.items() if part.denominator)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1 << 32), st.integers(0, 12))
def test_stays_are_counted_alike(seed: int, number: int) -> None:
    rows = [stay(each, seed) for each in range(number)]
    for engine in ENGINES:
        fill(engine, StepFigures, rows)
        found = queries.figures(tuple(registry.OF_STEPS), ASKED, engine=engine)
        assert found == {code: evaluate(each, rows, PERIOD) for code, each in registry.OF_STEPS.items()}


@settings(max_examples=6, deadline=None)
@given(stores, st.integers(0, 1 << 32))
def test_a_past_instant_sees_what_was_known_then(rows: list[DossierFigures], seed: int) -> None:
    chance = Random(seed)
    history = []
    for row in rows:
        until = START + timedelta(minutes=chance.choice(EDGES))
        history.append(replace(row, recorded_from=START - timedelta(1), recorded_to=until))
        history.append(replace(row, recorded_from=until, channel="post"))
    at = START + timedelta(minutes=chance.choice(EDGES))
    for engine in ENGINES:
        fill(engine, DossierFigures, history)
        found = queries.figures(CODES, Question(period=PERIOD, known_at=at), engine=engine)
        assert found == expected(list(known_at(history, at)))


@settings(max_examples=5, deadline=None)
@given(stores, st.sampled_from([frozenset({1}), frozenset({1, 2}), frozenset({9}), frozenset()]))
def test_a_question_keeps_to_its_units_and_filters(rows: list[DossierFigures], units: frozenset[int]) -> None:
    channels = frozenset({"online", "post"})
    asked = [row for row in rows if row.competent_unit_id in units and row.channel in channels]
    question = Question(period=PERIOD, units=units, only=((Dimension.CHANNEL, channels),))
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        assert queries.figures(CODES, question, engine=engine) == expected(asked)
