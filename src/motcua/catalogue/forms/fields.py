"""Pieces that several forms of the catalogue share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.pages.words import unit_words
from motcua.domain.limits import MOST, LimitUnit, TimeLimit

DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, written 11/02/2026."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "11/02/2026"}),
        error_messages={
            "required": _("Chưa có ngày. Nhập như 11/02/2026."),
            "invalid": _("Ngày chưa đúng. Nhập như 11/02/2026."),
        },
    )


def amount_field(label: Any, *, required: bool = False) -> forms.IntegerField:
    """The number of a time limit."""
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=1,
        max_value=MOST,
        error_messages={
            "invalid": _("Số chưa đúng. Nhập số nguyên, như 5."),
            "required": _("Chưa có số. Nhập số nguyên, như 5."),
            "min_value": _("Số phải từ 1 trở lên."),
        },
    )


def unit_choices(*units: LimitUnit) -> list[tuple[str, str]]:
    """Units of limits with their words."""
    return [(unit.value, unit_words(unit)) for unit in (units or tuple(LimitUnit))]


def limit_of(amount: int | None, unit: str) -> TimeLimit | None:
    """The limit of a number and a unit; None if the number is missing where one is needed."""
    chosen = LimitUnit(unit)
    if chosen is LimitUnit.SAME_DAY:
        return TimeLimit(1, chosen)
    return None if amount is None else TimeLimit(amount, chosen)
