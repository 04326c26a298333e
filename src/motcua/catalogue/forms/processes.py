"""Changing the steps of a process: names and limits; who does what and in which order stay as approved."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.forms.fields import amount_field, day_field, limit_of, unit_choices
from motcua.domain.limits import LimitUnit
from motcua.domain.routing import Step


class ProcessForm(forms.Form):
    """The decision that approves the process, from when it holds, and for which unit."""

    owner = forms.TypedChoiceField(label=_("Quy trình của"), coerce=int)
    decision_no = forms.CharField(
        label=_("Quyết định phê duyệt"),
        max_length=128,
        error_messages={"required": _("Chưa có số quyết định. Ghi như 12/QĐ-UBND.")},
    )
    valid_from = day_field(_("Áp dụng từ ngày"))

    def __init__(self, data: Any = None, *, owners: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["owner"].choices = list(owners)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """One step: its name and its time."""

    name = forms.CharField(
        label=_("Nội dung công việc"),
        max_length=255,
        error_messages={"required": _("Chưa có tên bước.")},
    )
    amount = amount_field(_("Thời gian"))
    unit = forms.ChoiceField(label=_("Đơn vị"))

    def __init__(self, data: Any = None, *, step: Step, **more: Any) -> None:
        initial = {"name": step.name, "amount": step.limit.amount, "unit": step.limit.unit.value}
        super().__init__(data, prefix=f"buoc-{step.no}", initial=initial, **more)
        self.step = step
        self.fields["unit"].choices = unit_choices(  # type: ignore[attr-defined]
            LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS
        )

    def clean(self) -> dict[str, Any]:
        """Put number and unit together."""
        cleaned = super().clean() or {}
        unit = cleaned.get("unit")
        if unit and "amount" not in self.errors:
            limit = limit_of(cleaned.get("amount"), unit)
            if limit is None:
                self.add_error("amount", gettext("Chưa có số. Nhập số nguyên, như 5."))
            else:
                cleaned["step"] = replace(self.step, name=cleaned.get("name", ""), limit=limit)
        return cleaned
