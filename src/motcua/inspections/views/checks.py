"""Spot checks: the history with the form that draws, one check with its result, the sheet for the shelf."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.audit import log
from motcua.common import clock
from motcua.common.pagination import count, keyset
from motcua.domain.errors import BadInput
from motcua.dossiers.queries import populations
from motcua.inspections.forms.periods import DrawForm
from motcua.inspections.policies import units_of
from motcua.inspections.queries.checks import Shown, access_check, items_of, result_of, results_of, visible
from motcua.inspections.queries.drawing import drawn_again
from motcua.inspections.services.close import close
from motcua.inspections.services.draw import draw
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest

PAGE = 25


@require_http_methods(["GET", "POST"])
def checks(request: OfficerRequest) -> HttpResponse:
    """Every check that was drawn, the latest first, whatever came of it; and the form that draws the next."""
    units = _units(request)
    form = DrawForm(request.POST if request.method == "POST" else None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            check = draw(form.wanted(), actor=request.actor, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.message(_))
        else:
            messages.success(request, _("Đã rút mẫu. Mang danh sách đến nơi lưu hồ sơ và ghi kết quả từng hồ sơ."))
            return redirect("inspections:check", public_id=check.public_id)
    rows = visible(request.actor)
    page = keyset(
        rows, ("-drawn_at", "-id"), after=request.GET.get("after"), before=request.GET.get("before"), size=PAGE
    )
    results = results_of(page.rows)
    context = {
        "form": form,
        "units": units,
        "page": page,
        "count": count(rows),
        "rows": [(check, results[check.pk]) for check in page.rows],
    }
    return render(request, "inspections/checks.html", context, status=422 if form.errors else 200)


def _units(request: OfficerRequest) -> list[tuple[int, str]]:
    """The units that receive or resolve dossiers and that the officer may look at, by name."""
    found = populations.units_with_dossiers()
    allowed = units_of(request.actor)
    names = organisation.unit_names(found if allowed is None else found & allowed)
    return sorted(names.items(), key=lambda row: row[1])


@require_GET
def check(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """One check: what was drawn and how, what was found, what it says of the whole."""
    found = access_check(request.actor, public_id)
    items = items_of(found)
    shown = _shown(request.GET.get("xem", ""))
    context = {
        "check": found,
        "items": [item for item in items if shown.holds(item.verdict)],
        "shown": _SHOWN_WORDS[shown],
        "result": result_of([item.verdict for item in items]),
        "again": drawn_again(found),
    }
    return render(request, "inspections/check.html", context)


_SHOWN_WORDS: Final = {
    Shown.ALL: gettext_lazy("Hồ sơ đã rút"),
    Shown.LOOKED_AT: gettext_lazy("Hồ sơ đã xem"),
    Shown.LEFT: gettext_lazy("Hồ sơ chưa xem"),
    Shown.WRONG: gettext_lazy("Hồ sơ không khớp với hồ sơ giấy"),
    Shown.AGREES: gettext_lazy("Hồ sơ khớp"),
    Shown.DIFFERS: gettext_lazy("Hồ sơ có chỗ khác"),
    Shown.MISSING: gettext_lazy("Hồ sơ không thấy trên giá"),
}


def _shown(asked: str) -> Shown:
    """What an address asks to be shown; what is not understood shows everything."""
    return Shown(asked) if asked in set(Shown) else Shown.ALL


@require_GET
def sheet(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The list to take to the shelf on paper."""
    found = access_check(request.actor, public_id)
    at = clock.now()
    log.write(request.actor.ref, "inspections.sheet_read", "spot_check", found.public_id, at=at)
    return render(request, "inspections/sheet.html", {"check": found, "items": items_of(found), "at": at})


@require_POST
def close_check(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """End a check."""
    close(access_check(request.actor, public_id), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã kết thúc đợt kiểm tra."))
    return redirect("inspections:check", public_id=public_id)
