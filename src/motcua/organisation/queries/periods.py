"""Conditions on half-open periods [from, to)."""

from datetime import date, datetime

from django.db.models import Q


def in_force(on: date, prefix: str = "") -> Q:
    """Return the condition that the legal period (`valid_from`, `valid_to`) contains the day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def overlapping(starts: date, ends: date | None, prefix: str = "") -> Q:
    """Return the condition that the legal period meets [starts, ends)."""
    condition = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": starts})
    return condition if ends is None else condition & Q(**{f"{prefix}valid_from__lt": ends})


def held(at: datetime) -> Q:
    """Return the condition that a grant (`starts_at`, `ends_at`) is held at the instant."""
    return Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
