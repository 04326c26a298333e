"""The commune's monthly form 06: collected, checked, approved and submitted soon after each period; the last one waits
for its approval, the one before is corrected once more became known. The year before there was no software: what the
commune counted in its paper book then is declared.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from motcua.domain.instants import local_date, midnight
from motcua.domain.published import Qualifier
from motcua.domain.report_periods import PeriodKind, ReportPeriod, last_closed
from motcua.domain.report_sheets import SheetKind, changes
from motcua.domain.report_states import ReportAction
from motcua.domain.typed_figures import TypedFigure
from motcua.reporting.reports.queries.reports import period_of_report, sheet_of
from motcua.reporting.reports.services.collecting import sheet_for
from motcua.reporting.reports.services.declare import declare
from motcua.reporting.reports.services.reporting import act, collect, open_report

if TYPE_CHECKING:
    from motcua.project.demo.world import World
    from motcua.reporting.models import Report

FIRST: Final = timedelta(days=32)
"""How long after the store begins the first report is made: before, there is no whole period."""

LATER: Final = timedelta(days=6)
"""How long after a report more is known of its period, so that it is counted anew."""

PAPER_BOOK: Final = {3: 402, 4: 33, 5: 318, 6: 51, 7: 351, 8: 187, 9: 139, 10: 25, 11: 51, 12: 44, 13: 7}
"""The columns of form 06 that the commune declares for each month of the year before."""

MORNING: Final = timedelta(hours=9)
STEPS: Final = (
    (ReportAction.CHECK, "one_stop_head"),
    (ReportAction.APPROVE, "leader"),
    (ReportAction.SUBMIT, "procedure_controller"),
)
"""What follows the collection, and who does it."""


def lived(world: "World", begun: datetime) -> Iterator[datetime]:
    """Make the report of each period on the morning after it."""
    made: set[str] = set()
    last = last_closed(PeriodKind.MONTH, local_date(world.now))
    at = begun + FIRST
    while at < world.now:
        period = last_closed(PeriodKind.MONTH, local_date(at))
        morning = max(midnight(period.period.ends) + MORNING, at)
        if period.key not in made and morning < world.now:
            made.add(period.key)
            yield morning
            waits = period.key == last.key
            _declare_year_before(world, period, morning)
            report = _make(world, period, morning, STEPS[:1] if waits else STEPS)
            if period.period.ends == last.period.starts:
                yield morning + LATER
                _correct(world, report, morning + LATER)
        at += timedelta(days=1)


def _make(world: "World", period: ReportPeriod, at: datetime, steps: tuple[tuple[ReportAction, str], ...]) -> "Report":
    maker = world.cast.members["procedure_controller"].actor
    unit_id = world.cast.commune.id
    report = open_report(kind=SheetKind.FORM_06, unit_id=unit_id, period=period, actor=maker, at=at)
    return _sent(world, collect(report, actor=maker, at=at), at, steps)


def _sent(world: "World", report: "Report", at: datetime, steps: tuple[tuple[ReportAction, str], ...]) -> "Report":
    for action, who in steps:
        report = act(report, action, actor=world.cast.members[who].actor, at=at)
    return report


def _correct(world: "World", report: "Report", at: datetime) -> None:
    """Send another version where counting anew gives other numbers."""
    maker = world.cast.members["procedure_controller"].actor
    sent = sheet_of(report)
    now = sheet_for(SheetKind.FORM_06, report.unit_id, period_of_report(report), at)
    if sent is not None and changes(sent, now):
        reason = "Đếm lại sau khi các bộ phận ghi nốt việc đã làm trong kỳ."
        report = act(report, ReportAction.CORRECT, actor=maker, at=at, reason=reason)
        _sent(world, collect(report, actor=maker, at=at), at, STEPS)


def _declare_year_before(world: "World", period: ReportPeriod, at: datetime) -> None:
    """What the paper book of the commune said of the same period: somewhat fewer dossiers, more of them late."""
    before = period.year_before()
    figures = [
        TypedFigure(
            unit_id=world.cast.commune.id,
            code=f"form06.{column}",
            period=before.period,
            value=Decimal(value),
            qualifier=Qualifier.EXACT,
            label=str(before.label),
            source="Sổ theo dõi hồ sơ bằng giấy của xã",
        )
        for column, value in PAPER_BOOK.items()
    ]
    declare(figures, actor=world.cast.members["procedure_controller"].actor, at=at)
