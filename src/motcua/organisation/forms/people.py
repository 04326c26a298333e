"""Forms of people, posts, roles and accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.forms.fields import DayField, UnitForm, required_words, unit_field
from motcua.organisation.kinds import AssignmentKind, Sphere
from motcua.organisation.roles import ROLE_LABELS, STORE_WIDE, Role

_EMAIL = gettext_lazy("Địa chỉ thư điện tử chưa đúng. Viết như ten@tinh.gov.vn.")


class PersonForm(forms.Form):
    """A person's name and how to reach him or her at work."""

    full_name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=120,
        error_messages=required_words(),
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

    unit = unit_field(label=gettext_lazy("Đơn vị"), help_text=gettext_lazy("tên hoặc mã định danh"))
    title = forms.CharField(label=gettext_lazy("Chức vụ, vị trí"), max_length=120, error_messages=required_words())
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
    unit = unit_field(
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
        error_messages=required_words(),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False, error_messages={"invalid": _EMAIL})
