"""Figures of periods that follow each other, in one pass: a trend costs one statement, however many its points.

Dossiers are counted by where they were accepted and where they ended among the bounds of the periods. What else a
figure asks of a dossier does not move with the period, so that its own expression over the whole span counts it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from motcua.common.later import Later
from motcua.domain.indicators.definitions import Figure
from motcua.domain.indicators.values import Period
from motcua.domain.instants import ONE_DAY
from motcua.figures.engines.live import Live
from motcua.figures.expressions import building
from motcua.figures.queries import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    import ibis

    from motcua.domain.indicators.values import Dimension
    from motcua.figures.engines.engine import Engine
    from motcua.figures.questions import Question
else:
    ibis = Later("ibis")


class Place(NamedTuple):
    """Where dossiers were accepted and where they ended: the number of the period, 0 before all; None has not ended."""

    accepted: int
    ended: int | None


def _received(place: Place, number: int) -> bool:
    return place.accepted == number


def _to_handle(place: Place, number: int) -> bool:
    return place.accepted == number or (place.accepted < number and (place.ended is None or place.ended >= number))


def _resolved(place: Place, number: int) -> bool:
    return _to_handle(place, number) and place.ended is not None and place.ended <= number


def _pending(place: Place, number: int) -> bool:
    return _to_handle(place, number) and not _resolved(place, number)


_SUMMED: Final = "form06.3"
"""All dossiers to handle: what a figure sums up whose condition is its place alone."""

_READ: Final[Mapping[str, tuple[Callable[[Place, int], bool], str]]] = MappingProxyType(
    {
        "dossiers.received": (_received, _SUMMED),
        "form06.7": (_resolved, _SUMMED),
        "form06.8": (_resolved, "form06.8"),
        "form06.9": (_resolved, "form06.9"),
        "form06.10": (_resolved, "form06.10"),
        "form06.11": (_pending, _SUMMED),
        "on_time.resolved": (_resolved, "on_time.resolved"),
    }
)
"""For each figure that a trend can tell: which places a period counts, and whose sums are added up there."""

CODES: Final = tuple(_READ)


def figures_in(
    codes: Sequence[str],
    question: Question,
    periods: Sequence[Period],
    dimension: Dimension | None = None,
    *,
    engine: Engine | None = None,
) -> list[dict[Any, dict[str, Figure]]]:
    """For each period, oldest first, the figures of `CODES` by code, for each value of a dimension (None: all as one
    group). The period of the question is not read. Raises ValueError for periods that do not follow each other.
    """
    if any(one.ends != following.starts for one, following in pairwise(periods)):
        raise ValueError(periods)
    runner = engine or Live()
    bounds = (*(period.starts for period in periods), periods[-1].ends)
    asked = replace(question, period=Period(bounds[0], bounds[-1]))
    groups = _groups(tuple(codes), asked, bounds, dimension, runner)
    return [
        {key: {code: _figure(code, sums, number) for code in codes} for key, sums in groups.items()}
        for number in range(1, len(bounds))
    ]


DUE_OPEN: Final = "dossiers.due_open"


def due_open_on(question: Question, days: Sequence[date], *, engine: Engine | None = None) -> dict[date, Figure]:
    """What is due on each day and not ended by its end, in one statement. The period of the question is not read."""
    runner = engine or Live()
    asked = replace(question, period=Period(min(days), max(days) + ONE_DAY))
    # SQLite gives days as text.
    numbers = {str(due_on): int(rows) for due_on, rows in runner.rows(_due_sql(asked, runner.dialect))}
    counts = {day: numbers.get(day.isoformat(), 0) for day in days}
    return {day: Figure(DUE_OPEN, count, count, value_of(DUE_OPEN, count, count)) for day, count in counts.items()}


@lru_cache(maxsize=64)
def _due_sql(question: Question, dialect: str) -> str:
    return str(ibis.to_sql(building.due_by_days(question), dialect=dialect))


Sums = list[tuple[Place, dict[str, tuple[int, int]]]]
"""At each place what each figure counts and what it divides by."""


def _groups(
    codes: tuple[str, ...], question: Question, bounds: tuple[date, ...], by: Dimension | None, engine: Engine
) -> dict[Any, Sums]:
    summed = tuple(dict.fromkeys(_READ[code][1] for code in codes))
    sql, names, columns = _sql(summed, question, bounds, by, engine.dialect)
    groups: dict[Any, Sums] = defaultdict(list)
    if by is None:
        groups[None] = []
    for row in engine.rows(sql):
        values = dict(zip(names, row, strict=True))
        ended = values[building.ENDED]
        place = Place(int(values[building.ACCEPTED]), None if ended is None else int(ended))
        sums = {code: (int(values[one]), int(values[two])) for code, (one, two) in zip(summed, columns, strict=True)}
        groups[values.get(building.GROUP)].append((place, sums))
    return groups


@lru_cache(maxsize=64)
def _sql(
    codes: tuple[str, ...], question: Question, bounds: tuple[date, ...], by: Dimension | None, dialect: str
) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    made = building.sums_by_place(codes, question, bounds, by)
    return str(ibis.to_sql(made.table, dialect=dialect)), made.table.columns, made.columns


def _figure(code: str, sums: Sums, number: int) -> Figure:
    holds, summed = _READ[code]
    here = [of[summed] for place, of in sums if holds(place, number)]
    counted, base = sum(one for one, _two in here), sum(two for _one, two in here)
    return Figure(code, counted, base, value_of(code, counted, base))
