"""Asking for an export, and fetching its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.common import clock
from motcua.domain.errors import NotFound
from motcua.domain.indicators import registry
from motcua.domain.instants import local_date
from motcua.reporting.exports import keeping
from motcua.reporting.exports.exporting import ask
from motcua.reporting.exports.formats import FORMATS
from motcua.reporting.exports.forms import FiguresForm, FormatForm
from motcua.reporting.opening.asked import QuestionForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from motcua.organisation.http import OfficerRequest


@require_POST
def export_rows(request: OfficerRequest, code: str) -> HttpResponse:
    """Ask for the rows of a figure; the question stands in the address, as on the page of the rows."""
    asked, form = QuestionForm(request.GET), FormatForm(request.POST)
    if code not in registry.ALL or not (asked.is_valid() and form.is_valid()):
        raise NotFound(subject="export", value=code)
    wanted = form.rows_of(code, asked.question(), asked.part())
    return redirect("desk:job", ask(wanted, actor=request.actor, at=clock.now()).public_id)


@require_http_methods(["GET", "POST"])
def export_figures(request: OfficerRequest) -> HttpResponse:
    """Choose figures and a period, and ask for them as one flat table over all units one may ask for."""
    at = clock.now()
    today = local_date(at)
    form = FiguresForm(request.POST or None, initial={"tu": today.replace(day=1), "den": today})
    if form.is_valid():
        return redirect("desk:job", ask(form.asked(), actor=request.actor, at=at).public_id)
    return render(request, "reporting/exports/figures.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def export_file(request: OfficerRequest, token: UUID) -> HttpResponseBase:
    """The file, for whoever asked for it."""
    path = keeping.file_of(request.actor.id, token)
    kind = FORMATS[path.suffix.removeprefix(".")].media_type
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=kind)
