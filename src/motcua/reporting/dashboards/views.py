"""Dashboards of officers, and the drawings that their pages wait for."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.common import clock
from motcua.organisation.http import OfficerRequest
from motcua.reporting.charts import keeping
from motcua.reporting.dashboards import pages, work
from motcua.reporting.dashboards.parts import Chart
from motcua.reporting.dashboards.public import KEPT_SECONDS, published
from motcua.reporting.dashboards.sections import Section
from motcua.ui import files

MOST_TURNS = 40
"""A page asks so often for a drawing, then it leaves it at the table."""


@require_GET
def dashboard(request: OfficerRequest, section: str = Section.OVERVIEW.value) -> HttpResponse:
    """One page of the dashboard, of what the officer answers for."""
    if section not in set(Section):
        raise Http404
    at = clock.now()
    wanted = pages.asked_by(request.actor, request.GET, at)
    if wanted is None:
        return redirect("desk:my_work")
    context = pages.page(request.actor, wanted, Section(section), at, whole=request.GET.get("bang") == "du")
    return render(request, "reporting/dashboards/dashboard.html", context)


@never_cache
@require_GET
def chart(request: OfficerRequest, wide: str, phone: str) -> HttpResponse:
    """The part of a page that waits for a drawing: the drawing, or that it is still being made."""
    drawn = keeping.kept([wide, phone])
    turn = request.GET.get("lan", "")
    turns = int(turn) if turn.isdecimal() and len(turn) < 4 else 0
    found = Chart(wide, phone, drawn.get(wide, ""), drawn.get(phone, ""))
    context = {"chart": found, "turn": turns + 1, "given_up": turns >= MOST_TURNS}
    return render(request, "reporting/dashboards/chart.html", context)


@require_POST
def briefing(request: OfficerRequest) -> HttpResponse:
    """Ask for the slides of what the dashboard shows, and go to see them being made."""
    at = clock.now()
    wanted = pages.asked_by(request.actor, request.GET, at)
    if wanted is None:
        return redirect("desk:my_work")
    return redirect("desk:job", work.ask(request.actor, wanted, at).public_id)


@require_GET
def briefing_pdf(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The slides that somebody asked for."""
    found = work.access_briefing(request.actor, public_id)
    return files.pdf(bytes(found.pdf), found.name)


@cache_control(public=True, max_age=KEPT_SECONDS)
@require_GET
def public(request: HttpRequest) -> HttpResponse:
    """One closed month for everybody: counts and rates, small numbers hidden."""
    at = clock.now()
    found = published(request.GET.get("thang", ""), at)
    answer = render(request, "reporting/dashboards/public.html", {"found": found, "at": at})
    if not found.drawn:
        patch_cache_control(answer, max_age=0)
    return answer
