"""One full and one sparse example of every paper."""

from dataclasses import replace
from datetime import UTC, date, datetime

from motcua.documents.papers.contracts import (
    ApologyLetter,
    ControlSlip,
    ExplanationSheet,
    FeeLine,
    Handover,
    HandoverResult,
    Paper,
    Receipt,
    ReceiptComponent,
    Refusal,
    Register,
    RegisterRow,
    SheetCalendar,
    SheetDay,
    SheetLeg,
    SheetLine,
    SheetStep,
    StopGround,
    StopNotice,
    SupplementItem,
    SupplementRequest,
)

RECEIVED = datetime(2026, 2, 11, 1, 30, tzinfo=UTC)
DUE = datetime(2026, 2, 25, 1, 30, tzinfo=UTC)
ADDRESS = "https://motcua.ba-vi.example/t/5hJ2kQ9vXw7Lr3NzT8pYbA"

HEAD = {
    "parent_agency": "Ủy ban nhân dân xã Ba Vì",
    "agency": "Trung tâm Phục vụ hành chính công",
    "place": "Ba Vì",
}
DOSSIER = HEAD | {
    "dossier_code": "H26.145.02-260211-0042",
    "owner": "Nguyễn Thị Ánh Tuyết",
    "procedure_name": "Đăng ký lại khai sinh",
    "procedure_code": "1.004884",
}
FILED = DOSSIER | {
    "submitter": "Đặng Quốc Khánh",
    "address": "Thôn Phú Mỹ, xã Ba Vì, thành phố Hà Nội",
    "phone": "0912 000 146",
    "email": "anh.tuyet@thu.example",
}

RECEIPT = Receipt(
    **FILED,  # type: ignore[arg-type]
    office="Trung tâm Phục vụ hành chính công xã Ba Vì",
    office_phone="024 3386 0000",
    identity="Thẻ căn cước số 001 190 000 146",
    case="Người yêu cầu không còn bản chính giấy khai sinh",
    components=(
        ReceiptComponent(name="Tờ khai đăng ký lại khai sinh theo mẫu", originals=1),
        ReceiptComponent(
            name="Bản sao toàn bộ hồ sơ, giấy tờ của người yêu cầu hoặc hồ sơ, giấy tờ, tài liệu khác trong đó có các "
            "thông tin liên quan đến nội dung khai sinh",
            certified=1,
            photocopies=2,
        ),
        ReceiptComponent(name="Thẻ căn cước của người yêu cầu", electronic=1, note="tra cứu từ cơ sở dữ liệu dân cư"),
    ),
    time_limit="05 ngày làm việc",
    received_at=RECEIVED,
    due_at=DUE,
    result_channel="Trực tiếp tại Bộ phận Một cửa",
    result_place="Quầy số 2, Trung tâm Phục vụ hành chính công xã Ba Vì",
    fees=(FeeLine(name="Lệ phí đăng ký lại khai sinh", amount=8000),),
    book="01/2026",
    entry_no="412",
    officer="Trần Thị Hoà",
    public_url=ADDRESS,
    lookup_address="motcua.ba-vi.example/tra-cuu",
)
SUPPLEMENT_REQUEST = SupplementRequest(
    **FILED,  # type: ignore[arg-type]
    received_at=RECEIVED,
    items=(
        SupplementItem(
            name="Tờ khai đăng ký lại khai sinh",
            quantity=1,
            problem="Chưa ghi nơi sinh theo đơn vị hành chính hiện nay; chưa ký.",
        ),
        SupplementItem(name="Văn bản cam đoan", problem="Chưa có trong hồ sơ."),
    ),
    reason="Thông tin trong tờ khai chưa đủ để đối chiếu với sổ hộ tịch.\nVăn bản cam đoan là thành phần bắt buộc.",
    legal_ground="Điều 26 Nghị định 123/2015/NĐ-CP",
    respond_by=date(2026, 2, 26),
    contact_officer="Lê Văn Ước",
    contact_phone="024 3386 0001",
    signer="Trần Thị Hoà",
)
REFUSAL = Refusal(
    **FILED,  # type: ignore[arg-type]
    office="Trung tâm Phục vụ hành chính công xã Ba Vì",
    submitted_at=RECEIVED,
    reason="Người yêu cầu đã đăng ký khai sinh tại xã khác và sổ hộ tịch còn lưu giữ; thủ tục đăng ký lại khai sinh "
    "chỉ áp dụng khi sổ hộ tịch và bản chính giấy tờ hộ tịch đều đã mất.",
    legal_ground="Khoản 1 Điều 24 Nghị định 123/2015/NĐ-CP",
    guidance="Nộp hồ sơ cấp bản sao trích lục hộ tịch tại nơi đang lưu sổ, hoặc trực tuyến trên Cổng Dịch vụ công "
    "quốc gia.",
    signer="Trần Thị Hoà",
)
APOLOGY = ApologyLetter(
    **FILED,  # type: ignore[arg-type]
    received_at=RECEIVED,
    due_at=DUE,
    body="Ủy ban nhân dân xã Ba Vì không giải quyết kịp hồ sơ theo ngày hẹn này. Chúng tôi chân thành xin lỗi ông "
    "(bà).\n\nHồ sơ chậm ở bước “Thẩm định”: bước này đã mất 3 ngày làm việc, quy định là 2 ngày. Nguyên nhân: việc "
    "xác minh, kiểm tra thực tế cần nhiều thời gian hơn dự kiến.\n\nÔng (bà) không phải nộp thêm giấy tờ hay chi phí "
    "nào vì việc chậm trễ này.",
    new_due_at=datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
    office="Trung tâm Phục vụ hành chính công xã Ba Vì",
    office_phone="024 3386 0000",
    signer="Phạm Đức Hiếu",
    signer_role="Chủ tịch",
)
STOP_NOTICE = StopNotice(
    **FILED,  # type: ignore[arg-type]
    received_at=RECEIVED,
    stopped_at=datetime(2026, 2, 24, 3, 5, tzinfo=UTC),
    ground=StopGround.APPLICANT,
    requested_at=datetime(2026, 2, 23, 8, 0, tzinfo=UTC),
    reason="Người nộp hồ sơ đã tìm lại được bản chính giấy khai sinh.",
    legal_ground="Điều 21 Nghị định 118/2025/NĐ-CP",
    stage="Thẩm định hồ sơ, phòng Văn hóa – Xã hội",
    papers_treatment="Trả lại toàn bộ giấy tờ gốc; lưu bản quét theo quy định.",
    fee_treatment="Hoàn trả 8.000 đồng.",
    contact_officer="Lê Văn Ước",
    contact_phone="024 3386 0001",
    signer="Phạm Đức Hiếu",
    signer_role="Phó Giám đốc",
)
CONTROL_SLIP = ControlSlip(
    **DOSSIER,  # type: ignore[arg-type]
    received_at=RECEIVED,
    due_at=DUE,
    handling_agency="Phòng Văn hóa – Xã hội",
    cooperating_agencies=("Công an xã Ba Vì", "Ủy ban nhân dân xã Yên Bài"),
    handovers=(
        Handover(
            step="Tiếp nhận",
            giver_agency="Trung tâm Phục vụ hành chính công",
            receiver_agency="Phòng Văn hóa – Xã hội",
            at=datetime(2026, 2, 11, 1, 45, tzinfo=UTC),
            giver="Trần Thị Hoà",
            receiver="Vũ Hải Yến",
            result=HandoverResult.ON_TIME,
        ),
        Handover(
            step="Phân công",
            giver_agency="Phòng Văn hóa – Xã hội",
            receiver_agency="Phòng Văn hóa – Xã hội",
            at=datetime(2026, 2, 11, 7, 10, tzinfo=UTC),
            giver="Vũ Hải Yến",
            receiver="Lê Văn Ước",
            result=HandoverResult.EARLY,
        ),
        Handover(
            step="Thẩm định",
            giver_agency="Phòng Văn hóa – Xã hội",
            receiver_agency="Ủy ban nhân dân xã Ba Vì",
            at=datetime(2026, 2, 24, 9, 40, tzinfo=UTC),
            giver="Lê Văn Ước",
            receiver="Phạm Đức Hiếu",
            result=HandoverResult.LATE,
            note="Chờ xác minh của xã Yên Bài",
        ),
    ),
)
EXPLANATION = ExplanationSheet(
    **DOSSIER,  # type: ignore[arg-type]
    issued_at=datetime(2026, 2, 24, 4, 0, tzinfo=UTC),
    received_at=RECEIVED,
    time_limit="5 ngày làm việc, tính theo giờ làm việc",
    rule_set="NĐ 118/2025/NĐ-CP, Điều 17–23",
    promised_at=DUE,
    due_at=datetime(2026, 2, 26, 1, 30, tzinfo=UTC),
    due_provisional=True,
    first_due_at=DUE,
    statutory_due_at=datetime(2026, 2, 26, 1, 30, tzinfo=UTC),
    paused_at=datetime(2026, 2, 24, 2, 0, tzinfo=UTC),
    calendars=(
        SheetCalendar(
            since=RECEIVED,
            name="Lịch làm việc toàn quốc",
            number="3",
            decision="Quyết định 12/QĐ-UBND",
            published_at=datetime(2026, 1, 5, 1, 0, tzinfo=UTC),
        ),
    ),
    lines=(
        SheetLine(starts=RECEIVED, ends=RECEIVED, instant=True, text="Tiếp nhận hồ sơ đầy đủ, hợp lệ."),
        SheetLine(
            starts=RECEIVED,
            ends=datetime(2026, 2, 13, 10, 0, tzinfo=UTC),
            instant=False,
            counted="2 ngày 6 giờ",
            text="Từ 08:30 thứ Tư 11/02/2026 đến 17:00 thứ Sáu 13/02/2026: tính 2 ngày 6 giờ.",
        ),
        SheetLine(
            starts=datetime(2026, 2, 16, 17, 0, tzinfo=UTC),
            ends=datetime(2026, 2, 17, 17, 0, tzinfo=UTC),
            instant=False,
            text="17/02/2026: Tết Nguyên đán, không tính. Căn cứ: Bộ luật Lao động 2019, Điều 112.",
        ),
        SheetLine(starts=DUE, ends=DUE, instant=True, text="Hạn trả kết quả: 08:30 thứ Tư 25/02/2026.", strong=True),
    ),
    days=(
        SheetDay(on=date(2026, 2, 11), what="Ngày làm việc", hours="08:30–11:30", amount="3 giờ", total="3 giờ"),
        SheetDay(on=date(2026, 2, 17), what="Tết Nguyên đán", source="Điều 112", amount="0", total="3 giờ"),
    ),
    steps=(
        SheetStep(
            no=1,
            name="Tiếp nhận hồ sơ",
            who="Trần Thị Hoà, Trung tâm Phục vụ hành chính công",
            since=RECEIVED,
            until=DUE,
            limit="4 giờ làm việc",
            used="5 giờ",
            due_at=RECEIVED,
            late=True,
        ),
        SheetStep(
            no=2,
            name="Thẩm định",
            who="",
            since=RECEIVED,
            limit="2 ngày làm việc",
            used="1 giờ",
            due_at=DUE,
            late=False,
        ),
    ),
    legs=(
        SheetLeg(no=1, unit="Trung tâm Phục vụ hành chính công", since=RECEIVED, until=DUE, used="5 giờ", late_steps=1),
        SheetLeg(no=2, unit="Phòng Văn hóa – Xã hội", since=RECEIVED, used="1 giờ"),
    ),
    parallel=(
        SheetStep(
            no=1,
            name="Phòng Văn hóa – Xã hội",
            who="Cao Thùy Dương",
            since=RECEIVED,
            limit="3 ngày làm việc",
            used="1 ngày",
            due_at=DUE,
            late=True,
        ),
    ),
    made_by="Trần Thị Hoà",
    public_url=ADDRESS,
)


def register(count: int) -> Register:
    """A register of so many dossiers."""
    row = RegisterRow(
        no=1,
        dossier_code="H26.145.02-260211-0042",
        procedure_name="Đăng ký lại khai sinh",
        owner="Nguyễn Thị Ánh Tuyết",
        address="Thôn Phú Mỹ, xã Ba Vì, thành phố Hà Nội",
        phone="0912 000 146",
        handling_agency="Phòng Văn hóa – Xã hội",
        received_at=RECEIVED,
        due_at=DUE,
        result_received_at=datetime(2026, 2, 24, 9, 0, tzinfo=UTC),
        returned_at=datetime(2026, 2, 24, 9, 30, tzinfo=UTC),
        return_channel="Trực tiếp",
    )
    other = replace(
        row,
        procedure_name="Chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất, nhà ở",
        owner="Công ty trách nhiệm hữu hạn thương mại và dịch vụ Phương Đông",
        due_at=datetime(2027, 2, 25, 10, 0, tzinfo=UTC),
        due_provisional=True,
        result_received_at=None,
        returned_at=None,
        return_channel="",
        note="Đã bổ sung 01 lần",
    )
    rows = tuple(
        replace(other if index % 3 == 2 else row, no=index + 1, dossier_code=f"H26.145.02-260211-{index + 1:04d}")
        for index in range(count)
    )
    return Register(
        **HEAD,
        issued_at=datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
        book="01/2026",
        period_from=date(2026, 2, 1),
        period_to=date(2026, 2, 28),
        rows=rows,
        signer="Phạm Đức Hiếu",
        signer_role="Giám đốc Trung tâm",
    )


ISSUED = datetime(2026, 2, 11, 1, 32, tzinfo=UTC)
FULL: tuple[Paper, ...] = (
    *(
        replace(paper, number=number, issued_at=ISSUED)
        for paper, number in (
            (RECEIPT, "00042/GTN"),
            (SUPPLEMENT_REQUEST, "00018/PYC"),
            (REFUSAL, "00003/PTC"),
            (APOLOGY, "00004/PXL"),
            (STOP_NOTICE, "00001/TBD"),
            (CONTROL_SLIP, "00042/PKS"),
        )
    ),
    EXPLANATION,
    register(25),
)

_BARE = {
    "parent_agency": "",
    "agency": "Ủy ban nhân dân xã Ba Vì",
    "place": "",
    "dossier_code": "H26.145.02-260211-0042",
    "owner": "Lý A",
    "procedure_name": "Chứng thực chữ ký",
}
_BARE_FILED = _BARE | {"submitter": "Lý A"}
SPARSE: tuple[Paper, ...] = (
    Receipt(
        **_BARE_FILED,  # type: ignore[arg-type]
        office="Bộ phận Một cửa",
        components=(),
        time_limit="Trong ngày",
        received_at=RECEIVED,
        due_at=None,
        officer="",
    ),
    SupplementRequest(**_BARE_FILED | {"dossier_code": ""}, items=(), reason="", signer=""),  # type: ignore[arg-type]
    Refusal(**_BARE_FILED | {"dossier_code": ""}, office="Bộ phận Một cửa", reason="", signer=""),  # type: ignore[arg-type]
    ApologyLetter(
        **_BARE_FILED,  # type: ignore[arg-type]
        received_at=RECEIVED,
        due_at=DUE,
        body="Chúng tôi xin lỗi.",
        office="Bộ phận Một cửa",
        signer="",
        signer_role="Chủ tịch",
    ),
    StopNotice(
        **_BARE_FILED,  # type: ignore[arg-type]
        received_at=RECEIVED,
        stopped_at=DUE,
        ground=StopGround.NO_SUPPLEMENT,
        reason="",
        signer="",
        signer_role="Giám đốc",
    ),
    ControlSlip(
        **_BARE,  # type: ignore[arg-type]
        received_at=RECEIVED,
        due_at=None,
        handling_agency="Văn phòng",
        handovers=(),
    ),
    ExplanationSheet(
        parent_agency="",
        agency="Ủy ban nhân dân xã Ba Vì",
        place="",
        dossier_code="H26.145.02-260211-0042",
        received_at=None,
        time_limit="",
        rule_set="Theo hẹn của hệ thống trước",
        lines=(),
    ),
    Register(
        parent_agency="",
        agency="Ủy ban nhân dân xã Ba Vì",
        place="",
        period_from=date(2026, 2, 1),
        period_to=date(2026, 2, 28),
        rows=(),
    ),
)
