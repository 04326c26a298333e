"""A report as a file: PDF/A or a workbook, of the version at hand or of a frozen one."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.audit import log
from motcua.common import clock
from motcua.common.folding import fold
from motcua.domain.errors_reporting import ReportNotCollected
from motcua.domain.report_sheets import KIND_NAMES, Sheet, SheetKind
from motcua.domain.report_states import ReportAction, ReportState
from motcua.organisation.http import OfficerRequest
from motcua.reporting.models import Report, ReportVersion
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.layout import Cell
from motcua.reporting.reports.opening import Opener
from motcua.reporting.reports.paper import printed
from motcua.reporting.reports.queries.reports import access_report, period_of_report, sheet_of, version_of
from motcua.reporting.reports.services.reporting import findings_of
from motcua.reporting.reports.told import told_of
from motcua.reporting.reports.workbook import workbook
from motcua.ui.files import pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SENT = frozenset({ReportState.SUBMITTED.value, ReportState.RECEIVED.value})
"""States in which the version at hand is the frozen one: its file is what was sent, not a draft."""

_SIGNING = (ReportAction.COLLECT, ReportAction.CHECK, ReportAction.APPROVE)


@require_GET
def paper(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The report as PDF/A, to be printed and signed."""
    report, sheet, version = _asked(request, public_id)
    told = told_of(report, sheet, [] if version is not None else findings_of(report), version)
    at = version.frozen_at if version is not None else clock.now()
    foot = f"{told.form} · {told.unit} · {told.period}" + (f" · {version.seal[:16]}" if version is not None else "")
    content = printed(sheet, told, signers=_signers(report), foot=foot, draft=version is None, at=at)
    return pdf(content, f"{_name(report)}.pdf")


@require_GET
def workbook_file(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The report as a workbook; every number links to its rows."""
    report, sheet, version = _asked(request, public_id)
    told = told_of(report, sheet, [] if version is not None else findings_of(report), version)
    opener = Opener(report, sheet, version.version if version is not None else 0)

    def address(cell: Cell) -> str:
        found = opener.address(cell)
        return request.build_absolute_uri(found) if found else ""

    response = HttpResponse(workbook(sheet, told, address), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(report)}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(request: OfficerRequest, public_id: UUID) -> tuple[Report, Sheet, ReportVersion | None]:
    """The report with the figures that are asked for; it is logged that they left the store."""
    report = access_report(request.actor, public_id)
    number = request.GET.get("ban", "")
    asked = int(number) if number.isdecimal() else report.version if report.state in _SENT else None
    version = None if asked is None else version_of(report, asked)
    sheet = thawed(version.content) if version is not None else sheet_of(report)
    if sheet is None:
        raise ReportNotCollected
    log.write(request.actor.ref, "reporting.file_made", "report", report.public_id, at=clock.now())
    return report, sheet, version


def _signers(report: Report) -> list[str]:
    """Who collected, checked and approved the version at hand, last of each; empty where nobody has."""
    events = {event.action: event.actor_label for event in report.events.filter(version=report.version).order_by("seq")}
    return [events.get(action.value, "") for action in _SIGNING]


def _name(report: Report) -> str:
    words = f"{_(KIND_NAMES[SheetKind(report.kind)])} {report.unit.name} {period_of_report(report).key}"
    return "-".join(fold(words).replace("/", "-").split())
