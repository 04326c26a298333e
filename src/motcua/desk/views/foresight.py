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
from motcua.desk.forms.apologies import ThresholdForm
from motcua.desk.pages import followed
from motcua.desk.pages.foresight import SIDE, report, units_of
from motcua.desk.views.one_form import OneForm, answered
from motcua.domain.errors import NotFound
from motcua.domain.foresight import TENTHS
from motcua.domain.worktime import local_date
from motcua.dossiers.apology_policies import keeps_lists
from motcua.dossiers.queries.followed import Behind, Part, kept_of
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
    context = followed.page(request.actor, unit_id, kept, asked, first=_first(request))
    return render(request, "desk/foresight_rows.html", context)


def _unit(request: OfficerRequest) -> int:
    """The unit of the address, if its foresight is for this reader."""
    typed, readable = request.GET.get("don_vi", ""), units_of(request.actor)
    if not typed.isdecimal() or (readable is not None and int(typed) not in readable):
        raise NotFound(what=_("đơn vị"))
    return int(typed)


def _asked(request: OfficerRequest) -> Behind:
    """What the address opens."""
    part, place, group = (request.GET.get(name, "") for name in ("phan", "khoang", "nhom"))
    if part not in set(Part) or (part == Part.READINGS and not _tenth(place)) or not _group(group):
        raise NotFound(what=part)
    return Behind(Part(part), int(place or 0), group)


def _tenth(text: str) -> bool:
    return text.isdecimal() and int(text) < TENTHS


def _group(text: str) -> bool:
    """Whether an address names a group as `Situation.groups` writes them, or none."""
    tenth, _step, _procedure, unit, load = [*text.split("|"), "", "", "", ""][:5]
    return not text or (
        text.count("|") < 5 and _tenth(tenth) and (not unit or unit.isdecimal()) and load in {"", "-1", "0", "1"}
    )


def _first(request: OfficerRequest) -> int:
    """The number of the first row of the page: counted on from its neighbour's."""
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    if before.isdecimal():
        return max(0, int(before) - followed.SHOWN)
    return int(after) if after.isdecimal() else 0


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
