"""Heads of columns that the officers' tables and the public ones share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.reporting.dashboards.counting import ON_TIME
from motcua.reporting.dashboards.parts import Head


def of_punctuality() -> tuple[Head, ...]:
    """What was handled, parted by how it stood to its date, and the rate on time."""
    return (
        Head(_("Đã giải quyết"), "form06.7"),
        Head(_("Trước hạn"), "form06.8"),
        Head(_("Đúng ngày hẹn"), "form06.9"),
        Head(_("Quá hạn"), "form06.10"),
        Head(_("Tỷ lệ đúng hạn"), ON_TIME),
    )


def of_rates() -> tuple[Head, ...]:
    """What was handled, what of it was late, and the rate on time."""
    return (Head(_("Đã giải quyết"), "form06.7"), Head(_("Quá hạn"), "form06.10"), Head(_("Đúng hạn"), ON_TIME))
