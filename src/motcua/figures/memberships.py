"""Which rows stand in which figures, in one pass: what a table of many cells is counted and sealed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from motcua.common.later import Later
from motcua.figures.engines.live import Live
from motcua.figures.expressions import building
from motcua.figures.queries import facts_of
from motcua.figures.questions import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import ibis

    from motcua.domain.indicators.values import Dimension
    from motcua.figures.engines.engine import Engine
    from motcua.figures.questions import Question
else:
    ibis = Later("ibis")


@dataclass(frozen=True, slots=True)
class Member:
    """A row that at least one of the figures counts (or divides by, where `bases` were asked for): its id, its values
    of the dimensions, and the codes of those figures.
    """

    id: int
    keys: tuple[Any, ...]
    codes: tuple[str, ...]
    bases: tuple[str, ...] = ()


def memberships(
    codes: Sequence[str],
    question: Question,
    dimensions: Sequence[Dimension] = (),
    *,
    bases: bool = False,
    engine: Engine | None = None,
) -> Iterator[Member]:
    """Every row that one of the figures counts, once, ascending by id. Figures of one kind of rows, one statement.

    With `bases` the rows that they divide by too. However many there are, a portion of them is in memory at a time.
    """
    runner = engine or Live()
    first = 1 + len(dimensions)
    last = first + len(codes)
    for row in runner.streamed(_sql(tuple(codes), question, tuple(dimensions), runner.dialect, bases=bases)):
        counted = _marked(codes, row[first:last])
        yield Member(row[0], tuple(row[1:first]), counted, _marked(codes, row[last:]) if bases else ())


def _marked(codes: Sequence[str], marks: Sequence[Any]) -> tuple[str, ...]:
    return tuple(code for code, mark in zip(codes, marks, strict=True) if mark)


@lru_cache(maxsize=64)
def _sql(
    codes: tuple[str, ...], question: Question, dimensions: tuple[Dimension, ...], dialect: str, *, bases: bool
) -> str:
    facts = facts_of(codes[0])
    parts = (Part.COUNTED, Part.BASE) if bases else (Part.COUNTED,)
    table, conditions = building.conditions_of(facts, codes, question, parts)
    marks = {f"m{number}": condition.ifelse(1, 0) for number, condition in enumerate(conditions)}
    keys = [table[building.column_of(facts, dimension)].name(f"k{n}") for n, dimension in enumerate(dimensions)]
    found = table.filter(reduce(or_, conditions)).select(building.key_of(facts, table), *keys, **marks)
    return str(ibis.to_sql(found.order_by("key"), dialect=dialect))
