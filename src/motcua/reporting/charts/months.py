"""Pictures over months: numbers as lines, a rate with its interval, small multiples of rates."""

from typing import Any, Final, Literal

import altair as alt

from motcua.reporting.charts.palette import ACTION, BAND, INK, STRONG, SURFACE
from motcua.reporting.charts.pictures import Lines, Multiples, Rate
from motcua.reporting.charts.sheet import (
    LETTER,
    PERCENT,
    AnyChart,
    Sheet,
    label_axis,
    legend,
    shares_axis,
    values,
    wrapped,
)

COLOURS: Final = (STRONG, ACTION, INK)
DASHES: Final = ([6, 3], [1, 0], [2, 3])
SHAPES: Final = ("square", "circle", "triangle-up")
"""Lines differ by colour, dashes and the shape of their points."""

MOST_TICKS: Final = 5, 7, 13
"""So many months are written on a phone, on half a page and on a whole one."""


def _months(ticks: tuple[str, ...], sheet: Sheet) -> alt.X:
    most = MOST_TICKS[0 if sheet.width < 400 else (1 if sheet.width < 600 else 2)]
    every = -(-len(ticks) // most)
    last = len(ticks) - 1
    labels = [tick if (last - no) % every == 0 else "" for no, tick in enumerate(ticks)]
    scale = alt.Scale(type="point", padding=0.4, domain=list(range(len(ticks))))
    return alt.X("no:O", sort=None, axis=label_axis(labels, labelAngle=0, ticks=False), scale=scale)


def lines(picture: Lines, sheet: Sheet) -> AnyChart:
    """Numbers over months, from zero."""
    rows = [
        {"no": no, "line": name, "number": number}
        for name, numbers in picture.lines
        for no, number in enumerate(numbers)
        if number is not None
    ]
    names = [name for name, _ in picture.lines]
    few = len(names)
    key = legend(sheet, len(names), symbolStrokeWidth=2, symbolSize=90)
    x = _months(picture.ticks, sheet)
    y = alt.Y(
        "number:Q",
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(title=None, format=",d", tickMinStep=1, tickCount=5, domain=False, ticks=False),
    )
    colour = alt.Color("line:N", scale=alt.Scale(domain=names, range=COLOURS[:few]), legend=key)
    dash = alt.StrokeDash("line:N", scale=alt.Scale(domain=names, range=DASHES[:few]), legend=None)
    shape = alt.Shape("line:N", scale=alt.Scale(domain=names, range=SHAPES[:few]), legend=key)
    drawn = alt.Chart(values(rows))
    return alt.layer(
        drawn.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash),
        drawn.mark_point(size=48, filled=True, opacity=1).encode(x=x, y=y, color=colour, shape=shape),
    ).properties(width=sheet.width, height=sheet.height)


def rate(picture: Rate, sheet: Sheet) -> AnyChart:
    """One rate over months: its interval as a band, hollow marks where too few stand behind it, its last written."""
    rows: list[dict[str, Any]] = [
        {
            "no": no,
            "share": each.share,
            "low": each.low,
            "high": each.high,
            "few": each.few,
            "written": each.written if no == len(picture.points) - 1 else "",
        }
        for no, each in enumerate(picture.points)
        if each is not None
    ]
    scale, axis = shares_axis(min((row["low"] for row in rows), default=0.0))
    x, y = _months(picture.ticks, sheet), alt.Y("share:Q", scale=scale, axis=axis)
    drawn = alt.Chart(values(rows))
    falling = [row["share"] for row in rows[-2:]] != sorted(row["share"] for row in rows[-2:])
    side: Literal["top", "bottom"] = "top" if falling else "bottom"
    dy = 9 if falling else -9  # beside a falling line there is room below
    hollow = alt.condition("datum.few", alt.value(SURFACE), alt.value(ACTION))
    return alt.layer(
        drawn.mark_area(color=BAND, opacity=0.85).encode(x=x, y=alt.Y("low:Q", scale=scale, axis=axis), y2="high:Q"),
        drawn.mark_line(strokeWidth=2, color=ACTION).encode(x=x, y=y),
        drawn.mark_point(size=52, filled=True, opacity=1, stroke=ACTION, strokeWidth=1.6).encode(x=x, y=y, fill=hollow),
        drawn.mark_text(align="right", baseline=side, dy=dy, dx=6, fontWeight=600, color=INK).encode(
            x=x, y=y, text="written:N"
        ),
    ).properties(width=sheet.width, height=sheet.height)


def multiples(picture: Multiples, sheet: Sheet) -> AnyChart:
    """The same small picture for each unit; the thin dashed line is the common rate."""
    across = 2 if sheet.width < 400 else (3 if sheet.width < 600 else 5)
    across = min(across, max(len(picture.panels), 1))
    width = (sheet.width - 30 - 3 * sheet.letters) // across - 16
    labels = [
        wrapped(each.label, max(int(width / (sheet.letters * LETTER)), 12)) + "\n" + each.note
        for each in picture.panels
    ]
    rows: list[dict[str, Any]] = [
        {"panel": panel, "no": no, "share": share, "common": picture.common[no], "last": no == len(each.shares) - 1}
        for panel, each in enumerate(picture.panels)
        for no, share in enumerate(each.shares)
        if share is not None
    ]
    least = min((row["share"] for row in rows), default=0.0)
    scale = alt.Scale(domain=[max(min(least, 0.9) - 0.02, 0.0), 1.02], nice=False)
    axis = alt.Axis(title=None, labelExpr=PERCENT, tickCount=2, domain=False, ticks=False)
    x = alt.X("no:Q", axis=None, scale=alt.Scale(domain=[0, len(picture.ticks) - 1], padding=4))
    drawn = alt.Chart()
    told = ", ".join(_quoted(label) for label in labels)
    return (
        alt.layer(
            drawn.mark_line(strokeWidth=1, strokeDash=[3, 3], color=STRONG).encode(
                x=x, y=alt.Y("common:Q", scale=scale, axis=axis)
            ),
            drawn.mark_line(strokeWidth=2, color=ACTION).encode(x=x, y=alt.Y("share:Q", scale=scale, axis=axis)),
            drawn.transform_filter("datum.last")
            .mark_point(size=46, filled=True, opacity=1, color=ACTION)
            .encode(x=x, y=alt.Y("share:Q", scale=scale, axis=axis)),
            data=values(rows),
        )
        .properties(width=width, height=64 if len(picture.panels) > across else 96)
        .facet(
            facet=alt.Facet(
                "panel:O",
                sort=None,
                title=None,
                header=alt.Header(
                    labelExpr=f"split([{told}][datum.value], '\\n')",
                    labelAnchor="start",
                    labelAlign="left",
                    labelColor=INK,
                    labelPadding=4,
                    labelLineHeight=sheet.line,
                ),
            ),
            columns=across,
            spacing={"row": 14, "column": 16},
        )
    )


def _quoted(label: str) -> str:
    escaped = label.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"'{escaped}'"
