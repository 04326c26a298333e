"""Geometry of the bar of days: where each cell, frame and word stands, in percent of the width.

Percent as SVG attributes keep the page free of style attributes and let words keep their size on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from motcua.ui.parts import WHOLE_DAY, DayCell, DayKind

Anchor = Literal["start", "middle", "end"]

LETTER: Final = 2.2
"""Width of a letter of a flag in percent of the bar on a phone, the narrowest place it is read."""

CLOSE_WEEKS: Final = 9
"""Dates of weeks nearer than this share of the width may touch, so some of them are left out."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a cell of one kind; x and width in percent of the cell."""

    kind: DayKind
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One day; x and width in percent of the bar."""

    x: str
    width: str
    stretches: tuple[Stretch, ...]
    due: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A flag above or a date below the bar; `high` puts a flag on the upper line."""

    text: str
    x: str
    anchor: Anchor
    high: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """The whole picture; `kinds` and `due` say which lines its legend needs."""

    cells: tuple[Cell, ...]
    flags: tuple[Word, ...]
    weeks: tuple[Word, ...]
    kinds: frozenset[DayKind]
    due: bool
    high: bool


def layout(cells: Sequence[DayCell]) -> Bar:
    """Place the cells of a bar side by side; ValueError if a day's stretches do not add up to a day."""
    step = 100 / max(len(cells), 1)
    drawn = tuple(_cell(cell, index * step, step) for index, cell in enumerate(cells))
    flags = _flags(cells, step)
    return Bar(
        cells=drawn,
        flags=flags,
        weeks=_weeks(cells, step),
        kinds=frozenset(kind for cell in cells for kind, share in cell.parts if share),
        due=any(cell.due for cell in cells),
        high=any(flag.high for flag in flags),
    )


def _percent(value: float) -> str:
    """Two decimals, always with a point: SVG does not follow the page's language."""
    return f"{value:.2f}%"


def _cell(cell: DayCell, x: float, width: float) -> Cell:
    if sum(share for _kind, share in cell.parts) != WHOLE_DAY:
        raise ValueError("the stretches of a day add up to 100 percent")
    stretches = []
    start = 0
    for kind, share in cell.parts:
        stretches.append(Stretch(kind, _percent(start), _percent(share)))
        start += share
    return Cell(_percent(x), _percent(width), tuple(stretches), cell.due)


def _flags(cells: Sequence[DayCell], step: float) -> tuple[Word, ...]:
    """Words above their cells; one that would touch the word before it on a phone goes a line higher."""
    words: list[Word] = []
    free = -float("inf")
    for index, cell in enumerate(cells):
        if not cell.flag:
            continue
        length = len(cell.flag) * LETTER
        x = index * step
        anchor: Anchor = "start"
        if x + length > 100:
            x, anchor = (index + 1) * step, "end"
        starts = x if anchor == "start" else x - length
        high = starts < free and not (words and words[-1].high)
        words.append(Word(cell.flag, _percent(x), anchor, high))
        free = starts + length + LETTER
    return tuple(words)


def _weeks(cells: Sequence[DayCell], step: float) -> tuple[Word, ...]:
    words: list[Word] = []
    before = -float("inf")
    for index, cell in enumerate(cells):
        x = index * step
        if not cell.week or x - before < CLOSE_WEEKS or x > 100 - CLOSE_WEEKS:
            continue
        words.append(Word(cell.week, _percent(x), "start"))
        before = x
    return tuple(words)
