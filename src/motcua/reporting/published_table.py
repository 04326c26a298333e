"""Reading a published table (docs/formats/published-table.md): every line becomes a row or a reason why not."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from motcua.common.folding import fold
from motcua.domain.consistency import strays
from motcua.domain.errors import FileUnreadable
from motcua.domain.published import Column, Count, Qualifier, Rate, TableRow

MOST_BYTES: Final = 5_000_000
TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "scope": ("scope", "đơn vị", "phạm vi", "cấp"),
    "part_of": ("part_of", "thuộc", "cộng vào"),
    "period": ("period", "kỳ", "kỳ báo cáo"),
    "from": ("from", "từ ngày"),
    "to": ("to", "đến ngày"),
    "closing": ("closing", "ngày chốt", "chốt số liệu"),
    "source": ("source", "nguồn", "người khai"),
    "still_late": ("still_late", "còn nhắc trễ hạn"),
    "rate": ("rate", "tỷ lệ"),
    "rate_of": ("rate_of", "tỷ lệ của"),
    "base": ("base", "mẫu số"),
}
COUNTS: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.PRESENTED: ("presented", "nộp đến"),
    Column.NOT_ACCEPTED: ("not_accepted", "không tiếp nhận", "không đủ điều kiện"),
    Column.TO_HANDLE: ("to_handle", "phải giải quyết", "nhận giải quyết"),
    Column.RECEIVED: ("received", "tiếp nhận", "tiếp nhận trong kỳ"),
    Column.ONLINE: ("online", "trực tuyến"),
    Column.DIRECT: ("direct", "trực tiếp", "trực tiếp và bưu chính"),
    Column.CARRIED_IN: ("carried_in", "kỳ trước chuyển qua"),
    Column.RESOLVED: ("resolved", "đã giải quyết"),
    Column.EARLY: ("early", "trước hạn"),
    Column.ON_TIME: ("on_time", "đúng hạn"),
    Column.IN_TIME: ("in_time", "trước và đúng hạn"),
    Column.LATE: ("late", "quá hạn", "trễ hạn"),
    Column.PENDING: ("pending", "đang giải quyết"),
    Column.NOT_DUE: ("not_due", "chưa đến hạn", "trong hạn"),
    Column.OVERDUE: ("overdue", "đang giải quyết quá hạn"),
    Column.WITHDRAWN: ("withdrawn", "rút hồ sơ"),
    Column.RETURNED: ("returned", "trả lại"),
    Column.DUE: ("due_in_period", "có hạn trong kỳ"),
}
_FIELD_OF: Final = {fold(name): key for key, names in (*TEXTS.items(), *COUNTS.items()) for name in names}
_COLUMN_OF: Final = {fold(name): column for column, names in COUNTS.items() for name in names}
_WORDS: Final = {
    **dict.fromkeys(("tren", "hon", ">"), Qualifier.OVER),
    **dict.fromkeys(("it nhat", "tu", ">=", "≥"), Qualifier.AT_LEAST),
    **dict.fromkeys(("khoang", "gan", "~"), Qualifier.ABOUT),
}
_NUMBER: Final = re.compile(r"(?P<word>[^\d]*?)\s*(?P<number>\d{1,3}(?:\.\d{3}){1,3}|\d{1,12})")
_PERCENT: Final = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s*%?")
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YES: Final = frozenset({"co", "yes", "1", "x", "true"})
_NO: Final = frozenset({"", "khong", "no", "0", "false"})


@dataclass(frozen=True)
class Rejected:
    """A line (the head is line 1) that cannot be read, and what to do."""

    line: int
    reason: str


@dataclass
class Reading:
    """What came of a file."""

    rows: list[TableRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def read_file(file: Path) -> Reading:
    """Read a CSV file in UTF-8. Raises FileUnreadable for a file that is no such table."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _unreadable(file, _("Tệp lớn hơn 5 MB: một bảng đã công bố không dài như vậy."))
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise _unreadable(file, _("Chọn một tệp CSV có thật, mã UTF-8.")) from None
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=head.count)
    try:
        lines = csv.reader(text.splitlines(), delimiter=delimiter, strict=True)
        cells = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except csv.Error:
        raise _unreadable(file, _("Kiểm tra dấu ngoặc kép: có ô mở mà không đóng.")) from None
    if not cells:
        raise _unreadable(file, _("Tệp trống. Dòng đầu là tên cột, mỗi dòng sau là một đơn vị."))
    columns = _columns(file, cells[0][1])
    if not cells[1:]:
        raise _unreadable(file, _("Tệp không có dòng số liệu nào. Dưới dòng tên cột, mỗi dòng là một đơn vị."))
    return read_rows(columns, cells[1:])


def _unreadable(file: Path, remedy: str) -> FileUnreadable:
    return FileUnreadable(field="file", value=file.name, remedy=remedy)


def _columns(file: Path, head: Sequence[str]) -> list[str]:
    """The fields of the columns, in their order. A column that is not known could hide a figure: it is refused."""
    fields = [_FIELD_OF.get(fold(name), "") for name in head]
    unknown = [name for name, key in zip(head, fields, strict=True) if not key]
    if unknown:
        remedy = _("Không biết cột “%(column)s”. Tên cột ở docs/formats/published-table.md.")
        raise _unreadable(file, remedy % {"column": unknown[0]})
    twice = [name for name, key in zip(head, fields, strict=True) if fields.count(key) > 1]
    if twice:
        raise _unreadable(file, _("Cột “%(column)s” có hai lần. Bỏ một.") % {"column": twice[0]})
    if "scope" not in fields:
        raise _unreadable(file, _("Thiếu cột “đơn vị” (scope): mỗi dòng phải nói là số của ai."))
    return fields


def read_rows(columns: Sequence[str], lines: Iterable[tuple[int, Sequence[str]]]) -> Reading:
    """Read lines with their numbers; one without a scope is a further rate of the row above."""
    reading = Reading()
    for line, cells in lines:
        try:
            if len(cells) != len(columns):
                said = {"cells": len(cells), "columns": len(columns)}
                raise ValueError(_("có %(cells)s ô, cần %(columns)s ô như dòng tên cột") % said)
            _take(reading, line, {key: cell.strip() for key, cell in zip(columns, cells, strict=True)})
        except ValueError as error:
            reading.rejected.append(Rejected(line, str(error)))
    for row in strays(reading.rows):
        reason = _(
            "thuộc “%(whole)s” nhưng không có dòng nào của đơn vị đó trong cùng kỳ; thêm dòng ấy hoặc bỏ trống ô"
        )
        reading.rejected.append(Rejected(row.line, reason % {"whole": row.part_of}))
    reading.rejected.sort(key=lambda each: each.line)
    return reading


def _take(reading: Reading, line: int, cells: Mapping[str, str]) -> None:
    """Add one line. Raises ValueError with the reason."""
    rates = _rates(line, cells)
    counts = {column: _count(cells[column]) for column in Column if cells.get(column)}
    scope = cells["scope"]
    if not scope:
        if not reading.rows or counts or not rates:
            raise ValueError(_("không có đơn vị; dòng như vậy chỉ được ghi thêm một tỷ lệ cho dòng ngay trên"))
        reading.rows[-1] = replace(reading.rows[-1], rates=(*reading.rows[-1].rates, *rates))
        return
    row = TableRow(
        line=line,
        scope=scope,
        part_of=cells.get("part_of", ""),
        label=cells.get("period", ""),
        starts=_day(cells.get("from", "")),
        ends=_day(cells.get("to", "")),
        closing=_day(cells.get("closing", "")),
        source=cells.get("source", ""),
        still_late=_yes(cells.get("still_late", "")),
        counts=counts,
        rates=rates,
        idle_base=None if rates else _column(cells.get("base", "")),
    )
    if any((row.scope, row.label, row.starts) == (each.scope, each.label, each.starts) for each in reading.rows):
        raise ValueError(_("“%(scope)s” đã có một dòng trong kỳ này; gộp hai dòng làm một") % {"scope": scope})
    if row.starts and row.ends and row.starts > row.ends:
        raise ValueError(_("ngày đầu kỳ sau ngày cuối kỳ; sửa một trong hai"))
    reading.rows.append(row)


def _count(text: str) -> Count:
    found = _NUMBER.fullmatch(text)
    word = fold(found["word"]) if found else ""
    if found is None or (word and word not in _WORDS):
        remedy = _("“%(value)s” không phải là số hồ sơ; viết như 5783, 5.783 hoặc trên 5.783")
        raise ValueError(remedy % {"value": text})
    return Count(int(found["number"].replace(".", "")), _WORDS.get(word, Qualifier.EXACT))


def _rates(line: int, cells: Mapping[str, str]) -> tuple[Rate, ...]:
    """The rate of a line: a number, or the name of one without a number; none where neither is told."""
    printed, of, base = (cells.get(key, "") for key in ("rate", "rate_of", "base"))
    if not printed and not of:
        return ()
    return (Rate(line, _percent(printed), _column(of) or Column.IN_TIME, _column(base)),)


def _percent(text: str) -> Decimal | None:
    if not text:
        return None
    found = _PERCENT.fullmatch(text)
    if found is None:
        raise ValueError(_("“%(value)s” không phải là tỷ lệ; viết như 87,03 %%") % {"value": text})
    return Decimal(f"{found[1]}.{found[2]}" if found[2] else found[1])


def _column(text: str) -> Column | None:
    if not text:
        return None
    column = _COLUMN_OF.get(fold(text))
    if column is None:
        known = ", ".join(names[-1] for names in COUNTS.values())
        raise ValueError(
            _("“%(value)s” không phải là tên số liệu; dùng một trong: %(known)s") % {"value": text, "known": known}
        )
    return column


def _day(text: str) -> date | None:
    if not text:
        return None
    slashed = _DAY.fullmatch(text)
    try:
        return date(int(slashed[3]), int(slashed[2]), int(slashed[1])) if slashed else date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("“%(value)s” không phải là ngày; viết như 14/06/2021") % {"value": text}) from None


def _yes(text: str) -> bool:
    word = fold(text)
    if word not in _YES | _NO:
        raise ValueError(_("“%(value)s” không phải là có hoặc không") % {"value": text})
    return word in _YES
