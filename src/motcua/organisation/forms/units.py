"""Forms of unit events: making, renaming, moving, recoding, merging, splitting and ending units."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation import queries
from motcua.organisation.forms.fields import DayField, UnitForm, required_words, unit_field
from motcua.organisation.kinds import CodeScheme, Level
from motcua.organisation.models import Unit
from motcua.organisation.services import OnChildren

_CHILDREN = [
    (OnChildren.REFUSE.value, gettext_lazy("Dừng lại nếu còn")),
    (OnChildren.MOVE.value, gettext_lazy("Chuyển sang đơn vị tiếp nhận")),
    (OnChildren.END.value, gettext_lazy("Kết thúc cùng lúc")),
]


def _decision() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Văn bản quyết định"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("số, ngày, cơ quan ban hành"),
    )


def _code() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Mã định danh"),
        max_length=35,
        required=False,
        help_text=gettext_lazy("ví dụ H72.15"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


def _name() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Tên đầy đủ"), max_length=255, error_messages=required_words())


class CreateForm(UnitForm):
    """A new unit below the one whose page is open."""

    name = _name()
    level = forms.ChoiceField(label=gettext_lazy("Cấp"), choices=Level.choices, initial=Level.OFFICE)
    code = _code()
    on = DayField(label=gettext_lazy("Hoạt động từ ngày"))
    decision = _decision()


class RenameForm(UnitForm):
    """Another name from a day on."""

    name = _name()
    on = DayField(label=gettext_lazy("Từ ngày"))
    decision = _decision()


class MoveForm(UnitForm):
    """Another parent from a day on."""

    unit = unit_field(label=gettext_lazy("Cấp trên mới"), help_text=gettext_lazy("tên hoặc mã định danh"))
    on = DayField(label=gettext_lazy("Từ ngày"))
    decision = _decision()


class RecodeForm(UnitForm):
    """A code from a day on; the open code of the same scheme ends that day."""

    code = forms.CharField(label=gettext_lazy("Mã mới"), max_length=35, error_messages=required_words())
    scheme = forms.ChoiceField(label=gettext_lazy("Loại mã"), choices=CodeScheme.choices)
    on = DayField(label=gettext_lazy("Từ ngày"))
    decision = _decision()


class DissolveForm(UnitForm):
    """The first day on which the unit is no more, what becomes of those below, who inherits."""

    on = DayField(label=gettext_lazy("Kết thúc từ ngày"), help_text=gettext_lazy("ngày đầu tiên không còn hoạt động"))
    children = forms.ChoiceField(label=gettext_lazy("Đơn vị trực thuộc"), choices=_CHILDREN)
    unit = unit_field(
        label=gettext_lazy("Đơn vị tiếp nhận, kế thừa hồ sơ"),
        required=False,
        help_text=gettext_lazy("tên hoặc mã định danh; để trống nếu không có"),
    )
    decision = _decision()

    def clean(self) -> dict[str, Any]:
        """Units below can move only if somebody takes them."""
        cleaned = super().clean() or {}
        if cleaned.get("children") == OnChildren.MOVE and "unit" in cleaned and cleaned["unit"] is None:
            self.add_error("unit", _("Nhập đơn vị tiếp nhận các đơn vị trực thuộc."))
        return cleaned


class MergeForm(UnitForm):
    """The other units that join this one, and the name and code of what they become; no name: this one goes on."""

    others = forms.CharField(
        label=gettext_lazy("Nhập cùng các đơn vị"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("mỗi dòng một tên hoặc mã định danh"),
        error_messages=required_words(),
    )
    name = forms.CharField(
        label=gettext_lazy("Tên đơn vị mới"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("để trống: các đơn vị trên nhập vào đơn vị này"),
    )
    code = _code()
    on = DayField(label=gettext_lazy("Từ ngày"))
    children = forms.ChoiceField(label=gettext_lazy("Đơn vị trực thuộc"), choices=_CHILDREN)
    decision = _decision()

    def clean_others(self) -> list[Unit]:
        """Return the unit of each line; a line that names none or several is a fault."""
        return [self._one(line.strip()) for line in self.cleaned_data["others"].splitlines() if line.strip()]

    def _one(self, text: str) -> Unit:
        found = queries.find_units(self.actor, text, self.day)
        if len(found) != 1:
            raise ValidationError(
                _("“%(value)s” khớp %(count)s đơn vị. Mỗi dòng phải chỉ đúng một đơn vị, nên nhập mã định danh."),
                params={"value": text, "count": len(found)},
            )
        return found[0]


class SplitForm(UnitForm):
    """What comes out of the unit: one line each, the first inherits unless the unit goes on."""

    parts = forms.CharField(
        label=gettext_lazy("Các đơn vị mới"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("mỗi dòng: tên; mã định danh. Dòng đầu kế thừa hồ sơ."),
        error_messages=required_words(),
    )
    keep = forms.BooleanField(label=gettext_lazy("Đơn vị này vẫn hoạt động và giữ hồ sơ (tách)"), required=False)
    on = DayField(label=gettext_lazy("Từ ngày"))
    decision = _decision()

    def clean_parts(self) -> list[tuple[str, str]]:
        """Return name and code of each line; the code may be missing."""
        lines = [line.strip() for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        split = [[part.strip() for part in line.split(";")] for line in lines]
        for line, parts in zip(lines, split, strict=True):
            if len(parts) > 2:
                raise ValidationError(
                    _("“%(value)s” có nhiều hơn một dấu chấm phẩy. Viết: tên; mã định danh."), params={"value": line}
                )
        return [(parts[0], parts[1].upper() if len(parts) > 1 else "") for parts in split]


class ContactForm(forms.Form):
    """Where a unit is reached."""

    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=255)
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
