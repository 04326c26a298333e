"""How good foresight is: for each competent unit that the officer belongs to, judged on its own past.

And from which probability on it counts: a dated row, set by who keeps the lists of apologies.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.common import clock
from motcua.common.formats import day, percent
from motcua.common.pagination import first_row, number_in
from motcua.desk.forms.apologies import ThresholdForm
from motcua.desk.pages import followed
from motcua.desk.pages.foresight import SIDE, report, units_of
from motcua.desk.views.one_form import OneForm, answered
from motcua.domain.errors import NotFound
from motcua.domain.foresight import TENTHS
from motcua.domain.worktime import local_date
from motcua.dossiers.apology_policies import keeps_lists
from motcua.dossiers.queries.followed import OF_GROUPS, Behind, Part, kept_of
from motcua.dossiers.queries.judgements import judged
from motcua.dossiers.services.apologies import lists
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest

MOST = 20
"""Units on the page of who sees all: the rest is chosen by the unit's own officers."""


@require_GET
def foresight(request: OfficerRequest) -> HttpResponse:
    """The picture of calibration with its table, and in plain words whether foresight is used."""
    found = judged(units_of(request.actor))
    shown = list(found.items())[:MOST]
    names = organisation.unit_names([unit_id for unit_id, _each in shown])
    reports = [report(names.get(unit_id, ""), each) for unit_id, each in shown]
    context = {
        "reports": reports,
        "side": SIDE,
        "thresholds": [(row, percent(row.probability, 0)) for row in lists.thresholds()],
        "keeps": keeps_lists(request.actor),
    }
    return render(request, "desk/foresight.html", context)


@require_GET
def rows(request: OfficerRequest) -> HttpResponse:
    """The dossiers that a number of foresight counts: as many as it says, fifty on a page."""
    unit_id, asked = _unit(request), _asked(request)
    kept = kept_of(unit_id)
    if kept is None:
        raise NotFound(what=_("dự báo"))
    context = followed.page(request.actor, unit_id, kept, asked, first=first_row(request.GET, followed.SHOWN) or 0)
    return render(request, "desk/foresight_rows.html", context)


def _unit(request: OfficerRequest) -> int:
    """The unit of the address, if its foresight is for this reader."""
    unit_id, readable = number_in(request.GET.get("don_vi", "")), units_of(request.actor)
    if unit_id is None or (readable is not None and unit_id not in readable):
        raise NotFound(what=_("đơn vị"))
    return unit_id


def _asked(request: OfficerRequest) -> Behind:
    """What the address opens; what does not belong to its part is not read."""
    part = request.GET.get("phan", "")
    if part == Part.READINGS and (place := _tenth(request.GET.get("khoang", ""))) is not None:
        return Behind(Part.READINGS, bin=place)
    group = request.GET.get("nhom", "")
    if part in OF_GROUPS and _is_group(group):
        return Behind(Part(part), group=group)
    if part not in set(Part) - {Part.READINGS} - OF_GROUPS:
        raise NotFound(what=_("phần của dự báo"))
    return Behind(Part(part))


def _is_group(text: str) -> bool:
    """Whether an address names a group as `Situation.groups` writes them."""
    tenth, *marks = text.split("|")
    _step, _procedure, unit, load, *more = [*marks, *("", "", "0", "0")[len(marks) :]]
    return _tenth(tenth) is not None and number_in(unit) is not None and load in {"-1", "0", "1"} and not more


def _tenth(text: str) -> int | None:
    found = number_in(text)
    return found if found is not None and found < TENTHS else None


@require_http_methods(["GET", "POST"])
def threshold(request: OfficerRequest) -> HttpResponse:
    """Say from which probability on a dossier will miss its date, from a day on."""
    at = clock.now()
    form = ThresholdForm(request.POST if request.method == "POST" else None, initial={"valid_from": local_date(at)})

    def done(good: dict[str, Any]) -> str:
        made = lists.set_threshold(actor=request.actor, at=at, **good)
        return _("Từ ngày %(day)s, xác suất trễ từ %(share)s được coi là sẽ trễ.") % {
            "day": day(made.valid_from),
            "share": percent(made.probability, 0),
        }

    return answered(
        request, form, OneForm(_("Đặt mức coi là sẽ trễ"), "desk:foresight", _("Dự báo trễ hạn đúng đến đâu")), done
    )
