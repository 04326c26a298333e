"""Drawing a sample that anybody can draw again, and what a sample says of the whole.

Each member of the population gets the number SHA-256(seed, colon, name); the smallest numbers are drawn, in their
order. Nobody can choose a seed that draws what he likes without trying many, and each draw is kept. The interval is
Wilson's (1927), which holds for small samples and for shares of 0 and 1.
"""

from __future__ import annotations

from hashlib import sha256
from math import sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RULE: Final = "sha256-1"
"""The name of this rule of drawing; another one would bear another name."""

Z95: Final = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


def rank(seed: str, name: str) -> str:
    """The number by which a member is drawn, as 64 hexadecimal digits."""
    return sha256(f"{seed}:{name}".encode()).hexdigest()


def draw(population: Iterable[str], size: int, seed: str) -> tuple[str, ...]:
    """The `size` members drawn (all of them where there are no more), in the order in which they were drawn."""
    return tuple(sorted(set(population), key=lambda name: rank(seed, name))[: max(size, 0)])


def draw_from_each(strata: Mapping[str, Iterable[str]], size: int, seed: str) -> tuple[str, ...]:
    """A sample of `size` in which every part of the population has its share, and each at least one if it can.

    The whole is in the order of `draw`.
    """
    members = {part: set(names) for part, names in strata.items()}
    shares = allot({part: len(names) for part, names in members.items()}, size)
    drawn = [name for part, names in members.items() for name in draw(names, shares[part], seed)]
    return draw(drawn, len(drawn), seed)


def allot(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of `size` each part gets: first one each (the largest parts first), the rest by largest remainder of
    its share; never more than the part has.
    """
    parts = sorted((part for part in sizes if sizes[part] > 0), key=lambda part: (-sizes[part], part))
    given = dict.fromkeys(sizes, 0)
    for part in parts[: max(size, 0)]:
        given[part] = 1
    whole = sum(sizes[part] for part in parts)
    left = min(size, whole) - sum(given.values())
    for _ in range(max(left, 0)):
        wanting = [part for part in parts if given[part] < sizes[part]]
        chosen = max(wanting, key=lambda part: (sizes[part] * size / whole - given[part], sizes[part]))
        given[chosen] += 1
    return given


def fingerprint(population: Iterable[str]) -> str:
    """What stands for a whole population: the SHA-256 of its sorted names, one a line."""
    return sha256("\n".join(sorted(set(population))).encode()).hexdigest()


def wilson(found: int, looked_at: int, z: float = Z95) -> tuple[float, float] | None:
    """The 95 % interval of a share of which `found` in `looked_at` were seen; None where nothing was looked at."""
    if looked_at <= 0:
        return None
    share = found / looked_at
    over = 1 + z * z / looked_at
    middle = (share + z * z / (2 * looked_at)) / over
    half = z * sqrt(share * (1 - share) / looked_at + z * z / (4 * looked_at * looked_at)) / over
    return (middle - half if found else 0.0), (middle + half if found < looked_at else 1.0)
