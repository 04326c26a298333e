"""The words of dashboards: of places in a funnel, loads, changes and periods, in the reader's language."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from motcua.common.formats import day, number, percent
from motcua.domain.funnel import Place
from motcua.domain.indicators.values import Dimension, Period
from motcua.domain.report_periods import ReportPeriod
from motcua.domain.watching import Load
from motcua.reporting.charts.pictures import Tone
from motcua.reporting.opening.words import names_of


def place_words(place: Place) -> str:
    """Where a unit lies in the funnel."""
    return {
        Place.WITHIN: _("Trong khoảng ngẫu nhiên"),
        Place.ABOVE: _("Cao hơn (ngoài 95 %)"),
        Place.FAR_ABOVE: _("Cao hơn nhiều (ngoài 99,8 %)"),
        Place.BELOW: _("Thấp hơn (ngoài 95 %)"),
        Place.FAR_BELOW: _("Thấp hơn nhiều (ngoài 99,8 %)"),
        Place.FEW: _("Dưới 10 hồ sơ, không xét"),
    }[place]


PLACE_ICONS = {
    Place.WITHIN: "",
    Place.FEW: "",
    Place.ABOVE: "caret-up",
    Place.FAR_ABOVE: "caret-up-fill",
    Place.BELOW: "caret-down",
    Place.FAR_BELOW: "caret-down-fill",
}

LOAD_TONES = {
    Load.NONE: Tone.LIGHT,
    Load.LIGHT: Tone.LIGHT,
    Load.FULL: Tone.FULL,
    Load.HEAVY: Tone.HEAVY,
    Load.OVER: Tone.OVER,
    Load.UNKNOWN: Tone.FULL,
}


def load_words(load: Load) -> str:
    """How heavy a day is."""
    return {
        Load.NONE: _("không có"),
        Load.LIGHT: _("nhẹ"),
        Load.FULL: _("vừa sức"),
        Load.HEAVY: _("nặng"),
        Load.OVER: _("quá sức"),
        Load.UNKNOWN: _("chưa rõ sức"),
    }[load]


def period_words(period: Period) -> str:
    """From the first to the last day: `01/01/2026–31/01/2026`."""
    return f"{day(period.starts)}–{day(period.ends - timedelta(days=1))}"


def name_of(period: ReportPeriod) -> str:
    """The name of a period: `trọn tháng 1/2026`."""
    return period.label.render(_)


def split_words(dimension: Dimension) -> str:
    """What is compared."""
    return _("Cơ quan") if dimension is Dimension.COMPETENT_UNIT else _("Đơn vị thụ lý")


def share(value: Decimal | None, places: int = 2) -> str:
    """A rate in per cent as written: `98,20 %`."""
    return "–" if value is None else percent(value / 100, places)


def signed(difference: float) -> str:
    """A difference of shares in percentage points: `+1,20`, `−0,45`."""
    sign = "+" if difference > 0 else ("−" if difference < 0 else "±")
    return f"{sign}{number(abs(difference) * 100, 2)}"


def hours(minutes: float) -> str:
    """Working minutes as hours on an axis' note: `40 phút`, `3,5 giờ`, `26 giờ`."""
    if minutes < 60:
        return _("%(minutes)s phút") % {"minutes": round(minutes)}
    value = minutes / 60
    return _("%(hours)s giờ") % {"hours": number(value, 0 if value >= 10 else 1)}


def named(dimension: Dimension, keys: Sequence[Any]) -> dict[Any, str]:
    """The names of a dimension's values; two of one name are told apart, and those not known are said so."""
    known = names_of(dimension, [key for key in dict.fromkeys(keys) if key is not None])
    found: dict[Any, str] = {}
    for key in dict.fromkeys(keys):
        name = known.get(key, _("không rõ"))
        found[key] = name if name not in found.values() else f"{name} ({key})"
    return found


STEPS = ("receive", "assign", "appraise", "review", "sign", "issue", "return", "other")
"""Kinds of steps in the order of work."""


def steps_in_order(steps: Sequence[str]) -> dict[str, str]:
    """The names of kinds of steps, in the order of work."""
    names = names_of(Dimension.STEP, list(steps))
    ordered = sorted(steps, key=lambda step: STEPS.index(step) if step in STEPS else len(STEPS))
    return {step: str(names.get(step, step)).capitalize() for step in ordered}
