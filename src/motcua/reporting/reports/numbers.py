"""Numbers of a report as its pages show them: what stands before each, where it opens, and what it is compared with."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from motcua.domain.published import Count
from motcua.domain.report_sheets import Sheet, SheetRow, placed
from motcua.reporting.models import Report, ReportVersion
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.layout import (
    Cell,
    ItemLine,
    Line,
    compared,
    compared_items,
    points_words,
    qualified,
    signed,
    signed_share,
)
from motcua.reporting.reports.opening import Opener
from motcua.reporting.reports.told import changed_lines


def number(count: Count | None, url: str, label: str = "") -> dict[str, Any]:
    """A number with what stands before it and where it is opened, as `number.html` shows it."""
    value = None if count is None else count.value
    return {"before": qualified(count), "value": value, "url": url, "label": label}


def compared_lines(sheet: Sheet, whole: Line, opener: Opener) -> list[dict[str, Any]]:
    """The total beside that of the same period of the year before."""
    cells = {cell.code: cell for cell in whole.cells}
    return [
        {
            "name": each.name,
            "now": number(each.now, opener.address(cells[each.code])),
            "before": number(each.before, opener.year_before(replace(cells[each.code], count=each.before))),
            "difference": signed(each.difference),
            "rise": each.difference,
            "share": signed_share(each.share),
        }
        for each in compared(sheet)
    ]


def compared_index(sheet: Sheet, opener: Opener) -> list[dict[str, Any]]:
    """The items of the index beside those of the year before, each number opening its rows."""

    def shown(line: ItemLine, address: Callable[[Cell], str]) -> dict[str, Any]:
        numbers = [number(cell.count, address(cell)) for cell in line.cells]
        return {"numbers": numbers, "share": line.share, "points": points_words(line.points)}

    return [
        {
            "code": each.now.item.code,
            "name": each.now.name,
            "now": shown(each.now, opener.address),
            "before": shown(each.before, opener.year_before),
            "rate": signed(each.rate_difference, 2),
            "points": signed(each.points_difference, 2),
        }
        for each in compared_items(sheet)
    ]


def changed(report: Report, version: ReportVersion, sheet: Sheet) -> list[dict[str, Any]]:
    """Every number that a version gives otherwise than the one before, both opening their own rows."""
    if not version.changes:
        return []
    last = report.versions.filter(version__lt=version.version).order_by("-version").first()
    assert last is not None
    sheets = [(thawed(last.content), last.version), (sheet, version.version)]
    openers = [(placed(each.parts, each.codes), Opener(report, each, number_of)) for each, number_of in sheets]
    return [
        {
            "line": said.line,
            "column": said.figure,
            "numbers": [_of_change(change, *each) for each in openers],
        }
        for change, said in zip(version.changes, changed_lines(sheet.kind, version.changes), strict=True)
    ]


def _of_change(change: dict[str, Any], rows: dict[tuple[str, str], SheetRow], opener: Opener) -> dict[str, Any]:
    section, key, code = change["section"], change["key"], change["code"]
    row = rows.get((section, key))
    cell = Cell(code, row.cells.get(code) if row is not None else None, section, key, whole=not (section or key))
    return number(cell.count, opener.address(cell))
