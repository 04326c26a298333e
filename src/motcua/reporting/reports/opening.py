"""Where a number of a report is opened: its rows where one unit counted it, else the parts that it was added from."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from motcua.domain.indicators.values import Period
from motcua.domain.published import Count
from motcua.domain.report_sheets import DENOMINATOR, Origin, Part, Sheet, SheetKind, added
from motcua.figures.questions import Part as RowsOf
from motcua.reporting.models import Report
from motcua.reporting.opening.addresses import figure_url
from motcua.reporting.reports.counting import DEFINITION_OF, question_of, question_of_row
from motcua.reporting.reports.layout import Cell
from motcua.reporting.reports.queries.reports import period_of_report


@dataclass(frozen=True)
class Opener:
    """Addresses of the numbers of one sheet of a report; `version` 0 is the one at hand, `base` stands before each."""

    report: Report
    sheet: Sheet
    version: int = 0
    base: str = ""

    def address(self, cell: Cell) -> str:
        """Where a number opens; empty where nobody told it."""
        if cell.count is None:
            return ""
        parts = [part for part in self.sheet.parts if _tells(part, cell)]
        if len(parts) == 1 and parts[0].origin is Origin.RECORDS:
            return self.of_part(parts[0], cell)
        said = {"so": cell.code, "muc": cell.section, "dong": cell.key}
        if cell.whole:
            said["ca"] = "tong"
        if self.version:
            said["ban"] = str(self.version)
        return f"{self.base}{reverse('reporting:report_parts', args=[self.report.public_id])}?{urlencode(said)}"

    def of_part(self, part: Part, cell: Cell) -> str:
        """The rows behind a number of one part; empty for a declared one, which has none."""
        if part.origin is not Origin.RECORDS:
            return ""
        return self._rows(part, cell, period_of_report(self.report).period)

    def _rows(self, part: Part, cell: Cell, period: Period) -> str:
        kind = self.sheet.kind
        question = question_of(kind, part.unit_ids, period, part.known_at)
        if kind is SheetKind.INDEX_766:
            which = RowsOf.BASE if cell.code == DENOMINATOR else RowsOf.COUNTED
            return f"{self.base}{figure_url(DEFINITION_OF[cell.key], question, which)}"
        asked = question if cell.whole else question_of_row(question, kind, cell.section, cell.key, part)
        return f"{self.base}{figure_url(cell.code, asked)}"

    def on_time(self) -> str:
        """The dossiers of the rate on time, where one unit counted all."""
        parts = self.sheet.parts
        if len(parts) != 1 or parts[0].origin is not Origin.RECORDS:
            return ""
        period = period_of_report(self.report).period
        return figure_url(
            "on_time.resolved", question_of(self.sheet.kind, parts[0].unit_ids, period, parts[0].known_at)
        )

    def year_before(self, cell: Cell) -> str:
        """The rows of the same figure a year earlier; its report or what was declared, where it is from there."""
        before = self.sheet.year_before
        if before is None or cell.count is None:
            return ""
        if before.report:
            return f"{self.base}{reverse('reporting:report_version', args=[before.report, before.version])}"
        if before.origin is not Origin.RECORDS:
            return f"{self.base}{reverse('reporting:declared')}"
        return self._rows(before, cell, period_of_report(self.report).year_before().period)


def _tells(part: Part, cell: Cell) -> bool:
    return count_of(part, cell) is not None


def count_of(part: Part, cell: Cell) -> Count | None:
    """What a part adds to a number; None where it has no such line or does not know."""
    if cell.whole:
        return part.total.get(cell.code)
    found = [row.cells.get(cell.code) for row in part.lines.get((cell.section, cell.key), ())]
    known = [count for count in found if count is not None]
    return added(known) if known else None
