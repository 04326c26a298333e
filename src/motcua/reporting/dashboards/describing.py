"""Counted figures as pictures: what is drawn, in which words, never how."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.common.formats import day, number, weekday_short
from motcua.domain import funnel
from motcua.domain.changes import LEAST_BASE, Part, wilson
from motcua.domain.funnel import Place
from motcua.reporting.charts.pictures import (
    BarRow,
    Bars,
    Column,
    Columns,
    FunnelPlot,
    FunnelPoint,
    Lines,
    Multiples,
    Panel,
    Rate,
    RatePoint,
    Spread,
    SpreadRow,
    Tone,
)
from motcua.reporting.dashboards import counting, words
from motcua.reporting.dashboards.ahead import Ahead, Reason
from motcua.reporting.dashboards.counting import ON_TIME, Point, StepTimes, Told
from motcua.reporting.dashboards.periods import Month

MOST_BARS: Final = 12
MOST_PANELS: Final = 30
"""More would be a wall; the table holds all."""

MINUTES: Final = 60


def trend_lines(points: Sequence[Point]) -> Lines:
    """Received and resolved over the months."""
    begun = counting.begun(points)
    points = points[counting.pictured(points, begun) :]
    begun = counting.begun(points)
    lines = {
        code: tuple(None if no < begun else point.figures[code].numerator for no, point in enumerate(points))
        for code in counting.FLOW
    }
    came = sum(each or 0 for each in lines["dossiers.received"])
    said = {"first": points[begun].month.name, "last": points[-1].month.name, "count": number(came)}
    return Lines(
        words=_("Số hồ sơ tiếp nhận và đã giải quyết từng tháng, %(first)s đến %(last)s; cả thảy nhận %(count)s.")
        % said,
        ticks=tuple(point.month.tick for point in points),
        lines=((_("Số tiếp nhận"), lines["dossiers.received"]), (_("Đã giải quyết"), lines["form06.7"])),
    )


def trend_rate(points: Sequence[Point]) -> Rate:
    """The rate on time over the months, with its interval."""
    points = points[counting.pictured(points, counting.begun(points)) :]
    found = tuple(_rate_point(point) for point in points)
    last = next((each.written for each in reversed(found) if each is not None), "–")
    return Rate(
        words=_("Tỷ lệ đúng hạn trên số đã giải quyết từng tháng; tháng cuối %(last)s.") % {"last": last},
        ticks=tuple(point.month.tick for point in points),
        points=found,
        few=_("dưới %(least)s hồ sơ") % {"least": LEAST_BASE},
        band=_("khoảng tin cậy 95 phần trăm"),
    )


def _rate_point(point: Point) -> RatePoint | None:
    figure = point.figures[ON_TIME]
    if not figure.denominator:
        return None
    part = Part(figure.numerator, figure.denominator)
    low, high = wilson(part)
    few = part.base < LEAST_BASE
    return RatePoint(round(part.share, 6), round(low, 6), round(high, 6), few, words.share(figure.value))


PLACES: Final = (Place.WITHIN, Place.BELOW, Place.FAR_BELOW, Place.ABOVE, Place.FAR_ABOVE, Place.FEW)


def funnel_plot(told: Told, names: Mapping[Any, str]) -> FunnelPlot | None:
    """The units compared, around their common rate; None where there is none."""
    rates = {key: parts[ON_TIME] for key, parts in told.items() if parts[ON_TIME].denominator}
    common = funnel.common_share([(each.numerator, each.denominator) for each in rates.values()])
    if common is None or len(rates) < 2:
        return None
    points = tuple(
        FunnelPoint(
            names[key],
            each.denominator,
            round(each.numerator / each.denominator, 6),
            funnel.place(each.numerator, each.denominator, common).value,
        )
        for key, each in rates.items()
    )
    largest = max(each.denominator for each in rates.values())
    outside = sum(1 for point in points if point.place not in (Place.WITHIN.value, Place.FEW.value))
    return FunnelPlot(
        words=_(
            "Tỷ lệ đúng hạn của %(units)s đơn vị theo số đã giải quyết; %(outside)s đơn vị nằm ngoài khoảng ngẫu nhiên."
        )
        % {"units": len(points), "outside": outside},
        common=round(common, 6),
        common_word=_("Chung %(rate)s") % {"rate": words.share(_percent(common))},
        size_word=_("Số hồ sơ đã giải quyết (thang căn bậc hai)"),
        points=tuple(sorted(points, key=lambda point: (-point.size, point.label))),
        curve=tuple(
            (each.size, round(each.far_low, 5), round(each.low, 5), round(each.high, 5), round(each.far_high, 5))
            for each in funnel.curve(max(round(largest * 1.6), funnel.LEAST_BASE * 2), common)
        ),
        places=tuple((place.value, words.place_words(place)) for place in PLACES),
    )


def _percent(share: float) -> Decimal:
    return Decimal(repr(share)) * 100


def multiples(
    by_month: Sequence[tuple[Month, Told]], names: Mapping[Any, str], common: Sequence[tuple[int, int]]
) -> Multiples | None:
    """The rate of each unit over the months, on one scale; the largest units where there are many."""
    sizes: dict[Any, int] = {}
    for _month, told in by_month:
        for key, parts in told.items():
            sizes[key] = sizes.get(key, 0) + parts[ON_TIME].denominator
    shown = sorted((key for key in sizes if sizes[key]), key=lambda key: -sizes[key])[:MOST_PANELS]
    if len(shown) < 2:
        return None
    panels = []
    for key in sorted(shown, key=lambda key: names[key]):
        shares = tuple(_share(told[key][ON_TIME]) if key in told else None for _month, told in by_month)
        last = next((share for share in reversed(shares) if share is not None), 0.0)
        panels.append(Panel(names[key], shares, words.share(_percent(last), 1)))
    return Multiples(
        words=_("Tỷ lệ đúng hạn từng tháng của từng đơn vị, cùng một thang; đường đứt là tỷ lệ chung."),
        ticks=tuple(month.tick for month, _told in by_month),
        panels=tuple(panels),
        common=tuple(round(counted / base, 6) if base else None for counted, base in common),
    )


def _share(figure: Any) -> float | None:
    return round(figure.numerator / figure.denominator, 6) if figure.denominator else None


def punctuality_bars(told: Sequence[tuple[str, Mapping[str, Any]]], what: str) -> Bars | None:
    """Early, on time and late by field or procedure, the most frequent first."""
    rows = []
    for name, parts in told[:MOST_BARS]:
        early, on_time, late = (parts[code].numerator for code in ("form06.8", "form06.9", "form06.10"))
        total = number(early + on_time + late)
        note = _("%(total)s · %(late)s trễ") % {"total": total, "late": number(late)} if late else total
        rows.append(BarRow(name, (early, on_time, late), note))
    if not rows:
        return None
    return Bars(
        words=_("Đã giải quyết trước hạn, đúng hạn, quá hạn %(what)s; nhiều nhất là %(first)s.")
        % {"what": what, "first": rows[0].label},
        parts=((_("Trước hạn"), Tone.EARLY), (_("Đúng hạn"), Tone.ON_TIME), (_("Quá hạn"), Tone.LATE)),
        rows=tuple(rows),
    )


def step_spread(steps: Sequence[StepTimes], names: Mapping[Any, str]) -> Spread | None:
    """How long stays at each step took."""
    rows = tuple(
        SpreadRow(
            names[each.step],
            _hours(each.minutes),
            _("giữa %(time)s") % {"time": words.hours(each.minutes[2])},
        )
        for each in steps
    )
    if not rows:
        return None
    return Spread(
        words=_("Thời gian ở từng bước: vạch mảnh từ 10 đến 90 %% số lượt, hộp từ 25 đến 75 %%, vạch đậm ở %(half)s.")
        % {"half": _("mức giữa")},
        rows=rows,
        axis=_("giờ làm việc (thang căn bậc hai)"),
    )


def _hours(minutes: Sequence[int]) -> tuple[float, float, float, float, float]:
    p10, p25, p50, p75, p90 = (round(each / MINUTES, 3) for each in minutes)
    return p10, p25, p50, p75, p90


def reason_bars(reasons: Sequence[Reason]) -> Bars | None:
    """Why dossiers were late, as letters of apology say it."""
    rows = tuple(BarRow(each.name, (each.number,), number(each.number)) for each in reasons[:MOST_BARS])
    if not rows:
        return None
    return Bars(
        words=_("Nguyên nhân trễ hẹn trong các văn bản xin lỗi; nhiều nhất là: %(first)s.") % {"first": rows[0].label},
        parts=((_("Văn bản xin lỗi"), Tone.CALM),),
        rows=rows,
    )


def work_columns(found: Ahead) -> Columns | None:
    """What the coming days ask against what a usual day finishes."""
    if not found.days:
        return None
    columns = []
    for each in found.days:
        due = each.due.figure.numerator
        tone = words.LOAD_TONES[each.load]
        over = f"{number(due)} ▲" if tone is Tone.OVER else number(due)
        week = weekday_short(each.on)
        columns.append(Column(f"{week}\n{day(each.on)[:5]}", f"{week}\n{day(each.on)[:2]}", due, tone, over))
    busiest = max(found.days, key=lambda each: each.due.figure.numerator)
    return Columns(
        words=_("Hồ sơ phải xong trong từng ngày làm việc tới; nhiều nhất %(count)s ngày %(day)s.")
        % {"count": number(busiest.due.figure.numerator), "day": day(busiest.on)},
        columns=tuple(columns),
        usual=found.usual,
        usual_word=_("Sức làm %(count)s một ngày") % {"count": number(found.usual or 0)},
    )
