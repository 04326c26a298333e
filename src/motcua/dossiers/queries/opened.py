"""What stands behind the number of a figure: the rows themselves, as they were known, each with its dossier's code.

Rows tell no identity; whoever may see a dossier whole opens it from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from motcua.dossiers.models import DossierFact, StepFact
from motcua.dossiers.queries.access import visible_among

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class OpenedDossier:
    """One dossier that a figure counts, with the dates that it was counted by."""

    fact: DossierFact
    code: str
    title: str
    whole: bool


@dataclass(frozen=True, slots=True)
class OpenedStay:
    """One stay at a step that a figure counts."""

    fact: StepFact
    code: str
    title: str
    whole: bool


def opened_dossiers(actor: Actor, ids: Collection[int], known_at: datetime | None) -> list[OpenedDossier]:
    """The dossiers of these ids as they were known at an instant (None: now). Three queries, whatever their number."""
    facts = (
        DossierFact.objects.filter(_known(known_at), dossier_id__in=ids)
        .annotate(code=F("dossier__code"), title=F("dossier__title"))
        .order_by("dossier_id")
    )
    whole = visible_among(actor, list(ids))
    return [OpenedDossier(fact, fact.code, fact.title, fact.dossier_id in whole) for fact in facts]


def opened_stays(actor: Actor, ids: Collection[int]) -> list[OpenedStay]:
    """The stays of these ids. Three queries, whatever their number."""
    facts = list(
        StepFact.objects.filter(pk__in=ids).annotate(code=F("dossier__code"), title=F("dossier__title")).order_by("pk")
    )
    whole = visible_among(actor, list({fact.dossier_id for fact in facts}))
    return [OpenedStay(fact, fact.code, fact.title, fact.dossier_id in whole) for fact in facts]


def _known(at: datetime | None) -> Q:
    if at is None:
        return Q(recorded_to__isnull=True)
    return Q(recorded_from__lte=at) & (Q(recorded_to__isnull=True) | Q(recorded_to__gt=at))
