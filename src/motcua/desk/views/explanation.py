"""Why a dossier is due when it is: for its officers as a page, as JSON, and as a sheet for a dispute."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.audit import log
from motcua.common import clock
from motcua.domain.errors import NotFound
from motcua.dossiers import queries as dossiers
from motcua.dossiers.explaining import sheet
from motcua.dossiers.explaining.as_json import as_json
from motcua.dossiers.explaining.page import page_of
from motcua.organisation.http import OfficerRequest
from motcua.ui.files import pdf, shown_by_the_browser

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.dossiers.queries.explanation import Explanation


@never_cache
@require_GET
def page(request: OfficerRequest, code: str) -> HttpResponse:
    """Every line, the picture, each step and leg."""
    dossier, explained = _explained(request, code, clock.now())
    return render(request, "desk/explanation.html", {"dossier": dossier, "page": page_of(explained)})


@never_cache
@require_GET
def as_data(request: OfficerRequest, code: str) -> HttpResponse:
    """The same as JSON (docs/formats/explanation.md)."""
    _dossier, explained = _explained(request, code, clock.now())
    return JsonResponse(as_json(explained), json_dumps_params={"ensure_ascii": False})


@require_GET
@shown_by_the_browser
def printed(request: OfficerRequest, code: str) -> HttpResponse:
    """The same as a sheet; it names owner and officers, so that it was made is logged."""
    at = clock.now()
    dossier, explained = _explained(request, code, at)
    log.write(request.actor.ref, "dossiers.explanation_printed", "dossier", dossier.public_id, at=at)
    return pdf(sheet.print_sheet(dossier, explained, made_by=request.actor.label), sheet.file_name(dossier))


def _explained(request: OfficerRequest, code: str, at: datetime) -> "tuple[Dossier, Explanation]":
    dossier = dossiers.access_dossier(request.actor, code, at)
    explained = dossiers.explanation_of(dossier, at)
    if explained is None:
        raise NotFound(subject="explanation", value=code)
    return dossier, explained
