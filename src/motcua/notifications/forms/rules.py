"""The rule of one channel."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.notifications.topics import TOPICS
from motcua.notifications.vocabulary import Channel
from motcua.ui.fields import choose_from

_CLOCK = ("%H:%M", "%H:%M:%S")


def _clock_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=_CLOCK,
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "placeholder": "21:00"}),
        error_messages={
            "required": gettext_lazy("Nhập giờ, như 21:00."),
            "invalid": gettext_lazy("Giờ viết như 21:00."),
        },
    )


class RuleForm(forms.Form):
    """Quiet hours, what may break them, and how long a message may wait. Equal hours mean no quiet."""

    quiet_from = _clock_field(gettext_lazy("Yên lặng từ"))
    quiet_to = _clock_field(gettext_lazy("đến"))
    keep_days = forms.IntegerField(
        label=gettext_lazy("Bỏ tin chờ quá số ngày"),
        validators=[
            MinValueValidator(1, gettext_lazy("Ít nhất 1 ngày.")),
            MaxValueValidator(365, gettext_lazy("Nhiều nhất 365 ngày.")),
        ],
        error_messages={"required": gettext_lazy("Nhập số ngày, như 14."), "invalid": gettext_lazy("Nhập một số.")},
    )
    urgent = forms.MultipleChoiceField(
        label=gettext_lazy("Vẫn gửi trong giờ yên lặng"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Mapping[str, Any] | None, *, channel: Channel, initial: dict[str, object]) -> None:
        super().__init__(data, prefix=channel.value, initial=initial)
        choose_from(self, "urgent", [(t.key, _(t.label)) for t in TOPICS.values() if channel in t.channels])
