"""A funnel plot: which units differ from the common rate by more than chance explains, whatever their size.

A ranking puts small units first and last, because small numbers vary most. Here each unit stands at its own size,
between limits within which units of that size fall by chance alone if all had one and the same rate: 95 of a hundred
between the inner, 998 of a thousand between the outer. The limits are the exact ones of the binomial distribution,
interpolated between whole numbers so that they run as a curve (D. J. Spiegelhalter, «Funnel plots for comparing
institutional performance», Statistics in Medicine 24, 2005).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

INNER: Final = 0.95
OUTER: Final = 0.998

LEAST_BASE: Final = 10
"""Below so many in the base a unit is shown but not judged: nearly any rate lies between the limits."""

CURVE_POINTS: Final = 48

_TINY: Final = 1e-300
_ENOUGH: Final = 1e-13


class Place(StrEnum):
    """Where a unit lies: between the inner limits, beyond those, beyond the outer ones, or too small to be judged."""

    WITHIN = "within"
    ABOVE = "above"
    FAR_ABOVE = "far_above"
    BELOW = "below"
    FAR_BELOW = "far_below"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Limits:
    """The shares (0 to 1) between which a unit of a size falls by chance, inner and outer."""

    size: int
    far_low: float
    low: float
    high: float
    far_high: float


def binomial_cdf(most: int, size: int, share: float) -> float:
    """The probability of at most `most` successes in `size` tries of probability `share`."""
    if most < 0:
        return 0.0
    if most >= size:
        return 1.0
    if share <= 0.0:
        return 1.0
    if share >= 1.0:
        return 0.0
    return _incomplete_beta(size - most, most + 1, 1.0 - share)


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction where that converges fast."""
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(a, b, x) / a
    return 1.0 - front * _fraction(b, a, 1.0 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, evaluated from its head (modified Lentz)."""
    c, d = 1.0, _inverse(1.0 - (a + b) * x / (a + 1.0))
    value, change = d, 0.0
    m = 0
    while abs(change - 1.0) >= _ENOUGH:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        d, c = _inverse(1.0 + even * d), _kept(1.0 + even / c)
        value *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        d, c = _inverse(1.0 + odd * d), _kept(1.0 + odd / c)
        change = d * c
        value *= change
    return value


def _kept(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _inverse(value: float) -> float:
    return 1.0 / _kept(value)


def quantile(probability: float, size: int, share: float) -> int:
    """The smallest number of successes that is not passed with at least this probability."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        if binomial_cdf(middle, size, share) >= probability:
            high = middle
        else:
            low = middle + 1
    return low


def limit(probability: float, size: int, share: float) -> float:
    """The share below which a unit of this size falls with this probability, between whole numbers by interpolation."""
    number = quantile(probability, size, share)
    reached, before = binomial_cdf(number, size, share), binomial_cdf(number - 1, size, share)
    part = (reached - probability) / (reached - before) if reached > before else 0.0
    return min(max((number - part) / size, 0.0), 1.0)


def limits(size: int, share: float) -> Limits:
    """The four limits for units with so many in the base, around a common share from 0 to 1."""
    if size < 1 or not 0.0 <= share <= 1.0:
        raise ValueError(f"no limits for {size} at {share}")
    if share in (0.0, 1.0):
        return Limits(size, share, share, share, share)
    below = [(1.0 - level) / 2.0 for level in (OUTER, INNER)]
    far_low, low = (limit(each, size, share) for each in below)
    high, far_high = (limit(1.0 - each, size, share) for each in reversed(below))
    return Limits(size, far_low, low, high, far_high)


def place(counted: int, size: int, share: float, *, least: int = LEAST_BASE) -> Place:
    """Where a unit with `counted` of `size` lies around the common share.

    Judged by the probability of so many or more (or fewer) itself: the curves, which run smoothly between whole
    numbers, would call a small unit that has all in time unusual.
    """
    if not 0 <= counted <= size:
        raise ValueError(f"{counted} of {size}")
    if size < max(least, 1):
        return Place.FEW
    fewer, more = binomial_cdf(counted, size, share), 1.0 - binomial_cdf(counted - 1, size, share)
    rare = min(fewer, more)
    if rare >= (1.0 - INNER) / 2.0:
        return Place.WITHIN
    far = rare < (1.0 - OUTER) / 2.0
    if fewer < more:
        return Place.FAR_BELOW if far else Place.BELOW
    return Place.FAR_ABOVE if far else Place.ABOVE


def common_share(parts: Sequence[tuple[int, int]]) -> float | None:
    """The share of all units together, from (counted, size) of each; None of nothing."""
    size = sum(each for _, each in parts)
    return sum(counted for counted, _ in parts) / size if size else None


def curve(largest: int, share: float, *, points: int = CURVE_POINTS) -> list[Limits]:
    """The limits over sizes from the least judged up to `largest`, closer together where they bend."""
    least = min(LEAST_BASE, largest)
    steps = (
        {round(least * (largest / least) ** (n / (points - 1))) for n in range(points)} if largest > least else {least}
    )
    return [limits(size, share) for size in sorted(steps)]
