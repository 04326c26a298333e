"""A period, a unit, a person: what the page of signs is narrowed to, and what is drawn."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.oddities import Oddity
from motcua.inspections.services.draw import MOST, PERIODS, Wanted
from motcua.inspections.vocabulary import Population
from motcua.ui.fields import VietnameseDateField, choose_from

LONGEST: Final = 366
"""Days of one look at signs."""

NO_DAY: Final = gettext_lazy("Chưa có ngày.")


class SignsForm(forms.Form):
    """The period and the unit that are looked at."""

    tu = VietnameseDateField(label=gettext_lazy("Từ ngày"), missing=NO_DAY)
    den = VietnameseDateField(label=gettext_lazy("Đến hết ngày"), missing=NO_DAY)
    theo = forms.ChoiceField(
        label=gettext_lazy("Đếm theo"),
        choices=[("don-vi", gettext_lazy("đơn vị")), ("nguoi", gettext_lazy("công chức"))],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The days are in order and not more than a year."""
        good = super().clean() or {}
        first, last = good.get("tu"), good.get("den")
        if isinstance(first, date) and isinstance(last, date):
            if last < first:
                self.add_error("den", _("Ngày kết thúc trước ngày bắt đầu. Chọn ngày sau hơn."))
            elif (last - first).days > LONGEST:
                self.add_error("den", _("Xem nhiều nhất một năm. Chọn khoảng ngắn hơn."))
        return good


class RowsForm(SignsForm):
    """Which rows: of which sign, of which unit or officer."""

    dau_hieu = forms.ChoiceField(choices=[(each.value, each.value) for each in Oddity])
    don_vi = forms.IntegerField(required=False)
    nguoi = forms.IntegerField(required=False)


ADOPTED: Final = "adopted"
"""What stands for the history of another system, which no sign is looked for in."""


class AmongForm(SignsForm):
    """Among which dossiers: those in which a sign is looked for, or those that are apart."""

    cua = forms.ChoiceField(choices=[(name, name) for name in (*Oddity, ADOPTED)])


class DrawForm(forms.Form):
    """What is to be drawn."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    population = forms.ChoiceField(
        label=gettext_lazy("Rút từ"),
        choices=Population.choices,
        initial=Population.OPEN,
        widget=forms.RadioSelect,
    )
    first = VietnameseDateField(label=gettext_lazy("Từ ngày"), missing=NO_DAY, required=False)
    last = VietnameseDateField(label=gettext_lazy("Đến hết ngày"), missing=NO_DAY, required=False)
    size = forms.IntegerField(
        label=gettext_lazy("Số hồ sơ"),
        initial=20,
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": gettext_lazy("Chưa có số hồ sơ. Nhập từ 1 đến 200."),
            "invalid": gettext_lazy("Số hồ sơ là số nguyên từ 1 đến 200."),
            "min_value": gettext_lazy("Rút ít nhất 1 hồ sơ."),
            "max_value": gettext_lazy("Rút nhiều nhất 200 hồ sơ."),
        },
    )
    stratified = forms.BooleanField(
        label=gettext_lazy("Mỗi đơn vị xử lý có phần theo tỷ lệ, ít nhất một hồ sơ"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "unit", [(str(pk), name) for pk, name in units])

    def clean(self) -> dict[str, Any]:
        """A population that is a period needs its days."""
        good = super().clean() or {}
        if good.get("population") in PERIODS:
            for name in ("first", "last"):
                if name not in self.errors and good.get(name) is None:
                    self.add_error(name, _("Kỳ này cần ngày đầu và ngày cuối."))
        return good

    def wanted(self) -> Wanted:
        """What was asked for; only after `is_valid`."""
        good = self.cleaned_data
        population = Population(good["population"])
        period = population in PERIODS
        return Wanted(
            unit_id=good["unit"],
            population=population,
            size=good["size"],
            first=good["first"] if period else None,
            last=good["last"] if period else None,
            stratified=good["stratified"],
        )
