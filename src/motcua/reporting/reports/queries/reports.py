"""Reading reports: lists, one report, its versions and events, the reports it is held against."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from motcua.domain.errors import NotFound
from motcua.domain.indicators.values import Period
from motcua.domain.report_periods import PeriodKind, ReportPeriod
from motcua.domain.report_sheets import Sheet, SheetKind
from motcua.domain.report_states import ISSUED, ReportState
from motcua.organisation.actors import Actor
from motcua.reporting.models import Report, ReportVersion
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.policies import readable_units


def visible(actor: Actor) -> QuerySet[Report]:
    """The reports that the actor may read."""
    units = readable_units(actor)
    rows = Report.objects.select_related("unit")
    return rows if units is None else rows.filter(unit_id__in=units)


def access_report(actor: Actor, public_id: UUID) -> Report:
    """One report that the actor may read; NotFound otherwise."""
    report = visible(actor).filter(public_id=public_id).first()
    if report is None:
        raise NotFound(subject="report", value=str(public_id))
    return report


def period_of_report(report: Report) -> ReportPeriod:
    """The period of a report, with its name."""
    period = Period(report.starts, report.ends)
    return ReportPeriod(PeriodKind(report.period_kind), report.year, report.number, period, report.regime)


def sheet_of(report: Report) -> Sheet | None:
    """The figures at hand; None before the first collection."""
    return None if report.content is None else thawed(report.content)


def version_of(report: Report, version: int) -> ReportVersion:
    """A frozen version; NotFound where that one was never submitted."""
    found = ReportVersion.objects.filter(report=report, version=version).first()
    if found is None:
        raise NotFound(subject="report_version", value=version)
    return found


def versions_of(report: Report) -> list[ReportVersion]:
    """The frozen versions, latest first, without their content."""
    return list(report.versions.defer("content").order_by("-version"))


def issued(kind: SheetKind, unit_ids: Iterable[int], period: Period) -> dict[int, ReportVersion]:
    """The last submitted version of each unit's report of a period, where it is not returned, by unit."""
    rows = ReportVersion.objects.filter(
        report__kind=kind.value,
        report__unit_id__in=set(unit_ids),
        report__starts=period.starts,
        report__ends=period.ends,
    )
    # A report that is being corrected counts by what it last said; one that was returned does not count at all.
    rows = rows.exclude(report__state=ReportState.RETURNED.value)
    found = rows.select_related("report").order_by("report__unit_id", "version")
    return {version.report.unit_id: version for version in found}


def last_issued_before(report: Report) -> ReportVersion | None:
    """The last version of the unit's report of the period that ended where this one begins, of whatever length."""
    rows = ReportVersion.objects.filter(
        report__kind=report.kind,
        report__unit_id=report.unit_id,
        report__ends=report.starts,
        report__state__in=[state.value for state in ISSUED],
    )
    return rows.select_related("report").order_by("-report__starts", "-version").first()


def of_period(kind: SheetKind, unit_id: int, starts: date, ends: date) -> Report | None:
    """The report of a unit and period, if somebody opened it."""
    return Report.objects.filter(kind=kind.value, unit_id=unit_id, starts=starts, ends=ends).first()
