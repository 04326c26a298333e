"""Receipts as PDF/A with a QR code, two copies of A5, each another dossier; beside weasyprint on the same content."""

import time
from datetime import UTC, datetime

import motcua_assets
from benchmarks.rows import Row, decimal, milliseconds, peer
from motcua.documents import papers
from motcua.documents.papers.contracts import FeeLine, Receipt, ReceiptComponent

NUMBER = 200
PEER_NUMBER = 30


def receipt(number: int) -> Receipt:
    """Return the receipt of one dossier with three components."""
    return Receipt(
        parent_agency="Ủy ban nhân dân xã Ba Vì",
        agency="Trung tâm Phục vụ hành chính công",
        place="Ba Vì",
        number=f"{number:05d}/GTN",
        issued_at=datetime(2026, 2, 11, 1, 32, tzinfo=UTC),
        dossier_code=f"H26.145.02-260211-{number:04d}",
        owner=f"Nguyễn Thị Ánh Tuyết {number}",
        submitter="Đặng Quốc Khánh",
        address="Thôn Phú Mỹ, xã Ba Vì, thành phố Hà Nội",
        phone="0912 000 146",
        procedure_name="Đăng ký lại khai sinh",
        procedure_code="1.004884",
        office="Trung tâm Phục vụ hành chính công xã Ba Vì",
        identity="Thẻ căn cước số 001 190 000 146",
        components=tuple(
            ReceiptComponent(name=name, originals=1)
            for name in ("Tờ khai đăng ký lại khai sinh", "Văn bản cam đoan", "Bản sao giấy tờ của người yêu cầu")
        ),
        time_limit="05 ngày làm việc",
        received_at=datetime(2026, 2, 11, 1, 30, tzinfo=UTC),
        due_at=datetime(2026, 2, 25, 1, 30, tzinfo=UTC),
        result_channel="Trực tiếp tại Bộ phận Một cửa",
        fees=(FeeLine(name="Lệ phí", amount=8000),),
        officer="Trần Thị Hoà",
        public_url=f"https://motcua.example/t/5hJ2kQ9vXw7Lr3NzT8p{number:04d}",
    )


def measure() -> list[Row]:
    """Return the median time of one receipt, warm, in one thread."""
    times: list[float] = []
    for number in range(1, NUMBER + 1):
        data = receipt(number)
        started = time.perf_counter()
        papers.render("receipt", "tt03_2025", data)
        times.append(time.perf_counter() - started)
    warm = times[10:]
    other = peer("peers.weasyprint_peer", str(PEER_NUMBER), str(motcua_assets.font_dir()))
    ms = other.get("ms") if other else None
    return [
        Row(
            "receipt PDF/A with QR, two copies, warm: median (p90)",
            f"{decimal(milliseconds(warm), 1)} ms ({decimal(milliseconds(warm, 0.9), 1)} ms)",
            f"weasyprint {decimal(ms)} ms" if ms else "weasyprint not installed, or its system libraries",
            "≤ 25 ms",
        )
    ]
