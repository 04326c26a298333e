"""Forms of people, posts, roles and accounts. Their faults say what is wrong with what was typed and what to type."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation import queries
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import AssignmentKind, Sphere
from motcua.organisation.models import Unit
from motcua.organisation.roles import ROLE_LABELS, STORE_WIDE, Role

_REQUIRED = gettext_lazy("Chưa nhập. Điền ô này rồi gửi lại.")
_EMAIL = gettext_lazy("Địa chỉ thư điện tử chưa đúng. Viết như ten@tinh.gov.vn.")
_LIST = "don-vi-goi-y"


def _required(**more: Any) -> dict[str, Any]:
    return {"required": _REQUIRED} | more


class DayField(forms.DateField):
    """A day written ngày/tháng/năm."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off"}))
        options.setdefault("help_text", gettext_lazy("ngày/tháng/năm"))
        super().__init__(input_formats=["%d/%m/%Y", "%Y-%m-%d"], error_messages=_required(), **options)

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
    """A form that names a unit by its name or code; `offered` are names shown while typing."""

    list_id = _LIST

    def __init__(self, *args: Any, actor: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.on = actor, on

    def offered(self) -> list[str]:
        """Return names of units to offer."""
        return queries.workplaces(self.actor, self.on)

    def clean_unit(self) -> Unit | None:
        """Return the one unit that is meant; several or none is a fault that names them."""
        text = self.cleaned_data["unit"].strip()
        if not text:
            return None
        found = queries.find_units(self.actor, text, self.on)
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


def _unit_field(**options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"list": _LIST, "autocomplete": "off"})
    return forms.CharField(widget=widget, max_length=255, error_messages=_required(), **options)


class PersonForm(forms.Form):
    """A person's name and how to reach him or her at work."""

    full_name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=120,
        error_messages=_required(),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        error_messages={"invalid": _EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class AssignmentForm(UnitForm):
    """A post that a person takes up."""

    unit = _unit_field(label=gettext_lazy("Đơn vị"), help_text=gettext_lazy("tên hoặc mã định danh"))
    title = forms.CharField(label=gettext_lazy("Chức vụ, vị trí"), max_length=120, error_messages=_required())
    kind = forms.ChoiceField(label=gettext_lazy("Cách giữ"), choices=AssignmentKind.choices)
    sphere = forms.ChoiceField(label=gettext_lazy("Thuộc hệ thống"), choices=Sphere.choices)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))
    valid_to = DayField(
        label=gettext_lazy("Đến trước ngày"), required=False, help_text=gettext_lazy("ngày đầu tiên không còn giữ")
    )
    decision = forms.CharField(label=gettext_lazy("Quyết định số"), required=False, max_length=255)


class CloseForm(forms.Form):
    """The first day on which something no longer holds."""

    on = DayField(label=gettext_lazy("Thôi giữ từ ngày"))


class GrantForm(UnitForm):
    """A role given to a person."""

    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"), choices=[(role.value, label) for role, label in ROLE_LABELS.items()]
    )
    unit = _unit_field(
        label=gettext_lazy("Đơn vị"),
        required=False,
        help_text=gettext_lazy("để trống với quản trị và thanh tra: có hiệu lực toàn hệ thống"),
    )
    until = DayField(
        label=gettext_lazy("Đến trước ngày"), required=False, help_text=gettext_lazy("để trống: đến khi thu hồi")
    )

    def clean(self) -> dict[str, Any]:
        """A role of a unit needs a unit, a store-wide one takes none."""
        cleaned = super().clean() or {}
        role = Role(cleaned["role"]) if "role" in cleaned else None
        if role is not None and "unit" in cleaned:
            if role in STORE_WIDE and cleaned["unit"] is not None:
                self.add_error("unit", _("Vai trò này có hiệu lực toàn hệ thống. Để trống ô đơn vị."))
            if role not in STORE_WIDE and cleaned["unit"] is None:
                self.add_error("unit", _("Vai trò này gắn với một đơn vị. Nhập tên hoặc mã đơn vị."))
        return cleaned


class AccountForm(forms.Form):
    """A new account: its name; the first password is made by the system."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=64,
        help_text=gettext_lazy("chữ thường không dấu, chữ số, dấu chấm, gạch nối; ví dụ hantt"),
        error_messages=_required(),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False, error_messages={"invalid": _EMAIL})


class ContactForm(forms.Form):
    """Where a unit is reached."""

    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=255)
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
