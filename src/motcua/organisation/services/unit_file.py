"""Reading the file of `motcua organisation import` (docs/formats/organisation.md)."""

import csv
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.domain.errors_organisation import FileNotReadable
from motcua.organisation.kinds import CodeScheme, Level
from motcua.organisation.services.unit_import import Row

REQUIRED = ("level", "code", "full_name")


def read_rows(path: Path) -> list[Row]:
    """Read a UTF-8 CSV file (comma or semicolon) with a header; raises FileNotReadable with what to do.

    Columns: `level`, `code`, `full_name`; `scheme` (default `gso`); the unit above is `parent_code`, else for a commune
    `district_code` or `province_code`, for a district `province_code`. Other columns are passed over.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileNotReadable(
            field="file", value=path.name, remedy=_("tệp không mở được. Kiểm tra đường dẫn và quyền đọc.")
        ) from error
    except UnicodeDecodeError as error:
        raise FileNotReadable(
            field="file", value=path.name, remedy=_("tệp không phải UTF-8. Lưu lại dạng “CSV UTF-8”.")
        ) from error
    header = text.split("\n", 1)[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if header.count(";") > header.count(",") else ",")
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise FileNotReadable(
            field="file",
            value=path.name,
            remedy=_("thiếu cột %(names)s. Thêm cột vào dòng đầu.") % {"names": ", ".join(missing)},
        )
    try:
        return [_row(reader.line_num, record) for record in reader]
    except csv.Error as error:
        raise FileNotReadable(
            field="file", value=path.name, remedy=_("có ô quá dài. Kiểm tra dấu ngoặc kép và dấu ngăn cột.")
        ) from error


def _row(line: int, record: Mapping[str, str | None]) -> Row:
    value = {name: (text or "").strip() for name, text in record.items() if isinstance(name, str)}
    level = value["level"].lower()
    return Row(
        line=line,
        level=level,
        scheme=value.get("scheme", "").lower() or CodeScheme.GSO.value,
        code=value["code"].upper(),
        name=value["full_name"],
        parent=_parent(level, value).upper(),
    )


def _parent(level: str, value: Mapping[str, str]) -> str:
    if value.get("parent_code"):
        return value["parent_code"]
    if level == Level.COMMUNE:
        return value.get("district_code") or value.get("province_code") or ""
    return value.get("province_code", "") if level == Level.DISTRICT else ""
