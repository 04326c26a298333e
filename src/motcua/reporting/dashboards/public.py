"""What anybody may see: closed months of all agencies and fields, small numbers hidden with what gives them away.

Only whole calendar months that are over: free periods could be subtracted from each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.common.formats import number
from motcua.domain import masking
from motcua.domain.indicators.definitions import Figure
from motcua.domain.indicators.values import Dimension
from motcua.domain.instants import local_date
from motcua.figures import queries as figures
from motcua.figures.questions import Question
from motcua.reporting.charts import keeping
from motcua.reporting.charts.pictures import BarRow, Bars, Rate, Size, Tone
from motcua.reporting.dashboards import counting, describing, words
from motcua.reporting.dashboards import heads as column_heads
from motcua.reporting.dashboards.counting import ON_TIME, PARTS, Point
from motcua.reporting.dashboards.parts import Cell, Panel, Row, Table, drawings_of, with_charts
from motcua.reporting.dashboards.periods import Month, months
from motcua.reporting.opening.addresses import definition_url
from motcua.reporting.opening.words import names_of

RESOLVED: Final = "form06.7"
COUNTED: Final = ("form06.8", "form06.9", "form06.10")
"""Early, on time, late: the parts of a row; their sum is its total."""

KEPT_SECONDS: Final = 600
"""So old may public figures be: in browsers and in the memory of a process."""

LATE: Final = 2
TOTAL: Final = 3
"""The places of the late and of all in a row."""


@dataclass(frozen=True, slots=True)
class Published:
    """One month for everybody: the panels, and the months to choose from."""

    month: Month
    months: tuple[Month, ...]
    panels: tuple[Panel, ...]

    @property
    def drawn(self) -> bool:
        """Whether every picture is there."""
        return all(panel.chart is None or panel.chart.drawn for panel in self.panels)


def closed_months(today: date) -> list[Month]:
    """The last thirteen calendar months that are over, oldest first."""
    return months(today.replace(day=1), today, number=14)[:-1] if today.day > 1 else months(today, today, number=14)


def published(chosen: str, at: datetime) -> Published:
    """The figures of a month (`2026-10`; else the last one). The number of statements does not grow with the units."""
    closed = closed_months(local_date(at))
    month = next((each for each in closed if f"{each.period.starts:%Y-%m}" == chosen), closed[-1])
    panels = kept_panels(local_date(at), month, translation.get_language(), int(at.timestamp()) // KEPT_SECONDS)
    return Published(month, tuple(reversed(closed)), tuple(with_charts(panels, at)))


@lru_cache(maxsize=64)
def kept_panels(today: date, month: Month, _language: str | None, _ten_minutes: int) -> tuple[Panel, ...]:
    """The panels of a month as they were counted when somebody asked first: anybody may ask, as often as they like."""
    return tuple(_panels(closed_months(today), month))


def draw(at: datetime) -> int:
    """Draw what the page of the last month shows, in every language, before anybody comes; how many pictures it has."""
    closed, number = closed_months(local_date(at)), 0
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            number += len(keeping.draw_now(drawings_of(_panels(closed, closed[-1])), at))
    return number


def _panels(closed: Sequence[Month], month: Month) -> list[Panel]:
    question = Question(period=month.period)
    return [
        _trend(closed),
        _table("co-quan", _("Từng cơ quan"), _("Cơ quan"), question, Dimension.COMPETENT_UNIT),
        _table("linh-vuc", _("Từng lĩnh vực"), _("Lĩnh vực"), question, Dimension.FIELD),
    ]


def _trend(closed: Sequence[Month]) -> Panel:
    points = counting.points((ON_TIME, *COUNTED), Question(period=closed[-1].period), closed)
    counts = [tuple(point.figures[code].numerator for code in COUNTED) for point in points]
    rows, shown = [], []
    for point, parts in zip(points, counts, strict=True):
        hidden = masking.hidden_sums(parts)
        masked = not hidden.isdisjoint((LATE, TOTAL))
        total = _cell(RESOLVED, sum(parts), TOTAL in hidden)
        late = _cell(COUNTED[LATE], parts[LATE], LATE in hidden)
        rows.append(Row(point.month.name, (total, late, _rate(point.figures[ON_TIME], masked=masked))))
        empty = {**point.figures, ON_TIME: Figure(ON_TIME, 0, 0, None)}
        shown.append(Point(point.month, empty, point.question) if masked else point)
    begun = counting.begun(points)
    some = any(sum(each) for each in counts)
    picture: Rate | None = describing.trend_rate(shown) if some else None
    heads = column_heads.of_rates()
    return Panel(
        "dung-han",
        _("Tỷ lệ đúng hạn trên số đã giải quyết, 13 tháng"),
        Table(_("Tỷ lệ đúng hạn từng tháng"), _("Tháng"), heads, tuple(reversed(rows[begun:])) if some else ()),
        note=_("Dải nhạt là khoảng mà ngẫu nhiên có thể gây ra (95 %); chấm rỗng: dưới 20 hồ sơ."),
        code=ON_TIME,
        picture=picture,
        size=Size.WIDE,
        empty=_("Chưa có tháng nào có hồ sơ đã giải quyết."),
    )


def _cell(code: str, count: int, hide: bool) -> Cell:  # noqa: FBT001  what a cell is made of
    """A number that leads to its definition (its rows are for officials), or one word for all that is hidden: to say
    which of two is the small one would tell too much of both.
    """
    if hide:
        return Cell(text=_("không nêu"))
    return Cell(text=number(count), url=definition_url(code) if count else "")


def _cells(counts: Sequence[int], no: int, hidden: frozenset[masking.Cell]) -> list[Cell]:
    return [_cell(code, counts[place], (no, place) in hidden) for place, code in enumerate(COUNTED)]


def _rate(rate: Figure, *, masked: bool) -> Cell:
    if masked:
        return Cell(text=_("không nêu"))
    return Cell(text=words.share(rate.value), url="" if rate.value is None else definition_url(ON_TIME))


def _table(id_: str, title: str, first: str, question: Question, dimension: Dimension) -> Panel:
    told = figures.figures_by(PARTS, question, dimension)
    keys = [key for key in told if told[key][RESOLVED].numerator]
    names: Mapping[Any, str] = {**names_of(dimension, [key for key in keys if key is not None]), None: _("không rõ")}
    keys.sort(key=lambda key: str(names.get(key, key)))
    counts = [tuple(told[key][code].numerator for code in COUNTED) for key in keys]
    hidden = masking.hidden(counts, sums=masking.hidden_sums([sum(column) for column in zip(*counts, strict=True)]))
    rows, bars = [], []
    for no, key in enumerate(keys):
        cells = _cells(counts[no], no, hidden)
        total = _cell(RESOLVED, sum(counts[no]), (no, TOTAL) in hidden)
        name = str(names.get(key, key))
        rows.append(Row(name, (total, *cells, _rate(told[key][ON_TIME], masked=_masked(no, hidden)))))
        if hidden.isdisjoint((no, column) for column in range(TOTAL + 1)):
            bars.append(BarRow(name, counts[no], number(sum(counts[no]))))
    if len(rows) > 1:
        rows.append(_sums(counts, hidden))
    heads = column_heads.of_punctuality()
    return Panel(
        id_,
        title,
        Table(_("Số hồ sơ: %(title)s") % {"title": title}, first, heads, tuple(rows)),
        note=_("Hình chỉ vẽ những dòng có đủ số.") if len(bars) < len(keys) else "",
        code=RESOLVED,
        picture=_bars(title, bars),
        size=Size.WIDE,
        empty=_("Tháng này không có hồ sơ nào đã giải quyết."),
    )


def _sums(counts: Sequence[tuple[int, ...]], hidden: frozenset[masking.Cell]) -> Row:
    last = len(counts)
    sums = [sum(column) for column in zip(*counts, strict=True)]
    cells = _cells(sums, last, hidden)
    rate = counting.rate(sum(sums) - sums[-1], sum(sums))
    total = _cell(RESOLVED, sum(sums), (last, TOTAL) in hidden)
    return Row(_("Cộng"), (total, *cells, _rate(rate, masked=_masked(last, hidden))), total=True)


def _masked(row: int, hidden: frozenset[masking.Cell]) -> bool:
    """Whether a rate would tell what is hidden: it does wherever all and the late are not both shown."""
    return not hidden.isdisjoint({(row, LATE), (row, TOTAL)})


def _bars(title: str, rows: Sequence[BarRow]) -> Bars | None:
    if not rows:
        return None
    ordered = sorted(rows, key=lambda row: -sum(row.parts))[: describing.MOST_BARS]
    return Bars(
        words=_("%(title)s: đã giải quyết trước hạn, đúng hạn, quá hạn; nhiều nhất là %(first)s.")
        % {"title": title, "first": ordered[0].label},
        parts=((_("Trước hạn"), Tone.EARLY), (_("Đúng hạn"), Tone.ON_TIME), (_("Quá hạn"), Tone.LATE)),
        rows=tuple(ordered),
    )
