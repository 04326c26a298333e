"""Following a dossier: by the address on the receipt, or by its code alone."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.common import clock
from motcua.domain.errors import MotcuaError, NotFound
from motcua.domain.numbering import parse_dossier_code
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.public import by_code
from motcua.notifications.queries import ways_out
from motcua.organisation import queries as organisation
from motcua.portal import progress

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@never_cache
@require_GET
def dossier(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the QR code: state, promised date and why, steps, what to bring. No name stands on it."""
    at = clock.now()
    found = dossiers.by_public_token(token)
    context = _context(found, at)
    context |= {"why": progress.why(dossiers.derivation_of(found)), "desk": _desk(found), "whole": True, "token": token}
    context["notices"] = ways_out(found.pk, token)
    return render(request, "portal/dossier.html", context)


@never_cache
@require_GET
def lookup(request: HttpRequest) -> HttpResponse:
    """Look a code up: the code and how far it has come, nothing else. A scanned address leads to its page."""
    written = request.GET.get("ma", "").strip()
    if "/h/" in written:
        return redirect("portal:dossier", token=written.rstrip("/").rsplit("/h/", 1)[-1])
    if not written:
        return render(request, "portal/lookup.html", {"written": ""})
    at = clock.now()
    try:
        found = by_code(written)
    except NotFound:
        return render(request, "portal/lookup.html", {"written": written, "fault": _fault(written)}, status=404)
    return render(request, "portal/dossier.html", _context(found, at) | {"whole": False})


def _context(found: "Dossier", at: datetime) -> dict[str, Any]:
    steps = dossiers.step_track(found, at)
    return {
        "code": found.code,
        "at": at,
        "answer": progress.answer(found, steps, at),
        "track": progress.track(found, steps),
        "done": progress.count_done(steps),
        "by_steps": found.accepted_at is not None and found.processing_ended_at is None,
        "open": found.accepted_at is not None and (found.processing_ended_at is None or found.returned_at is None),
    }


def _desk(found: "Dossier") -> Any:
    return organisation.units({found.receiving_unit_id or 0}).get(found.receiving_unit_id or 0)


def _fault(written: str) -> str:
    """Whether the code is written wrongly, or rightly and unknown here."""
    try:
        parse_dossier_code(written)
    except MotcuaError as error:
        return error.message(_)
    return _("Không có hồ sơ mã “%(code)s”. Xem lại từng số trên giấy tiếp nhận.") % {"code": written}
