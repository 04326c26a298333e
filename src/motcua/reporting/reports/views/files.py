"""A report as a file: PDF/A or a workbook, of the version at hand or of a frozen one."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.audit import log
from motcua.common import clock
from motcua.common.folding import fold
from motcua.domain.errors import NotFound
from motcua.domain.report_sheets import KIND_NAMES, SheetKind
from motcua.organisation.http import OfficerRequest
from motcua.reporting.exports.formats import FORMATS
from motcua.reporting.models import Report
from motcua.reporting.reports.files import Edition, edition, paper_of, workbook_of
from motcua.reporting.reports.flat import file_of
from motcua.reporting.reports.queries.reports import access_report, period_of_report
from motcua.ui.files import pdf, saved


@require_GET
def paper(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The report as PDF/A, to be printed and signed."""
    made = _asked(request, public_id)
    return pdf(paper_of(made, at=clock.now()), f"{_name(made.report)}.pdf")


@require_GET
def workbook_file(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The report as a workbook; every number links to its rows."""
    made = _asked(request, public_id)
    content = workbook_of(made, base=request.build_absolute_uri("/").rstrip("/"))
    return saved(content, f"{_name(made.report)}.xlsx", FORMATS["xlsx"].media_type)


@require_GET
def table_file(request: OfficerRequest, public_id: UUID, version: int, format_: str) -> HttpResponse:
    """A frozen version as a flat table in a format of exports."""
    if format_ not in FORMATS:
        raise NotFound(subject="format", value=format_)
    report = access_report(request.actor, public_id)
    made = edition(report, version)
    log.write(request.actor.ref, "reporting.file_made", "report", report.public_id, at=clock.now())
    return saved(file_of(made, format_), f"{_name(report)}-{version}.{format_}", FORMATS[format_].media_type)


def _asked(request: OfficerRequest, public_id: UUID) -> Edition:
    """The report with the figures that are asked for; it is logged that they left the store."""
    report = access_report(request.actor, public_id)
    number = request.GET.get("ban", "")
    made = edition(report, int(number) if number.isdecimal() else None)
    log.write(request.actor.ref, "reporting.file_made", "report", report.public_id, at=clock.now())
    return made


def _name(report: Report) -> str:
    words = f"{_(KIND_NAMES[SheetKind(report.kind)])} {report.unit.name} {period_of_report(report).key}"
    return "-".join(fold(words).replace("/", "-").split())
