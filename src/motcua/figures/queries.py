"""Figures, and the rows that they count."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from motcua.common.later import Later
from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import Figure, Kind, nearest_rank_of, percentage, rounded
from motcua.domain.indicators.values import DossierFigures, StepFigures
from motcua.figures.engines.live import Live
from motcua.figures.expressions import building
from motcua.figures.questions import Part, Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis

    from motcua.domain.indicators.values import Dimension
    from motcua.figures.engines.engine import Engine
    from motcua.figures.fact_tables import Facts
else:
    ibis = Later("ibis")

_WHOLE: Final = None
"""The group of a question that is told by nothing."""

Counts = dict[Any, tuple[int, int]]
"""Of each group what a figure counts and what it divides by."""


def figures(codes: Sequence[str], question: Question, *, engine: Engine | None = None) -> dict[str, Figure]:
    """The figures of a question by their code, all of one fact table in one pass."""
    groups = _evaluate(tuple(codes), question, None, engine or Live())
    return groups[_WHOLE]


def figures_by(
    codes: Sequence[str], question: Question, dimension: Dimension, *, engine: Engine | None = None
) -> dict[Any, dict[str, Figure]]:
    """The figures for each value of a dimension that has a row; those that do not know theirs are None's."""
    return _evaluate(tuple(codes), question, dimension, engine or Live())


def row_ids(
    code: str,
    question: Question,
    *,
    part: Part = Part.COUNTED,
    after: int = 0,
    before: int | None = None,
    limit: int | None = None,
    engine: Engine | None = None,
) -> list[int]:
    """Ids of the dossiers (of stays for figures of steps) that a figure counts or divides by, ascending: those that
    follow `after`, or the last ones before `before`; `limit` None gives all.
    """
    runner = engine or Live()
    page = _page(_keys_sql(code, question, part, runner.dialect), after, before, limit)
    return sorted(row[0] for row in runner.rows(page))


def timed_row_ids(
    code: str, question: Question, *, skip: int = 0, limit: int, engine: Engine | None = None
) -> list[int]:
    """Ids of the rows that a time orders, from the quickest to the slowest: `limit` of them after the first `skip`."""
    runner = engine or Live()
    keys = _timed_keys_sql(code, question, runner.dialect)
    page = f"SELECT key FROM ({keys}) AS opened ORDER BY measure, key LIMIT {limit:d} OFFSET {skip:d}"  # noqa: S608
    return [int(row[0]) for row in runner.rows(page)]


def count_rows(code: str, question: Question, *, part: Part = Part.COUNTED, engine: Engine | None = None) -> int:
    """How many rows a figure opens: the figure itself, but for one that adds up what rows hold (as components)."""
    runner = engine or Live()
    keys = _keys_sql(code, question, part, runner.dialect)
    return int(runner.rows(f"SELECT count(*) FROM ({keys}) AS opened")[0][0])  # noqa: S608  compiled here


def facts_of(code: str) -> Facts:
    """The kind of rows that a figure reads."""
    return DossierFigures if code in registry.OF_DOSSIERS else StepFigures


def spreads(
    code: str, question: Question, dimension: Dimension | None = None, *, engine: Engine | None = None
) -> dict[Any, dict[int, int]]:
    """How many rows of a time took how many working minutes, for each value of a dimension (None: all as one group)."""
    return dict(_spread(code, question, dimension, engine or Live()))


def _evaluate(
    codes: tuple[str, ...], question: Question, by: Dimension | None, engine: Engine
) -> dict[Any, dict[str, Figure]]:
    found: dict[str, tuple[Counts, dict[Any, dict[int, int]]]] = {}
    for facts in (DossierFigures, StepFigures):
        mine = tuple(code for code in codes if facts_of(code) is facts)
        if mine:
            counts = _counts(mine, question, by, engine)
            found |= {code: (counts[code], _spread(code, question, by, engine)) for code in mine}
    groups = {key for counts, _spread in found.values() for key in counts}
    return {key: {code: _figure(code, *found[code], key) for code in codes} for key in groups}


def _counts(codes: tuple[str, ...], question: Question, by: Dimension | None, engine: Engine) -> dict[str, Counts]:
    sql, names, columns = _sums_sql(codes, question, by, engine.dialect)
    found: dict[str, Counts] = {code: {} for code in codes}
    for row in engine.rows(sql):
        values = dict(zip(names, row, strict=True))
        key = values.pop(building.GROUP, _WHOLE)
        for code, (counted, base) in zip(codes, columns, strict=True):
            found[code][key] = (int(values[counted]), int(values[base]))
    return found


def _spread(code: str, question: Question, by: Dimension | None, engine: Engine) -> dict[Any, dict[int, int]]:
    """Of each group how many rows took how many minutes; nothing for figures that are no times."""
    found: dict[Any, dict[int, int]] = defaultdict(dict)
    if registry.ALL[code].measure is not None:
        for *key, minutes, rows in engine.rows(_spread_sql(code, question, by, engine.dialect)):
            found[key[0] if key else _WHOLE][int(minutes)] = int(rows)
    return found


def _figure(code: str, counts: Counts, spread: Mapping[Any, dict[int, int]], key: Any) -> Figure:
    numerator, denominator = counts.get(key, (0, 0))
    return Figure(code, numerator, denominator, value_of(code, numerator, denominator, spread.get(key, {})))


def value_of(
    code: str, numerator: int, denominator: int, spread: Mapping[int, int] = MappingProxyType({})
) -> Decimal | None:
    """A figure's value from what it counts, what it divides by, and for a time how many rows took how many minutes."""
    definition = registry.ALL[code]
    if definition.kind is Kind.COUNT:
        return Decimal(numerator)
    if definition.kind is Kind.RATE:
        return percentage(numerator, denominator, definition.places)
    if definition.kind is Kind.MEAN:
        rows = sum(spread.values())
        return rounded(Decimal(sum(minutes * n for minutes, n in spread.items())) / rows, 0) if rows else None
    found = nearest_rank_of(spread, 90 if definition.kind is Kind.P90 else 50)
    return None if found is None else Decimal(found)


@lru_cache(maxsize=512)
def _sums_sql(
    codes: tuple[str, ...], question: Question, by: Dimension | None, dialect: str
) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    made = building.sums(facts_of(codes[0]), codes, question, by)
    return str(ibis.to_sql(made.table, dialect=dialect)), made.table.columns, made.columns


@lru_cache(maxsize=512)
def _spread_sql(code: str, question: Question, by: Dimension | None, dialect: str) -> str:
    return str(ibis.to_sql(building.spread(facts_of(code), code, question, by), dialect=dialect))


@lru_cache(maxsize=512)
def _keys_sql(code: str, question: Question, part: Part, dialect: str) -> str:
    return str(ibis.to_sql(building.keys_of(facts_of(code), code, question, part), dialect=dialect))


@lru_cache(maxsize=64)
def _timed_keys_sql(code: str, question: Question, dialect: str) -> str:
    return str(ibis.to_sql(building.timed_keys_of(facts_of(code), code, question), dialect=dialect))


def _page(keys: str, after: int, before: int | None, limit: int | None) -> str:
    """A page of keys. Compiling costs more than most of these statements run: so the keys are compiled once."""
    place, order = (f"key > {after:d}", "ASC") if before is None else (f"key < {before:d}", "DESC")
    sql = f"SELECT key FROM ({keys}) AS opened WHERE {place} ORDER BY key {order}"  # noqa: S608  compiled here
    return sql if limit is None else f"{sql} LIMIT {limit:d}"
