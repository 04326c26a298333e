"""How many dossiers are due on each day, before and after: a picture of pairs of bars, drawn as SVG by its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.common.formats import weekday_short

MOST: Final = 40
"""Days that the picture shows; the table beside it shows all."""

HEIGHT: Final = 120
"""Units of the highest bar."""

GROUP: Final = 36
BAR: Final = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in units of the picture; `y` is its upper end."""

    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """The middle of its width."""
        return self.x + BAR // 2


@dataclass(frozen=True, slots=True)
class DayLoad:
    """One day: its numbers, its two bars, and whether they differ. `middle` is where its label stands."""

    on: date
    before: int
    after: int
    old: Bar
    new: Bar
    middle: int

    @property
    def changed(self) -> bool:
        """Whether another number is due on the day."""
        return self.before != self.after

    @property
    def top(self) -> int:
        """Where its new number stands: above the new bar."""
        return self.new.y - 3

    @property
    def difference(self) -> str:
        """The change with its sign: `+3`, `−2`; nothing where there is none."""
        step = self.after - self.before
        return "" if not step else f"{'+' if step > 0 else '−'}{abs(step)}"

    @property
    def weekday(self) -> str:
        """`T4`."""
        return weekday_short(self.on)


@dataclass(frozen=True, slots=True)
class LoadPicture:
    """All days for the table, the first of them for the picture, and the picture's size in units."""

    days: tuple[DayLoad, ...]
    width: int
    height: int = HEIGHT

    @property
    def bar(self) -> int:
        """The width of a bar."""
        return BAR

    @property
    def shown(self) -> tuple[DayLoad, ...]:
        """The days in the picture."""
        return self.days[:MOST]

    @property
    def foot(self) -> int:
        """Where the labels of the days stand."""
        return HEIGHT + 13

    @property
    def whole(self) -> int:
        """The height with the labels."""
        return HEIGHT + 46

    @property
    def below(self) -> int:
        """Where the second line of the labels stands."""
        return HEIGHT + 26

    @property
    def busiest(self) -> DayLoad:
        """The day with the most dossiers due afterwards."""
        return max(self.days, key=lambda day: day.after)


def load_picture(days: Sequence[tuple[date, int, int]]) -> LoadPicture | None:
    """The picture of days with the numbers due before and after; None where nothing changes."""
    if not days:
        return None
    highest = max(1, *(max(before, after) for _, before, after in days))
    loads = tuple(_day(place, on, before, after, highest) for place, (on, before, after) in enumerate(days))
    return LoadPicture(loads, GROUP * min(len(days), MOST))


def _day(place: int, on: date, before: int, after: int, highest: int) -> DayLoad:
    left = place * GROUP + (GROUP - 2 * BAR - 1) // 2
    return DayLoad(
        on, before, after, _bar(left, before, highest), _bar(left + BAR + 1, after, highest), place * GROUP + GROUP // 2
    )


def _bar(x: int, number: int, highest: int) -> Bar:
    height = round(HEIGHT * number / highest)
    return Bar(x, HEIGHT - height, height)
