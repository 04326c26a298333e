"""The list of procedures, for officers and for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.catalogue.pages.listing import list_rows
from motcua.catalogue.queries import Filters, search, sectors
from motcua.catalogue.queries.listing import StateCounts, state_counts
from motcua.catalogue.vocabulary import Level
from motcua.organisation.http import OfficerRequest

SIZE = 50
PUBLIC_SIZE = 20


@require_GET
def procedures(request: OfficerRequest) -> HttpResponse:
    """All procedures with filters in the address; htmx gets the list alone."""
    filters = _filters(request)
    context = _found(request, filters, SIZE) | {
        "chips": _chips(request, state_counts(filters), filters.state),
        "sectors": sectors(),
        "levels": Level.choices,
    }
    partial = request.htmx and not request.htmx.boosted
    return render(request, "catalogue/procedures.html#found" if partial else "catalogue/procedures.html", context)


@require_GET
def public_procedures(request: HttpRequest) -> HttpResponse:
    """The list for citizens: by words or by sector; without either the sectors alone, those received here first."""
    filters = _filters(request)
    asked = bool(filters.text.strip() or filters.sector_id or request.GET.get("after") or request.GET.get("before"))
    here = [] if "moi-linh-vuc" in request.GET else sectors(offered=True)
    context: dict[str, Any] = {"filters": filters, "sectors": here or sectors(), "here": bool(here), "asked": asked}
    if asked:
        context |= _found(request, filters, PUBLIC_SIZE)
    return render(request, "catalogue/public_procedures.html", context)


def _found(request: HttpRequest, filters: Filters, size: int) -> dict[str, Any]:
    page, count = search(filters, after=request.GET.get("after"), before=request.GET.get("before"), size=size)
    return {"filters": filters, "page": page, "count": count, "rows": list_rows(page.rows)}


def _filters(request: HttpRequest) -> Filters:
    sector = request.GET.get("linh-vuc", "")
    return Filters(
        text=request.GET.get("q", "")[:200],
        sector_id=int(sector) if sector.isascii() and sector.isdigit() and len(sector) < 10 else None,
        level=request.GET.get("cap", "") if request.GET.get("cap", "") in Level.values else "",
        state=request.GET.get("tinh-trang", ""),
    )


def _chips(request: HttpRequest, counts: StateCounts, state: str) -> list[dict[str, Any]]:
    """The states as links that keep the other filters."""
    chips = []
    for key, label, icon, number in (
        ("", _("Tất cả"), "", counts.every),
        ("offered", _("Đang tiếp nhận"), "box-arrow-in-right", counts.offered),
        ("confirmed", _("Thời hạn đã xác nhận"), "check2", counts.confirmed),
        ("doubtful", _("Thời hạn còn nghi ngờ"), "question-circle", counts.doubtful),
    ):
        query = request.GET.copy()
        for name in ("after", "before", "tinh-trang"):
            query.pop(name, None)
        if key:
            query["tinh-trang"] = key
        chips.append({"url": f"?{query.urlencode()}", "label": label, "icon": icon, "n": number, "on": key == state})
    return chips
