"""The five states of time as conditions on rows: what `remaining.state_at` says of one, said of many."""

from datetime import datetime, timedelta

from django.db.models import Q

from motcua.domain.remaining import TimeState
from motcua.domain.worktime import local_date, midnight

RUNNING = Q(live=True, processing_ended_at__isnull=True, due_at__isnull=False)
"""Rows whose term runs or stands: accepted and not ended."""


def in_state(state: TimeState, at: datetime) -> Q:
    """The condition that a dossier is in a state of time at `at`; the five exclude each other and miss none."""
    if state is TimeState.PAUSED:
        return RUNNING & Q(paused_since__isnull=False)
    ticking = RUNNING & Q(paused_since__isnull=True)
    tomorrow = midnight(local_date(at) + timedelta(days=1))
    if state is TimeState.LATE:
        return ticking & Q(due_at__lt=at)
    if state is TimeState.TODAY:
        return ticking & Q(due_at__gte=at, due_at__lt=tomorrow)
    ahead = ticking & Q(due_at__gte=tomorrow)
    if state is TimeState.NEAR:
        return ahead & Q(near_at__lte=at)
    return ahead & (Q(near_at__isnull=True) | Q(near_at__gt=at))
