"""Slides made at once, for the command line: of an agency with all below it, as the system sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from motcua.common.commands import progress_bar
from motcua.domain.errors import BadInput
from motcua.domain.instants import local_date
from motcua.domain.report_periods import ReportPeriod, parse_key
from motcua.domain.texts import Text, gettext_noop
from motcua.organisation import queries as organisation
from motcua.organisation.actors import system_actor
from motcua.reporting.dashboards import briefing, pages, periods, words
from motcua.reporting.dashboards.asking import Asked
from motcua.reporting.dashboards.reach import agency_reach


@dataclass(frozen=True, slots=True)
class Made:
    """Slides that were written: of whom, of which period, how many bytes."""

    unit: str
    period: str
    size: int


def make(code: str, key: str, out: Path, *, at: datetime) -> Made:
    """Write the slides of an agency by its code. Raises NotFound for a code, BadInput for a period that is none."""
    today = local_date(at)
    unit = organisation.unit_by_code(code, today)
    period = _period(key, today)
    now = periods.closed(period.period, today)
    assert now is not None, "the period has begun"
    wanted = Asked(
        reach=agency_reach(frozenset({unit.pk})),
        period=period,
        today=today,
        now=now,
        earlier=periods.before(period).period,
    )
    with progress_bar() as bar:
        task = bar.add_task(words.name_of(period), total=briefing.STEPS)
        pdf = briefing.slides(system_actor(), wanted, at, lambda: bar.advance(task))
    out.write_bytes(pdf)
    return Made(pages.whose(wanted), words.name_of(period), len(pdf))


def _period(key: str, today: date) -> ReportPeriod:
    """The period that is asked for, and no other in its place."""
    wanted = parse_key(key) if key else periods.usual(today)
    if wanted.period != periods.asked(wanted.key, today).period:
        raise BadInput(field="period", value=key, remedy=Text(gettext_noop("Chọn một kỳ đã bắt đầu.")))
    return wanted
