"""Signs of work outside the software: counts by unit or officer, and exactly the rows that each count counts."""

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from motcua.common import clock
from motcua.common.pagination import count, keyset
from motcua.domain.errors import NotFound
from motcua.domain.instants import local_date
from motcua.domain.oddities import Oddity
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.oddities import Scope, adopted, looked_at
from motcua.inspections.forms.periods import ADOPTED, RowsForm, SignsForm
from motcua.inspections.policies import units_of
from motcua.inspections.queries.signs import ORDER, counts, looked_until
from motcua.inspections.queries.signs import signs as signs_found
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest

if TYPE_CHECKING:
    from django.utils.functional import Promise

LAST_DAYS: Final = timedelta(days=30)
PAGE: Final = 50

NAMES: Final[dict[Oddity, tuple["Promise", "Promise"]]] = {
    Oddity.LATE_ENTRY: (
        gettext_lazy("Nhập muộn"),
        gettext_lazy("nhập vào phần mềm sau khi nhận quá 15 phút"),
    ),
    Oddity.EARLY_RELEASE: (
        gettext_lazy("Ra kết quả khi chưa qua đủ bước"),
        gettext_lazy("bỏ qua bước bắt buộc, hoặc hai bước cuối đều chưa đến một phút"),
    ),
    Oddity.BURST: (
        gettext_lazy("Ghi kết quả dồn một lúc"),
        gettext_lazy("một người ghi từ 5 kết quả trở lên trong 5 phút"),
    ),
    Oddity.UNCONFIRMED: (
        gettext_lazy("Trả không có xác nhận"),
        gettext_lazy("không ghi ký nhận, giấy tờ hay báo phát"),
    ),
}
"""What each sign is called, and the rule that it is counted by."""


@require_GET
def signs(request: OfficerRequest) -> HttpResponse:
    """Every sign of a period, counted by unit or by officer."""
    at = clock.now()
    today = local_date(at)
    form = SignsForm(
        request.GET if "tu" in request.GET else {"tu": f"{today - LAST_DAYS:%d/%m/%Y}", "den": f"{today:%d/%m/%Y}"}
    )
    context: dict[str, Any] = {"form": form, "kinds": [(each, *NAMES[each]) for each in Oddity]}
    if form.is_valid():
        scope = Scope(units_of(request.actor), form.cleaned_data["tu"], form.cleaned_data["den"])
        context |= _counted(scope, by_person=form.cleaned_data["theo"] == "nguoi")
    return render(request, "inspections/signs.html", context)


def _counted(scope: Scope, *, by_person: bool) -> dict[str, Any]:
    """The table: a row for each unit or officer, a column for each sign, every number with its address."""
    cells: Counter[tuple[int, Oddity]] = Counter()
    total: Counter[Oddity] = Counter()
    for each in counts(scope):
        cells[each.person_id if by_person else each.unit_id, each.oddity] += each.number
        total[each.oddity] += each.number
    ids = {whose for whose, _kind in cells}
    names = organisation.person_names(ids) if by_person else organisation.unit_names(ids)
    field = "nguoi" if by_person else "don_vi"
    among = looked_at(scope)
    rows = [
        {
            "name": names.get(whose) or _("không rõ"),
            "cells": [(NAMES[kind][0], cells[whose, kind], _address(kind, scope, {field: whose})) for kind in Oddity],
        }
        for whose in sorted(ids, key=lambda whose: (-sum(cells[whose, kind] for kind in Oddity), names.get(whose, "")))
    ]
    return {
        "rows": rows,
        "totals": [
            {
                "name": NAMES[kind][0],
                "rule": NAMES[kind][1],
                "count": total[kind],
                "among": among[kind],
                "among_url": _among_address(kind.value, scope),
                "url": _address(kind, scope, {}),
            }
            for kind in Oddity
        ],
        "adopted": adopted(scope).count(),
        "adopted_url": _among_address(ADOPTED, scope),
        "by_person": by_person,
        "until": looked_until(),
    }


def _among_address(which: str, scope: Scope) -> str:
    days = {"tu": f"{scope.first:%d/%m/%Y}", "den": f"{scope.last:%d/%m/%Y}"}
    return f"{reverse('inspections:among')}?{urlencode({'cua': which, **days})}"


def _address(kind: Oddity, scope: Scope, narrowed: dict[str, int]) -> str:
    days = {"tu": f"{scope.first:%d/%m/%Y}", "den": f"{scope.last:%d/%m/%Y}"}
    return f"{reverse('inspections:rows')}?{urlencode({'dau_hieu': kind.value, **days, **narrowed})}"


@require_GET
def rows(request: OfficerRequest) -> HttpResponse:
    """The dossiers that one count counts, the latest first."""
    form = RowsForm(request.GET)
    if not form.is_valid():
        raise NotFound(subject="signs", value=request.GET.get("dau_hieu", ""))
    asked = form.cleaned_data
    kind = Oddity(asked["dau_hieu"])
    found = signs_found(Scope(units_of(request.actor), asked["tu"], asked["den"])).filter(oddity=kind.value)
    found = found.filter(**{name: value for name, value in _narrowed(asked).items() if value is not None})
    page = keyset(
        found.select_related("dossier"),
        ORDER,
        after=request.GET.get("after"),
        before=request.GET.get("before"),
        size=PAGE,
    )
    units = organisation.unit_names({sign.unit_id for sign in page.rows})
    people = organisation.person_names({sign.person_id for sign in page.rows})
    seen = dossiers.visible_among(request.actor, [sign.dossier_id for sign in page.rows])
    context = {
        "name": NAMES[kind][0],
        "rule": NAMES[kind][1],
        "form": form,
        "page": page,
        "count": count(found),
        "gaps": kind is Oddity.LATE_ENTRY,
        "rows": [
            {
                "dossier": sign.dossier,
                "open": sign.dossier_id in seen,
                "sign": sign,
                "entered": sign.at + timedelta(seconds=sign.gap_seconds),
                "unit": units.get(sign.unit_id, ""),
                "person": people.get(sign.person_id, ""),
            }
            for sign in page.rows
        ],
    }
    return render(request, "inspections/rows.html", context)


def _narrowed(asked: dict[str, Any]) -> dict[str, Any]:
    """The unit or the person to whom a count belongs."""
    return {"unit_id": asked["don_vi"], "person_id": asked["nguoi"]}
