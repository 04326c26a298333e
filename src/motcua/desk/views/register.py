"""The register of the desk for a period: chosen on a page, printed as a paper."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from motcua.audit import log
from motcua.common import clock, formats
from motcua.desk import queries
from motcua.desk.forms.filters import PeriodForm
from motcua.desk.pages.register import register
from motcua.documents import papers
from motcua.documents.papers import forms
from motcua.domain.errors import NotFound
from motcua.domain.worktime import local_date
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest
from motcua.organisation.roles import Role
from motcua.ui.files import pdf, shown_by_the_browser

MOST = 1000
"""Rows of one printed register; a longer period is printed in parts."""

BOOKS = (Role.DESK_OFFICER, Role.ONE_STOP_HEAD)


@require_GET
def register_page(request: OfficerRequest) -> HttpResponse:
    """Choose the period, at first the running month; say how many dossiers it holds before anything is printed."""
    at = clock.now()
    today = local_date(at)
    month = {"tu": formats.day(today.replace(day=1)), "den": formats.day(today)}
    form = PeriodForm(request.GET if "tu" in request.GET else month)
    context: dict[str, Any] = {"form": form, "most": MOST, "desks": _desks(request)}
    if form.is_valid():
        first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
        days = {"tu": formats.day(first), "den": formats.day(last)}
        context |= {
            "period": (first, last),
            "books": [
                (
                    unit_id,
                    name,
                    queries.accepted_in(request.actor, unit_id, first, last, at).count(),
                    f"{reverse('desk:list')}?{urlencode({**days, 'quay': unit_id})}",
                )
                for unit_id, name in _desks(request)
            ],
        }
    return render(request, "desk/register.html", context)


@require_GET
@shown_by_the_browser
def register_pdf(request: OfficerRequest, unit_id: int) -> HttpResponse:
    """The register of one desk, A4."""
    at = clock.now()
    desks = dict(_desks(request))
    form = PeriodForm(request.GET)
    if unit_id not in desks or not form.is_valid():
        raise NotFound(subject="register", value=unit_id)
    first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
    rows = queries.accepted_in(request.actor, unit_id, first, last, at)
    found = list(
        rows.select_related("competent_unit").prefetch_related("applicants").order_by("accepted_at", "id")[:MOST]
    )
    log.write(request.actor.ref, "dossiers.register_printed", "unit", unit_id, at=at, data={"rows": len(found)})
    book = register(desks[unit_id], _agency(unit_id), found, first, last, signer=_signer(unit_id, at), at=at)
    content = papers.render(book.kind.value, forms.form_set_at(at), book)
    return pdf(content, f"so-theo-doi-{first:%Y%m%d}-{last:%Y%m%d}.pdf")


def _desks(request: OfficerRequest) -> list[tuple[int, str]]:
    """The desks whose books the officer keeps."""
    names = organisation.unit_names(request.actor.units_with(*BOOKS))
    return sorted(names.items(), key=lambda row: row[1])


def _agency(unit_id: int) -> str:
    """The agency above the desk, as the head of the paper says it."""
    above = [other for other in organisation.ancestor_ids(unit_id) if other != unit_id]
    return organisation.unit_names(above[:1]).get(above[0], "") if above else ""


def _signer(unit_id: int, at: datetime) -> str:
    heads = organisation.people_with_role(Role.ONE_STOP_HEAD, unit_id, at)
    return heads[0].full_name if heads else ""
