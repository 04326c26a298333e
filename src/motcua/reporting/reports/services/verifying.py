"""Counting a report's rows again, as they were known then, and naming what is not as it was sealed."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from motcua.domain.report_periods import ReportPeriod
from motcua.domain.report_sheets import DENOMINATOR, Origin, Part, Sheet, SheetKind, SheetRow, field_and_procedure
from motcua.reporting.models import ReportVersion
from motcua.reporting.reports.counting import DEFINITION_OF, counted, counted_in_total
from motcua.reporting.reports.freezing import row_seal, seal, thawed
from motcua.reporting.reports.queries.reports import period_of_report

MOST_NAMED = 3
"""Differences that a message names; the others are counted."""


@dataclass(frozen=True)
class Difference:
    """A cell of a part whose rows are no longer those that were counted; `code` empty: a whole line, or the content.

    `base`: they are the rows that the figure is divided by. `last_year`: they are those of the year before.
    """

    unit: str
    line: str
    code: str
    before: int | None = None
    after: int | None = None
    base: bool = False
    last_year: bool = False


def differences(sheet: Sheet, period: ReportPeriod) -> list[Difference]:
    """Every cell whose rows differ from those that were sealed. Facts keep their past, so there should be none."""
    found = [each for part in sheet.parts for each in _of_part(sheet.kind, part, period)]
    return found + _of_year_before(sheet, period)


def _of_part(kind: SheetKind, part: Part, period: ReportPeriod) -> list[Difference]:
    if part.origin is not Origin.RECORDS:
        return []
    return _between(kind, part, counted(kind, replace(part, rows=(), total={}, seals={}), period.period))


def _of_year_before(sheet: Sheet, period: ReportPeriod) -> list[Difference]:
    """What was counted then, counted again; what was reported or declared then is a matter of its own."""
    part = sheet.year_before
    if part is None or part.report or part.origin is not Origin.RECORDS:
        return []
    again = counted_in_total(sheet.kind, replace(part, rows=(), total={}, seals={}), period.year_before().period)
    return [replace(each, last_year=True) for each in _between(sheet.kind, part, again)]


def _between(kind: SheetKind, part: Part, again: Part) -> list[Difference]:
    # Versions of before the bases and the year before were sealed have no seal of theirs: there the numbers speak.
    # Those of before procedures were told have none: they are held by their fields.
    again = replace(again, procedures=again.procedures if part.procedures else ())
    same = all(again.seals.get(name) == known for name, known in part.seals.items())
    if same and _told(again) == _told(part):
        return []
    old, new = _lines(part), _lines(again)
    found: list[Difference] = []
    named: set[tuple[str, str, str]] = set()
    # Procedures first: what one of them says, its field does not say again.
    for place in sorted({**old, **new}, key=lambda each: field_and_procedure(each[1])[1] is None):
        field_id, procedure = field_and_procedure(place[1])
        lines = [one.get(place) for one in (old, new)]
        for code in dict.fromkeys(code for line in lines if line is not None for code in line.cells):
            name = f"{place[0]}|{place[1]}|{code}"
            counts = [None if line is None else line.cells.get(code) for line in lines]
            values = [count.value if count is not None else None for count in counts]
            sealed = part.seals.get(name)
            differs = values[0] != values[1] or (sealed is not None and sealed != again.seals.get(name))
            if differs and (procedure is not None or (*place, code) not in named):
                named.add((place[0], field_id, code))
                said_of = next(line.name for line in reversed(lines) if line is not None)
                one = Difference(part.name, said_of, code, values[0], values[1])
                found.append(_of_index(one, place[1]) if kind is SheetKind.INDEX_766 else one)
    return found or [Difference(part.name, "", "")]


def _told(part: Part) -> tuple[object, ...]:
    return part.total, {place: row.cells for place, row in _lines(part).items()}


def _lines(part: Part) -> dict[tuple[str, str], SheetRow]:
    """The lines of a part by section and key; the total, which has neither, where it alone was counted."""
    lines = {(row.section, row.key): row for row in (*part.rows, *part.procedures)}
    return lines or {("", ""): SheetRow("", "", _("tổng số"), part.total)}


def _of_index(found: Difference, item: str) -> Difference:
    """A line of the index is one figure with two numbers; elsewhere each number is a figure of its own."""
    line, base = f"{item} {_(found.line)}", found.code == DENOMINATOR
    return replace(found, line=line, code=DEFINITION_OF[item], base=base)


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
    figure = _("mẫu số của %(code)s") if found.base else _("số %(code)s")
    said_of = {
        "unit": _("%(unit)s, cùng kỳ năm trước") % {"unit": found.unit} if found.last_year else found.unit,
        "line": found.line or _("chưa rõ lĩnh vực"),
        "figure": figure % {"code": found.code},
        "before": _number(found.before),
        "after": _number(found.after),
    }
    if found.before == found.after:
        return _("%(unit)s, %(line)s, %(figure)s: vẫn %(after)s hồ sơ, nhưng không còn đúng những hồ sơ ấy") % said_of
    return _("%(unit)s, %(line)s, %(figure)s: lúc tổng hợp %(before)s hồ sơ, nay %(after)s") % said_of


def _number(value: int | None) -> str:
    return "0" if value is None else str(value)
