"""Days, units and words that the forms share."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation import queries
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit

_REQUIRED = gettext_lazy("Chưa nhập. Điền ô này rồi gửi lại.")
_LIST = "don-vi-goi-y"


def required_words(**more: Any) -> dict[str, Any]:
    """Return the faults of a field in our words: what is missing, and `more`."""
    return {"required": _REQUIRED} | more


class DayField(forms.DateField):
    """A day written ngày/tháng/năm."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off"}))
        options.setdefault("help_text", gettext_lazy("ngày/tháng/năm"))
        super().__init__(input_formats=["%d/%m/%Y", "%Y-%m-%d"], error_messages=required_words(), **options)

    def to_python(self, value: Any) -> date | None:
        """Return the day; the fault repeats what was typed."""
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(
                _("“%(value)s” không phải là một ngày. Viết ngày/tháng/năm, ví dụ 01/07/2025."),
                params={"value": value},
            ) from None


class UnitForm(forms.Form):
    """A form that may name a unit by its name or code; `offered` are names shown while typing."""

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.day = actor, day

    @property
    def list_id(self) -> str:
        """The id of the list of names offered, '' where no unit is asked for."""
        return _LIST if "unit" in self.fields else ""

    def offered(self) -> list[str]:
        """Return names of units to offer."""
        return queries.workplaces(self.actor, self.day)

    def clean_unit(self) -> Unit | None:
        """Return the one unit that is meant; several or none is a fault that names them."""
        text = self.cleaned_data["unit"].strip()
        if not text:
            return None
        found = queries.find_units(self.actor, text, self.day)
        if not found:
            raise ValidationError(
                _("Không có đơn vị nào đang hoạt động tên hoặc mã “%(value)s”. Chọn trong danh sách gợi ý."),
                params={"value": text},
            )
        if len(found) > 1:
            names = "; ".join(unit.name for unit in found)
            raise ValidationError(
                _("“%(value)s” khớp nhiều đơn vị: %(names)s. Nhập tên đầy đủ hoặc mã định danh."),
                params={"value": text, "names": names},
            )
        return found[0]


def unit_field(**options: Any) -> forms.CharField:
    """Return a field for the name or code of a unit, with names offered while typing."""
    widget = forms.TextInput(attrs={"list": _LIST, "autocomplete": "off"})
    return forms.CharField(widget=widget, max_length=255, error_messages=required_words(), **options)
