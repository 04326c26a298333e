"""Signs of work outside the software: counts by unit or officer, and exactly the rows that each count counts."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from motcua.common import clock
from motcua.common.pagination import Count, keyset
from motcua.domain.errors import NotFound
from motcua.domain.instants import local_date
from motcua.domain.oddities import Oddity
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.lists import NEWEST
from motcua.dossiers.queries.oddities import Found, Scope, Sign, dossiers_of, signs_in
from motcua.inspections.forms.periods import RowsForm, SignsForm
from motcua.inspections.policies import units_of
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest

if TYPE_CHECKING:
    from collections.abc import Callable

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
        first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
        found = signs_in(Scope(units_of(request.actor), first, last))
        context |= _counted(found, first, last, by_person=form.cleaned_data["theo"] == "nguoi")
    return render(request, "inspections/signs.html", context)


def _counted(found: Found, first: date, last: date, *, by_person: bool) -> dict[str, Any]:
    """The table: a row for each unit or officer, a column for each sign, every number with its address."""
    whose: Callable[[Sign], int] = (lambda s: s.person_id) if by_person else (lambda s: s.unit_id)
    counts = Counter((whose(sign), sign.oddity) for sign in found.signs)
    ids = {whose(sign) for sign in found.signs}
    names = organisation.person_names(ids) if by_person else organisation.unit_names(ids)
    field = "nguoi" if by_person else "don_vi"
    rows = [
        {
            "name": names.get(each) or _("không rõ"),
            "cells": [(counts[each, kind], _address(kind, first, last, {field: each})) for kind in Oddity],
        }
        for each in sorted(ids, key=lambda each: (-sum(counts[each, kind] for kind in Oddity), names.get(each, "")))
    ]
    total = Counter(sign.oddity for sign in found.signs)
    return {
        "rows": rows,
        "totals": [
            {
                "name": NAMES[kind][0],
                "rule": NAMES[kind][1],
                "count": total[kind],
                "among": found.among[kind],
                "url": _address(kind, first, last, {}),
            }
            for kind in Oddity
        ],
        "adopted": found.adopted,
        "by_person": by_person,
    }


def _address(kind: Oddity, first: date, last: date, narrowed: dict[str, int]) -> str:
    days = {"tu": f"{first:%d/%m/%Y}", "den": f"{last:%d/%m/%Y}"}
    return f"{reverse('inspections:rows')}?{urlencode({'dau_hieu': kind.value, **days, **narrowed})}"


@require_GET
def rows(request: OfficerRequest) -> HttpResponse:
    """The dossiers that one count counts, the latest first."""
    form = RowsForm(request.GET)
    if not form.is_valid():
        raise NotFound(subject="signs", value=request.GET.get("dau_hieu", ""))
    asked = form.cleaned_data
    kind = Oddity(asked["dau_hieu"])
    found = signs_in(Scope(units_of(request.actor), asked["tu"], asked["den"]))
    chosen = [
        sign
        for sign in found.signs
        if sign.oddity is kind and asked["don_vi"] in (None, sign.unit_id) and asked["nguoi"] in (None, sign.person_id)
    ]
    page = keyset(
        dossiers_of(chosen), NEWEST, after=request.GET.get("after"), before=request.GET.get("before"), size=PAGE
    )
    of_dossier = {sign.dossier_id: sign for sign in chosen}
    units = organisation.unit_names({of_dossier[row.pk].unit_id for row in page.rows})
    people = organisation.person_names({of_dossier[row.pk].person_id for row in page.rows})
    seen = dossiers.visible_among(request.actor, [row.pk for row in page.rows])
    context = {
        "name": NAMES[kind][0],
        "rule": NAMES[kind][1],
        "form": form,
        "page": page,
        "count": Count(len(chosen), exact=True),
        "gaps": kind is Oddity.LATE_ENTRY,
        "rows": [
            {
                "dossier": row,
                "open": row.pk in seen,
                "sign": of_dossier[row.pk],
                "entered": _entered(of_dossier[row.pk]),
                "unit": units.get(of_dossier[row.pk].unit_id, ""),
                "person": people.get(of_dossier[row.pk].person_id, ""),
            }
            for row in page.rows
        ],
    }
    return render(request, "inspections/rows.html", context)


def _entered(sign: Sign) -> datetime:
    """When a dossier was entered that was received at the instant of the sign."""
    return sign.at + sign.gap
