"""A question read from an address. What cannot be read is told with the parameter and an example."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.indicators.values import Dimension, Period
from motcua.figures.questions import Part, Question
from motcua.reporting.opening.addresses import ONLY, UNIT_BY, UNKNOWN
from motcua.reporting.opening.units import Below
from motcua.ui.fields import VietnameseDateField

if TYPE_CHECKING:
    from django.http import QueryDict

_TEXT: Final = frozenset({Dimension.CHANNEL, Dimension.LEVEL, Dimension.STEP})
_NO_DAY: Final = gettext_lazy("Chưa có ngày.")


class QuestionForm(forms.Form):
    """The period, instant, units and filters of a figure."""

    tu = VietnameseDateField(label=gettext_lazy("Từ ngày"), missing=_NO_DAY)
    den = VietnameseDateField(label=gettext_lazy("Đến hết ngày"), missing=_NO_DAY)
    luc = forms.CharField(label=gettext_lazy("Theo dữ liệu lúc"), required=False)
    theo = forms.ChoiceField(
        label=gettext_lazy("Đơn vị tính theo"),
        required=False,
        choices=[
            (UNIT_BY[Dimension.COMPETENT_UNIT], gettext_lazy("nơi giải quyết")),
            (UNIT_BY[Dimension.RECEIVING_UNIT], gettext_lazy("nơi tiếp nhận")),
            (UNIT_BY[Dimension.EXECUTING_UNIT], gettext_lazy("nơi thực hiện")),
        ],
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["don-vi"] = forms.CharField(label=_("Đơn vị"), required=False)
        self.fields["ca-duoi"] = forms.CharField(required=False)
        self.fields["phan"] = forms.CharField(required=False)
        for name in ONLY.values():
            self.fields[name] = forms.CharField(required=False)

    def clean_luc(self) -> datetime | None:
        """An instant with its zone."""
        typed = self.cleaned_data["luc"]
        if not typed:
            return None
        try:
            found = datetime.fromisoformat(typed.replace(" ", "+"))
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            raise forms.ValidationError(
                _("“%(value)s” không phải là thời điểm. Ví dụ: 2026-02-11T08:00:00+07:00."), params={"value": typed}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Days are in order; units and filters are lists of ids."""
        good = super().clean() or {}
        first, last = good.get("tu"), good.get("den")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("den", _("Ngày kết thúc trước ngày bắt đầu. Chọn ngày sau hơn."))
        numbers = [("don-vi", good.get("don-vi"))]
        numbers += [(name, good.get(name)) for dimension, name in ONLY.items() if dimension not in _TEXT]
        for name, typed in numbers:
            if typed and not all(each == UNKNOWN or each.isdecimal() for each in typed.split(",")):
                self.add_error(name, _("“%(value)s” không phải là danh sách số.") % {"value": typed})
        return good

    def question(self) -> Question:
        """What the address asks for."""
        good = self.cleaned_data
        unit_by = next((each for each, name in UNIT_BY.items() if name == good["theo"]), Dimension.COMPETENT_UNIT)
        return Question(
            period=Period(good["tu"], good["den"] + timedelta(days=1)),
            known_at=good["luc"],
            unit_by=unit_by,
            units=_units(good["don-vi"], below=bool(good["ca-duoi"])),
            only=tuple((each, _values(each, good[name])) for each, name in ONLY.items() if good[name]),
        )

    def part(self) -> Part:
        """Which rows of the figure."""
        return Part.BASE if self.cleaned_data["phan"] == "mau-so" else Part.COUNTED


def _units(typed: str, *, below: bool) -> frozenset[int] | None:
    if not typed:
        return None
    found = frozenset(int(each) for each in typed.split(","))
    return Below.of(min(found)) if below and len(found) == 1 else found


def _values(dimension: Dimension, typed: str) -> frozenset[Any]:
    given = (None if each == UNKNOWN else each for each in typed.split(","))
    return frozenset(each if each is None or dimension in _TEXT else int(each) for each in given)
