"""The list of reports, one report with what can be done with it, the parts of a number, a frozen version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.common import clock
from motcua.common.pagination import count, keyset
from motcua.domain.errors import BadInput, Conflict, NotFound, RuleBroken
from motcua.domain.report_states import ACTION_WORDS, STEPS, ReportAction
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest
from motcua.reporting.models import Report
from motcua.reporting.reports import pages
from motcua.reporting.reports.forms import OpenForm, ReasonForm
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.layout import Cell
from motcua.reporting.reports.policies import Right, authorities_with
from motcua.reporting.reports.queries.reports import access_report, sheet_of, version_of, visible
from motcua.reporting.reports.services.background import collect_or_ask
from motcua.reporting.reports.services.reporting import act, open_report
from motcua.reporting.reports.services.verifying import said, verify
from motcua.ui.parts import ConfirmPage

PAGE = 25


@require_http_methods(["GET", "POST"])
def index(request: OfficerRequest) -> HttpResponse:
    """Reports that the officer may read, the latest period first; who prepares them opens the next."""
    units = sorted(organisation.unit_names(authorities_with(request.actor, Right.COLLECT)).items())
    form = None
    if units:
        posted = request.POST if request.method == "POST" else None
        form = OpenForm(posted, units=units, initial=pages.next_period(clock.now()))
        if posted is not None and form.is_valid():
            try:
                opened = open_report(
                    kind=form.kind_chosen(),
                    unit_id=form.cleaned_data["unit"],
                    period=form.cleaned_data["chosen"],
                    actor=request.actor,
                    at=clock.now(),
                )
            except (BadInput, Conflict) as error:
                form.add_error(None, error.message(_))
            else:
                return collect_or_go(request, opened)
    rows = visible(request.actor)
    page = keyset(rows, ("-ends", "-id"), after=request.GET.get("after"), before=request.GET.get("before"), size=PAGE)
    context = {"form": form, "page": page, "count": count(rows), "rows": [pages.row_of(each) for each in page.rows]}
    return render(request, "reporting/reports/index.html", context, status=422 if form and form.errors else 200)


def collect_or_go(request: OfficerRequest, report: Report) -> HttpResponse:
    """Collect at once, or in the background where there are many dossiers; then to where it is told."""
    job = collect_or_ask(report, actor=request.actor, at=clock.now())
    if job is not None:
        return redirect("desk:job", job)
    messages.success(request, _("Đã tổng hợp số liệu, tính đến lúc này."))
    return redirect(pages.address(report, procedures=_with_procedures(request)))


@require_GET
def report(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """A report: figures in the official layout, what the rules say, where the figures come from, what was done."""
    found = access_report(request.actor, public_id)
    context = pages.context_of(found, request.actor, procedures=_with_procedures(request))
    return render(request, "reporting/reports/report.html", context)


def _with_procedures(request: OfficerRequest) -> bool:
    """Whether form 06 is asked for procedure by procedure."""
    return request.GET.get("thu-tuc") == "co"


@require_http_methods(["GET", "POST"])
def act_on(request: OfficerRequest, public_id: UUID, action: str) -> HttpResponse:
    """Take a report one step on, after repeating which and what follows; what needs a reason asks for it."""
    found = access_report(request.actor, public_id)
    try:
        wanted = ReportAction(action)
    except ValueError:
        raise NotFound(subject="action", value=action) from None
    if request.method == "POST" and wanted is ReportAction.COLLECT:
        return collect_or_go(request, found)
    asks = STEPS[wanted].with_reason
    form = ReasonForm(request.POST if request.method == "POST" else None) if asks else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = "" if form is None else form.cleaned_data["reason"]
        try:
            act(found, wanted, actor=request.actor, at=clock.now(), reason=reason)
        except (RuleBroken, Conflict) as error:
            messages.error(request, error.message(_))
        else:
            messages.success(request, _("Đã làm: %(action)s.") % {"action": _(ACTION_WORDS[wanted])})
        return redirect(pages.address(found, procedures=_with_procedures(request)))
    confirm = ConfirmPage(
        title=_(ACTION_WORDS[wanted]),
        button=_(ACTION_WORDS[wanted]),
        cancel_url=pages.address(found, procedures=_with_procedures(request)),
        effect=pages.effect_of(wanted),
        facts=pages.facts_of(found),
    )
    return render(
        request, "ui/confirm.html", {"confirm": confirm, "form": form}, status=422 if form and form.errors else 200
    )


@require_GET
def parts(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The parts that a number was added from, each opening its rows or saying who declared it."""
    found = access_report(request.actor, public_id)
    asked = request.GET
    number = asked.get("ban", "")
    frozen = version_of(found, int(number)) if number.isdecimal() else None
    sheet = thawed(frozen.content) if frozen is not None else sheet_of(found)
    code = asked.get("so", "")
    if sheet is None or code not in sheet.codes:
        raise NotFound(subject="figure", value=code)
    cell = Cell(code, None, asked.get("muc", ""), asked.get("dong", ""), whole=asked.get("ca") == "tong")
    context = pages.parts_context(found, sheet, cell, frozen.version if frozen is not None else 0)
    return render(request, "reporting/reports/parts.html", context)


@require_GET
def version(request: OfficerRequest, public_id: UUID, version: int) -> HttpResponse:
    """A frozen version: its figures, what it changed, and whether its rows are still those that were counted."""
    found = access_report(request.actor, public_id)
    frozen = version_of(found, version)
    context: dict[str, Any] = pages.version_context(found, frozen, procedures=_with_procedures(request))
    if "kiem-tra" in request.GET:
        different = verify(frozen)
        context |= {"verified": True, "different": said(different) if different else ""}
    return render(request, "reporting/reports/version.html", context)
