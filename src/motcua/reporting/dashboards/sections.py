"""The pages of a dashboard: overview, units, fields and procedures, times, lateness and the coming work."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.common.formats import percent
from motcua.domain import funnel
from motcua.domain.funnel import Place
from motcua.domain.indicators.definitions import Figure
from motcua.domain.indicators.values import Dimension
from motcua.organisation.actors import Actor
from motcua.reporting.charts.pictures import Size
from motcua.reporting.dashboards import counting, describing, lateness, words
from motcua.reporting.dashboards import heads as column_heads
from motcua.reporting.dashboards.asking import Asked, query
from motcua.reporting.dashboards.counting import ON_TIME, PARTS, Opened, Told
from motcua.reporting.dashboards.parts import Cell, Head, Panel, Row, Table
from motcua.reporting.opening.addresses import figure_url
from motcua.reporting.opening.timed import MEDIAN, PERCENTS
from motcua.reporting.opening.words import minutes_words


class Section(StrEnum):
    """A page of the dashboard, by its name in addresses."""

    OVERVIEW = "tong-quan"
    UNITS = "don-vi"
    SUBJECTS = "linh-vuc"
    TIMES = "thoi-gian"
    LATE = "tre-han"


SECTION_WORDS: Final = {
    Section.OVERVIEW: gettext_noop("Tổng quan"),
    Section.UNITS: gettext_noop("So sánh đơn vị"),
    Section.SUBJECTS: gettext_noop("Lĩnh vực, thủ tục"),
    Section.TIMES: gettext_noop("Thời gian từng bước"),
    Section.LATE: gettext_noop("Trễ hạn và việc sắp tới"),
}


def panels_of(section: Section, actor: Actor, wanted: Asked, at: datetime) -> list[Panel]:
    """The panels of a page, without their drawings. The number of statements does not grow with the units."""
    if section is Section.UNITS:
        return units(wanted)
    if section is Section.SUBJECTS:
        return [fields(wanted), procedures(wanted)]
    if section is Section.TIMES:
        return [steps(wanted)]
    if section is Section.LATE:
        return [*lateness.where(wanted), lateness.reasons(actor, wanted, at), lateness.work(wanted, at)]
    return trend(wanted)


def _nothing() -> str:
    return _(
        "Không có hồ sơ nào đã giải quyết trong kỳ này với các điều kiện đã chọn. Chọn kỳ khác hoặc bỏ bớt điều kiện."
    )


# --- overview


def trend(wanted: Asked) -> list[Panel]:
    """Thirteen months: how much came and went, and how punctually."""
    points = counting.trend(wanted)
    some = any(each.numerator for point in points for each in point.figures.values())
    flow = (
        Head(_("Số tiếp nhận"), "dossiers.received"),
        Head(_("Đã giải quyết"), "form06.7"),
        Head(_("Còn lại cuối tháng"), "form06.11"),
    )
    rates = column_heads.of_rates()
    empty = _("Chưa có hồ sơ nào trong mười ba tháng này với các điều kiện đã chọn.")
    begun = counting.begun(points)
    since = _("Trước tháng %(month)s chưa ghi hồ sơ nào.") % {"month": points[begun].month.name} if begun else ""

    def rows(heads: Sequence[Head]) -> tuple[Row, ...]:
        return tuple(
            Row(
                point.month.name,
                tuple(Cell(point.opened(head.code), late=_late(head.code, point.figures[head.code])) for head in heads),
                url=f"?{query(wanted, ky=point.month.key)}",
            )
            for point in reversed(points[begun:])
        )

    month = _("Tháng")
    return [
        Panel(
            "xu-huong",
            _("Tiếp nhận và giải quyết, 13 tháng"),
            Table(_("Số hồ sơ từng tháng"), month, flow, rows(flow) if some else ()),
            picture=describing.trend_lines(points) if some else None,
            code="form06.7",
            note=since,
            empty=empty,
        ),
        Panel(
            "dung-han",
            _("Tỷ lệ đúng hạn trên số đã giải quyết, 13 tháng"),
            Table(_("Tỷ lệ đúng hạn từng tháng"), month, rates, rows(rates) if some else ()),
            note=_("Dải nhạt là khoảng mà ngẫu nhiên có thể gây ra (95 %); chấm rỗng: dưới 20 hồ sơ."),
            picture=describing.trend_rate(points) if some else None,
            code=ON_TIME,
            empty=empty,
        ),
    ]


def _late(code: str, figure: Figure) -> bool:
    return code in ("form06.10", "form06.13") and figure.numerator > 0


# --- units


def units(wanted: Asked) -> list[Panel]:
    """The units in a funnel, and each over thirteen months."""
    split = wanted.reach.split
    told = counting.by(wanted, split, wanted.now)
    by_month = counting.units_by_month(wanted)
    names = words.named(split, [*told, *(key for _month, months in by_month for key in months)])
    plot = describing.funnel_plot(told, names)
    alone = _("Chỉ có một đơn vị có hồ sơ đã giải quyết: chưa có gì để so sánh.")
    begun = next((no for no, (_month, months) in enumerate(by_month) if months), 0)
    pictured = by_month[counting.pictured(by_month, begun) :]
    common = [counting.together(months) for _month, months in pictured]
    small = describing.multiples(pictured, names, common)
    return [
        Panel(
            "pheu",
            _("So sánh đơn vị: tỷ lệ đúng hạn theo số đã giải quyết"),
            _funnel_table(wanted, told, names),
            note=_(
                "Không xếp hạng: đơn vị ít hồ sơ luôn ở đầu hoặc cuối bảng xếp hạng chỉ vì ngẫu nhiên. Trong dải đậm "
                "(95 %) và dải nhạt (99,8 %) thì khác biệt có thể do ngẫu nhiên."
            )
            if plot
            else alone,
            code=ON_TIME,
            picture=plot,
            size=Size.WIDE,
            empty=_nothing(),
        ),
        Panel(
            "tung-don-vi",
            _("Từng đơn vị qua 13 tháng"),
            _months_table(wanted, by_month[begun:], names),
            note=_("Cùng một thang; đường đứt là tỷ lệ chung của tất cả.") if small else "",
            code=ON_TIME,
            picture=small,
            size=Size.WIDE,
            empty=_("Cần ít nhất hai đơn vị có hồ sơ đã giải quyết để so sánh."),
        ),
    ]


def _funnel_table(wanted: Asked, told: Told, names: Mapping[Any, str]) -> Table:
    heads = (
        *column_heads.of_rates(),
        Head(_("So với tỷ lệ chung"), words=True),
    )
    counted, base = counting.together(told)
    share = counted / base if base else 0.0
    rows = []
    for key in sorted(told, key=lambda key: names[key]):
        parts, question = told[key], wanted.of(key, wanted.now)
        rate = parts[ON_TIME]
        place = funnel.place(rate.numerator, rate.denominator, share)
        late = place in (Place.BELOW, Place.FAR_BELOW)
        cells = tuple(
            Cell(Opened(parts[code], question), late=_late(code, parts[code]))
            for code in ("form06.7", "form06.10", ON_TIME)
        )
        word = Cell(text=words.place_words(place), icon=words.PLACE_ICONS[place], late=late)
        url = f"?{query(wanted, don_vi=str(key))}" if key is not None else ""
        rows.append(Row(names[key], (*cells, word), url=url))
    if len(rows) > 1:
        rows.append(_sum_row(wanted, told, ("form06.7", "form06.10", ON_TIME)))
    return Table(_("Các đơn vị trong kỳ, theo tên"), words.split_words(wanted.reach.split), heads, tuple(rows))


def _sum_row(wanted: Asked, told: Told, codes: Sequence[str]) -> Row:
    """The units together: counts add up, the rate is computed from the sums."""
    question = wanted.question(wanted.now)
    cells = []
    for code in codes:
        counted, base = counting.together(told, code)
        figure = counting.rate(counted, base) if code == ON_TIME else counting.count(code, counted)
        cells.append(Cell(Opened(figure, question), late=_late(code, figure)))
    return Row(_("Cộng"), (*cells, Cell()), total=True)


def _months_table(wanted: Asked, by_month: Sequence[tuple[Any, Told]], names: Mapping[Any, str]) -> Table:
    keys = sorted({key for _month, told in by_month for key in told}, key=lambda key: names[key])
    heads = tuple(Head(month.tick) for month, _told in by_month)
    rows = []
    for key in keys:
        cells = tuple(
            Cell(Opened(told[key][ON_TIME], wanted.of(key, month.period))) if key in told else Cell(text="–")
            for month, told in by_month
        )
        rows.append(Row(names[key], cells))
    return Table(
        _("Tỷ lệ đúng hạn từng tháng của từng đơn vị"), words.split_words(wanted.reach.split), heads, tuple(rows)
    )


# --- fields and procedures


def fields(wanted: Asked) -> Panel:
    """What was resolved by field."""
    told = counting.by(wanted, Dimension.FIELD, wanted.now)
    names = words.named(Dimension.FIELD, list(told))
    groups = [
        (names[key], told[key], (Dimension.FIELD, frozenset({key})), f"?{query(wanted, linh_vuc=str(key or ''))}")
        for key in told
    ]
    return _punctual("linh-vuc", _("Theo lĩnh vực"), _("Lĩnh vực"), _("theo lĩnh vực"), wanted, groups)


def procedures(wanted: Asked) -> Panel:
    """What was resolved by procedure; versions of one procedure are one row."""
    told = counting.by(wanted, Dimension.PROCEDURE, wanted.now)
    groups = []
    for name, keys in counting.versions(list(told)):
        parts = {code: counting.joined(told, keys, code) for code in PARTS}
        ids = ",".join(str(key) for key in sorted(key for key in keys if key is not None))
        groups.append((name, parts, (Dimension.PROCEDURE, frozenset(keys)), f"?{query(wanted, thu_tuc=ids)}"))
    return _punctual("thu-tuc", _("Theo thủ tục"), _("Thủ tục"), _("theo thủ tục"), wanted, groups)


Group = tuple[str, Mapping[str, Figure], tuple[Dimension, frozenset[Any]], str]


def _punctual(id_: str, title: str, first: str, what: str, wanted: Asked, groups: Sequence[Group]) -> Panel:
    ordered = sorted(groups, key=lambda group: (-group[1]["form06.7"].numerator, group[0]))
    heads = column_heads.of_punctuality()
    rows = []
    for name, parts, only, url in ordered:
        question = wanted.question(wanted.now, only)
        cells = tuple(
            Cell(Opened(parts[head.code], question), late=_late(head.code, parts[head.code])) for head in heads
        )
        rows.append(Row(name, cells, url=url))
    return Panel(
        id_,
        title,
        Table(_("Đã giải quyết trong kỳ %(what)s, nhiều nhất ở trên") % {"what": what}, first, heads, tuple(rows)),
        note=_("Hình vẽ 12 dòng nhiều nhất, bảng có đủ.") if len(rows) > describing.MOST_BARS else "",
        code="form06.7",
        size=Size.WIDE if len(rows) > describing.MOST_BARS else Size.HALF,
        picture=describing.punctuality_bars([(name, parts) for name, parts, _only, _url in ordered], what),
        empty=_nothing(),
    )


# --- times


def steps(wanted: Asked) -> Panel:
    """How long stays took at each step, from quick to slow."""
    found = counting.steps(wanted)
    said = words.steps_in_order([each.step for each in found])
    order = list(said)
    found.sort(key=lambda each: order.index(each.step))
    heads = (
        Head(_("Số lượt"), "steps.done"),
        *(_time_head(each) for each in PERCENTS),
        Head(_("Quá hạn bước"), "steps.late"),
        Head(_("Xong đúng hạn bước"), "steps.on_time"),
    )
    rows = tuple(Row(said[each.step], _step_cells(each)) for each in found)
    return Panel(
        "buoc",
        _("Thời gian ở từng bước"),
        Table(_("Thời gian làm việc của những lượt rời bước trong kỳ"), _("Bước"), heads, rows),
        note=_(
            "Vạch mảnh: từ 10 đến 90 % số lượt; hộp: từ 25 đến 75 %; vạch đậm: mức giữa. Giờ làm việc, "
            "không tính lúc tạm dừng."
        ),
        size=Size.WIDE,
        code="steps.median",
        picture=describing.step_spread(found, said),
        empty=_("Không có lượt nào rời một bước trong kỳ này với các điều kiện đã chọn."),
    )


def _time_head(each: int) -> Head:
    if each == MEDIAN:
        return Head(_("Mức giữa"), "steps.median")
    return Head(_("%(share)s không quá") % {"share": percent(each / 100, 0)})


def _step_cells(each: counting.StepTimes) -> tuple[Cell, ...]:
    """How many stays, the times that so many of a hundred did not pass, and the rate; a time opens where it lies."""
    done, late, on_time = (Cell(Opened(each.figures[code], each.question)) for code in counting.STEP)
    times = (
        Cell(text=minutes_words(minutes), url=figure_url("steps.median", each.question, mark=mark))
        for mark, minutes in zip(PERCENTS, each.minutes, strict=True)
    )
    return (done, *times, replace(late, late=each.figures["steps.late"].numerator > 0), on_time)
