"""Why a dossier is due when it is, for whoever holds its receipt: people are told by their unit, nobody by name."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.common import clock
from motcua.domain.errors import NotFound
from motcua.dossiers import queries as dossiers
from motcua.dossiers.explaining import sheet
from motcua.dossiers.explaining.as_json import as_json
from motcua.dossiers.explaining.page import page_of, started_in
from motcua.ui.files import pdf, shown_by_the_browser

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.dossiers.queries.explanation import Explanation


@never_cache
@require_GET
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The page beside the one behind the QR code: how to count the date by hand, and every line."""
    _dossier, explained = _explained(token, clock.now())
    context = {"token": token, "page": page_of(explained), "year": started_in(explained)}
    return render(request, "portal/explanation.html", context)


@never_cache
@require_GET
def as_data(request: HttpRequest, token: str) -> HttpResponse:
    """The same as JSON (docs/formats/explanation.md)."""
    return JsonResponse(as_json(_explained(token, clock.now())[1]), json_dumps_params={"ensure_ascii": False})


@require_GET
@shown_by_the_browser
def printed(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a sheet, without owner, procedure or any name."""
    dossier, explained = _explained(token, clock.now())
    return pdf(sheet.print_sheet(dossier, explained), sheet.file_name(dossier))


def _explained(token: str, at: datetime) -> "tuple[Dossier, Explanation]":
    dossier = dossiers.by_public_token(token)
    explained = dossiers.explanation_of(dossier, at, public=True)
    if explained is None:
        raise NotFound(subject="explanation", value="")
    return dossier, explained
