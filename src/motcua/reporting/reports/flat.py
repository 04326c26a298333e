"""A frozen version as a flat table for programs: one row for each number of each unit, in the formats of exports."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from motcua.domain.published import Count
from motcua.domain.report_sheets import Part, SheetKind, field_and_procedure
from motcua.reporting.exports.formats import FORMATS, Column, Kind, Table
from motcua.reporting.reports.files import Edition
from motcua.reporting.reports.layout import column_name
from motcua.reporting.reports.told import told_of


def columns() -> tuple[Column, ...]:
    """The columns of a number."""
    return (
        Column("unit", _("Đơn vị"), width=40),
        Column("origin", _("Số lấy từ đâu")),
        Column("known_at", _("Số liệu tính lúc"), Kind.INSTANT),
        Column("total", _("Là tổng"), Kind.FLAG),
        Column("section", _("Phần"), width=14),
        Column("line", _("Dòng"), width=48),
        Column("item", _("Mục"), width=8),
        Column("code", _("Mã số liệu"), width=24),
        Column("name", _("Tên số liệu"), width=48),
        Column("value", _("Giá trị"), Kind.WHOLE),
        Column("qualifier", _("Kèm chữ")),
    )


def file_of(made: Edition, format_: str) -> bytes:
    """The bytes of the file; `format_` is one of the formats of exports."""
    told = told_of(made.report, made.sheet, made.findings, made.version)
    about = ((_("Đơn vị"), told.unit), *told.facts)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"version.{format_}"
        with FORMATS[format_](path, Table(told.form, columns(), about)) as writer:
            writer.write(list(_rows(made)))
        return path.read_bytes()


def _rows(made: Edition) -> Iterator[tuple[Any, ...]]:
    for part in made.sheet.parts:
        for code, count in part.total.items():
            yield _row(made, part, ("", "", ""), code, count, total=True)
        for row in (*part.rows, *part.procedures):
            item = row.key if made.sheet.kind is SheetKind.INDEX_766 else field_and_procedure(row.key)[1] or ""
            for code, count in row.cells.items():
                yield _row(made, part, (row.section, row.name, item), code, count, total=False)


def _row(
    made: Edition, part: Part, place: tuple[str, str, str], code: str, count: Count, *, total: bool
) -> tuple[Any, ...]:
    section, line, item = place
    name = line if made.sheet.kind is SheetKind.INDEX_766 else column_name(code)
    told = (section or None, line or None, item or None, code, name, count.value, count.qualifier.value)
    return (part.name, part.origin.value, part.known_at, total, *told)
