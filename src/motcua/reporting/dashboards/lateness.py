"""The page of lateness: where dossiers were late, why, and what the coming days ask."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.common.formats import day, number, weekday_short
from motcua.domain.indicators.definitions import Figure
from motcua.domain.indicators.values import Dimension
from motcua.figures import queries as figures
from motcua.figures import trends
from motcua.organisation.actors import Actor
from motcua.reporting.dashboards import ahead, counting, describing, words
from motcua.reporting.dashboards.asking import Asked, query
from motcua.reporting.dashboards.counting import ON_TIME, Opened, Told
from motcua.reporting.dashboards.parts import Cell, Head, Panel, Row, Table
from motcua.reporting.opening.addresses import figure_url

LATE: Final = "form06.10"
STEP_LATE: Final = "steps.late"
STEP_RATE: Final = "steps.on_time"
MOST: Final = 10
"""So many rows tell where lateness is; pages of units and procedures have all."""

Place = tuple[str, Mapping[str, Figure], Mapping[str, Figure], tuple[Dimension, frozenset[Any]], str]
"""A unit, procedure or step: name, figures before and now by code, what narrows to it, the page about it alone."""


def where(wanted: Asked) -> list[Panel]:
    """Units, procedures and steps with what was late in the period and in the one before: each number opens its rows,
    each name narrows the page to itself. Four statements.
    """
    found = [] if wanted.unit is not None else [_units(wanted)]
    if not wanted.procedures:
        found.append(_procedures(wanted))
    return [*found, _steps(wanted)]


def _units(wanted: Asked) -> Panel:
    split = wanted.reach.split
    before, now = counting.both((LATE, ON_TIME), wanted, split)
    names = words.named(split, list({**before, **now}))
    places = [
        (
            name,
            _joined(before, [key]),
            _joined(now, [key]),
            (split, frozenset({key})),
            "" if key is None else f"?{query(wanted, don_vi=str(key))}",
        )
        for key, name in names.items()
    ]
    return _panel(
        wanted,
        "tre-don-vi",
        _("Trễ ở đơn vị nào"),
        words.split_words(split),
        places,
        _("Không đơn vị nào giải quyết quá hạn trong hai kỳ này."),
    )


def _procedures(wanted: Asked) -> Panel:
    before, now = counting.both((LATE, ON_TIME), wanted, Dimension.PROCEDURE)
    places = []
    for name, keys in counting.versions(list({**before, **now})):
        ids = ",".join(str(key) for key in sorted(key for key in keys if key is not None))
        only = (Dimension.PROCEDURE, frozenset(keys))
        url = f"?{query(wanted, thu_tuc=ids)}" if ids else ""
        places.append((name, _joined(before, keys), _joined(now, keys), only, url))
    return _panel(
        wanted,
        "tre-thu-tuc",
        _("Trễ ở thủ tục nào"),
        _("Thủ tục"),
        places,
        _("Không thủ tục nào giải quyết quá hạn trong hai kỳ này."),
    )


def _joined(told: Told, keys: Sequence[Any]) -> dict[str, Figure]:
    return {code: counting.joined(told, keys, code) for code in (LATE, ON_TIME)}


def _steps(wanted: Asked) -> Panel:
    before, now = (
        figures.figures_by((STEP_LATE, STEP_RATE), wanted.question(period), Dimension.STEP)
        for period in (wanted.earlier, wanted.now)
    )
    names = words.steps_in_order([step for step in {**before, **now} if step is not None])
    places = [
        (name, _of_step(before, step), _of_step(now, step), (Dimension.STEP, frozenset({step})), "")
        for step, name in names.items()
    ]
    return _panel(
        wanted,
        "tre-buoc",
        _("Trễ ở bước nào"),
        _("Bước"),
        places,
        _("Không lượt nào rời bước sau hạn của bước trong hai kỳ này."),
        codes=(STEP_LATE, STEP_RATE),
    )


def _of_step(told: Told, step: str) -> dict[str, Figure]:
    if step in told:
        return dict(told[step])
    return {STEP_LATE: counting.count(STEP_LATE, 0), STEP_RATE: Figure(STEP_RATE, 0, 0, None)}


def _panel(
    wanted: Asked,
    id_: str,
    title: str,
    first: str,
    places: Sequence[Place],
    empty: str,
    *,
    codes: tuple[str, str] = (LATE, ON_TIME),
) -> Panel:
    late, rate = codes
    some = [each for each in places if each[1][late].numerator or each[2][late].numerator]
    some.sort(key=lambda each: (-each[2][late].numerator, -each[1][late].numerator, each[0]))
    rows = []
    for name, before, now, only, url in some[:MOST]:
        then, here = wanted.question(wanted.earlier, only), wanted.question(wanted.now, only)
        cells = (
            Cell(Opened(now[late], here), late=now[late].numerator > 0),
            Cell(Opened(before[late], then)),
            Cell(Opened(now[rate], here)),
            Cell(Opened(before[rate], then)),
        )
        rows.append(Row(name, cells, url=url))
    heads = (
        Head(_("Quá hạn"), late),
        Head(_("Quá hạn kỳ trước"), late),
        Head(_("Đúng hạn"), rate),
        Head(_("Đúng hạn kỳ trước"), rate),
    )
    note = _("%(shown)s dòng nhiều nhất trên %(all)s.") % {"shown": MOST, "all": number(len(some))}
    return Panel(
        id_,
        title,
        Table(_("Quá hạn trong kỳ và kỳ trước, nhiều nhất ở trên"), first, heads, tuple(rows)),
        note=note if len(some) > MOST else "",
        code=late,
        empty=empty,
    )


def _foretold(each: ahead.Day) -> Cell:
    """How many of a day's dossiers are expected to be late: a sum over those dossiers, which it opens."""
    if each.late is None:
        return Cell(text="–")
    url = figure_url(each.due.figure.code, each.due.question) if each.due.figure.numerator else ""
    return Cell(text=_("khoảng %(number)s") % {"number": number(each.late, 1)}, url=url)


def work(wanted: Asked, at: datetime) -> Panel:
    """What the coming days ask."""
    found = ahead.ahead(wanted, at)
    foretold = any(each.late is not None for each in found.days)
    heads = [Head(_("Phải xong"), trends.DUE_OPEN), Head(_("So với sức làm"), words=True)]
    if foretold:
        heads.append(Head(_("Dự báo sẽ trễ"), words=True))
    rows = []
    for each in found.days:
        cells = [Cell(each.due), Cell(text=words.load_words(each.load))]
        if foretold:
            cells.append(_foretold(each))
        rows.append(Row(f"{weekday_short(each.on)} {day(each.on)}", tuple(cells)))
    usual = _("Sức làm là mức giữa số hồ sơ xong mỗi ngày làm việc trong 60 ngày qua.")
    unknown = _("Chưa tính được sức làm: ít ngày có hồ sơ xong, hoặc đang lọc theo lĩnh vực, thủ tục, hình thức nộp.")
    foresight = _("Dự báo là tổng xác suất trễ của từng hồ sơ, học từ hồ sơ cũ.")
    return Panel(
        "sap-toi",
        _("Việc của mười ngày làm việc tới"),
        Table(_("Hồ sơ phải xong trong từng ngày"), _("Ngày"), tuple(heads), tuple(rows)),
        note=" ".join([usual if found.usual is not None else unknown, *([foresight] if foretold else [])]),
        code=trends.DUE_OPEN,
        picture=describing.work_columns(found),
        empty=_("Lịch không có ngày làm việc nào sắp tới."),
    )


def reasons(actor: Actor, wanted: Asked, at: datetime) -> Panel:
    """Why dossiers were late."""
    found = [
        ahead.Reason(each.name or _("Chưa nêu nguyên nhân"), each.number, each.url)
        for each in ahead.reasons(actor, wanted, at)
    ]
    rows = tuple(Row(each.name, (Cell(number=each.number, url=each.url),)) for each in found)
    return Panel(
        "nguyen-nhan",
        _("Vì sao trễ: nguyên nhân trong văn bản xin lỗi"),
        Table(
            _("Văn bản xin lỗi có hạn gửi trong kỳ, theo nguyên nhân"),
            _("Nguyên nhân"),
            (Head(_("Phải xin lỗi")),),
            rows,
        ),
        note=_(
            "Đếm theo sổ xin lỗi: việc có hạn gửi thư trong kỳ, không theo lĩnh vực, thủ tục, hình thức nộp đã chọn."
        ),
        code="apologies.owed",
        picture=describing.reason_bars(found),
        empty=_("Không có hồ sơ nào phải xin lỗi trong kỳ này."),
    )
