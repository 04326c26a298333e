"""What the list of deliveries is narrowed to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.notifications.queries.deliveries import DeliveryFilters
from motcua.notifications.topics import TOPICS
from motcua.notifications.vocabulary import OUTWARD, DeliveryState
from motcua.ui.fields import choose_from


class DeliveryFilterForm(forms.Form):
    """Filters from the address; what is not understood narrows nothing."""

    ma = forms.CharField(
        label=gettext_lazy("Mã hồ sơ"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "class": "mc-num"}),
    )
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False)
    kenh = forms.ChoiceField(label=gettext_lazy("Kênh"), required=False)
    viec = forms.ChoiceField(label=gettext_lazy("Nội dung báo"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        choose_from(self, "tinh_trang", [("", _("Mọi tình trạng")), *DeliveryState.choices])
        choose_from(self, "kenh", [("", _("Mọi kênh")), *((channel.value, channel.label) for channel in OUTWARD)])
        topics = [(topic.key, _(topic.label)) for topic in TOPICS.values()]
        choose_from(self, "viec", [("", _("Mọi nội dung")), *topics])

    def filters(self) -> DeliveryFilters:
        """The filters that could be read."""
        self.is_valid()
        good = self.cleaned_data
        return DeliveryFilters(
            state=good.get("tinh_trang", ""),
            channel=good.get("kenh", ""),
            topic=good.get("viec", ""),
            code=good.get("ma", ""),
        )
