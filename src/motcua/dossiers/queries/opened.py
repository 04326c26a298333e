"""What stands behind the number of a figure: the rows themselves, as they were known, each with its dossier's code.

Rows tell no identity; whoever may see a dossier whole opens it from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from motcua.dossiers.models import DossierFact, StepFact
from motcua.dossiers.queries.access import visible_among

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class Opened:
    """One row that a figure counts: a dossier or a stay, with the dates that it was counted by."""

    fact: DossierFact | StepFact
    code: str
    title: str
    whole: bool


def opened_dossiers(actor: Actor, ids: Collection[int], known_at: datetime | None) -> list[Opened]:
    """The dossiers of these ids as they were known at an instant (None: now). Three queries, whatever their number."""
    return _opened(actor, DossierFact.objects.filter(_known(known_at), dossier_id__in=ids).order_by("dossier_id"))


def opened_stays(actor: Actor, ids: Collection[int]) -> list[Opened]:
    """The stays of these ids. Three queries, whatever their number."""
    return _opened(actor, StepFact.objects.filter(pk__in=ids).order_by("pk"))


def _opened(actor: Actor, rows: QuerySet[Any]) -> list[Opened]:
    facts = list(rows.annotate(code=F("dossier__code"), title=F("dossier__title")))
    whole = visible_among(actor, list({fact.dossier_id for fact in facts}))
    return [Opened(fact, fact.code, fact.title, fact.dossier_id in whole) for fact in facts]


def _known(at: datetime | None) -> Q:
    if at is None:
        return Q(recorded_to__isnull=True)
    return Q(recorded_from__lte=at) & (Q(recorded_to__isnull=True) | Q(recorded_to__gt=at))
