"""What the pages of dashboards show: heads with their change, filters, sections."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.domain.indicators.values import Dimension
from motcua.domain.instants import local_date
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.dashboards import asking, counting, periods, words
from motcua.reporting.dashboards.asking import CHANNELS, Asked, parameters, query
from motcua.reporting.dashboards.counting import HEAD, ON_TIME, Opened
from motcua.reporting.dashboards.parts import shortened, with_charts
from motcua.reporting.dashboards.reach import View, views_of
from motcua.reporting.dashboards.sections import SECTION_WORDS, Section, panels_of
from motcua.reporting.opening.words import names_of

VIEW_WORDS: Final = {
    View.EVERYTHING: gettext_noop("Mọi đơn vị"),
    View.AGENCY: gettext_noop("Cơ quan và cấp dưới"),
    View.OFFICE: gettext_noop("Đơn vị của tôi"),
}
HEAD_WORDS: Final = {
    "dossiers.received": gettext_noop("Số tiếp nhận"),
    "form06.7": gettext_noop("Đã giải quyết"),
    ON_TIME: gettext_noop("Đúng hạn"),
    "form06.10": gettext_noop("Giải quyết quá hạn"),
    "form06.11": gettext_noop("Còn lại cuối kỳ"),
    "form06.13": gettext_noop("Đang quá hạn"),
    "online.received": gettext_noop("Nộp trực tuyến"),
    "time.median": gettext_noop("Thời gian, mức giữa"),
}
MOST_ROWS: Final = 20
"""A table of a page shows so many rows until somebody asks for all."""

TODAY_WORDS: Final = (
    gettext_noop("Tiếp nhận hôm nay"),
    gettext_noop("Đã giải quyết hôm nay"),
    gettext_noop("Đang giải quyết lúc đầu ngày"),
    gettext_noop("Quá hạn lúc đầu ngày"),
    gettext_noop("Tạm dừng lúc đầu ngày"),
)


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A figure at the head with the same of the period before."""

    label: str
    now: Opened
    before: Opened | None
    base: str = ""
    late: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to another page or view."""

    label: str
    url: str
    current: bool


def asked_by(actor: Actor, data: QueryDict, at: datetime) -> Asked | None:
    """What the address asks for."""
    return asking.asked(actor, {name: str(value) for name, value in data.items()}, local_date(at))


def page(actor: Actor, wanted: Asked, section: Section, at: datetime, *, whole: bool = False) -> dict[str, Any]:
    """Everything that one page of a dashboard shows; long tables only if `whole`."""
    panels = with_charts(panels_of(section, actor, wanted, at), at)
    overview = section is Section.OVERVIEW
    return {
        "section": section,
        "asked": wanted,
        "whose": whose(wanted),
        "period": words.name_of(wanted.period),
        "days": words.period_words(wanted.now),
        "running": wanted.now.ends < wanted.period.period.ends,
        "sections": _sections(wanted, section),
        "views": _views(actor, wanted, section),
        "filters": _filters(wanted),
        "hidden": {"xem": wanted.reach.view.value},
        "narrowed": bool(wanted.unit or wanted.field or wanted.procedures or wanted.channel),
        "clear": f"?{query(wanted, don_vi='', linh_vuc='', thu_tuc='', kenh='')}",
        "today": _today(wanted) if overview else (),
        "head": _head(wanted) if overview else (),
        "panels": panels if whole else [shortened(panel, MOST_ROWS) for panel in panels],
        "query": query(wanted),
        "at": at,
    }


def head_cells(found: Mapping[str, tuple[Opened, Opened]]) -> list[HeadCell]:
    """The figures of the period with those of the one before, in their order."""
    return [
        HeadCell(
            _(HEAD_WORDS[code]),
            now,
            before,
            base=_base(code),
            late=code in ("form06.10", "form06.13") and now.figure.numerator > 0,
        )
        for code, (now, before) in ((code, found[code]) for code in HEAD)
    ]


def _head(wanted: Asked) -> list[HeadCell]:
    """The same on a page, where what is late leads to where it is."""
    late = f"{reverse('reporting:dashboard', args=[Section.LATE.value])}?{query(wanted)}"
    found = counting.head(wanted)
    some = any(each.figure.numerator for each in found["form06.10"])
    return [
        replace(cell, why=late) if some and cell.now.figure.code in (ON_TIME, "form06.10") else cell
        for cell in head_cells(found)
    ]


def _base(code: str) -> str:
    """What a share is divided by: it never stands alone."""
    return {ON_TIME: _("trên số đã giải quyết"), "online.received": _("trên số tiếp nhận")}.get(code, "")


def _today(wanted: Asked) -> list[HeadCell]:
    return [
        HeadCell(_(label), found, None, late=found.figure.code == "form06.13" and found.figure.numerator > 0)
        for label, found in zip(TODAY_WORDS, counting.today(wanted), strict=True)
    ]


def whose(wanted: Asked) -> str:
    """Of whom the figures tell."""
    if wanted.unit is not None:
        return next(iter(organisation.unit_names([wanted.unit]).values()), "")
    names = organisation.unit_names(wanted.reach.roots)
    return ", ".join(sorted(names.values())) or _("Mọi đơn vị")


def _sections(wanted: Asked, current: Section) -> list[Tab]:
    return [
        Tab(
            _(SECTION_WORDS[each]),
            f"{reverse('reporting:dashboard', args=[each.value])}?{query(wanted)}",
            each is current,
        )
        for each in Section
    ]


def _views(actor: Actor, wanted: Asked, section: Section) -> list[Tab]:
    here = reverse("reporting:dashboard", args=[section.value])
    return [
        Tab(_(VIEW_WORDS[each]), f"{here}?{query(wanted, xem=each.value, don_vi='')}", each is wanted.reach.view)
        for each in views_of(actor)
    ]


def _filters(wanted: Asked) -> list[tuple[str, str, list[Choice]]]:
    """Name, label and choices of each filter that leaves a choice; what the address names is always one."""
    found = [
        ("ky", _("Kỳ"), _periods(wanted)),
        ("don-vi", _("Đơn vị"), _units(wanted)),
        ("linh-vuc", _("Lĩnh vực"), _fields(wanted)),
        ("thu-tuc", _("Thủ tục"), _procedures(wanted)),
        ("kenh", _("Hình thức nộp"), _channels(wanted)),
    ]
    return [each for each in found if len(each[2]) > 1]


def _periods(wanted: Asked) -> list[Choice]:
    offered = periods.offered(wanted.today)
    if wanted.period not in offered:
        offered.insert(0, wanted.period)
    return [Choice(each.key, words.name_of(each), each == wanted.period) for each in offered]


def _chosen(choices: list[tuple[str, str]], chosen: str) -> list[Choice]:
    return [Choice("", _("Tất cả"), not chosen), *(Choice(value, label, value == chosen) for value, label in choices)]


def _units(wanted: Asked) -> list[Choice]:
    found = [(str(pk), name) for pk, name in asking.units_to_choose(wanted)]
    return _chosen(found if len(found) > 1 or wanted.unit else [], parameters(wanted).get("don-vi", ""))


def _fields(wanted: Asked) -> list[Choice]:
    return _chosen([(str(pk), name) for pk, name in asking.fields_to_choose()], parameters(wanted).get("linh-vuc", ""))


def _procedures(wanted: Asked) -> list[Choice]:
    """Only the procedure that was chosen on the page of procedures: the whole list would be hundreds."""
    ids = parameters(wanted).get("thu-tuc", "")
    names = names_of(Dimension.PROCEDURE, sorted(wanted.procedures))
    return _chosen([(ids, str(next(iter(names.values()), ids)))] if ids else [], ids)


def _channels(wanted: Asked) -> list[Choice]:
    names = names_of(Dimension.CHANNEL, CHANNELS)
    return _chosen([(each, str(names[each]).capitalize()) for each in CHANNELS], wanted.channel)
