"""The rows of a time, from the quickest to the slowest: where on this way the median and the other marks lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from motcua.common import formats
from motcua.domain.indicators.definitions import nearest_rank_of
from motcua.figures import queries as figures
from motcua.reporting.opening import words
from motcua.reporting.opening.addresses import figure_url

if TYPE_CHECKING:
    from motcua.figures.questions import Question

PERCENTS: Final = (10, 25, 50, 75, 90)
"""The marks: so many of a hundred rows take no longer."""

MEDIAN: Final = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """So many of a hundred took no longer than the row at this rank (the first is 1): its time, and where it opens."""

    percent: int
    rank: int
    time: str
    url: str

    @property
    def name(self) -> str:
        """`mức giữa`, `90 %`."""
        return mark_words(self.percent)


def mark_words(percent: int) -> str:
    """What a mark is called."""
    return _("mức giữa") if percent == MEDIAN else formats.percent(percent / 100, 0)


def marks(code: str, question: Question) -> list[Mark]:
    """The marks among the rows of a time; none where there are no rows. One statement."""
    spread = figures.spreads(code, question).get(None, {})
    total = sum(spread.values())
    found = []
    for percent in PERCENTS:
        minutes = nearest_rank_of(spread, percent)
        if minutes is not None:
            rank, url = -(-total * percent // 100), figure_url(code, question, mark=percent)
            found.append(Mark(percent, rank, words.minutes_words(minutes), url))
    return found


def page_of(code: str, question: Question, *, first: int, limit: int) -> tuple[list[int], bool]:
    """The ids of a page that begins after the first so many rows, and whether more follow."""
    ids = figures.timed_row_ids(code, question, skip=first, limit=limit + 1)
    return ids[:limit], len(ids) > limit
