"""Declared figures: the list with the form, and one figure with its history, corrected or taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.common import clock
from motcua.common.pagination import count, keyset
from motcua.domain.errors import BadInput, Conflict
from motcua.domain.instants import local_date
from motcua.domain.published import Qualifier
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest
from motcua.reporting.reports import declared_pages as pages
from motcua.reporting.reports.forms import CorrectForm, DeclareForm
from motcua.reporting.reports.pages import next_period
from motcua.reporting.reports.policies import Right, authorities_with, can
from motcua.reporting.reports.queries.declared import access_declared, history_of, visible
from motcua.reporting.reports.services.declare import correct, declare, withdraw

PAGE = 50


@require_http_methods(["GET", "POST"])
def index(request: OfficerRequest) -> HttpResponse:
    """Figures as they were declared, the latest first; and the form that declares another."""
    at = clock.now()
    units = _units(request)
    posted = request.POST if request.method == "POST" else None
    form = DeclareForm(posted, units=units, initial=next_period(at)) if units else None
    if posted is not None and form is not None and form.is_valid():
        try:
            [row] = declare([form.figure()], actor=request.actor, at=at)
        except (BadInput, Conflict) as error:
            field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
            form.add_error(field, error.message(_))
        else:
            messages.success(request, _("Đã khai. Số này được giữ kèm nguồn và người khai."))
            return redirect("reporting:declared_figure", row.public_id)
    rows = visible(request.actor).filter(replaced_by__isnull=True).select_related("unit")
    page = keyset(
        rows, ("-declared_at", "-id"), after=request.GET.get("after"), before=request.GET.get("before"), size=PAGE
    )
    context = {"form": form, "page": page, "count": count(rows), "rows": [pages.line_of(row) for row in page.rows]}
    return render(request, "reporting/reports/declared.html", context, status=422 if form and form.errors else 200)


def _units(request: OfficerRequest) -> list[tuple[int, str]]:
    """The authorities of the officer with all below them, by name."""
    on = local_date(clock.now())
    found: set[int] = set()
    for unit_id in authorities_with(request.actor, Right.DECLARE):
        found |= organisation.descendant_ids(unit_id, on)
    return sorted(organisation.unit_names(found).items(), key=lambda each: each[1])


@require_http_methods(["GET", "POST"])
def figure(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """One declared figure with all it was before; who may declare corrects it or takes it back."""
    row = access_declared(request.actor, public_id)
    history = history_of(row)
    latest = history[0]
    may = can(request.actor, Right.DECLARE, row.unit_id) and not latest.withdrawn
    posted = request.POST if request.method == "POST" else None
    form = CorrectForm(posted, initial={"value": latest.value, "qualifier": latest.qualifier}) if may else None
    if posted is not None and form is not None and form.is_valid():
        good = form.cleaned_data
        try:
            if good["withdraw"]:
                withdraw(latest, reason=good["reason"], actor=request.actor, at=clock.now())
            else:
                correct(
                    latest,
                    value=good["value"],
                    qualifier=Qualifier(good["qualifier"]),
                    reason=good["reason"],
                    actor=request.actor,
                    at=clock.now(),
                )
        except (BadInput, Conflict) as error:
            field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
            form.add_error(field, error.message(_))
        else:
            messages.success(request, _("Đã sửa. Số cũ vẫn xem được trong lịch sử."))
            return redirect("reporting:declared_figure", public_id)
    context: dict[str, Any] = {
        "line": pages.line_of(latest),
        "history": [pages.line_of(each) for each in history],
        "form": form,
        "findings": pages.findings_beside(latest),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "reporting/reports/declared_figure.html", context, status=status)
