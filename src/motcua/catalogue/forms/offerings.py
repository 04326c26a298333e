"""Opening and closing the reception of a procedure."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.forms.fields import amount_field, day_field
from motcua.catalogue.models import ChannelLimit
from motcua.catalogue.pages.words import channel_words, limit_words, unit_words
from motcua.catalogue.queries.procedure import ProcessData
from motcua.domain.limits import LimitUnit, TimeLimit
from motcua.domain.worktime import CountingMode

if TYPE_CHECKING:
    from motcua.organisation.models import Unit

_PREFIX = "committed_"


class OfferingForm(forms.Form):
    """Who receives, who decides, who handles, by which process, since when, in what committed time."""

    unit = forms.TypedChoiceField(label=_("Nơi tiếp nhận"), coerce=int)
    competent_unit = forms.TypedChoiceField(label=_("Cơ quan có thẩm quyền"), coerce=int)
    executing_unit = forms.TypedChoiceField(label=_("Đơn vị thực hiện"), coerce=int)
    process = forms.TypedChoiceField(label=_("Quy trình nội bộ"), coerce=int)
    mode = forms.ChoiceField(
        label=_("Cách đếm ngày làm việc"),
        help_text=_("Theo giờ: hẹn trả giữ nguyên giờ nhận. Theo ngày: hẹn trả vào cuối ngày."),
    )
    payment_stop = forms.CharField(
        label=_("Căn cứ dừng tính hạn khi chờ nghĩa vụ tài chính"),
        required=False,
        max_length=500,
        help_text=_("Chỉ ghi khi luật riêng của thủ tục cho dừng, kèm điều khoản. Bỏ trống thì hạn vẫn tính."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    valid_from = day_field(_("Tiếp nhận từ ngày"))

    def __init__(
        self,
        data: Any = None,
        *,
        units: Sequence["Unit"],
        processes: Sequence[ProcessData],
        limits: Sequence[ChannelLimit],
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        named = [(unit.pk, unit.name) for unit in units]
        for name in ("unit", "competent_unit", "executing_unit"):
            self.fields[name].choices = named  # type: ignore[attr-defined]
        self.fields["process"].choices = [  # type: ignore[attr-defined]
            (each.version.pk, _process_name(each)) for each in processes
        ]
        self.fields["mode"].choices = [  # type: ignore[attr-defined]
            (CountingMode.MINUTES.value, gettext("Theo giờ")),
            (CountingMode.CIVIL.value, gettext("Theo ngày")),
        ]
        self._limits = {limit.pk: TimeLimit.parse(limit.limit) for limit in limits}
        for limit in limits:
            if self._limits[limit.pk].unit is not LimitUnit.SAME_DAY:
                self.fields[f"{_PREFIX}{limit.pk}"] = _commitment(limit, self._limits[limit.pk])

    @property
    def commitments(self) -> list[forms.BoundField]:
        """The fields of committed terms, one for each limit."""
        return [self[name] for name in self.fields if name.startswith(_PREFIX)]

    def committed(self) -> dict[int, TimeLimit]:
        """The shorter terms by the id of their limit; what equals the statutory term is no promise."""
        found = {}
        for limit_id, statutory in self._limits.items():
            amount = self.cleaned_data.get(f"{_PREFIX}{limit_id}")
            if amount is not None and amount != statutory.amount:
                found[limit_id] = TimeLimit(amount, statutory.unit)
        return found


class ClosingForm(forms.Form):
    """The first day on which nothing is received any more."""

    valid_to = day_field(_("Thôi tiếp nhận từ ngày"), _("Hồ sơ đã nhận vẫn được giải quyết đến cùng."))


def _process_name(each: ProcessData) -> str:
    owner = each.version.process.owner
    return f"{each.version.process.name} · {owner.name}" if owner else each.version.process.name


def _commitment(limit: ChannelLimit, statutory: TimeLimit) -> forms.IntegerField:
    said = ", ".join(part for part in (limit.case.name if limit.case else "", channel_words(limit.channel)) if part)
    field = amount_field(gettext("Cam kết: %(said)s") % {"said": said})
    field.help_text = gettext("Theo quy định %(limit)s. Nhập số %(unit)s ngắn hơn, hoặc bỏ trống.") % {
        "limit": limit_words(str(statutory)),
        "unit": unit_words(statutory.unit),
    }
    return field
