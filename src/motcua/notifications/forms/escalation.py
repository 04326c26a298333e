"""A rule of watching, and from how many days on something takes too long."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.watching import Level, Thresholds, Trigger
from motcua.dossiers.services.near import LEAST, MOST
from motcua.notifications.services.escalation_rules import LONGEST, MOST_DAYS, Draft
from motcua.notifications.vocabulary import Channel
from motcua.notifications.watch_words import level_words, trigger_words
from motcua.ui.fields import choose_from


class WatchRuleForm(forms.Form):
    """Whom to tell, when, by which channel."""

    trigger = forms.ChoiceField(label=gettext_lazy("Khi nào"))
    after_days = forms.IntegerField(
        label=gettext_lazy("Sau đó bao nhiêu ngày"),
        help_text=gettext_lazy("Với quá hạn và ý kiến: ngày làm việc. Để 0 nếu báo ngay."),
        min_value=0,
        max_value=MOST_DAYS,
        initial=0,
        error_messages={"required": gettext_lazy("Chưa có số ngày. Nhập 0 nếu báo ngay.")},
    )
    at_time = forms.TimeField(
        label=gettext_lazy("Lúc mấy giờ"),
        required=False,
        input_formats=("%H:%M", "%H:%M:%S"),
        help_text=gettext_lazy("Chỉ dùng cho quy tắc tính theo ngày; bỏ trống là 08:00."),
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:00", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Giờ viết như 08:00.")},
    )
    level = forms.ChoiceField(label=gettext_lazy("Báo cho ai"))
    channel = forms.ChoiceField(label=gettext_lazy("Bằng kênh nào"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "trigger", [(each.value, trigger_words(each)) for each in Trigger])
        choose_from(self, "level", [(each.value, level_words(each)) for each in Level])
        choose_from(self, "channel", [("", _("Kênh người nhận đã chọn, và chuông")), *Channel.choices])

    def draft(self) -> Draft:
        """What was filled in; only of a valid form."""
        good = self.cleaned_data
        return Draft(
            trigger=Trigger(good["trigger"]),
            level=Level(good["level"]),
            channel=good["channel"],
            after_days=good["after_days"],
            at_time=good["at_time"],
        )


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=LONGEST,
        error_messages={"required": gettext_lazy("Chưa có số ngày. Nhập một số từ 1.")},
    )


class NearForm(forms.Form):
    """From which share of a term on a dossier is near its date."""

    percent = forms.IntegerField(
        label=gettext_lazy("Sắp đến hạn: khi còn không quá số phần trăm"),
        min_value=LEAST,
        max_value=MOST,
        error_messages={"required": gettext_lazy("Chưa có số phần trăm.")},
    )


class ThresholdForm(forms.Form):
    """From how many days of the calendar on something takes too long."""

    paused_days = _days(gettext_lazy("Tạm dừng quá lâu: từ số ngày"))
    waiting_days = _days(gettext_lazy("Chờ nơi khác quá lâu: từ số ngày"))
    uncollected_days = _days(gettext_lazy("Kết quả lâu chưa đến nhận: từ số ngày"))

    def thresholds(self) -> Thresholds:
        """What was filled in; only of a valid form."""
        return Thresholds(**self.cleaned_data)
