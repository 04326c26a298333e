"""Forms of the calendar pages and of the public question."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from motcua.calendars.models import SpecialKind, YearState
from motcua.calendars.picture import weekday_names
from motcua.domain.limits import MOST, LimitUnit, TimeLimit
from motcua.domain.worktime import ZONE, CountingMode


class DayInput(forms.DateInput):
    """A date typed as officers write it: the device's own picker would show another order in another language."""

    def __init__(self) -> None:
        super().__init__(format="%d/%m/%Y", attrs={"placeholder": _("ngày/tháng/năm"), "autocomplete": "off"})


class ClockInput(forms.TimeInput):
    """A time of day typed as `09:00`."""

    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"placeholder": _("giờ:phút"), "autocomplete": "off"})


class DayField(forms.DateField):
    """A date as `11/02/2026`, or in ISO form from links; what cannot be read is named in the error."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        formats = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"]
        super().__init__(input_formats=formats, error_messages={"required": _("Nhập ngày, như 11/02/2026.")}, **options)

    def to_python(self, value: Any) -> date | None:
        """The date typed, or None."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            told = _("“%(value)s” không phải là ngày. Nhập như 11/02/2026.")
            raise forms.ValidationError(told, code="invalid", params={"value": value}) from None


class ClockField(forms.TimeField):
    """A time of day as `09:00`."""

    widget = ClockInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H:%M:%S"], error_messages={"required": _("Nhập giờ, như 09:00.")}, **options
        )

    def to_python(self, value: Any) -> time | None:
        """The time typed, or None."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            told = _("“%(value)s” không phải là giờ. Nhập như 09:00.")
            raise forms.ValidationError(told, code="invalid", params={"value": value}) from None


def name_field(label: Any, example: Any) -> forms.CharField:
    """A required name of at most 200 characters, with an example in its error."""
    return forms.CharField(label=label, max_length=200, error_messages={"required": example})


class SpecialDayForm(forms.Form):
    """One special day to add to a draft."""

    on = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=SpecialKind.choices)
    name = name_field(_("Tên"), _("Nhập tên, như Tết Nguyên đán."))
    replaces = DayField(label=_("Làm bù cho ngày"), required=False)
    source = forms.CharField(label=_("Nguồn"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Only a make-up day makes up for another, which must be another date."""
        cleaned = super().clean() or {}
        replaces = cleaned.get("replaces")
        if replaces and cleaned.get("kind") != SpecialKind.MAKE_UP:
            self.add_error("replaces", _("Chỉ ngày làm bù mới có ngày được làm bù. Bỏ trống, hoặc chọn loại Làm bù."))
        if replaces and replaces == cleaned.get("on"):
            self.add_error("replaces", _("Ngày được làm bù phải khác ngày làm bù."))
        return cleaned


class ClosureForm(forms.Form):
    """One closure of the office to add to a draft."""

    from_day = DayField(label=_("Từ ngày"))
    from_time = ClockField(label=_("Từ giờ"))
    to_day = DayField(label=_("Đến ngày"))
    to_time = ClockField(label=_("Đến giờ"))
    name = name_field(_("Lý do đóng cửa"), _("Nhập lý do, như Mất điện."))
    source = forms.CharField(label=_("Nguồn"), max_length=300, required=False)

    def instants(self) -> tuple[datetime, datetime]:
        """The two instants typed, in local time."""
        data = self.cleaned_data
        return _instant(data["from_day"], data["from_time"]), _instant(data["to_day"], data["to_time"])


def _instant(on: date, at: time) -> datetime:
    return datetime.combine(on, at, ZONE)


class SessionForm(forms.Form):
    """One opening on some weekdays to add to a draft."""

    weekdays = forms.MultipleChoiceField(
        label=_("Thứ"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một thứ trong tuần.")},
    )
    opens = ClockField(label=_("Mở"))
    closes = ClockField(label=_("Đóng"))
    purpose = forms.ChoiceField(
        label=_("Dùng cho"),
        choices=[
            ("both", _("Tiếp nhận và tính hạn")),
            ("intake", _("Chỉ tiếp nhận, không tính hạn")),
            ("clock", _("Chỉ tính hạn")),
        ],
    )
    valid_from = DayField(label=_("Áp dụng từ ngày"), required=False)
    valid_to = DayField(label=_("Đến trước ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["weekdays"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(index), name) for index, name in enumerate(weekday_names())]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", _("Ngày này phải sau ngày bắt đầu áp dụng."))
        return cleaned


class YearForm(forms.Form):
    """How sure a year is."""

    year = forms.IntegerField(
        label=_("Năm"),
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        error_messages={"required": _("Nhập năm, như 2027."), "invalid": _("Nhập năm bằng bốn chữ số.")},
    )
    status = forms.ChoiceField(label=_("Tình trạng"), choices=YearState.choices)
    source = forms.CharField(label=_("Nguồn xác nhận"), max_length=300, required=False)


class PublishForm(forms.Form):
    """The decision by which a draft is published."""

    decision = forms.CharField(
        label=_("Số, ngày quyết định hoặc thông báo"),
        max_length=200,
        error_messages={"required": _("Nhập số và ngày của quyết định hoặc thông báo công bố lịch.")},
    )


class UnitCalendarForm(forms.Form):
    """A unit that gets a calendar of its own."""

    code = forms.CharField(
        label=_("Mã đơn vị"), max_length=40, error_messages={"required": _("Nhập mã đơn vị, như H15.50.05.")}
    )


class DueForm(forms.Form):
    """The public question: accepted when, with what limit, by which calendar; by GET, so an answer has an address."""

    ngay = DayField(label=_("Ngày tiếp nhận"))
    gio = ClockField(label=_("Giờ tiếp nhận"))
    so = forms.IntegerField(
        label=_("Thời hạn"),
        required=False,
        validators=[
            MinValueValidator(1, _("Nhập số từ 1 trở lên.")),
            MaxValueValidator(MOST, _("Nhập số không quá 9.999.")),
        ],
        error_messages={"invalid": _("Nhập một số, như 5.")},
    )
    don_vi = forms.ChoiceField(
        label=_("Đơn vị thời hạn"),
        choices=[
            (LimitUnit.WORKING_DAYS.value, _("ngày làm việc")),
            (LimitUnit.WORKING_HOURS.value, _("giờ làm việc")),
            (LimitUnit.CALENDAR_DAYS.value, _("ngày (kể cả ngày nghỉ)")),
            (LimitUnit.CALENDAR_MONTHS.value, _("tháng")),
            (LimitUnit.SAME_DAY.value, _("trong ngày")),
        ],
    )
    cach = forms.ChoiceField(
        label=_("Cách tính ngày làm việc"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (CountingMode.MINUTES.value, _("Theo phút: giữ giờ trong ngày của lúc tiếp nhận")),
            (CountingMode.CIVIL.value, _("Theo ngày: đến cuối ngày làm việc cuối cùng")),
        ],
    )
    lich = forms.ChoiceField(label=_("Lịch của cơ quan"), required=False)

    def __init__(self, *args: Any, calendars: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lich"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = calendars

    def clean(self) -> dict[str, Any]:
        """Every unit but `trong ngày` needs a number."""
        cleaned = super().clean() or {}
        wants = cleaned.get("don_vi") != LimitUnit.SAME_DAY
        if wants and cleaned.get("so") is None and "so" not in self.errors:
            self.add_error("so", _("Nhập số, như 5."))
        return cleaned

    def accepted_at(self) -> datetime:
        """The instant typed, in local time."""
        return _instant(self.cleaned_data["ngay"], self.cleaned_data["gio"])

    def limit(self) -> TimeLimit:
        """The limit typed."""
        return TimeLimit(self.cleaned_data["so"] or 1, LimitUnit(self.cleaned_data["don_vi"]))

    def mode(self) -> CountingMode:
        """The counting mode picked; by the minute where none was."""
        return CountingMode(self.cleaned_data["cach"] or CountingMode.MINUTES)
