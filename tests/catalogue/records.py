"""Small made-up records in the shape of the national catalogue."""

import gzip
import json
from pathlib import Path
from typing import Any


def method(channel: str = "Trực tiếp", amount: object = 5.0, unit: str | None = "Ngày làm việc", **more: Any) -> Any:
    return {"channel": channel, "amount": amount, "unit": unit, "note": None, "fee": "Miễn phí", "text": ""} | more


def record(code: str = "9.000001", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": "Thủ tục  thử nghiệm\u00a0cấp sổ theo dõi",
        "field": "Thử nghiệm",
        "decision_no": "1/QĐ-THU",
        "levels": ["Cấp xã", "Cấp tỉnh"],
        "kind": "Loại khác",
        "applicants": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "competent_agency": "Ủy ban nhân dân cấp xã",
        "executing_agency": "Không có thông tin",
        "receiving_address": "",
        "coordinating_agency": "",
        "methods": [method(), method("Trực tuyến")],
        "methods_parse": "ok",
        "cases": [
            {
                "case": None,
                "components": [
                    {"name": "Tờ khai", "originals": 1, "copies": 0},
                    {"name": "Lưu ý: mang theo giấy tờ tùy thân", "originals": 0, "copies": 0},
                ],
            }
        ],
        "components_parse": "ok",
        "steps_text": "Bước 1",
        "methods_text": "Hình thức nộpThời gian",
        "components_text": "",
        "legal_text": "",
        "conditions": "Không có thông tin",
        "result_text": "Sổ theo dõiMã: KQ.G15.000999Từ khóaKhông có thông tin",
        "related": "",
        "source_url": "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/thu",
    } | more


def write_file(folder: Path, *lines: Any, name: str = "danh-muc.jsonl") -> Path:
    """A file of records, one a line; text lines stand as they are; `.gz` is packed."""
    content = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path = folder / name
    path.write_bytes(gzip.compress(content.encode()) if name.endswith(".gz") else content.encode())
    return path
