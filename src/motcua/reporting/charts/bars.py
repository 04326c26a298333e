"""Lying bars of parts, and standing columns of coming days."""

from itertools import accumulate
from typing import Final

import altair as alt

from motcua.reporting.charts.palette import FAINT, FILL, INK, ON_FILL, SOFT, SURFACE
from motcua.reporting.charts.pictures import Bars, Columns
from motcua.reporting.charts.sheet import (
    AnyChart,
    Sheet,
    label_axis,
    legend,
    lines_of,
    placed_axis,
    room,
    values,
    wrapped,
)

WIDE_ENOUGH: Final = 0.07
GAP: Final = 12
"""Between two bars, in points."""


def bars(picture: Bars, sheet: Sheet) -> AnyChart:
    """One bar a row beside the first line of its label; its parts in their tones, numbers within where they fit and
    do not repeat the note at its end.
    """
    labels = [wrapped(row.label, sheet.label) for row in picture.rows]
    longest = max((sum(row.parts) for row in picture.rows), default=0) or 1
    starts = list(accumulate((lines_of(label) * sheet.line + GAP for label in labels), initial=0))
    places = [start + (sheet.line + GAP) // 2 for start in starts[:-1]]
    several = len(picture.parts) > 1
    parts, ends = [], []
    for place, row in zip(places, picture.rows, strict=True):
        start = 0
        for (name, tone), number in zip(picture.parts, row.parts, strict=True):
            fits = number / longest >= WIDE_ENOUGH * (2 if sheet.width < 400 else 1) and tone in ON_FILL and several
            shown = {"shown": f"{number:,}".replace(",", ".") if fits else "", "ink": ON_FILL.get(tone, INK)}
            parts.append({**_band(place, sheet), "part": name, "start": start, "end": start + number, **shown})
            start += number
        ends.append({**_band(place, sheet), "end": start, "note": row.note})
    axis = placed_axis(places, labels, ticks=False, domain=True, grid=False)
    down = alt.Scale(domain=[starts[-1], 0], nice=False)
    along = alt.X(
        "start:Q",
        scale=alt.Scale(domain=[0, longest * room(sheet, labels, [row.note for row in picture.rows])], nice=False),
        axis=alt.Axis(title=None, format=",d", tickMinStep=1, tickCount=4 if sheet.width < 400 else 6, domain=False),
    )
    colour = alt.Color(
        "part:N",
        scale=alt.Scale(domain=[name for name, _ in picture.parts], range=[FILL[tone] for _, tone in picture.parts]),
        legend=legend(sheet, len(picture.parts), symbolType="square") if several else None,
    )
    drawn, middle = alt.Chart(values(parts)), alt.Y("place:Q", scale=down, axis=axis)
    return alt.layer(
        drawn.mark_rect(stroke=SURFACE, strokeWidth=1).encode(
            x=along, x2="end:Q", y=alt.Y("top:Q", scale=down, axis=axis), y2="bottom:Q", color=colour
        ),
        drawn.transform_filter("datum.shown != ''")
        .transform_calculate(middle="(datum.start + datum.end) / 2")
        .mark_text(baseline="middle")
        .encode(x="middle:Q", y=middle, text="shown:N", color=alt.Color("ink:N", scale=None)),
        alt.Chart(values(ends))
        .mark_text(align="left", dx=6, fontWeight=500, color=INK)
        .encode(x="end:Q", y=middle, text="note:N"),
    ).properties(width=sheet.width, height=max(starts[-1], sheet.line))


def _band(place: int, sheet: Sheet) -> dict[str, float]:
    half = (sheet.line + 6) / 2
    return {"place": place, "top": place - half, "bottom": place + half}


def columns(picture: Columns, sheet: Sheet) -> AnyChart:
    """A column for each coming day, the usual day as a dashed line; what is over it is hatched and says so."""
    labels = [each.short if sheet.width < 400 else each.label for each in picture.columns]
    most = max([each.number for each in picture.columns] + [picture.usual or 0, 1])
    rows = [
        {"no": no, "number": each.number, "fill": FILL[each.tone], "note": each.note}
        for no, each in enumerate(picture.columns)
    ]
    places = alt.X("no:O", sort=None, axis=label_axis(labels, labelAngle=0, ticks=False), scale=alt.Scale(padding=0.25))
    up = alt.Y(
        "number:Q",
        scale=alt.Scale(domain=[0, most * 1.18], nice=False),
        axis=alt.Axis(title=None, format=",d", tickMinStep=1, tickCount=4, domain=False, ticks=False),
    )
    drawn = alt.Chart(values(rows))
    layers = [
        drawn.mark_bar(stroke=FAINT, strokeWidth=0.5).encode(x=places, y=up, color=alt.Color("fill:N", scale=None)),
        drawn.mark_text(baseline="bottom", dy=-4, fontWeight=600, color=INK).encode(x=places, y=up, text="note:N"),
    ]
    if picture.usual is not None:
        usual = alt.Chart(values([{"usual": picture.usual, "word": picture.usual_word}]))
        rule = usual.mark_rule(strokeDash=[6, 4], strokeWidth=1.5, color=INK).encode(y="usual:Q")
        word = usual.mark_text(align="right", baseline="bottom", dx=-2, dy=-4, color=SOFT).encode(
            x=alt.value("width"), y="usual:Q", text="word:N"
        )
        layers += [rule, word]
    return alt.layer(*layers).properties(width=sheet.width, height=sheet.height * 0.8)
