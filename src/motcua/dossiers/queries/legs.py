"""The parallel legs of dossiers: what other units do beside the lead, and what waits for an actor among them."""

from collections.abc import Iterable

from django.db.models import Q

from motcua.dossiers import policies
from motcua.dossiers.models import Dossier, ParallelLeg
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor


def legs_of(dossier: Dossier) -> list[ParallelLeg]:
    """Every parallel leg of a dossier in its order, with unit and person; one that never had any costs nothing."""
    if not dossier.legs_sent:
        return []
    return list(dossier.parallel_legs.select_related("unit", "taken_by").order_by("no"))


def open_legs(dossier: Dossier) -> list[ParallelLeg]:
    """The open ones, with their units."""
    if not dossier.leg_units:
        return []
    return list(dossier.parallel_legs.filter(ended_at__isnull=True).select_related("unit").order_by("no"))


def units_at_work(dossier: Dossier) -> list[str]:
    """The names of the units whose part is still open, in the order in which they were asked."""
    names = organisation.unit_names(dossier.leg_units) if dossier.leg_units else {}
    return [names[unit_id] for unit_id in dossier.leg_units]


def legs_for(actor: Actor) -> Q:
    """The condition on open legs of the units in which the actor works on what they were given."""
    units = actor.units_with(*policies.LEG_WORKERS)
    return Q(unit_id__in=units, ended_at__isnull=True) if units else policies.NOTHING


def with_legs_of(actor: Actor) -> Q:
    """Dossiers of which a part waits for a unit in which the actor works."""
    rows = ParallelLeg.objects.filter(legs_for(actor))
    return (
        Q(live=True, pk__in=rows.values("dossier_id")) if actor.units_with(*policies.LEG_WORKERS) else policies.NOTHING
    )


def own_legs(actor: Actor, ids: Iterable[int]) -> dict[int, ParallelLeg]:
    """By dossier, of some dossiers, the actor's open leg that is due first. One query, none for none."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = ParallelLeg.objects.filter(legs_for(actor), dossier_id__in=wanted).order_by("-due_at", "-no")
    return {row.dossier_id: row for row in rows}
