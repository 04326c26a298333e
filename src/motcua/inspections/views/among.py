"""What numbers of inspections are held against: dossiers in which signs are looked for, or a check is drawn from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from motcua.common.pagination import KeysetPage, count, keyset
from motcua.domain.errors import NotFound
from motcua.domain.instants import local_date
from motcua.domain.oddities import Oddity
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import oddities, populations
from motcua.inspections.forms.periods import ADOPTED, AmongForm
from motcua.inspections.policies import units_of
from motcua.inspections.queries.checks import access_check
from motcua.inspections.queries.drawing import population_of
from motcua.inspections.views.signs import NAMES, PAGE
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from motcua.dossiers.models import Dossier

_ACCEPTED: Final = "accepted_on"
_DAY_WORDS: Final = {
    _ACCEPTED: gettext_lazy("Ngày tiếp nhận"),
    "ended_on": gettext_lazy("Ra kết quả"),
    "returned_on": gettext_lazy("Trả kết quả"),
}


@require_GET
def among(request: OfficerRequest) -> HttpResponse:
    """The dossiers of a period in which a sign is looked for; or those of another system, in which none is."""
    form = AmongForm(request.GET)
    if not form.is_valid():
        raise NotFound(subject="signs", value=request.GET.get("cua", ""))
    asked = form.cleaned_data
    scope = oddities.Scope(units_of(request.actor), asked["tu"], asked["den"])
    if asked["cua"] == ADOPTED:
        rows, day, title = oddities.adopted(scope), _ACCEPTED, _("Hồ sơ nhận từ hệ thống khác")
    else:
        kind = Oddity(asked["cua"])
        rows, day = oddities.among(scope, kind), oddities.AMONG[kind]
        title = _("%(sign)s: trên những hồ sơ nào") % {"sign": NAMES[kind][0]}
    page = _page(request, rows, (f"-{day}", "-id"))
    days = {"tu": f"{scope.first:%d/%m/%Y}", "den": f"{scope.last:%d/%m/%Y}"}
    context = {
        "title": title,
        "said": _("Từ %(first)s đến hết %(last)s.") % {"first": days["tu"], "last": days["den"]},
        "back": f"{reverse('inspections:signs')}?{urlencode(days)}",
        "back_words": _("Đối chiếu phần mềm với thực tế"),
        "day_words": _DAY_WORDS[day],
        "page": page,
        "count": count(rows),
        "rows": _rows(request, [(fact.dossier, getattr(fact, day)) for fact in page.rows]),
    }
    return render(request, "inspections/among.html", context)


@require_GET
def population(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The dossiers that a check was drawn from, in the order in which they were entered."""
    check = access_check(request.actor, public_id)
    rows = populations.population(population_of(check))
    page = _page(request, rows, ("id",))
    context = {
        "title": _("Tập hồ sơ để rút"),
        "said": f"{check.unit.name} · {check.get_population_display()}",
        "back": reverse("inspections:check", args=[check.public_id]),
        "back_words": _("Kiểm tra ngẫu nhiên"),
        "day_words": _DAY_WORDS[_ACCEPTED],
        "page": page,
        "count": count(rows),
        "rows": _rows(request, [(dossier, local_date(dossier.accepted_at)) for dossier in page.rows]),
    }
    return render(request, "inspections/among.html", context)


def _page(request: OfficerRequest, rows: "QuerySet[Any]", order: Sequence[str]) -> "KeysetPage[Any]":
    return keyset(rows, order, after=request.GET.get("after"), before=request.GET.get("before"), size=PAGE)


def _rows(request: OfficerRequest, found: "Sequence[tuple[Dossier, date]]") -> list[dict[str, Any]]:
    """Codes, days and units; a code leads on for who may see the dossier whole."""
    seen = dossiers.visible_among(request.actor, [dossier.pk for dossier, _on in found])
    units = organisation.unit_names({dossier.competent_unit_id or 0 for dossier, _on in found})
    return [
        {
            "dossier": dossier,
            "open": dossier.pk in seen,
            "on": on,
            "unit": units.get(dossier.competent_unit_id or 0, ""),
        }
        for dossier, on in found
    ]
