"""What a definition is, and its own reading in plain Python.

A figure counts the rows of its base that meet its condition; a rate divides by the base; a time orders what the rows
used. Percentages are computed from the two counts and never typed (K-03), rounded half up when shown. Median and p90
are nearest-rank: always a time that some dossier really took.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from motcua.domain.indicators.values import COLUMN_OF, Dimension, DossierFigures, Period, StepFigures
from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

F = TypeVar("F", DossierFigures, StepFigures)

HUNDRED: Final = Decimal(100)


class Kind(StrEnum):
    """How the rows become one number."""

    COUNT = "count"
    RATE = "rate"
    MEAN = "mean"
    MEDIAN = "median"
    P90 = "p90"


class Precision(StrEnum):
    """How exactly an end is compared with its date.

    DAY: early by the date, late by the minute. MINUTE: all by the minute. NONE: nothing is compared.
    """

    DAY = "day"
    MINUTE = "minute"
    NONE = "none"


class Due(StrEnum):
    """Which date of the dossier is meant: the committed one with all that moved it, the first, that of the law."""

    DUE = "due"
    FIRST = "first_due"
    STATUTORY = "statutory_due"


class Punctuality(StrEnum):
    """How an end stands to its date."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


PRECISION_WORDS: Final = {
    Precision.DAY: gettext_noop("Trước hạn theo ngày, quá hạn theo phút"),
    Precision.MINUTE: gettext_noop("Theo phút"),
    Precision.NONE: gettext_noop("Không so với hạn"),
}
DUE_WORDS: Final = {
    Due.DUE: gettext_noop("Hạn hiện nay"),
    Due.FIRST: gettext_noop("Hạn hẹn lần đầu"),
    Due.STATUTORY: gettext_noop("Hạn theo quy định"),
}


@dataclass(frozen=True)
class Source:
    """The text that fixes a figure, in force during [valid_from, valid_to); no text: our own, and it says so."""

    text: str
    valid_from: date
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it holds on a date."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class Condition(Generic[F]):
    """A predicate over one row and the period, with the words that say it."""

    words: str
    holds: Callable[[F, Period], bool]


def one(_row: object) -> int:
    """A row counts for one."""
    return 1


@dataclass(frozen=True, kw_only=True)
class Definition(Generic[F]):
    """One figure. `population` says which rows are looked at at all, `base` which of these a rate divides by (a count
    takes them all), `condition` which of the base are counted. `counted` and `weighed` are what a row adds to the two
    sums; `measure` what a time orders. `doubt` is what its source leaves open and how it is read here.
    """

    code: str
    name: str
    kind: Kind
    population: Condition[F]
    base: Condition[F]
    condition: Condition[F]
    sources: tuple[Source, ...]
    places: int = 0
    precision: Precision = Precision.NONE
    due: Due = Due.DUE
    counted: Callable[[F], int] = one
    weighed: Callable[[F], int] = one
    measure: Callable[[F], int | None] | None = None
    doubt: str = ""

    def sources_on(self, on: date) -> tuple[Source, ...]:
        """The texts in force on a date; none where none fixed the figure then."""
        return tuple(source for source in self.sources if source.in_force(on))

    def in_base(self, row: F, period: Period) -> bool:
        """Whether a row is one of those that are divided by."""
        return self.population.holds(row, period) and self.base.holds(row, period)

    def counts(self, row: F, period: Period) -> bool:
        """Whether a row is one of those that the figure opens."""
        return self.in_base(row, period) and self.condition.holds(row, period)


@dataclass(frozen=True)
class Figure:
    """What came out: of `denominator` the `numerator`; `value` rounded as defined, None where there is nothing to say
    (a rate of nothing, a time of nothing). A rate is in per cent, a time in working minutes. A count divides by
    nothing: its two numbers are one.
    """

    code: str
    numerator: int
    denominator: int
    value: Decimal | None


def evaluate(definition: Definition[F], rows: Iterable[F], period: Period) -> Figure:
    """Read a definition over rows that are known at one instant (see `known_at`)."""
    base = [row for row in rows if definition.in_base(row, period)]
    counted = [row for row in base if definition.condition.holds(row, period)]
    numerator = sum(map(definition.counted, counted))
    denominator = numerator if definition.kind is Kind.COUNT else sum(map(definition.weighed, base))
    return Figure(definition.code, numerator, denominator, _value(definition, counted, numerator, denominator))


def _value(definition: Definition[F], counted: Sequence[F], numerator: int, denominator: int) -> Decimal | None:
    if definition.measure is not None:
        times = [time for time in map(definition.measure, counted) if time is not None]
        return _time(definition.kind, times)
    if definition.kind is Kind.COUNT:
        return Decimal(numerator)
    return percentage(numerator, denominator, definition.places)


def _time(kind: Kind, times: Sequence[int]) -> Decimal | None:
    if kind is Kind.MEAN:
        return rounded(Decimal(sum(times)) / len(times), 0) if times else None
    found = nearest_rank(times, 90 if kind is Kind.P90 else 50)
    return None if found is None else Decimal(found)


def rows_of(definition: Definition[F], rows: Iterable[F], period: Period) -> list[F]:
    """The rows that a figure opens."""
    return [row for row in rows if definition.counts(row, period)]


def by(definition: Definition[F], rows: Iterable[F], period: Period, dimension: Dimension) -> dict[Any, Figure]:
    """The figure for each value of a dimension that has a row in its base; rows that do not know theirs are None's."""
    groups: dict[Any, list[F]] = {}
    for row in rows:
        if definition.in_base(row, period):
            groups.setdefault(getattr(row, COLUMN_OF[dimension]), []).append(row)
    return {key: evaluate(definition, group, period) for key, group in groups.items()}


def rounded(value: Decimal, places: int) -> Decimal:
    """A number rounded half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percentage(numerator: int, denominator: int, places: int = 2) -> Decimal | None:
    """A share in per cent; None of nothing."""
    return rounded(numerator * HUNDRED / denominator, places) if denominator else None


def nearest_rank(values: Iterable[int], percent: int) -> int | None:
    """The smallest value that at least `percent` of a hundred of them do not pass; None of none."""
    return nearest_rank_of(Counter(values), percent)


def nearest_rank_of(spread: Mapping[int, int], percent: int) -> int | None:
    """The same where it is told how many there are of each value."""
    rank = -(-sum(spread.values()) * percent // 100)
    passed = 0
    for value in sorted(spread):
        passed += spread[value]
        if passed >= rank:
            return value
    return None


def due_of(row: DossierFigures, due: Due) -> datetime | None:
    """The date that is meant; where it is unknown, that of the law (the national index does so)."""
    found = {Due.DUE: row.due_at, Due.FIRST: row.first_due_at, Due.STATUTORY: row.statutory_due_at}[due]
    return found or row.statutory_due_at


def punctuality(row: DossierFigures, precision: Precision = Precision.DAY) -> Punctuality | None:
    """How the end of a dossier stands to its date; None while it runs.

    Late is exact to the instant. Where no date is known at all nothing is late; such dossiers have a figure of their
    own, so that nobody hides behind it.
    """
    if row.ended_at is None or row.ended_on is None:
        return None
    due_at = due_of(row, Due.DUE)
    if due_at is not None and row.ended_at > due_at:
        return Punctuality.LATE
    by_minute = due_at is not None and row.ended_at < due_at
    by_day = row.due_on is not None and row.ended_on < row.due_on
    early = by_minute if precision is Precision.MINUTE else by_day
    return Punctuality.EARLY if early else Punctuality.ON_TIME
