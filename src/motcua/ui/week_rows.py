"""The picture of a term in rows of weeks: one square a day, so that a long term stays legible on a phone.

A square holds stretches of kinds side by side (percent of the day), an icon and words; the caller says what each kind
is called. The words stand in the square too, for those who do not see it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from motcua.ui.parts import WHOLE_DAY

WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class DaySquare:
    """One day: `parts` as (kind, percent) that add up to 100, `words` the day in words, `marks` short words under it.

    `frame` marks the day on which everything is due.
    """

    on: date
    parts: tuple[tuple[str, int], ...]
    icon: str
    words: str
    marks: tuple[str, ...] = ()
    frame: bool = False
    today: bool = False

    @property
    def stretches(self) -> tuple[tuple[str, str, str], ...]:
        """The parts side by side: kind, x and width in percent as SVG takes them."""
        placed = []
        x = 0
        for kind, share in self.parts:
            placed.append((kind, f"{x}%", f"{share}%"))
            x += share
        return tuple(placed)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """Seven places from Monday on; None where the term has no day."""

    monday: date
    days: tuple[DaySquare | None, ...]

    @property
    def sunday(self) -> date:
        """The last date of the row."""
        return self.monday + timedelta(days=WEEK - 1)


@dataclass(frozen=True, slots=True)
class KindKey:
    """One entry of the legend: kind (the end of its class name), icon and word."""

    kind: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """The rows and the legend of what stands in them."""

    weeks: tuple[WeekRow, ...]
    legend: tuple[KindKey, ...]


def picture(squares: Sequence[DaySquare], keys: Iterable[KindKey]) -> WeekPicture:
    """Lay squares of consecutive days out in weeks; the legend keeps the kinds that occur."""
    if any(sum(share for _kind, share in square.parts) != WHOLE_DAY for square in squares):
        raise ValueError("the stretches of a day add up to 100 percent")
    if not squares:
        return WeekPicture((), ())
    kinds = {kind for square in squares for kind, share in square.parts if share}
    by_date = {square.on: square for square in squares}
    monday = squares[0].on - timedelta(days=squares[0].on.weekday())
    weeks = []
    while monday <= squares[-1].on:
        weeks.append(WeekRow(monday, tuple(by_date.get(monday + timedelta(days=n)) for n in range(WEEK))))
        monday += timedelta(days=WEEK)
    return WeekPicture(tuple(weeks), tuple(key for key in keys if key.kind in kinds))
