"""Where a dossier lay, as a small picture: one bar for each stay over the whole time, late ones marked.

Parallel legs have the same picture over their own time: side by side they show who waits for whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.common.formats import day
from motcua.dossiers.queries.explanation import Explanation
from motcua.dossiers.queries.legs import ToldLeg
from motcua.dossiers.queries.stays import Stay

LEAST = 0.8
"""The least width of a bar in percent: a step of minutes must not vanish."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One stay: x and width in percent of the whole time; `limit` is where its own limit ends, if that is in it."""

    x: str
    width: str
    limit: str
    late: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A bar for each stay, in their order, and the days at both ends."""

    bars: tuple[Bar, ...]
    first: str
    last: str


def strip_of(explained: Explanation) -> Strip | None:
    """The strip of the stays; None where there are none."""
    if not explained.stays:
        return None
    first = explained.stays[0].since
    ends = [stay.until or explained.at for stay in explained.stays] + [stay.due for stay in explained.stays[-1:]]
    last = max(*ends, explained.due or first, first)
    if last <= first:
        return None
    return Strip(tuple(_bar(stay, first, last, explained.at) for stay in explained.stays), day(first), day(last))


def strip_of_legs(legs: Sequence[ToldLeg], until: datetime | None, at: datetime) -> Strip | None:
    """The strip of parallel legs, from the first sending to the last date among them, that of the dossier with them."""
    if not legs:
        return None
    first = min(leg.since for leg in legs)
    last = max(until or first, *(max(leg.due, leg.until or at) for leg in legs))
    return Strip(tuple(_bar(leg, first, last, at) for leg in legs), day(first), day(last))


def _bar(stay: Stay | ToldLeg, first: datetime, last: datetime, at: datetime) -> Bar:
    whole = last - first
    begin = 100 * ((stay.since - first) / whole)
    width = max(100 * ((max(stay.until or at, stay.since) - stay.since) / whole), LEAST)
    begin = min(begin, 100 - width)
    limit = 100 * ((stay.due - first) / whole)
    return Bar(_percent(begin), _percent(width), _percent(min(limit, 100)), stay.late, stay.until is None)


def _percent(value: float) -> str:
    """Two decimals, always with a point: SVG does not follow the page's language."""
    return f"{value:.2f}%"
