"""The commune's monthly form 06: collected, checked, approved and submitted soon after each period; the last one waits
for its approval.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from motcua.domain.instants import local_date, midnight
from motcua.domain.report_periods import PeriodKind, ReportPeriod, last_closed
from motcua.domain.report_sheets import SheetKind
from motcua.domain.report_states import ReportAction
from motcua.reporting.reports.services.reporting import act, collect, open_report

if TYPE_CHECKING:
    from motcua.project.demo.world import World

FIRST: Final = timedelta(days=32)
"""How long after the store begins the first report is made: before, there is no whole period."""

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
    at = begun + FIRST
    while at < world.now:
        period = last_closed(PeriodKind.MONTH, local_date(at))
        morning = max(midnight(period.period.ends) + MORNING, at)
        if period.key not in made and morning < world.now:
            made.add(period.key)
            yield morning
            waits = last_closed(PeriodKind.MONTH, local_date(world.now)).key == period.key
            _make(world, period, morning, STEPS[:1] if waits else STEPS)
        at += timedelta(days=1)


def _make(world: "World", period: ReportPeriod, at: datetime, steps: tuple[tuple[ReportAction, str], ...]) -> None:
    maker = world.cast.members["procedure_controller"].actor
    unit_id = world.cast.commune.id
    report = open_report(kind=SheetKind.FORM_06, unit_id=unit_id, period=period, actor=maker, at=at)
    report = collect(report, actor=maker, at=at)
    for action, who in steps:
        report = act(report, action, actor=world.cast.members[who].actor, at=at)
