"""How good foresight is: for each competent unit that the officer belongs to, judged on its own past."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.desk.pages.foresight import SIDE, report
from motcua.dossiers.policies import SEES_ALL
from motcua.dossiers.queries.judgements import judged
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
    return render(request, "desk/foresight.html", {"reports": reports, "side": SIDE})


def _units_of(actor: Actor) -> set[int] | None:
    """The actor's units and those above and below them; None for who sees all."""
    if actor.has_any(*SEES_ALL):
        return None
    own = actor.unit_ids
    above = {unit_id for each in own for unit_id in organisation.ancestor_ids(each)}
    return above | {unit_id for each in own for unit_id in organisation.descendant_ids(each)}
