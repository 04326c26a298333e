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
from motcua.desk.pages.foresight import SIDE, report
from motcua.desk.views.one_form import OneForm, answered
from motcua.domain.worktime import local_date
from motcua.dossiers.apology_policies import keeps_lists
from motcua.dossiers.policies import SEES_ALL
from motcua.dossiers.queries.judgements import judged
from motcua.dossiers.services.apologies import lists
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.organisation.http import OfficerRequest

MOST = 20
"""Units on the page of who sees all: the rest is chosen by the unit's own officers."""


@require_GET
def foresight(request: OfficerRequest) -> HttpResponse:
    """The picture of calibration with its table, and in plain words whether foresight is used."""
    found = judged(_units_of(request.actor))
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


def _units_of(actor: Actor) -> set[int] | None:
    """The actor's units and those above and below them; None for who sees all."""
    if actor.has_any(*SEES_ALL):
        return None
    own = actor.unit_ids
    above = {unit_id for each in own for unit_id in organisation.ancestor_ids(each)}
    return above | {unit_id for each in own for unit_id in organisation.descendant_ids(each)}
