"""Which rates changed from one period to the next, and which of these changes chance alone may explain.

A change is a difference in percentage points with its 95 % interval (R. G. Newcombe, «Interval estimation for the
difference between independent proportions», Statistics in Medicine 17, 1998, method 10: two Wilson intervals joined).
Where either period has too few, no change is ranked: one dossier more or less would decide it.
"""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)

LEAST_BASE: Final = 20
"""In the base of each period at least so many, or the change is not ranked."""

SHOWN: Final = 5

_Z: Final = 1.959963984540054
"""The quantile of 97.5 % of the normal distribution: a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many counted of so many in the base."""

    counted: int
    base: int

    def __post_init__(self) -> None:
        if not 0 <= self.counted <= self.base:
            raise ValueError(f"{self.counted} of {self.base}")

    @property
    def share(self) -> float:
        """The share, 0 to 1; of nothing 0."""
        return self.counted / self.base if self.base else 0.0


@dataclass(frozen=True, slots=True)
class Change(Generic[K]):
    """One rate before and after. `low` and `high` bound the true difference with 95 % (shares, −1 to 1)."""

    key: K
    before: Part
    after: Part
    low: float
    high: float

    @property
    def difference(self) -> float:
        """The difference of the shares."""
        return self.after.share - self.before.share

    @property
    def by_chance(self) -> bool:
        """Whether chance alone may explain it: no change lies within the interval."""
        return self.low <= 0.0 <= self.high


@dataclass(frozen=True, slots=True)
class Ranking(Generic[K]):
    """The worst and the best changes, most notable first; and those of whom too few are known, who are named only."""

    worst: tuple[Change[K], ...]
    best: tuple[Change[K], ...]
    few: tuple[K, ...]


def wilson(part: Part) -> tuple[float, float]:
    """The 95 % interval of one share (E. B. Wilson, 1927)."""
    if not part.base:
        return 0.0, 1.0
    n, p = part.base, part.share
    middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z / (1 + _Z * _Z / n) * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
    low = 0.0 if part.counted == 0 else max(middle - half, 0.0)
    high = 1.0 if part.counted == part.base else min(middle + half, 1.0)
    return low, high


def change(key: K, before: Part, after: Part) -> Change[K]:
    """The change of one rate with its interval."""
    low_after, high_after = wilson(after)
    low_before, high_before = wilson(before)
    difference = after.share - before.share
    down = math.hypot(after.share - low_after, high_before - before.share)
    up = math.hypot(high_after - after.share, before.share - low_before)
    return Change(key, before, after, max(difference - down, -1.0), min(difference + up, 1.0))


def ranked(
    rates: Iterable[tuple[K, Part, Part]], *, most: int = SHOWN, least: int = LEAST_BASE, rising_is_good: bool = True
) -> Ranking[K]:
    """Rank (key, before, after). What chance does not explain comes first, then by the size of the change.

    What did not change is in neither list.
    """
    judged: list[Change[K]] = []
    few: list[K] = []
    for key, before, after in rates:
        if min(before.base, after.base) < least:
            few.append(key)
        else:
            judged.append(change(key, before, after))
    sign = 1 if rising_is_good else -1

    def notable(each: Change[K]) -> tuple[bool, float]:
        return each.by_chance, -abs(each.difference)

    worst = sorted((each for each in judged if sign * each.difference < 0), key=notable)
    best = sorted((each for each in judged if sign * each.difference > 0), key=notable)
    return Ranking(tuple(worst[:most]), tuple(best[:most]), tuple(few))
