"""Reports for the command line: figures as JSON, and in a few lines for people."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from motcua.common import formats
from motcua.domain.published import Count
from motcua.domain.report_sheets import (
    KIND_NAMES,
    Part,
    Sheet,
    SheetKind,
    SheetRow,
    field_and_procedure,
    merged,
    merged_procedures,
    total,
)
from motcua.domain.ruling import Finding, Verdict
from motcua.reporting.models import Report, ReportVersion
from motcua.reporting.reports.layout import lines_of, scored
from motcua.reporting.reports.queries.reports import period_of_report


def report_json(
    report: Report, sheet: Sheet, findings: Sequence[Finding], version: ReportVersion | None = None
) -> dict[str, Any]:
    """A report as one JSON object: where it stands, the whole, every line, the units, last year, what the rules say.

    Of a frozen version its number, instant and seals instead of those at hand.
    """
    period = period_of_report(report)
    rows = merged(sheet.parts, sheet.codes)
    below = merged_procedures(sheet.parts, sheet.codes)
    known_at = version.known_at if version is not None else report.known_at
    return {
        "report": str(report.public_id),
        "kind": report.kind,
        "unit": report.unit.name,
        "period": period.key,
        "from": str(period.period.starts),
        "to": str(period.last_day),
        "state": report.state,
        "version": version.version if version is not None else report.version,
        "known_at": known_at.isoformat() if known_at is not None else None,
        "frozen": None
        if version is None
        else {"at": version.frozen_at.isoformat(), "row_seal": version.row_seal, "seal": version.seal},
        "total": _cells(total(rows, sheet.codes).cells),
        "lines": [_line(row, below.get((row.section, row.key), ())) for row in rows],
        "units": [
            {
                "unit": part.name,
                "origin": part.origin.value,
                "version": part.version,
                "figures": _cells(part.total),
            }
            for part in sheet.parts
        ],
        "year_before": None if sheet.year_before is None else _year_before(sheet.year_before),
        "missing": [each.name for each in sheet.missing],
        "findings": [
            {
                "rule": each.rule.value,
                "verdict": each.verdict.value,
                "scope": each.scope,
                "message": each.text.render(_),
                "numbers": dict(each.numbers),
            }
            for each in findings
            if each.verdict is not Verdict.HOLDS
        ],
        **(_points(sheet) if sheet.kind is SheetKind.INDEX_766 else {}),
    }


def _line(row: SheetRow, procedures: Iterable[SheetRow]) -> dict[str, Any]:
    """A line, and of form 06 its procedures: those without a code are not told by procedure."""
    return {
        "section": row.section,
        "key": row.key,
        "name": row.name,
        "figures": _cells(row.cells),
        "procedures": [
            {"code": field_and_procedure(each.key)[1], "name": each.name, "figures": _cells(each.cells)}
            for each in procedures
        ],
    }


def _year_before(part: Part) -> dict[str, Any]:
    """The total of last year, and of the index its items; `version` is that of the report it was taken from."""
    return {
        "version": part.version,
        "total": _cells(part.total),
        "lines": [{"section": row.section, "key": row.key, "figures": _cells(row.cells)} for row in part.rows],
    }


def _cells(cells: Any) -> dict[str, Any]:
    return {code: _count(count) for code, count in cells.items()}


def _count(count: Count) -> Any:
    exact = count.qualifier.value == "exact"
    return count.value if exact else {"value": count.value, "qualifier": count.qualifier.value}


def _points(sheet: Sheet) -> dict[str, Any]:
    found = scored(sheet)
    return {"points": str(found.points), "out_of": found.out_of, "left_out": list(found.left_out)}


def report_text(report: Report, sheet: Sheet, findings: Sequence[Finding], version: ReportVersion | None = None) -> str:
    """The same for people: the total line, or the points; units that are missing; what fails or is to be noted."""
    head = f"{_(KIND_NAMES[sheet.kind])}, {report.unit.name}, {period_of_report(report).label.render(_)}"
    if version is not None:
        head += ", " + _("bản %(version)s đã gửi") % {"version": version.version}
    lines = [head]
    if sheet.kind is SheetKind.INDEX_766:
        found = scored(sheet)
        lines.append(
            _("%(points)s trên %(out_of)s điểm đo được") % {"points": found.written, "out_of": str(found.out_of)}
        )
    else:
        whole = lines_of(sheet)[-1]
        lines += [
            f"  {cell.code}: {cell.before} {formats.number(cell.count.value)}".replace("  ", " ")
            for cell in whole.cells
            if cell.count is not None
        ]
    lines += [_("Thiếu: %(unit)s") % {"unit": each.name} for each in sheet.missing]
    lines += [
        f"{each.rule.value} {each.verdict.value}: {each.scope}: {each.text.render(_)}"
        for each in findings
        if each.verdict in (Verdict.FAILS, Verdict.WARNS)
    ]
    return "\n".join(lines)
