"""Forms of reports: which report to open, why one goes back, what is declared and how it is corrected."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.errors import BadInput
from motcua.domain.published import WORDS, Column, Qualifier
from motcua.domain.report_periods import KIND_WORDS, NUMBERED, PeriodKind, ReportPeriod, free, period_of
from motcua.domain.report_sheets import KIND_NAMES, SheetKind
from motcua.domain.typed_figures import COUNTS, LONGEST_SOURCE, RATES, TypedFigure, name_of
from motcua.reporting.reports.layout import QUALIFIERS
from motcua.ui.fields import VietnameseDateField

if TYPE_CHECKING:
    from decimal import Decimal

NO_DAY = gettext_lazy("Chưa có ngày.")


class PeriodFields(forms.Form):
    """A unit and a period: by its kind, year and number, or by days."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    period = forms.ChoiceField(label=gettext_lazy("Kỳ"))
    year = forms.IntegerField(label=gettext_lazy("Năm"), required=False)
    number = forms.IntegerField(label=gettext_lazy("Tháng hoặc quý thứ mấy"), required=False)
    first = VietnameseDateField(label=gettext_lazy("Từ ngày"), missing=NO_DAY, required=False)
    last = VietnameseDateField(label=gettext_lazy("Đến hết ngày"), missing=NO_DAY, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, units: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (kind.value, _(words)) for kind, words in KIND_WORDS.items()
        ]

    def clean(self) -> dict[str, Any]:
        """The period exists; an error stands at its field."""
        good = super().clean() or {}
        if not self.errors:
            try:
                good["chosen"] = self._chosen(good)
            except BadInput as error:
                self.add_error(error.field if error.field in self.fields else None, error.message(_))
        return good

    def _chosen(self, good: Mapping[str, Any]) -> ReportPeriod:
        kind = PeriodKind(good["period"])
        if kind is PeriodKind.FREE:
            first, last = good.get("first"), good.get("last")
            if not isinstance(first, date):
                raise BadInput(field="first", value="", remedy=_("Nhập ngày đầu của kỳ."))
            if not isinstance(last, date):
                raise BadInput(field="last", value="", remedy=_("Nhập ngày cuối của kỳ."))
            return free(first, last)
        if good.get("year") is None:
            raise BadInput(field="year", value="", remedy=_("Nhập năm của kỳ."))
        number = good.get("number") if kind in NUMBERED else 1
        if number is None:
            raise BadInput(field="number", value="", remedy=_("Nhập tháng hoặc quý thứ mấy."))
        return period_of(kind, good["year"], number)


class OpenForm(PeriodFields):
    """Which report is opened."""

    kind = forms.ChoiceField(label=gettext_lazy("Báo cáo"))
    field_order = ("kind", "unit", "period", "year", "number", "first", "last")

    def __init__(self, data: Mapping[str, Any] | None = None, *, units: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, units=units, **more)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, _(words)) for kind, words in KIND_NAMES.items()
        ]

    def kind_chosen(self) -> SheetKind:
        """The kind of report."""
        return SheetKind(self.cleaned_data["kind"])


class ReasonForm(forms.Form):
    """Why a report goes back, or gets another version."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Ghi lý do, để người nhận biết phải sửa gì.")},
    )


def _qualifiers() -> list[tuple[str, str]]:
    return [(each.value, _(words) if words else _("đúng số")) for each, words in QUALIFIERS.items()]


class ValueFields(forms.Form):
    """A number and what stands before it."""

    value = forms.DecimalField(
        label=gettext_lazy("Số"),
        max_digits=12,
        decimal_places=2,
        required=False,
        localize=False,
        error_messages={"invalid": gettext_lazy("Viết số liền, như 5783 hoặc 87.03.")},
    )
    qualifier = forms.ChoiceField(label=gettext_lazy("Trước số ghi"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["qualifier"].choices = _qualifiers()  # type: ignore[attr-defined]


class DeclareForm(PeriodFields, ValueFields):
    """One declared figure."""

    scope = forms.CharField(label=gettext_lazy("Phần của đơn vị"), required=False, max_length=120)
    code = forms.ChoiceField(label=gettext_lazy("Số liệu"))
    base = forms.ChoiceField(label=gettext_lazy("Tỷ lệ chia cho"), required=False)
    closing = VietnameseDateField(label=gettext_lazy("Ngày chốt số"), missing=NO_DAY, required=False)
    source = forms.CharField(
        label=gettext_lazy("Nguồn: câu, văn bản hoặc sổ"),
        max_length=LONGEST_SOURCE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    still_late = forms.BooleanField(label=gettext_lazy("Nguồn còn nhắc hồ sơ trễ hạn"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, units: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, units=units, **more)
        codes = [(code, name_of(code).render(_)) for code in (*COUNTS, *RATES)]
        self.fields["code"].choices = codes  # type: ignore[attr-defined]
        bases = [("", _("không ghi")), *((column.value, _(WORDS[column])) for column in Column)]
        self.fields["base"].choices = bases  # type: ignore[attr-defined]

    def figure(self) -> TypedFigure:
        """What is declared."""
        good = self.cleaned_data
        chosen: ReportPeriod = good["chosen"]
        value: Decimal | None = good["value"]
        return TypedFigure(
            unit_id=good["unit"],
            scope=good["scope"],
            code=good["code"],
            base=Column(good["base"]) if good["base"] else None,
            period=chosen.period,
            label="" if chosen.kind is PeriodKind.FREE else str(chosen.label),
            closing=good["closing"],
            value=value,
            qualifier=Qualifier(good["qualifier"]),
            source=good["source"],
            still_late=good["still_late"],
        )


class CorrectForm(ValueFields, ReasonForm):
    """Another number in the place of a declared one; or it is taken back."""

    withdraw = forms.BooleanField(label=gettext_lazy("Rút số này, không thay bằng số khác"), required=False)
    field_order = ("value", "qualifier", "withdraw", "reason")
