"""What is exported, and as what."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.indicators import registry
from motcua.domain.indicators.values import Dimension, Period
from motcua.figures.questions import Part, Question
from motcua.reporting.exports.asked import Asked, What
from motcua.reporting.exports.formats import FORMATS
from motcua.reporting.opening.addresses import UNIT_BY
from motcua.reporting.opening.grouping import GROUPS
from motcua.ui.fields import VietnameseDateField, choose_from

FORMAT_WORDS = {
    "xlsx": gettext_lazy("Bảng tính XLSX"),
    "csv": "CSV",
    "parquet": "Parquet",
    "json": "JSON",
    "jsonl": gettext_lazy("JSON từng dòng"),
}
ALL = "all"
_NO_DAY = gettext_lazy("Chưa có ngày.")


class FormatForm(forms.Form):
    """The file format."""

    dinh_dang = forms.ChoiceField(
        label=gettext_lazy("Định dạng"), choices=[(each, FORMAT_WORDS[each]) for each in FORMATS]
    )

    def rows_of(self, code: str, question: Question, part: Part) -> Asked:
        """The rows of one figure."""
        return Asked(what=What.ROWS, codes=(code,), question=question, format=self.cleaned_data["dinh_dang"], part=part)


class FiguresForm(FormatForm):
    """Figures by unit: which group of definitions, in which period, told by which unit of a dossier."""

    nhom = forms.ChoiceField(label=gettext_lazy("Số liệu"))
    tu = VietnameseDateField(label=gettext_lazy("Từ ngày"), missing=_NO_DAY)
    den = VietnameseDateField(label=gettext_lazy("Đến hết ngày"), missing=_NO_DAY)
    theo = forms.ChoiceField(label=gettext_lazy("Đơn vị tính theo"))

    field_order = ("nhom", "tu", "den", "theo", "dinh_dang")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        groups = [(str(place), _(name)) for place, (name, _found) in enumerate(GROUPS)]
        choose_from(self, "nhom", [(ALL, _("Tất cả số liệu")), *groups])
        words = (_("nơi giải quyết"), _("nơi tiếp nhận"), _("nơi thực hiện"))
        choose_from(self, "theo", zip(UNIT_BY.values(), words, strict=True))

    def clean(self) -> dict[str, Any]:
        """Days are in order."""
        good = super().clean() or {}
        first, last = good.get("tu"), good.get("den")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("den", _("Ngày kết thúc trước ngày bắt đầu. Chọn ngày sau hơn."))
        return good

    def asked(self) -> Asked:
        """The chosen figures, for all units that one may ask for."""
        good = self.cleaned_data
        chosen = good["nhom"]
        codes = tuple(registry.ALL) if chosen == ALL else tuple(each.code for each in GROUPS[int(chosen)][1])
        unit_by: Dimension = next(each for each, name in UNIT_BY.items() if name == good["theo"])
        question = Question(period=Period(good["tu"], good["den"] + timedelta(days=1)), unit_by=unit_by)
        return Asked(what=What.FIGURES, codes=codes, question=question, format=good["dinh_dang"])
