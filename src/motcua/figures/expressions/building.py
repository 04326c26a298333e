"""Expressions of a question: the sums of many figures in one pass, the spread of a time, the rows of a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from motcua.common.later import Later
from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import Kind
from motcua.domain.indicators.values import COLUMN_OF, DossierFigures
from motcua.figures.expressions import conditions as when
from motcua.figures.expressions.conditions import Span
from motcua.figures.expressions.readings import ALL, OF_STEPS
from motcua.figures.fact_tables import KEY, Facts
from motcua.figures.questions import Part
from motcua.figures.tables import columns_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import ibis
    import ibis.expr.types as ir

    from motcua.domain.indicators.values import Dimension
    from motcua.figures.expressions.readings import Reading, Weight
    from motcua.figures.questions import Question
else:
    ibis = Later("ibis")

GROUP: Final = "group_key"
"""The column of the dimension that figures are told by."""

ACCEPTED: Final = "accepted_place"
ENDED: Final = "ended_place"
"""The columns of the places among bounds."""


def asked(facts: Facts, question: Question) -> ir.Table:
    """The official rows that a question looks at, as they were known at its instant."""
    table = table_of(facts)
    found = table.filter(table.official)
    if question.known_at is None:
        found = found.filter(table.recorded_to.isnull())
    else:
        instant = ibis.literal(question.known_at, type="timestamp('UTC')")
        found = found.filter(table.recorded_from <= instant, table.recorded_to.isnull() | (table.recorded_to > instant))
    if question.units is not None:
        found = found.filter(table[column_of(facts, question.unit_by)].isin(sorted(question.units)))
    for dimension, values in question.only:
        found = found.filter(_one_of(table[column_of(facts, dimension)], values))
    return found


def _one_of(column: ir.Value, values: frozenset[Any]) -> ir.BooleanValue:
    """Whether a column holds one of the values; None among them means that it is unknown."""
    known = column.isin(sorted(value for value in values if value is not None))
    return known | column.isnull() if None in values else known


def column_of(facts: Facts, dimension: Dimension) -> str:
    """The column of a dimension. Raises KeyError for one by which rows of this kind are not told."""
    column = COLUMN_OF[dimension]
    if column not in columns_of(facts):
        raise KeyError(dimension)
    return column


@dataclass(frozen=True)
class Sums:
    """An expression, and for each code the columns that hold what it counts and what it divides by."""

    table: ir.Table
    columns: tuple[tuple[str, str], ...]


def sums(facts: Facts, codes: Sequence[str], question: Question, by: Dimension | None) -> Sums:
    """One row (one for each value of `by`) with the two sums of each figure; one that figures share is there once."""
    table, span = _narrowed(asked(facts, question), codes, question)
    return _summed(table, codes, span, [] if by is None else [table[column_of(facts, by)].name(GROUP)])


def sums_by_place(codes: Sequence[str], question: Question, bounds: Sequence[date], by: Dimension | None) -> Sums:
    """The same over dossiers for each pair of places among bounds, where they were accepted and where they ended; a
    place is how many bounds are not after a day, and unknown for one that has not ended. The group comes last.
    """
    table, span = _narrowed(asked(DossierFigures, question), codes, question)
    days = [table.accepted_on, table.ended_on]
    group = [] if by is None else [table[column_of(DossierFigures, by)].name(GROUP)]
    # First by day, in the order of an index, then the few days by their places: no store sorts its dossiers for this.
    daily = _summed(table, codes, span, [*days, *group])
    places = [_place(daily.table.accepted_on, bounds).name(ACCEPTED), _place(daily.table.ended_on, bounds).name(ENDED)]
    names = {name for pair in daily.columns for name in pair}
    totals = {name: daily.table[name].sum() for name in sorted(names)}
    return Sums(
        daily.table.group_by([*places, *(daily.table[GROUP] for _ in group)]).aggregate(**totals), daily.columns
    )


def due_by_days(question: Question) -> ir.Table:
    """How many dossiers are due on each day of the period and had not ended by its end: `due_on`, `rows`."""
    table = asked(DossierFigures, question)
    due = table.filter(
        when.due_in(table, Span(question.period.starts, question.period.ends)),
        table.accepted_on <= table.due_on,
        table.ended_on.isnull() | (table.ended_on > table.due_on),
    )
    return due.group_by(due.due_on).aggregate(rows=due.count())


def _place(column: ir.DateColumn, bounds: Sequence[date]) -> ir.IntegerValue:
    latest_first = sorted(enumerate(sorted(bounds), start=1), reverse=True)
    branches = [(column.isnull(), ibis.null("int64")), *((column >= when.day(bound), no) for no, bound in latest_first)]
    return ibis.cases(*branches, else_=0)


def _summed(table: ir.Table, codes: Sequence[str], span: Span, keys: Sequence[ir.Value]) -> Sums:
    named: dict[object, tuple[str, ir.Value]] = {}

    def column(total: ir.Value) -> str:
        return named.setdefault(total.op(), (f"s{len(named)}", total))[0]

    columns = tuple((column(counted), column(base)) for counted, base in (_totals(table, code, span) for code in codes))
    totals = dict(named.values())
    return Sums(table.group_by(keys).aggregate(**totals) if keys else table.aggregate(**totals), columns)


def _narrowed(table: ir.Table, codes: Iterable[str], question: Question) -> tuple[ir.Table, Span]:
    """The rows that figures need: those to handle in the period, or the stays that ended in it, where these suffice."""
    span = Span(question.period.starts, question.period.ends)
    if codes and all(code in OF_STEPS for code in codes):
        return table.filter(when.within(table.left_on, span)), span
    if any(ALL[code].beyond for code in codes):
        return table, span
    return table.filter(when.to_handle(table, span)), replace(span, narrowed=True)


def _totals(table: ir.Table, code: str, span: Span) -> tuple[ir.Value, ir.Value]:
    """What a figure counts and what it divides by: a count divides by nothing, so the two are one."""
    reading = ALL[code]
    counted = _total(table, _counted(table, reading, span), reading.counted)
    if registry.ALL[code].kind is Kind.COUNT:
        return counted, counted
    return counted, _total(table, reading.base(table, span), reading.weighed)


def _counted(table: ir.Table, reading: Reading, span: Span) -> ir.BooleanValue:
    condition = reading.condition(table, span)
    return condition if reading.base is when.everything else reading.base(table, span) & condition


def _total(table: ir.Table, holds: ir.BooleanValue, weight: Weight | None) -> ir.Value:
    """A sum over rows; a condition that is unknown adds nothing, and a sum over no rows is nothing too."""
    return ibis.coalesce(holds.ifelse(1 if weight is None else weight(table), 0).sum(), 0)


def spread(facts: Facts, code: str, question: Question, by: Dimension | None) -> ir.Table:
    """How many of the counted rows took how long: `measure`, `rows`, and the group first where there is one."""
    counted = _rows_counted(facts, code, question)
    keys = [counted[ALL[code].measure].name("measure")]
    if by is not None:
        keys.insert(0, counted[column_of(facts, by)].name(GROUP))
    return counted.group_by(keys).aggregate(rows=counted.count())


def timed_keys_of(facts: Facts, code: str, question: Question) -> ir.Table:
    """The keys of the rows that a time orders, with what each took as `measure`."""
    counted = _rows_counted(facts, code, question)
    return counted.select(key_of(facts, counted), counted[ALL[code].measure].name("measure"))


def _rows_counted(facts: Facts, code: str, question: Question) -> ir.Table:
    table, span = _narrowed(asked(facts, question), [code], question)
    return table.filter(_counted(table, ALL[code], span))


def keys_of(facts: Facts, code: str, question: Question, part: Part) -> ir.Table:
    """The keys of the rows that a figure counts (or divides by): the same conditions, without the sum."""
    table, span = _narrowed(asked(facts, question), [code], question)
    found = table.filter(_condition(table, code, span, part))
    return found.select(found[KEY[facts]].name("key"))


def conditions_of(
    facts: Facts, codes: Sequence[str], question: Question, parts: Sequence[Part] = (Part.COUNTED,)
) -> tuple[ir.Table, list[ir.BooleanValue]]:
    """The rows that figures need, and for each part of each figure (all codes of the first part come first) what holds
    of the rows that it counts or divides by.
    """
    table, span = _narrowed(asked(facts, question), codes, question)
    return table, [_condition(table, code, span, part) for part in parts for code in codes]


def _condition(table: ir.Table, code: str, span: Span, part: Part) -> ir.BooleanValue:
    """What holds of the rows of a part of a figure; a count divides by nothing, so its two parts are one."""
    reading = ALL[code]
    whole = part is Part.BASE and registry.ALL[code].kind is not Kind.COUNT
    return reading.base(table, span) if whole else _counted(table, reading, span)


def key_of(facts: Facts, table: ir.Table) -> ir.Value:
    """What names a row."""
    return table[KEY[facts]].name("key")
