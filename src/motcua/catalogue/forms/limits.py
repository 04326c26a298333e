"""Confirming what a published limit means."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.forms.fields import amount_field, limit_of, unit_choices
from motcua.catalogue.values import CaseRow
from motcua.catalogue.vocabulary import Certainty

if TYPE_CHECKING:
    from motcua.domain.limits import TimeLimit

SOURCE_HELP = _("Ghi điều, khoản và số văn bản, như: khoản 2 Điều 16 Luật Hộ tịch 60/2014/QH13.")


class LimitForm(forms.Form):
    """Number, unit, case and source; `cleaned_data["limit"]` is the TimeLimit."""

    amount = amount_field(_("Thời hạn"))
    unit = forms.ChoiceField(label=_("Đơn vị"), error_messages={"required": _("Chưa chọn đơn vị của thời hạn.")})
    case = forms.TypedChoiceField(label=_("Trường hợp"), required=False, coerce=int, empty_value=None)
    certainty = forms.ChoiceField(label=_("Đọc ở đâu"), choices=Certainty.choices)
    source = forms.CharField(
        label=_("Nguồn"),
        help_text=SOURCE_HELP,
        max_length=500,
        min_length=3,
        error_messages={
            "required": _("Chưa ghi nguồn. Ghi điều, khoản và số văn bản."),
            "min_length": _("Nguồn quá ngắn. Ghi điều, khoản và số văn bản."),
        },
    )
    source_url = forms.URLField(
        label=_("Địa chỉ trang nguồn"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Địa chỉ chưa đúng. Chép cả phần https:// vào.")},
    )

    def __init__(self, data: Any = None, *, cases: Sequence[CaseRow], **more: Any) -> None:
        super().__init__(data, **more)
        # Nothing is chosen beforehand: a unit that stands there already would be a guess.
        self.fields["unit"].choices = [("", gettext("Chọn đơn vị")), *unit_choices()]  # type: ignore[attr-defined]
        named = [(case.id, case.name) for case in cases if case.name]
        if named:
            self.fields["case"].choices = [("", gettext("Mọi trường hợp")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["case"]

    def clean(self) -> dict[str, Any]:
        """Put number and unit together; only «trong ngày» goes without a number."""
        cleaned = super().clean() or {}
        unit, amount = cleaned.get("unit"), cleaned.get("amount")
        if unit and "amount" not in self.errors:
            limit: TimeLimit | None = limit_of(amount, unit)
            if limit is None:
                self.add_error("amount", gettext("Chưa có số. Nhập số nguyên, như 5, hoặc chọn “trong ngày”."))
            cleaned["limit"] = limit
        return cleaned


class DismissForm(forms.Form):
    """Why a row does not apply."""

    reason = forms.CharField(
        label=_("Vì sao dòng này không áp dụng"),
        help_text=_("Ghi căn cứ, như: dòng này chỉ cho cơ quan đại diện ở nước ngoài."),
        max_length=500,
        min_length=3,
        error_messages={
            "required": _("Chưa ghi căn cứ."),
            "min_length": _("Căn cứ quá ngắn. Ghi rõ vì sao."),
        },
    )
