"""The form sets: which paper has which number, title and layout in which circular, and which does not exist there.

Circular 01/2018/TT-VPCP art. 9, Circular 03/2025/TT-VPCP annex I (mot-cua-rules 2.1).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from motcua.documents.papers.contracts import PaperKind
from motcua.domain import errors
from motcua.domain.texts import gettext_noop

TT01_2018 = "tt01_2018"
TT03_2025 = "tt03_2025"

ACTS = {TT01_2018: "Thông tư 01/2018/TT-VPCP", TT03_2025: "Thông tư 03/2025/TT-VPCP"}
"""The circular behind each form set, as printed at the foot of its papers."""

TT03_2025_FROM = datetime(2025, 9, 14, 17, tzinfo=UTC)
"""Midnight of 15/9/2025 in Vietnam, the date of Circular 03/2025: when it took effect was not found in a source."""

TEMPLATES = Path(__file__).resolve().parent.parent / "typst"

_TITLES = {
    PaperKind.RECEIPT: gettext_noop("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    PaperKind.SUPPLEMENT_REQUEST: gettext_noop("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    PaperKind.REFUSAL: gettext_noop("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    PaperKind.APOLOGY: gettext_noop("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    PaperKind.STOP_NOTICE: gettext_noop("Thông báo dừng giải quyết hồ sơ"),
    PaperKind.CONTROL_SLIP: gettext_noop("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    PaperKind.REGISTER: gettext_noop("Sổ theo dõi hồ sơ"),
    PaperKind.EXPLANATION: gettext_noop("Bảng tính hạn trả kết quả"),
}
_OTHER_TITLES = {
    (PaperKind.APOLOGY, TT01_2018): gettext_noop("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
}
"""Titles of one form set that differ from the present one."""
_NUMBERS = {
    TT01_2018: {
        PaperKind.RECEIPT: "01",
        PaperKind.SUPPLEMENT_REQUEST: "02",
        PaperKind.REFUSAL: "03",
        PaperKind.APOLOGY: "04",
        PaperKind.CONTROL_SLIP: "05",
        PaperKind.REGISTER: "06",
    },
    TT03_2025: {
        PaperKind.RECEIPT: "01",
        PaperKind.SUPPLEMENT_REQUEST: "02",
        PaperKind.REFUSAL: "03",
        PaperKind.APOLOGY: "04",
        PaperKind.STOP_NOTICE: "05",
        PaperKind.CONTROL_SLIP: "06",
        PaperKind.REGISTER: "07",
    },
}
_SUFFIXES = {
    PaperKind.RECEIPT: "GTN",
    PaperKind.SUPPLEMENT_REQUEST: "PYC",
    PaperKind.REFUSAL: "PTC",
    PaperKind.APOLOGY: "PXL",
    PaperKind.STOP_NOTICE: "TBD",
    PaperKind.CONTROL_SLIP: "PKS",
    PaperKind.REGISTER: "STD",
}
_OWN = frozenset({PaperKind.EXPLANATION})
"""Papers of ours that no circular has a form for: they stand in every form set, without a number."""

_OWN_ACT = "Bảng do phần mềm lập, không thuộc mẫu của Thông tư"

_COPIES = {PaperKind.RECEIPT: ("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ")}

_A4 = frozenset({PaperKind.REGISTER, PaperKind.EXPLANATION})


@dataclass(frozen=True, slots=True)
class Form:
    """One paper of one form set."""

    kind: PaperKind
    form_set: str
    number: str
    """Number of the form in its circular: `01`; empty for a paper that no circular knows."""
    title: str
    """The msgid, Vietnamese as printed; pages translate it."""
    act: str
    suffix: str
    """What stands after the slash in the paper's number: `00042/GTN`."""
    page: str
    """Page size as the typesetter calls it: `a5`, `a4`."""
    copies: tuple[str, ...]
    """The mark of each printed copy; one empty mark for a paper of one copy."""
    template: Path


def _form(kind: PaperKind, form_set: str, number: str) -> Form:
    return Form(
        kind=kind,
        form_set=form_set,
        number=number,
        title=_OTHER_TITLES.get((kind, form_set), _TITLES[kind]),
        act=_OWN_ACT if kind in _OWN else ACTS[form_set],
        suffix=_SUFFIXES.get(kind, ""),
        page="a4" if kind in _A4 else "a5",
        copies=_COPIES.get(kind, ("",)),
        template=TEMPLATES / form_set / f"{kind.value}.typ",
    )


FORMS = {
    (kind.value, form_set): _form(kind, form_set, number)
    for form_set, numbers in _NUMBERS.items()
    for kind, number in (numbers | dict.fromkeys(_OWN, "")).items()
}
"""Every form that exists, by (paper, form set)."""


def exists(paper: str, form_set: str) -> bool:
    """Tell whether the form set has this paper."""
    return (paper, form_set) in FORMS


def form_of(paper: str, form_set: str) -> Form:
    """Return the form; raises PaperUnknown when the form set has none (the stop notice before 2025)."""
    try:
        return FORMS[paper, form_set]
    except KeyError:
        raise errors.PaperUnknown(paper=paper, form_set=form_set) from None


def form_set_at(accepted_at: datetime) -> str:
    """Return the form set to pin on a dossier accepted at that instant."""
    return TT03_2025 if accepted_at >= TT03_2025_FROM else TT01_2018
