"""Counting a report's rows again, as they were known then, and naming what is not as it was sealed."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from motcua.domain.report_periods import ReportPeriod
from motcua.domain.report_sheets import Origin, Part, Sheet, SheetKind
from motcua.reporting.models import ReportVersion
from motcua.reporting.reports.counting import counted
from motcua.reporting.reports.freezing import row_seal, seal, thawed
from motcua.reporting.reports.queries.reports import period_of_report

MOST_NAMED = 3
"""Differences that a message names; the others are counted."""


@dataclass(frozen=True)
class Difference:
    """A cell of a part whose rows are no longer those that were counted; `code` empty: a whole line, or the content."""

    unit: str
    line: str
    code: str
    before: int | None = None
    after: int | None = None


def differences(sheet: Sheet, period: ReportPeriod) -> list[Difference]:
    """Every cell whose rows differ from those that were sealed. Facts keep their past, so there should be none."""
    return [found for part in sheet.parts for found in _of_part(sheet.kind, part, period)]


def _of_part(kind: SheetKind, part: Part, period: ReportPeriod) -> list[Difference]:
    if part.origin is not Origin.RECORDS:
        return []
    again = counted(kind, replace(part, rows=(), total={}, seals={}), period.period)
    if dict(again.seals) == dict(part.seals) and again.rows == part.rows and again.total == part.total:
        return []
    old, new = ({(row.section, row.key): row for row in one.rows} for one in (part, again))
    found = []
    for place in dict.fromkeys([*old, *new]):
        row = new.get(place) or old[place]
        codes = dict.fromkeys(
            [*(old[place].cells if place in old else ()), *(new[place].cells if place in new else ())]
        )
        for code in codes:
            name = f"{place[0]}|{place[1]}|{code}"
            counts = [one[place].cells.get(code) if place in one else None for one in (old, new)]
            values = [count.value if count is not None else None for count in counts]
            if part.seals.get(name) != again.seals.get(name) or values[0] != values[1]:
                found.append(Difference(part.name, row.name, code, *values))
    return found or [Difference(part.name, "", "")]


def verify(version: ReportVersion) -> list[Difference]:
    """What of a frozen version is not as it was: its kept content first, then the rows behind it."""
    sheet = thawed(version.content)
    if seal(version.content, version.row_seal) != version.seal or row_seal(sheet) != version.row_seal:
        return [Difference("", "", "")]
    return differences(sheet, period_of_report(version.report))


def said(found: list[Difference]) -> str:
    """Differences in words, the first few by name."""
    words = [_said(each) for each in found[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        words.append(_("và %(count)s ô khác") % {"count": len(found) - MOST_NAMED})
    return "; ".join(words)


def _said(found: Difference) -> str:
    if not found.unit:
        return _("nội dung đã lưu của bản báo cáo")
    if not found.code:
        return _("số của %(unit)s") % {"unit": found.unit}
    numbers = {"before": _number(found.before), "after": _number(found.after)}
    line = found.line or _("chưa rõ lĩnh vực")
    return _("%(unit)s, %(line)s, số %(code)s: lúc tổng hợp %(before)s hồ sơ, nay %(after)s") % {
        "unit": found.unit,
        "line": line,
        "code": found.code,
        **numbers,
    }


def _number(value: int | None) -> str:
    return "0" if value is None else str(value)
