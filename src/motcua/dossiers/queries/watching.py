"""Dossiers that a rule of watching may speak about, as the pure decision reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from motcua.calendars import queries as calendars
from motcua.domain.instants import local_date, midnight
from motcua.domain.lifecycle import State
from motcua.domain.watching import Watched
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.watch import AWAITED

PORTION = 500
REACH = timedelta(days=75)
"""No rule counts further: twenty working days, holidays and a week to catch up."""


@dataclass(frozen=True, slots=True)
class WatchedDossier:
    """What decides, and where the people are found who are told."""

    id: int
    watched: Watched
    calendar: WorkCalendar
    receiving_unit_id: int
    competent_unit_id: int
    holder_unit_id: int | None
    holder_id: int | None
    step_role: str


def watched_dossiers(at: datetime, receiving_unit_id: int | None = None) -> Iterator[list[WatchedDossier]]:
    """Live dossiers near their date, late, paused, waiting for others or not fetched, in portions by id.

    `receiving_unit_id` narrows to one desk.
    """
    tomorrow = midnight(local_date(at) + timedelta(days=1))
    near = Q(processing_ended_at__isnull=True, due_at__gt=at - REACH) & (Q(near_at__lte=at) | Q(due_at__lt=tomorrow))
    pressing = near | Q(paused_since__isnull=False) | AWAITED | Q(state=State.RESOLVED.value)
    rows = Dossier.objects.filter(pressing, live=True, import_source__isnull=True, accepted_at__isnull=False)
    if receiving_unit_id is not None:
        rows = rows.filter(receiving_unit_id=receiving_unit_id)
    last = 0
    while portion := list(rows.filter(pk__gt=last).order_by("pk")[:PORTION]):
        last = portion[-1].pk
        loaded = calendars.calendars({row.calendar_version for row in portion})
        yield [_watched(row, loaded[row.calendar_version]) for row in portion]


def _watched(row: Dossier, calendar: WorkCalendar) -> WatchedDossier:
    runs = row.processing_ended_at is None and row.paused_since is None
    waiting = [
        since for since in (row.consulting_since, row.verifying_since, row.payment_asked_at) if since is not None
    ]
    fetched_late = row.state == State.RESOLVED and row.correction_due_at is None
    return WatchedDossier(
        id=row.pk,
        watched=Watched(
            started=row.clock_started_at,
            near=row.near_at if runs else None,
            due=row.due_at if runs else None,
            paused=row.paused_since if row.processing_ended_at is None else None,
            waiting=min(waiting, default=None),
            opinion_due=row.opinion_due_at,
            ended=row.processing_ended_at if fetched_late else None,
        ),
        calendar=calendar,
        receiving_unit_id=row.receiving_unit_id or 0,
        competent_unit_id=row.competent_unit_id or 0,
        holder_unit_id=row.holder_unit_id,
        holder_id=row.holder_id,
        step_role=row.step_role,
    )
