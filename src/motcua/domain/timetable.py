"""Open intervals with prefix sums: what a work calendar looks things up in. Minutes are counted as in `instants`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.domain.errors import CalendarMissing
from motcua.domain.instants import instant, local_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import time


@dataclass(frozen=True, eq=False)
class Run:
    """Open intervals of an unbroken run of years, in UTC minutes, with prefix sums; `days` are ordinals of days with
    any minute.
    """

    low: int
    high: int
    first_year: int
    last_year: int
    starts: list[int]
    ends: list[int]
    totals: list[int]
    days: list[int]

    def worked(self, minute: int) -> int:
        """Open minutes from the beginning of the run up to `minute`."""
        index = bisect_right(self.starts, minute) - 1
        if index < 0:
            return 0
        left = self.ends[index] - minute
        return self.totals[index] - left if left > 0 else self.totals[index]

    def reached(self, total: int) -> int:
        """The earliest minute at which `total` open minutes have passed."""
        index = bisect_left(self.totals, total)
        if index == len(self.totals):
            raise CalendarMissing(year=self.last_year + 1)
        return self.ends[index] - (self.totals[index] - total)


def minute_of_day(at: time) -> int:
    """Minutes from midnight to a local time of day."""
    return at.hour * 60 + at.minute


def length_of(times: Iterable[tuple[int, int]]) -> int:
    """Sum of the lengths of intervals."""
    return sum(closes - opens for opens, closes in times)


def merged(times: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Intervals in order with overlapping ones joined; intervals that only touch stay apart."""
    current: tuple[int, int] | None = None
    for opens, closes in sorted(times):
        if current is not None and opens < current[1]:
            current = (current[0], max(current[1], closes))
            continue
        if current is not None:
            yield current
        current = (opens, closes)
    if current is not None:
        yield current


def without(start: int, end: int, closed: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of [start, end) outside the `closed` intervals (in order of their starts)."""
    for shut, reopened in closed:
        if reopened <= start or shut >= end:
            continue
        if shut > start:
            yield (start, shut)
        start = max(start, reopened)
    if start < end:
        yield (start, end)


def unbroken_runs(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive years as (first, last)."""
    ordered = sorted(years)
    for index, year in enumerate(ordered):
        if index == 0 or ordered[index - 1] != year - 1:
            first = year
        if index + 1 == len(ordered) or ordered[index + 1] != year + 1:
            yield first, year


def run_of(low: int, high: int, years: tuple[int, int], intervals: Iterable[tuple[int, int]]) -> Run:
    """Sum up `intervals` (in order) of the years (first, last) that span [low, high]."""
    starts: list[int] = []
    ends: list[int] = []
    totals: list[int] = []
    days: list[int] = []
    total = 0
    for start, end in intervals:
        total += end - start
        starts.append(start)
        ends.append(end)
        totals.append(total)
        ordinal = local_date(instant(start)).toordinal()
        if not days or days[-1] != ordinal:
            days.append(ordinal)
    return Run(low, high, years[0], years[1], starts, ends, totals, days)
