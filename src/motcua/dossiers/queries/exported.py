"""Rows of dossiers for files: what figures knew of them at an instant, and names only for who may see them whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from motcua.common.many_ids import among
from motcua.dossiers.models import DossierFact
from motcua.dossiers.queries.access import visible_among
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """One dossier as it was known; `owner_name` is empty for who may not see it whole."""

    dossier_id: int
    code: str
    title: str
    owner_name: str
    channel: str
    sector_id: int | None
    receiving_unit_id: int | None
    competent_unit_id: int | None
    executing_unit_id: int | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    returned_at: datetime | None
    refused_on: date | None
    outcome: str
    paused: bool
    supplements: int
    limit_minutes: int | None
    minutes_used: int | None


_FACTS = (
    "channel",
    "sector_id",
    "receiving_unit_id",
    "competent_unit_id",
    "executing_unit_id",
    "submitted_at",
    "accepted_at",
    "due_at",
    "ended_at",
    "returned_at",
    "refused_on",
    "outcome",
    "paused",
)


def exported(ids: Sequence[int], known_at: datetime | None, *, actor: Actor) -> list[ExportedRow]:
    """The rows of some dossiers, ascending by id. Two queries, besides that for the actor's units."""
    known = Q(recorded_to__isnull=True)
    if known_at is not None:
        known = Q(recorded_from__lte=known_at) & (known | Q(recorded_to__gt=known_at))
    whole = visible_among(actor, ids)
    rows = (
        DossierFact.objects.filter(known, dossier_id__in=among(ids))
        .order_by("dossier_id", "recorded_from")
        .values_list(
            "dossier_id",
            "dossier__code",
            "dossier__title",
            "dossier__owner_name",
            *_FACTS,
            "supplements_before",
            "supplements_after",
            "limit_minutes",
            "minutes_used",
        )
    )
    return [_row(row, whole) for row in rows]


def _row(row: tuple[Any, ...], whole: frozenset[int]) -> ExportedRow:
    pk, code, title, name, *facts = row
    *told, before, after, limit, used = facts
    values: tuple[Any, ...] = (pk, code, title, name if pk in whole else "", *told, before + after, limit, used)
    return ExportedRow(*values)
