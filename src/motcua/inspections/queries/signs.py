"""The signs that were found, for pages: a count is the number of rows, so that it opens exactly them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from motcua.domain.oddities import Oddity
from motcua.dossiers.queries.oddities import Scope
from motcua.inspections.models import FoundSign, SignsLook

ORDER = ("-at", "-id")
"""The latest first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many signs of one kind point to one unit and one person."""

    oddity: Oddity
    unit_id: int
    person_id: int
    number: int


def signs(scope: Scope) -> QuerySet[FoundSign]:
    """The signs of a scope."""
    rows = FoundSign.objects.filter(day__gte=scope.first, day__lte=scope.last)
    if scope.units is None:
        return rows
    return rows.filter(Q(receiving_unit_id__in=scope.units) | Q(competent_unit_id__in=scope.units))


def counts(scope: Scope) -> list[Counted]:
    """How many there are, by kind, unit and person. One query over one index."""
    rows = signs(scope).order_by().values_list("oddity", "unit_id", "person_id").annotate(number=Count("pk"))
    return [Counted(Oddity(oddity), unit_id, person_id, number) for oddity, unit_id, person_id, number in rows]


def looked_until() -> datetime | None:
    """When signs were looked for last; None before the first time."""
    return SignsLook.objects.values_list("looked_at", flat=True).first()
