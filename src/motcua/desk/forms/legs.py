"""What is asked when parts of a dossier go to other units, come back, or are recalled."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.desk.forms.actions import Choices, PlainForm
from motcua.desk.forms.fields import WordsField
from motcua.domain.limits import LimitUnit, TimeLimit
from motcua.domain.parallel_legs import MOST_DAYS, USUAL_DAYS
from motcua.dossiers.services.send_legs import Part
from motcua.dossiers.vocabulary import LegAnswer
from motcua.ui.fields import choose_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms.boundfield import BoundField

ROWS: Final = 4
"""Units that one page asks for; more are sent in a second go."""


class SendLegsForm(PlainForm):
    """Which units work beside the lead, each with its task and its days (Decree 118/2025 article 20(2))."""

    def __init__(self, *args: Any, units: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for row in range(1, ROWS + 1):
            self._add_row(row, units)

    def _add_row(self, row: int, units: Choices) -> None:
        self.fields[f"unit_{row}"] = forms.ChoiceField(
            label=_("Đơn vị phối hợp"),
            required=row == 1,
            error_messages={"required": _("Chưa chọn đơn vị.")},
        )
        choose_from(self, f"unit_{row}", [("", _("Chọn đơn vị")), *units])
        self.fields[f"days_{row}"] = forms.IntegerField(
            label=_("Số ngày làm việc"),
            initial=USUAL_DAYS,
            min_value=1,
            max_value=MOST_DAYS,
            required=row == 1,
            error_messages={"required": _("Chưa có số ngày. Nhập số ngày làm việc để trả kết quả.")},
        )
        self.fields[f"task_{row}"] = WordsField(
            label=_("Việc giao"), missing=_("Chưa có việc giao. Ghi rõ đơn vị này làm gì."), required=row == 1, rows=2
        )

    def groups(self) -> "Iterator[tuple[str, bool, list[tuple[BoundField, str]]]]":
        """The fields of each unit under its own heading, whether they are open to be seen, and their widths."""
        for row in range(1, ROWS + 1):
            shown = [(self[f"unit_{row}"], "s4"), (self[f"days_{row}"], "s2"), (self[f"task_{row}"], "s6")]
            typed = any(self.data.get(f"{name}_{row}") for name in ("unit", "task"))
            yield _("Đơn vị %(number)s") % {"number": row}, row == 1 or typed, shown

    def clean(self) -> dict[str, Any]:
        """A row with a unit has a task and days; a task names its unit; no unit stands twice."""
        good = super().clean() or {}
        seen: set[str] = set()
        for row in range(1, ROWS + 1):
            unit, task = good.get(f"unit_{row}"), good.get(f"task_{row}")
            if unit and unit in seen:
                self.add_error(f"unit_{row}", _("Đơn vị này đã chọn ở trên. Mỗi đơn vị một việc."))
            if row > 1 and unit and not task and f"task_{row}" not in self.errors:
                self.add_error(f"task_{row}", _("Chưa có việc giao. Ghi rõ đơn vị này làm gì."))
            if row > 1 and task and not unit and f"unit_{row}" not in self.errors:
                self.add_error(f"unit_{row}", _("Chưa chọn đơn vị."))
            seen.add(unit or "")
        return good

    def values(self) -> dict[str, Any]:
        """The parts, one for each unit."""
        good = self.cleaned_data
        return {
            "parts": [
                Part(
                    unit_id=int(good[f"unit_{row}"]),
                    task=good[f"task_{row}"],
                    limit=TimeLimit(good[f"days_{row}"] or USUAL_DAYS, LimitUnit.WORKING_DAYS),
                )
                for row in range(1, ROWS + 1)
                if good[f"unit_{row}"]
            ]
        }


class LegForm(PlainForm):
    """Which part is meant, where several are open to this person."""

    no = forms.ChoiceField(label=gettext_lazy("Việc phối hợp"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, legs: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if len(legs) > 1:
            choose_from(self, "no", legs)
        else:
            del self.fields["no"]

    def values(self) -> dict[str, Any]:
        """The number as a number, None where nobody had to choose."""
        good = dict(self.cleaned_data)
        return {**good, "no": int(good["no"]) if good.get("no") else None}


class AnswerLegForm(LegForm):
    """What the unit's part came to."""

    result = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=LegAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chưa chọn kết quả.")},
    )
    note = WordsField(
        label=gettext_lazy("Nội dung kết quả"), missing=gettext_lazy("Chưa có nội dung. Ghi kết quả và căn cứ.")
    )


class RecallLegForm(LegForm):
    """Why a part is taken back."""

    note = WordsField(label=gettext_lazy("Lý do thu hồi"), missing=gettext_lazy("Chưa có lý do. Ghi rõ vì sao."))
