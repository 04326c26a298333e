"""What each paper needs: one frozen dataclass per paper, the contract between who issues and who typesets.

Text is plain text (never markup), empty when unknown; instants are aware datetimes; a field that is empty or None is
left out of the print. `number` and `issued_at` are filled when the paper is issued. The fields are those of forms in
use after Circular 01/2018/TT-VPCP (mot-cua-rules 2.1).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar


class PaperKind(StrEnum):
    """The papers that exist, by what they are; their numbers depend on the form set."""

    RECEIPT = "receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL_SLIP = "control_slip"
    REGISTER = "register"
    EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the head of every paper says (Decree 30/2020/NĐ-CP): who issues, where, number, date."""

    kind: ClassVar[PaperKind]

    parent_agency: str
    """The agency above the issuing one, first line at the left: `Ủy ban nhân dân xã Ba Vì`; may be empty."""
    agency: str
    """The issuing agency: `Trung tâm Phục vụ hành chính công`."""
    place: str
    """The place before the date: `Ba Vì`."""
    number: str = ""
    issued_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPaper(Paper):
    """What every paper about one dossier says."""

    dossier_code: str
    """Empty only before a code was given (supplement or refusal at the counter)."""
    owner: str
    """Chủ hồ sơ."""
    procedure_name: str
    procedure_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantPaper(DossierPaper):
    """What every paper handed to who files says besides."""

    submitter: str
    """Người nộp; printed apart when it is not the owner."""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptComponent:
    """One paper handed in: how many originals, certified copies, photocopies, electronic files."""

    name: str
    originals: int = 0
    certified: int = 0
    photocopies: int = 0
    electronic: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One fee in đồng."""

    name: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(ApplicantPaper):
    """Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, two copies."""

    kind: ClassVar[PaperKind] = PaperKind.RECEIPT

    office: str
    """The counter that received: Bộ phận tiếp nhận và trả kết quả."""
    office_phone: str = ""
    identity: str = ""
    """Kind and number of the owner's paper: `CCCD 034…`."""
    case: str = ""
    components: tuple[ReceiptComponent, ...]
    sets: int = 1
    time_limit: str
    """The limit in words: `05 ngày làm việc`."""
    received_at: datetime
    due_at: datetime | None
    """None only when the result was given at once."""
    due_provisional: bool = False
    """The calendar of the due date's year is not confirmed: the date is marked «tạm tính»."""
    result_channel: str = ""
    result_place: str = ""
    fees: tuple[FeeLine, ...] = ()
    fee_note: str = ""
    """Printed when there is no fee line: `Không thu`."""
    book: str = ""
    entry_no: str = ""
    round: int = 1
    """2 and more for a receipt given again, after a supplement."""
    officer: str
    public_url: str = ""
    """The dossier's public address, drawn as a QR code."""
    lookup_address: str = ""
    """The page where the code can be typed, printed without scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementItem:
    """One thing to complete."""

    name: str
    quantity: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequest(ApplicantPaper):
    """Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""

    kind: ClassVar[PaperKind] = PaperKind.SUPPLEMENT_REQUEST

    received_at: datetime | None = None
    items: tuple[SupplementItem, ...]
    reason: str
    legal_ground: str = ""
    respond_by: date | None = None
    """The last day before the dossier is closed (15 days after the notice, Decree 118/2025 art. 19(5))."""
    contact_officer: str = ""
    contact_phone: str = ""
    signer: str
    signer_role: str = "Người hướng dẫn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(ApplicantPaper):
    """Mẫu 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ."""

    kind: ClassVar[PaperKind] = PaperKind.REFUSAL

    office: str
    submitted_at: datetime | None = None
    reason: str
    legal_ground: str = ""
    guidance: str = ""
    """Where or how to file rightly."""
    signer: str
    signer_role: str = "Người tiếp nhận hồ sơ"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyLetter(ApplicantPaper):
    """Mẫu 04: Phiếu xin lỗi và hẹn lại ngày trả kết quả (2018), Văn bản xin lỗi và đề nghị gia hạn (2025)."""

    kind: ClassVar[PaperKind] = PaperKind.APOLOGY

    received_at: datetime
    due_at: datetime
    """The date that is missed."""
    body: str
    """Why, how long, and the apology; paragraphs stand apart by an empty line."""
    new_due_at: datetime | None = None
    """None where no new date is promised: the result is there, or the dossier runs on another date."""
    office: str
    """Where the result is handed out and questions are answered."""
    office_phone: str = ""
    signer: str
    signer_role: str


class StopGround(StrEnum):
    """Why a dossier is stopped."""

    APPLICANT = "applicant"
    AGENCY = "agency"
    NO_SUPPLEMENT = "no_supplement"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNotice(ApplicantPaper):
    """Mẫu 05 (2025): Thông báo dừng giải quyết hồ sơ."""

    kind: ClassVar[PaperKind] = PaperKind.STOP_NOTICE

    received_at: datetime
    stopped_at: datetime
    ground: StopGround
    requested_at: datetime | None = None
    """When the applicant asked, for the ground APPLICANT."""
    reason: str
    legal_ground: str = ""
    stage: str = ""
    papers_treatment: str = ""
    fee_treatment: str = ""
    contact_officer: str = ""
    contact_phone: str = ""
    signer: str
    signer_role: str


class HandoverResult(StrEnum):
    """How the giving unit kept its limit at a hand-over."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    NONE = "none"
    """Nothing to measure: the first hand-over, or a step without a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One hand-over of the dossier from hand to hand."""

    step: str = ""
    giver_agency: str
    receiver_agency: str
    at: datetime
    giver: str = ""
    receiver: str = ""
    result: HandoverResult = HandoverResult.NONE
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSlip(DossierPaper):
    """Mẫu 05 (2018), 06 (2025): Phiếu kiểm soát quá trình giải quyết hồ sơ; a row per hand-over, only ever added to."""

    kind: ClassVar[PaperKind] = PaperKind.CONTROL_SLIP

    received_at: datetime
    due_at: datetime | None
    due_provisional: bool = False
    handling_agency: str
    cooperating_agencies: tuple[str, ...] = ()
    handovers: tuple[Handover, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One dossier in the register."""

    no: int
    dossier_code: str
    procedure_name: str
    sets: int = 1
    owner: str
    address: str = ""
    phone: str = ""
    handling_agency: str = ""
    received_at: datetime
    due_at: datetime | None = None
    due_provisional: bool = False
    result_received_at: datetime | None = None
    returned_at: datetime | None = None
    return_channel: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Paper):
    """Mẫu 06 (2018), 07 (2025): Sổ theo dõi hồ sơ of the days `period_from` to `period_to`, both included."""

    kind: ClassVar[PaperKind] = PaperKind.REGISTER

    book: str = ""
    period_from: date
    period_to: date
    rows: tuple[RegisterRow, ...]
    signer: str = ""
    signer_role: str = "Người đứng đầu Bộ phận Một cửa"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCalendar:
    """A calendar version that counted, since when, and the decision behind it."""

    since: datetime
    name: str
    number: str
    decision: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line of the derivation; `counted` is what it adds, in words."""

    starts: datetime
    ends: datetime
    instant: bool
    counted: str = ""
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDay:
    """One day of the running term: what it is, which hours counted, what it adds, the sum so far."""

    on: date
    what: str
    source: str = ""
    hours: str = ""
    amount: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetStep:
    """One stay at a step, with its own limit."""

    no: int
    name: str
    who: str = ""
    since: datetime
    until: datetime | None = None
    limit: str
    used: str
    due_at: datetime
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLeg:
    """Consecutive stays in one unit; `used` in working time, in words."""

    no: int
    unit: str
    since: datetime
    until: datetime | None = None
    used: str
    late_steps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationSheet(Paper):
    """Bảng tính hạn trả kết quả: why a dossier is due when it is, for a dispute; no form of a circular.

    Given to the public it names nobody and not what the dossier is for: owner, procedure and maker stay empty.
    """

    kind: ClassVar[PaperKind] = PaperKind.EXPLANATION

    dossier_code: str
    owner: str = ""
    procedure_name: str = ""
    procedure_code: str = ""
    received_at: datetime | None
    time_limit: str
    rule_set: str
    promised_at: datetime | None = None
    due_at: datetime | None = None
    due_provisional: bool = False
    first_due_at: datetime | None = None
    statutory_due_at: datetime | None = None
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    late: bool = False
    calendars: tuple[SheetCalendar, ...] = ()
    lines: tuple[SheetLine, ...]
    days: tuple[SheetDay, ...] = ()
    steps: tuple[SheetStep, ...] = ()
    legs: tuple[SheetLeg, ...] = ()
    parallel: tuple[SheetStep, ...] = ()
    """Parts that other units did at the same time, each with its own limit; `name` is the unit."""

    made_by: str = ""
    public_url: str = ""
    """The dossier's public page, drawn as a QR code."""
