"""Pictures of variation: units in a funnel, times by step as distributions."""

import math
from types import MappingProxyType
from typing import Final, Literal

import altair as alt

from motcua.reporting.charts.palette import (
    ACTION,
    BAND,
    BAND_WIDE,
    BOX,
    FAINT,
    FINE,
    INK,
    LATE,
    LATE_TEXT,
    STRONG,
    SURFACE,
)
from motcua.reporting.charts.pictures import FunnelPlot, FunnelPoint, Spread
from motcua.reporting.charts.sheet import (
    LETTER,
    PERCENT,
    AnyChart,
    Sheet,
    label_axis,
    lines_of,
    room,
    told_apart,
    values,
    wrapped,
)

LOOKS: Final = MappingProxyType(
    {
        "within": (ACTION, "circle"),
        "few": (FAINT, "cross"),
        "above": (FINE, "triangle-up"),
        "far_above": (FINE, "diamond"),
        "below": (LATE, "triangle-down"),
        "far_below": (LATE, "square"),
    }
)
"""Colour and shape of each place in a funnel; what is far out is also named."""

LABEL: Final = 18
"""Letters in a line of a unit's name."""

NEAR_WHOLE: Final = 0.99
"""Names of units beyond this share stand below the lines that lie on the whole."""

TOP: Final = 1.012
"""Up to where a scale of shares reaches, for marks that lie on the whole."""

NAMED: Final = 8
"""So many units bear their names, those outside the limits first, where these find room; the table names all."""


def funnel(picture: FunnelPlot, sheet: Sheet) -> AnyChart:
    """Units by their size, between the limits of chance; the names of those outside."""
    narrow = sheet.width < 400
    largest = max((point.size for point in picture.points), default=1) * (1.5 if narrow else 1.22)
    smallest = min((point.size for point in picture.points), default=1)
    reach = [row for row in picture.curve if row[0] >= min(smallest, largest) * 0.9] or list(picture.curve)
    least = min([point.share for point in picture.points] + [reach[0][2] if reach else 1.0, picture.common])
    y_scale = alt.Scale(domain=[max(least - 0.03, 0.0), TOP], nice=False)
    x_scale = alt.Scale(type="sqrt", domain=[0, largest], nice=False)
    height = sheet.height * 1.25
    y_axis = alt.Axis(title=None, labelExpr=PERCENT, tickCount=6, domain=False, ticks=False)
    x_axis = alt.Axis(title=picture.size_word, format=",d", tickCount=4 if narrow else 7, grid=False)
    x = alt.X("size:Q", scale=x_scale, axis=x_axis)
    bounds = alt.Chart(
        values([dict(zip(("size", "far_low", "low", "high", "far_high"), row, strict=True)) for row in picture.curve])
    )

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=y_scale, axis=y_axis)

    labels = _shorts(picture)
    named = _named(picture, sheet, largest, y_scale.domain[0])
    points = alt.Chart(
        values(
            [
                {
                    "size": each.size,
                    "share": each.share,
                    "place": each.place,
                    "name": wrapped(labels[each.label], LABEL).split("\n") if each.label in named else [""],
                    "side": named.get(each.label, "left"),
                    "named": each.share - _below(each, sheet) / height * (TOP - y_scale.domain[0]),
                    "ink": LATE_TEXT if each.place in ("below", "far_below") else INK,
                }
                for each in picture.points
            ]
        )
    )
    shown = [(place, word) for place, word in picture.places if any(p.place == place for p in picture.points)]
    words = " : ".join(f"datum.value == '{place}' ? {_quoted(word)}" for place, word in shown)
    key = alt.Legend(
        title=None,
        columns=1 if narrow else (2 if sheet.width < 600 else 3),
        labelExpr=f"{words} : ''",
        symbolStrokeWidth=1.5,
    )
    domain = [place for place, _ in shown]
    colour = alt.Color(
        "place:N", scale=alt.Scale(domain=domain, range=[LOOKS[place][0] for place in domain]), legend=key
    )
    shape = alt.Shape(
        "place:N", scale=alt.Scale(domain=domain, range=[LOOKS[place][1] for place in domain]), legend=key
    )

    def named_at(side: Literal["left", "right"], dx: int) -> alt.Chart:
        beside = points.transform_filter(f"datum.side == '{side}'")
        marks = beside.mark_text(align=side, dx=dx, baseline="line-top", dy=-9, lineHeight=sheet.line, fontWeight=500)
        named_marks: alt.Chart = marks.encode(x=x, y=y("named"), text="name:N", color=alt.Color("ink:N", scale=None))
        return named_marks

    common = alt.Chart(values([{"share": picture.common, "word": picture.common_word}]))
    return alt.layer(
        bounds.mark_area(color=BAND_WIDE, clip=True).encode(x=x, y=y("far_low"), y2="far_high:Q"),
        bounds.mark_area(color=BAND, clip=True).encode(x=x, y=y("low"), y2="high:Q"),
        bounds.mark_line(color=FAINT, strokeWidth=1, strokeDash=[2, 3], clip=True).encode(x=x, y=y("far_low")),
        bounds.mark_line(color=FAINT, strokeWidth=1, strokeDash=[6, 3], clip=True).encode(x=x, y=y("low")),
        bounds.mark_line(color=FAINT, strokeWidth=1, strokeDash=[6, 3], clip=True).encode(x=x, y=y("high")),
        bounds.mark_line(color=FAINT, strokeWidth=1, strokeDash=[2, 3], clip=True).encode(x=x, y=y("far_high")),
        common.mark_rule(color=STRONG, strokeWidth=1.2).encode(y=y("share")),
        common.mark_text(align="right", baseline="bottom", dx=-2, dy=-3, fontWeight=500, color=INK).encode(
            x=alt.value("width"), y=alt.value("height") if narrow else y("share"), text="word:N"
        ),
        points.mark_point(size=90, filled=True, opacity=1, stroke=SURFACE, strokeWidth=0.8).encode(
            x=x, y=y("share"), color=colour, shape=shape
        ),
        named_at("left", 9),
        named_at("right", -9),
    ).properties(width=sheet.width, height=sheet.height * 1.25)


def spread(picture: Spread, sheet: Sheet) -> AnyChart:
    """For each step a thin line from 10 to 90 %, a box from 25 to 75 %, a mark at the half."""
    narrow = sheet.width < 400
    told = [f"{row.label}: {row.note}" if narrow else row.label for row in picture.rows]
    labels = [wrapped(each, sheet.label) for each in told]
    notes = ["" if narrow else row.note for row in picture.rows]
    names = ("p10", "p25", "p50", "p75", "p90")
    rows = [
        {"no": no, "note": notes[no], **dict(zip(names, row.hours, strict=True))} for no, row in enumerate(picture.rows)
    ]
    longest = max((row.hours[-1] for row in picture.rows), default=1.0) or 1.0
    scale = alt.Scale(type="sqrt", domain=[0, longest * room(sheet, labels, notes) ** 2], nice=False)
    step = max((lines_of(label) for label in labels), default=1) * sheet.line + 14
    y = alt.Y("no:O", sort=None, axis=label_axis(labels, ticks=False), scale=alt.Scale(padding=0.3))
    axis = alt.Axis(title=picture.axis, format="~f", tickCount=5 if narrow else 8, domain=False)
    drawn = alt.Chart(values(rows))

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", scale=scale, axis=axis)

    return alt.layer(
        drawn.mark_rule(color=FAINT, strokeWidth=1.6).encode(x=x("p10"), x2="p90:Q", y=y),
        drawn.mark_bar(color=BOX, stroke=FAINT, strokeWidth=0.8, height=16).encode(x=x("p25"), x2="p75:Q", y=y),
        drawn.mark_tick(color=INK, thickness=3, size=20).encode(x=x("p50"), y=y),
        drawn.mark_text(align="left", dx=7, fontWeight=500, color=INK).encode(x=x("p90"), y=y, text="note:N"),
    ).properties(width=sheet.width, height=step * max(len(labels), 1))


def _named(picture: FunnelPlot, sheet: Sheet, largest: float, least: float) -> dict[str, str]:
    """The units outside the limits (all, where they are few) whose names find room beside their marks, the farthest
    out first; and on which side of the name its mark is.
    """
    few = len(picture.points) <= NAMED
    outside = [each for each in picture.points if few or each.place not in ("within", "few")]
    shorts = _shorts(picture)
    wide, high = sheet.width - 60, sheet.height * 1.25

    def place(point: FunnelPoint) -> tuple[float, float]:
        return math.sqrt(point.size / largest) * wide, (TOP - point.share) / (TOP - least) * high

    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in map(place, picture.points)]
    common = (TOP - picture.common) / (TOP - least) * high
    taken.append((wide - len(picture.common_word) * sheet.letters * LETTER, common - sheet.line, wide, common))
    named: dict[str, str] = {}
    for each in sorted(outside, key=lambda p: (not p.place.startswith("far"), -abs(p.share - picture.common))):
        text = wrapped(shorts[each.label], LABEL)
        x, y = place(each)
        y += _below(each, sheet)
        width = max(len(line) for line in text.split("\n")) * sheet.letters * LETTER + 12
        for side, left in (("left", x + 8), ("right", x - 8 - width)):
            box = (left, y - sheet.line / 2, left + width, y + sheet.line * (lines_of(text) - 0.5))
            clear = all(box[2] < o[0] or o[2] < box[0] or box[3] < o[1] or o[3] < box[1] for o in taken)
            if clear and left >= 0 and box[2] <= wide + 10 and box[3] <= high and len(named) < NAMED:
                taken.append(box)
                named[each.label] = side
                break
    return named


def _below(point: FunnelPoint, sheet: Sheet) -> float:
    return sheet.line if point.share > NEAR_WHOLE else 0


def _shorts(picture: FunnelPlot) -> dict[str, str]:
    labels = [point.label for point in picture.points]
    return dict(zip(labels, told_apart(labels), strict=True))


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"
