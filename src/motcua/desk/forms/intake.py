"""Receiving a dossier: what the desk fills in, section by section, and the filing it amounts to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.values import CaseRow, ComponentRow
from motcua.catalogue.vocabulary import Channel
from motcua.desk.forms.party import PartyForm, SubmitterForm
from motcua.dossiers.services.opening import Filing
from motcua.dossiers.services.parties import Paper, Party
from motcua.dossiers.vocabulary import ComponentSource, ResultChannel

COUNTER: Final = (Channel.DIRECT, Channel.POST)
"""Ways in which a dossier comes over the counter; an online one is submitted by its owner."""

NOT_NEEDED: Final = "none"
MOST_PAPERS: Final = 999
LATEST_ENTRY: Final = timedelta(days=30)
"""How long after its receipt a dossier may still be entered."""


class FilingForm(forms.Form):
    """Case, way of filing, sets, what exactly is asked for, how the result is wanted."""

    case = forms.ChoiceField(
        label=gettext_lazy("Trường hợp"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chưa chọn trường hợp. Chọn một trường hợp của thủ tục.")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hình thức nộp"),
        choices=[(c.value, c.label) for c in COUNTER],
        initial=Channel.DIRECT.value,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chưa chọn hình thức nộp.")},
    )
    copies = forms.IntegerField(
        label=gettext_lazy("Số bộ hồ sơ"),
        min_value=1,
        max_value=99,
        initial=1,
        error_messages={
            "required": gettext_lazy("Chưa có số bộ hồ sơ. Nhập từ 1 đến 99."),
            "invalid": gettext_lazy("Số bộ hồ sơ là số nguyên từ 1 đến 99."),
            "min_value": gettext_lazy("Số bộ hồ sơ ít nhất là 1."),
            "max_value": gettext_lazy("Số bộ hồ sơ nhiều nhất là 99."),
        },
    )
    summary = forms.CharField(
        label=gettext_lazy("Nội dung yêu cầu"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("Nhận lúc, nếu nhập bù"),
        required=False,
        input_formats=["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(
            format="%H:%M %d/%m/%Y", attrs={"placeholder": "08:30 11/02/2026", "autocomplete": "off"}
        ),
        help_text=gettext_lazy("Để trống khi nhận ngay bây giờ. Thời hạn tính từ lúc nhận."),
        error_messages={"invalid": gettext_lazy("Nhập giờ và ngày đã nhận, ví dụ 08:30 11/02/2026.")},
    )
    on_behalf = forms.BooleanField(label=gettext_lazy("Nộp thay người khác theo ủy quyền"), required=False)
    result_channel = forms.ChoiceField(
        label=gettext_lazy("Nhận kết quả"),
        choices=ResultChannel.choices,
        initial=ResultChannel.DESK,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chưa chọn cách nhận kết quả.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, cases: Sequence[CaseRow], **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(case.id), case.name or _("Trường hợp chung")) for case in cases]
        field.initial = str(cases[0].id) if cases else None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of the checklist with its three controls; a remark among the papers has none."""

    component: ComponentRow
    received: BoundField | None = None
    originals: BoundField | None = None
    copies: BoundField | None = None
    source: BoundField | None = None


class PapersForm(forms.Form):
    """The checklist of one case: received or not, originals, copies, where each comes from.

    A required paper is received, or said not to be needed in this case; otherwise the dossier is not complete
    (Decree 118/2025 article 17(1)): a supplement is asked for, or the filing refused.
    """

    def __init__(self, data: Mapping[str, Any] | None, components: Sequence[ComponentRow], **options: Any) -> None:
        super().__init__(data, **options)
        self.components = components
        sources = [*ComponentSource.choices, (NOT_NEEDED, _("Không áp dụng"))]
        for row in self._papers():
            self.fields[f"got_{row.id}"] = forms.BooleanField(
                label=_("Đã nhận: %(paper)s") % {"paper": row.name},
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            self.fields[f"originals_{row.id}"] = _count(_("Bản chính"), row, row.originals)
            self.fields[f"copies_{row.id}"] = _count(_("Bản sao"), row, row.copies)
            self.fields[f"source_{row.id}"] = forms.ChoiceField(
                label=_("Nguồn"),
                choices=sources,
                initial=ComponentSource.PAPER.value,
                widget=forms.Select(attrs={"class": "form-select", "aria-label": _labelled(_("Nguồn"), row)}),
            )

    def _papers(self) -> Iterator[ComponentRow]:
        return (row for row in self.components if row.is_document)

    @property
    def rows(self) -> list[PaperRow]:
        """The checklist in its order."""
        return [
            PaperRow(
                row,
                self[f"got_{row.id}"],
                self[f"originals_{row.id}"],
                self[f"copies_{row.id}"],
                self[f"source_{row.id}"],
            )
            if row.is_document
            else PaperRow(row)
            for row in self.components
        ]

    def clean(self) -> dict[str, Any]:
        """A paper ticked as received and said not to be needed, or the other way round, is told."""
        cleaned = super().clean() or {}
        for row in self._papers():
            got, needed = cleaned.get(f"got_{row.id}"), cleaned.get(f"source_{row.id}") != NOT_NEEDED
            if row.required and needed and not got:
                self.add_error(
                    f"got_{row.id}",
                    _("Giấy tờ %(no)s chưa nhận. Nhận rồi đánh dấu, hoặc chọn “Không áp dụng”.") % {"no": row.no},
                )
            if got and not needed:
                self.add_error(
                    f"got_{row.id}", _("Giấy tờ %(no)s vừa đã nhận vừa không áp dụng. Chọn một.") % {"no": row.no}
                )
            if got and needed and not self._number(cleaned, row) and cleaned.get(f"source_{row.id}") == "paper":
                self.add_error(
                    f"originals_{row.id}", _("Giấy tờ %(no)s đã nhận mà chưa có số bản. Nhập số bản.") % {"no": row.no}
                )
        return cleaned

    def _number(self, cleaned: Mapping[str, Any], row: ComponentRow) -> int:
        """How many sheets were handed in; papers whose number the catalogue does not say count as one."""
        if not row.originals and not row.copies:
            return 1
        return (cleaned.get(f"originals_{row.id}") or 0) + (cleaned.get(f"copies_{row.id}") or 0)

    @property
    def required_count(self) -> tuple[int, int]:
        """Required papers ticked so far, and how many there are without those said not to be needed."""
        needed = [r for r in self._papers() if r.required and self[f"source_{r.id}"].value() != NOT_NEEDED]
        return sum(1 for row in needed if self[f"got_{row.id}"].value()), len(needed)

    def papers(self) -> tuple[Paper, ...]:
        """The papers as the dossier keeps them; those not needed are left out."""
        return tuple(
            Paper(
                name=row.name,
                component_id=row.id,
                required=row.required,
                originals=self.cleaned_data.get(f"originals_{row.id}") or 0,
                copies=self.cleaned_data.get(f"copies_{row.id}") or 0,
                source=self.cleaned_data.get(f"source_{row.id}") or ComponentSource.PAPER.value,
                received=bool(self.cleaned_data.get(f"got_{row.id}")),
            )
            for row in self._papers()
            if self.cleaned_data.get(f"source_{row.id}") != NOT_NEEDED
        )


def _labelled(label: str, row: ComponentRow) -> str:
    """The name of a control in the checklist, for those who do not see its row."""
    return _("%(label)s: %(paper)s") % {"label": label, "paper": row.name}


def _count(label: str, row: ComponentRow, initial: int) -> forms.IntegerField:
    most = _("Nhiều nhất %(most)s bản.") % {"most": MOST_PAPERS}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PAPERS,
        required=False,
        initial=initial,
        widget=forms.NumberInput(attrs={"class": "form-control mc-num", "aria-label": _labelled(label, row)}),
        error_messages={"invalid": _("Số bản là số nguyên."), "min_value": _("Số bản từ 0."), "max_value": most},
    )


class Intake:
    """The four forms of one page, bound together: what was typed is shown again as it was, whatever was wrong.

    `data` is checked and its faults are told; `typed` (a draft, a page under way) is only shown.
    """

    def __init__(
        self,
        cases: Sequence[CaseRow],
        on: date,
        *,
        data: Mapping[str, Any] | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        self.cases = cases
        self.filing = FilingForm(data, cases, initial=typed)
        self.case = self._case()
        self.papers = PapersForm(data, self.case.components if self.case else (), initial=typed)
        self.owner = PartyForm(data, on=on, prefix="owner", initial=_of("owner-", typed))
        self.submitter = SubmitterForm(
            data if self.on_behalf else None, on=on, prefix="submitter", initial=_of("submitter-", typed or data)
        )

    def _case(self) -> CaseRow | None:
        chosen = str(self.filing["case"].value() or "")
        return next((case for case in self.cases if str(case.id) == chosen), self.cases[0] if self.cases else None)

    @property
    def on_behalf(self) -> bool:
        """Whether somebody else brings it."""
        return bool(self.filing["on_behalf"].value())

    @property
    def channel(self) -> str:
        """How it is filed, as far as chosen."""
        value = str(self.filing["channel"].value() or "")
        return value if value in {c.value for c in COUNTER} else Channel.DIRECT.value

    @property
    def forms(self) -> list[forms.Form]:
        """The forms in the order of the page."""
        return [self.filing, self.papers, self.owner, *([self.submitter] if self.on_behalf else [])]

    @property
    def shown(self) -> dict[str, Any]:
        """What the page shows, by field name, defaults included: as if it were sent now."""
        every = [self.filing, self.papers, self.owner, self.submitter]
        values = {bound.html_name: bound.value() for form in every for bound in form}
        return {name: value for name, value in values.items() if value not in (None, False)}

    def is_valid(self) -> bool:
        """Check every form, also after the first fault, so that all faults are told at once."""
        good = [form.is_valid() for form in self.forms]
        if self.on_behalf and self.owner.is_valid() and self.submitter.is_valid() and self._same_person():
            self.submitter.add_error(
                "identity_number", _("Người nộp thay trùng với chủ hồ sơ. Bỏ dấu “Nộp thay” hoặc nhập người khác.")
            )
            return False
        return all(good)

    def is_valid_without_papers(self) -> bool:
        """Check everything but the checklist: for what is handed in and not accepted yet."""
        good = [form.is_valid() for form in self.forms if form is not self.papers]
        self.papers.is_valid()
        self.papers.errors.clear()
        return all(good)

    def _same_person(self) -> bool:
        mine, other = self.owner.cleaned_data, self.submitter.cleaned_data
        return (mine["identity_kind"], mine["identity_number"]) == (other["identity_kind"], other["identity_number"])

    def received(self, at: datetime) -> datetime | None:
        """When it was received: the instant told for a late entry, else `at`; None when it was told wrongly.

        Only after `is_valid`; the fault is placed at its field.
        """
        told: datetime | None = self.filing.cleaned_data.get("received_at")
        if told is None or timedelta(0) <= at - told <= LATEST_ENTRY:
            return told or at
        late = told < at
        self.filing.add_error(
            "received_at",
            _("Nhập bù nhiều nhất 30 ngày. Hồ sơ nhận lâu hơn phải báo người đứng đầu Bộ phận Một cửa.")
            if late
            else _("Lúc nhận ở sau lúc này. Nhập giờ và ngày đã nhận, hoặc để trống."),
        )
        return None

    def place_error(self, field: str, message: str) -> None:
        """Put an error of the domain at its field (`owner_phone`, `channel`), else on top."""
        for prefix, form in (("owner_", self.owner), ("submitter_", self.submitter), ("", self.filing)):
            name = field.removeprefix(prefix)
            if field.startswith(prefix) and name in form.fields:
                form.add_error(name, message)
                return
        self.filing.add_error(None, message)

    def filed(self, offering_id: int) -> Filing:
        """The filing that these forms say; only after `is_valid`."""
        values = self.filing.cleaned_data
        return Filing(
            offering_id=offering_id,
            case_id=int(values["case"]),
            channel=values["channel"],
            owner=_party(self.owner),
            submitter=_party(self.submitter) if self.on_behalf else None,
            papers=self.papers.papers(),
            result_channel=values["result_channel"],
            summary=values["summary"],
            copies=values["copies"],
        )


def _of(prefix: str, typed: Mapping[str, Any] | None) -> dict[str, Any]:
    """The values of one form out of everything typed."""
    return {name.removeprefix(prefix): value for name, value in (typed or {}).items() if name.startswith(prefix)}


def _party(form: PartyForm) -> Party:
    return Party(**form.cleaned_data)
