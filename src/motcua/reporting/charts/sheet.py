"""What the builders of charts share: widths, letters, labels that wrap, axes."""

import json
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import altair as alt

from motcua.reporting.charts.pictures import Size

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.ConcatChart


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper that a chart is drawn on: its width, the size of its letters, how many letters a label's line takes."""

    width: int
    letters: int
    label: int
    height: int

    @property
    def line(self) -> int:
        """The height of a line of text: stacked marks of Vietnamese need room."""
        return self.letters + 5


SHEETS: Final = MappingProxyType(
    {
        Size.WIDE: Sheet(width=1100, letters=13, label=44, height=300),
        Size.HALF: Sheet(width=540, letters=13, label=26, height=260),
        Size.PHONE: Sheet(width=330, letters=13, label=17, height=230),
        Size.SLIDE: Sheet(width=900, letters=17, label=42, height=235),
    }
)


def wrapped(label: str, letters: int) -> str:
    """A label broken at spaces into lines of about so many letters; a name is never cut."""
    return "\n".join(textwrap.wrap(label, letters, break_long_words=False, break_on_hyphens=False)) or label


def room(sheet: Sheet, labels: Sequence[str], notes: Sequence[str]) -> float:
    """By how much a lying scale must be longer than its longest bar, for the notes at its end to find room."""
    plot = sheet.width - _widest(labels, sheet) - 16
    return plot / max(plot - _widest(notes, sheet) - 14, plot / 3)


def _widest(texts: Sequence[str], sheet: Sheet) -> float:
    return max((len(line) for text in texts for line in text.split("\n")), default=0) * sheet.letters * LETTER


LETTER: Final = 0.56
"""The width of an average letter, in letters' heights."""


def told_apart(labels: Sequence[str]) -> list[str]:
    """Labels without the words that all of them begin or end with: what tells `xã A` from `xã B` is A and B."""
    split = [label.split() for label in labels]
    while len(split) > 1 and all(len(words) > 1 and words[0] == split[0][0] for words in split):
        split = [words[1:] for words in split]
    while len(split) > 1 and all(len(words) > 1 and words[-1] == split[0][-1] for words in split):
        split = [words[:-1] for words in split]
    return [" ".join(words) for words in split]


def lines_of(label: str) -> int:
    """How many lines a wrapped label takes."""
    return label.count("\n") + 1


def label_axis(labels: Sequence[str], **options: Any) -> alt.Axis:
    """An axis whose values are places (0, 1, …) in a list of labels, each of one or more lines."""
    told = json.dumps(list(labels), ensure_ascii=False)
    return alt.Axis(title=None, labelExpr=f"split({told}[datum.value], '\\n')", **options)


def placed_axis(places: Sequence[int], labels: Sequence[str], **options: Any) -> alt.Axis:
    """The same where labels stand at whole numbers of a scale."""
    told = json.dumps({str(place): label for place, label in zip(places, labels, strict=True)}, ensure_ascii=False)
    marks = list(places)
    return alt.Axis(title=None, values=marks, labelExpr=f"split({told}[datum.value], '\\n')", **options)


def values(rows: Sequence[dict[str, Any]]) -> alt.Data:
    """Rows as the data of a chart."""
    data: alt.Data = alt.Data(values=list(rows))  # type: ignore[no-untyped-call]
    return data


def legend(sheet: Sheet, entries: int, **options: Any) -> alt.Legend:
    """A legend above the chart: in one row, on a phone one below the other."""
    return alt.Legend(title=None, columns=1 if sheet.width < 400 else entries, **options)


SHARE_STEPS: Final = (0.02, 0.05, 0.1, 0.2)
MOST_SHARES: Final = 6
COMMON_LEAST: Final = 0.9


def shares_axis(least: float) -> tuple[alt.Scale, alt.Axis]:
    """The scale and axis of shares from below the least up to the whole, never past it; no finer than from 90 %."""
    for step in SHARE_STEPS:
        steps = math.ceil(round((1 - min(least, COMMON_LEAST)) / step, 6))
        if steps <= MOST_SHARES:
            break
    marks = [round(1 - step * no, 4) for no in range(steps, -1, -1)]
    scale = alt.Scale(domain=[marks[0], 1 + step * steps * HEAD], nice=False, clamp=True)
    return scale, alt.Axis(title=None, labelExpr=PERCENT, values=marks, domain=False, ticks=False)


HEAD: Final = 0.02
"""So much of a scale of shares stays free above the whole, for marks that lie on it."""

PERCENT: Final = "format(datum.value * 100, '~f') + ' %'"
"""How an axis writes a share: the locale turns the point into a comma."""
