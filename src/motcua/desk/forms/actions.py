"""What an action asks before it is done: a form per action, each value as its service takes it."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.desk.forms.fields import WordsField
from motcua.domain.lifecycle import Outcome
from motcua.dossiers.services.consult import MOST_DAYS, USUAL_DAYS
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.parties import Paper
from motcua.dossiers.vocabulary import (
    AnswerMode,
    Confirmation,
    PaymentWay,
    ResultChannel,
    Stance,
    StopReason,
    SupplementReason,
)
from motcua.ui.fields import choose_from

Choices = Sequence[tuple[str, str]]

OUTCOMES: Final = (
    (Outcome.GRANTED.value, gettext_lazy("Đồng ý giải quyết")),
    (Outcome.REFUSED.value, gettext_lazy("Từ chối giải quyết")),
)


def _note(label: Any, missing: Any = "", *, required: bool = True, help_text: Any = "") -> WordsField:
    return WordsField(label=label, missing=missing, required=required, help_text=help_text)


class PlainForm(forms.Form):
    """Nothing to fill in."""

    def values(self) -> dict[str, Any]:
        """What the service takes besides dossier, actor and instant."""
        return dict(self.cleaned_data)


class ForwardForm(PlainForm):
    """Who is to handle the next step, and words for them."""

    person_id = forms.ChoiceField(label=gettext_lazy("Người nhận"), required=False, widget=forms.RadioSelect)
    step_no = forms.ChoiceField(label=gettext_lazy("Bước sau"), required=False, widget=forms.RadioSelect)
    note = _note(gettext_lazy("Lời nhắn cho người nhận"), required=False)

    def __init__(self, *args: Any, people: Choices = (), steps: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "person_id", [("", _("Ai trong đơn vị nhận cũng được")), *people])
        if len(steps) > 1:
            choose_from(self, "step_no", steps)
            self.fields["step_no"].initial = steps[0][0]
        else:
            del self.fields["step_no"]

    def values(self) -> dict[str, Any]:
        """Ids as numbers, None where nobody or nothing was chosen."""
        good = self.cleaned_data
        chosen = {"person_id": _id(good.get("person_id")), "note": good["note"]}
        return chosen | ({"step_no": _id(good["step_no"])} if "step_no" in good else {})


class SendBackForm(PlainForm):
    """Why the dossier goes back."""

    note = _note(gettext_lazy("Lý do trả lại"), gettext_lazy("Chưa có lý do. Ghi rõ việc cần làm lại."))


class SubmitForSignatureForm(PlainForm):
    """The outcome that is proposed, and to whom it is submitted."""

    proposed = forms.ChoiceField(
        label=gettext_lazy("Đề xuất"), choices=OUTCOMES, initial=Outcome.GRANTED.value, widget=forms.RadioSelect
    )
    person_id = forms.ChoiceField(label=gettext_lazy("Trình ai ký"), required=False, widget=forms.RadioSelect)
    note = _note(gettext_lazy("Ý kiến trình"), required=False)

    def __init__(self, *args: Any, people: Choices = (), left_out: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if left_out:
            self._ask_why(left_out)
        choose_from(self, "person_id", [("", _("Lãnh đạo nào ký cũng được")), *people])

    def _ask_why(self, left_out: Sequence[str]) -> None:
        """Units that have not returned their part are left out only with a reason (Decree 118/2025 article 20(2))."""
        note = self.fields["note"]
        note.required = True
        note.error_messages["required"] = _("Chưa có lý do. Ghi vì sao trình ký mà không chờ.")
        note.help_text = _("Chưa có kết quả phối hợp của %(units)s: ghi lý do trình ký mà không chờ.") % {
            "units": ", ".join(left_out)
        }

    def clean(self) -> dict[str, Any]:
        """A proposal to refuse says why: the refusal must give reasons (Decree 118/2025 article 19(3))."""
        good = super().clean() or {}
        if good.get("proposed") == Outcome.REFUSED and not good.get("note"):
            self.add_error("note", _("Đề xuất từ chối phải có lý do. Ghi lý do và căn cứ."))
        return good

    def values(self) -> dict[str, Any]:
        """The person as a number."""
        return {**self.cleaned_data, "person_id": _id(self.cleaned_data.get("person_id"))}


class ResolveForm(PlainForm):
    """How it was decided, under which number."""

    outcome = forms.ChoiceField(label=gettext_lazy("Kết quả"), choices=OUTCOMES, widget=forms.RadioSelect)
    result_number = forms.CharField(
        label=gettext_lazy("Số văn bản kết quả"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": gettext_lazy("Số văn bản dài nhất 64 ký tự.")},
    )
    note = _note(gettext_lazy("Lý do, ghi chú"), required=False)

    def __init__(self, *args: Any, proposed: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.proposed = proposed
        self.fields["outcome"].initial = proposed or Outcome.GRANTED.value

    def clean(self) -> dict[str, Any]:
        """A refusal that nobody proposed needs its reason here."""
        good = super().clean() or {}
        if good.get("outcome") == Outcome.REFUSED and self.proposed != Outcome.REFUSED and not good.get("note"):
            self.add_error("note", _("Từ chối giải quyết phải có lý do. Ghi lý do và căn cứ."))
        return good


class ReturnResultForm(PlainForm):
    """How the result is handed out."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Trả bằng cách nào"), choices=ResultChannel.choices, widget=forms.RadioSelect
    )
    result_number = forms.CharField(
        label=gettext_lazy("Số văn bản kết quả"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    confirmation = forms.ChoiceField(
        label=gettext_lazy("Xác nhận đã nhận"),
        choices=[("", gettext_lazy("Chưa có xác nhận")), *Confirmation.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Người nhận kết quả"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("Ghi họ tên và giấy tờ nếu không phải chủ hồ sơ."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AskSupplementForm(PlainForm):
    """What has to be brought, and why; one time, complete and accurate (Decree 118/2025 articles 16(3), 19(5)).

    `again` asks for the reason by code, which a further request needs.
    """

    components = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ đã có trong hồ sơ cần bổ sung, sửa"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = WordsField(label=gettext_lazy("Giấy tờ khác, mỗi dòng một giấy tờ"), required=False, rows=3)
    note = _note(
        gettext_lazy("Lý do, nội dung cần bổ sung"), gettext_lazy("Chưa có lý do. Ghi rõ cần bổ sung gì, vì sao.")
    )
    legal_ground = forms.CharField(label=gettext_lazy("Căn cứ pháp lý"), required=False, max_length=500)
    reason = forms.ChoiceField(label=gettext_lazy("Vì sao yêu cầu lần nữa"), choices=SupplementReason.choices)

    def __init__(self, *args: Any, papers: Sequence[tuple[int, str]] = (), again: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.papers = dict(papers)
        choose_from(self, "components", [(str(no), name) for no, name in papers])
        if not papers:
            del self.fields["components"]
        if not again:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """At least one thing is asked for."""
        good = super().clean() or {}
        if not good.get("components") and not (good.get("others") or "").strip():
            name = "components" if "components" in self.fields else "others"
            self.add_error(name, _("Chưa chọn giấy tờ nào. Đánh dấu hoặc ghi tên giấy tờ cần bổ sung."))
        return good

    def values(self) -> dict[str, Any]:
        """Items as the request lists them: components by their numbers, others by name."""
        good = dict(self.cleaned_data)
        items = [Item(name=self.papers[int(no)], component_no=int(no)) for no in good.pop("components", [])]
        lines = (line.strip() for line in good.pop("others", "").splitlines())
        return {**good, "items": [*items, *(Item(name=line) for line in lines if line)]}


class ReceiveSupplementForm(PlainForm):
    """Papers that came beside those asked for."""

    others = WordsField(label=gettext_lazy("Giấy tờ nộp thêm, mỗi dòng một giấy tờ"), required=False, rows=2)

    def values(self) -> dict[str, Any]:
        """New papers, one original each."""
        lines = (line.strip() for line in self.cleaned_data["others"].splitlines())
        return {"new_papers": [Paper(name=line, originals=1) for line in lines if line]}


class RefuseIntakeForm(PlainForm):
    """Why the dossier is not taken in, and where or how to file rightly."""

    note = _note(gettext_lazy("Lý do từ chối"), gettext_lazy("Chưa có lý do. Từ chối phải nêu rõ lý do."))
    legal_ground = forms.CharField(label=gettext_lazy("Căn cứ pháp lý"), required=False, max_length=500)
    guidance = WordsField(label=gettext_lazy("Hướng dẫn người nộp"), required=False, rows=2)


class WithdrawalForm(PlainForm):
    """What the applicant says."""

    note = _note(gettext_lazy("Lý do người nộp nêu"), required=False)


class DecideWithdrawalForm(PlainForm):
    """Whether the applicant may withdraw."""

    agreed = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=(("yes", gettext_lazy("Đồng ý cho rút")), ("no", gettext_lazy("Không đồng ý, giải quyết tiếp"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chưa chọn quyết định.")},
    )
    note = _note(gettext_lazy("Lý do"), required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal to let go gives its reason."""
        good = super().clean() or {}
        if good.get("agreed") == "no" and not good.get("note"):
            self.add_error("note", _("Không đồng ý thì phải nêu lý do."))
        return good

    def values(self) -> dict[str, Any]:
        """The decision as yes or no."""
        return {"agreed": self.cleaned_data["agreed"] == "yes", "note": self.cleaned_data["note"]}


class StopForm(PlainForm):
    """Why the agency stops."""

    reason = forms.ChoiceField(label=gettext_lazy("Căn cứ dừng"), choices=StopReason.choices)
    note = _note(gettext_lazy("Nội dung"), gettext_lazy("Chưa có nội dung. Ghi rõ vì sao dừng giải quyết."))
    legal_ground = forms.CharField(label=gettext_lazy("Căn cứ pháp lý"), required=False, max_length=500)


class HandBackForm(PlainForm):
    """To whom the papers were handed back."""

    note = _note(gettext_lazy("Người nhận lại giấy tờ"), required=False)


class CorrectForm(PlainForm):
    """What is wrong in the result."""

    note = _note(gettext_lazy("Sai sót cần sửa"), gettext_lazy("Chưa ghi sai sót. Ghi rõ sai ở đâu, đúng là gì."))


class ConsultForm(PlainForm):
    """Which unit is asked, what, and until when (Decree 118/2025 article 19(4))."""

    unit_id = forms.ChoiceField(
        label=gettext_lazy("Hỏi đơn vị nào"), error_messages={"required": gettext_lazy("Chưa chọn đơn vị.")}
    )
    note = _note(gettext_lazy("Nội dung cần hỏi"), gettext_lazy("Chưa có nội dung. Ghi rõ cần ý kiến về việc gì."))
    days = forms.IntegerField(
        label=gettext_lazy("Trả lời trong bao nhiêu ngày làm việc"),
        initial=USUAL_DAYS,
        min_value=1,
        max_value=MOST_DAYS,
        error_messages={"required": gettext_lazy("Chưa có số ngày. Nhập số ngày làm việc để trả lời.")},
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Trả lời bằng cách nào"),
        choices=AnswerMode.choices,
        initial=AnswerMode.SYSTEM,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, units: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "unit_id", [("", _("Chọn đơn vị")), *units])

    def values(self) -> dict[str, Any]:
        """The unit as a number."""
        return {**self.cleaned_data, "unit_id": int(self.cleaned_data["unit_id"])}


class AnswerForm(PlainForm):
    """What the asked unit says; which unit, where several were asked."""

    unit_id = forms.ChoiceField(label=gettext_lazy("Ý kiến của"), required=False, widget=forms.RadioSelect)
    stance = forms.ChoiceField(
        label=gettext_lazy("Ý kiến"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chưa chọn ý kiến.")},
    )
    note = _note(gettext_lazy("Nội dung ý kiến"), gettext_lazy("Chưa có nội dung. Ghi ý kiến và căn cứ."))

    def __init__(self, *args: Any, units: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if len(units) > 1:
            choose_from(self, "unit_id", units)
        else:
            del self.fields["unit_id"]

    def values(self) -> dict[str, Any]:
        """The unit as a number, None where nobody had to choose."""
        return {**self.cleaned_data, "unit_id": _id(self.cleaned_data.get("unit_id"))}


class VerifyForm(PlainForm):
    """What is to be verified; if the applicant must attend, where and when (Decree 118/2025 article 19(4)(a))."""

    note = _note(
        gettext_lazy("Nội dung xác minh"),
        gettext_lazy("Chưa có nội dung. Ghi rõ cần xác minh gì, ở đâu."),
        help_text=gettext_lazy("Nếu người nộp phải có mặt, ghi cả thời gian, địa điểm và thành phần."),
    )
    with_applicant = forms.BooleanField(label=gettext_lazy("Người nộp phải có mặt"), required=False)


class FinishVerifyForm(PlainForm):
    """What the verification found."""

    note = _note(gettext_lazy("Kết quả xác minh"), gettext_lazy("Chưa có kết quả. Ghi rõ xác minh được gì."))


class AskPaymentForm(PlainForm):
    """What has to be paid, and how much where it is known."""

    note = _note(
        gettext_lazy("Nghĩa vụ tài chính"), gettext_lazy("Chưa có nội dung. Ghi rõ khoản phải nộp và nơi nộp.")
    )
    amount = forms.IntegerField(label=gettext_lazy("Số tiền (đồng)"), required=False, min_value=1)


class ConfirmPaymentForm(PlainForm):
    """By what the payment is shown."""

    receipt_no = forms.CharField(
        label=gettext_lazy("Số chứng từ"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Cách nộp"),
        choices=[("", gettext_lazy("Chưa rõ")), *PaymentWay.choices],
        required=False,
    )
    note = _note(gettext_lazy("Ghi chú"), required=False)


def _id(text: str | None) -> int | None:
    return int(text) if text else None
