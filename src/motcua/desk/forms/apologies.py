"""What the acts of an apology ask: reason, letter and date, words of whoever checks, how it was sent and received."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.common.formats import ZONE
from motcua.desk.forms.actions import PlainForm
from motcua.desk.forms.fields import WordsField
from motcua.domain.apologies import SENT_WORDS, Act
from motcua.dossiers.services.apologies.drafting import MOST_LETTERS
from motcua.ui.fields import VietnameseDateField, choose_from, year_is_meant

Choices = Sequence[tuple[str, str]]


class InstantField(forms.DateTimeField):
    """An instant written hh:mm dd/mm/yyyy on Vietnamese clocks."""

    def __init__(self, *, missing: Any, **options: Any) -> None:
        super().__init__(
            input_formats=["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"],
            widget=forms.DateTimeInput(
                format="%H:%M %d/%m/%Y", attrs={"placeholder": "17:00 25/02/2026", "autocomplete": "off"}
            ),
            error_messages={
                "required": missing,
                "invalid": gettext_lazy("Nhập giờ:phút ngày/tháng/năm, ví dụ 17:00 25/02/2026."),
            },
            **options,
        )

    def to_python(self, value: Any) -> datetime | None:
        """Read the instant as local time."""
        read = super().to_python(value)
        if read is None:
            return None
        if not year_is_meant(read):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return read.replace(tzinfo=ZONE)

    def prepare_value(self, value: Any) -> Any:
        """Write an instant as local time."""
        return value.astimezone(ZONE) if isinstance(value, datetime) and value.tzinfo is not None else value


class ReasonForm(PlainForm):
    """A form that asks for a reason of the list."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Nguyên nhân"),
        widget=forms.Select,
        error_messages={
            "required": gettext_lazy("Chưa chọn nguyên nhân."),
            "invalid_choice": gettext_lazy("Chọn một nguyên nhân trong danh mục."),
        },
    )

    def __init__(self, *args: Any, reasons: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "reason", [("", _("Chọn nguyên nhân")), *reasons])


class SayLateForm(ReasonForm):
    """Why the dossier will miss its date."""

    note = WordsField(
        label=gettext_lazy("Nói rõ vì sao sẽ trễ"),
        missing=gettext_lazy("Chưa nói vì sao. Ghi việc gì làm hồ sơ trễ và cần thêm bao lâu."),
    )


class DraftForm(ReasonForm):
    """The letter: its reason, its body, the date it proposes (where it proposes one)."""

    new_due_at = InstantField(label=gettext_lazy("Đề nghị hẹn lại đến"), missing=gettext_lazy("Chưa có ngày hẹn lại."))
    body = WordsField(
        label=gettext_lazy("Nội dung thư"),
        missing=gettext_lazy("Thư chưa có nội dung."),
        rows=14,
        most=MOST_LETTERS,
        help_text=gettext_lazy("Đoạn cách nhau một dòng trống. Ngày hẹn lại in riêng ở cuối thư."),
    )

    def __init__(self, *args: Any, promises: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not promises:
            del self.fields["new_due_at"]

    def values(self) -> dict[str, Any]:
        """Without a date where the letter promises none."""
        return {"new_due_at": None, **self.cleaned_data, "body": self.cleaned_data["body"].replace("\r\n", "\n")}


class CheckForm(PlainForm):
    """Words of whoever reviews or approves."""

    note = WordsField(label=gettext_lazy("Ý kiến"), required=False)


class ReworkForm(PlainForm):
    """Why the letter goes back."""

    note = WordsField(
        label=gettext_lazy("Cần sửa gì"), missing=gettext_lazy("Chưa nói cần sửa gì. Ghi rõ để người soạn sửa đúng.")
    )


class SendForm(PlainForm):
    """How the signed letter goes out."""

    by = forms.ChoiceField(
        label=gettext_lazy("Gửi bằng cách nào"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chưa chọn cách gửi.")},
    )
    note = WordsField(
        label=gettext_lazy("Ghi chú"), required=False, rows=2, help_text=gettext_lazy("Ví dụ số hiệu bưu gửi.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "by", [(way.value, _(words)) for way, words in SENT_WORDS.items()])


class DeliverForm(PlainForm):
    """When the applicant got the letter, and what proves it."""

    on = VietnameseDateField(label=gettext_lazy("Ngày người nộp nhận"), missing=gettext_lazy("Chưa có ngày nhận."))
    note = WordsField(
        label=gettext_lazy("Bằng chứng"),
        missing=gettext_lazy("Chưa có bằng chứng. Ghi số phiếu báo phát, người ký nhận hoặc thư trả lời."),
        rows=2,
    )


FORMS: Final[dict[Act, Callable[..., PlainForm]]] = {
    Act.DRAFT: DraftForm,
    Act.REWORK: ReworkForm,
    Act.REVIEW: CheckForm,
    Act.APPROVE: CheckForm,
    Act.NUMBER: PlainForm,
    Act.SEND: SendForm,
    Act.DELIVER: DeliverForm,
}
"""The form of each act that a person does on the page of a duty."""


class AddReasonForm(PlainForm):
    """A reason for the list."""

    code = forms.SlugField(
        label=gettext_lazy("Mã"),
        max_length=32,
        help_text=gettext_lazy("Chữ không dấu, số, gạch nối. Trùng mã đang dùng: dòng cũ đóng, dòng này thay."),
        error_messages={
            "required": gettext_lazy("Chưa có mã."),
            "invalid": gettext_lazy("Mã chỉ gồm chữ không dấu, số, gạch nối."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Tên trong danh mục"),
        max_length=160,
        error_messages={"required": gettext_lazy("Chưa có tên.")},
    )
    words = WordsField(
        label=gettext_lazy("Lời ghi trong thư, sau chữ “Nguyên nhân:”"),
        missing=gettext_lazy("Chưa có lời ghi trong thư."),
        rows=2,
        most=500,
    )
    valid_from = VietnameseDateField(label=gettext_lazy("Dùng từ ngày"), missing=gettext_lazy("Chưa có ngày bắt đầu."))


class NameSignerForm(PlainForm):
    """Who signs the letters of an agency from a day on."""

    unit_id = forms.TypedChoiceField(label=gettext_lazy("Cơ quan có thẩm quyền"), coerce=int)
    signer_unit_id = forms.TypedChoiceField(label=gettext_lazy("Đơn vị của người ký"), coerce=int)
    role = forms.ChoiceField(label=gettext_lazy("Vai trò của người ký"))
    title = forms.CharField(
        label=gettext_lazy("Chức danh in trên thư"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: KT. Chủ tịch, Phó Chủ tịch"),
        error_messages={"required": gettext_lazy("Chưa có chức danh.")},
    )
    valid_from = VietnameseDateField(label=gettext_lazy("Ký từ ngày"), missing=gettext_lazy("Chưa có ngày bắt đầu."))

    def __init__(self, *args: Any, units: Choices = (), roles: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("unit_id", "signer_unit_id"):
            choose_from(self, name, units)
        choose_from(self, "role", roles)


class ThresholdForm(PlainForm):
    """From which probability on a dossier counts as one that will miss its date."""

    percent = forms.IntegerField(
        label=gettext_lazy("Từ xác suất trễ, phần trăm"),
        help_text=gettext_lazy("Từ mức này trở lên, việc xin lỗi tự mở."),
        error_messages={
            "required": gettext_lazy("Chưa có mức. Nhập số phần trăm, ví dụ 70."),
            "invalid": gettext_lazy("Nhập một số nguyên, ví dụ 70."),
        },
    )
    ground = WordsField(
        label=gettext_lazy("Căn cứ"),
        missing=gettext_lazy("Chưa có căn cứ. Ghi quyết định đặt mức này."),
        rows=2,
        most=500,
    )
    valid_from = VietnameseDateField(label=gettext_lazy("Áp dụng từ ngày"), missing=gettext_lazy("Chưa có ngày."))


class CloseForm(PlainForm):
    """From which day a row of the list is not used any more."""

    on = VietnameseDateField(label=gettext_lazy("Thôi dùng từ ngày"), missing=gettext_lazy("Chưa có ngày."))


class _IdField(forms.IntegerField):
    """The id of a row that an address names; what no row can have is no id."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=BigIntegerField.MAX_BIGINT, widget=forms.HiddenInput)


MINE: Final = "cho-toi"
"""The address of what waits for who looks."""


class LedgerForm(forms.Form):
    """What the ledger is narrowed to, read from its address; a value that cannot be read narrows nothing."""

    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False)
    theo = forms.ChoiceField(label=gettext_lazy("Chia theo"), required=False)
    tu = VietnameseDateField(label=gettext_lazy("Hạn gửi từ ngày"), missing="", required=False)
    den = VietnameseDateField(label=gettext_lazy("đến hết ngày"), missing="", required=False)
    don_vi = _IdField()
    thu_tuc = _IdField()
    cong_chuc = _IdField()
    nguyen_nhan = _IdField()
    viec = forms.ChoiceField(required=False, choices=[(MINE, MINE)], widget=forms.HiddenInput)

    def __init__(self, data: Any, *, standings: Choices, splits: Choices) -> None:
        super().__init__(data)
        choose_from(self, "tinh_trang", [("", _("Mọi tình trạng")), *standings])
        choose_from(self, "theo", splits)


def period(good: dict[str, Any]) -> tuple[date | None, date | None]:
    """First and last day asked for; a period that ends before it begins is none."""
    first, last = good.get("tu"), good.get("den")
    return (None, None) if first and last and last < first else (first, last)
